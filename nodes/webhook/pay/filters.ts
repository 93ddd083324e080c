import type { IDataObject, INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { NoAmount, toFen } from '../../protocol/pay/money';
import type { Notification } from '../../protocol/pay/notification';
import { valuesOf } from '../../protocol/pay/payItem';
import { listed } from '../listed';
import { fitsWildcard } from '../wildcard';
import { place } from '../request';
import { receiverOf } from './item';

/** The parameter *Filters* of the WeChat Pay Trigger. */
export const filters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description: 'What does not match is acknowledged without an execution. A filter has no effect on notifications that carry nothing of the kind.',
	options: [
		{
			displayName: 'App IDs',
			name: 'appIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. wx1234567890abcdef',
			description: 'Only what happened in these Official Accounts or Mini Programs; several separated by commas or lines',
		},
		{
			displayName: 'Merchants',
			name: 'merchants',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1900001109, 1900007777',
			description: "Only what concerns these merchant numbers (商户号), of a partner's notifications the shops' (子商户号); several separated by commas or lines",
		},
		{
			displayName: 'Minimum Amount',
			name: 'minimumAmount',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 2 },
			default: 0,
			description: 'Only amounts of so many yuan and more, such as 99.90; of a refund, what the order cost counts',
		},
		{
			displayName: 'Note',
			name: 'attach',
			type: 'string',
			default: '',
			placeholder: 'e.g. table *',
			description: 'Only payments with this note (attach, 附加数据), or with a part that has it; * stands for anything',
		},
	],
};

const MERCHANTS = ['mchid', 'mch_id', 'sub_mchid', 'sub_mch_id'];
const APP_IDS = ['appid', 'sub_appid', 'sp_appid', 'combine_appid'];

/** Whether a notification passes all filters that the user has set. */
export function passesFilters(context: IWebhookFunctions, notification: Notification, item: IDataObject): boolean {
	const chosen = context.getNodeParameter('filters', {}) as IDataObject;
	const { resource } = notification;
	return (
		isAmong(listed(chosen.merchants), [...valuesOf(resource, MERCHANTS), receiverOf(notification) ?? []].flat()) &&
		isAmong(listed(chosen.appIds), valuesOf(resource, APP_IDS)) &&
		isEnough(context, chosen.minimumAmount, item.amount_fen) &&
		hasNote(String(chosen.attach ?? '').trim(), valuesOf(resource, ['attach']), item)
	);
}

function isAmong(wanted: string[], carried: string[]): boolean {
	return wanted.length === 0 || carried.length === 0 || carried.some((value) => wanted.includes(value));
}

function isEnough(context: IWebhookFunctions, minimum: unknown, fen: unknown): boolean {
	if (typeof fen !== 'number' || Number(minimum ?? 0) === 0) return true;
	try {
		return fen >= toFen(String(minimum), 'yuan');
	} catch (error) {
		// Rather one execution too many than a payment that nobody hears of.
		const why = error instanceof NoAmount ? error.message : 'an amount in yuan';
		context.logger.error(`${place(context)}: the filter “Minimum Amount” has no effect. It must be ${why}.`);
		return true;
	}
}

/** Of a combined order one part's note is enough. A payment without a note has another one than the user wants. */
function hasNote(pattern: string, notes: string[], { variant }: IDataObject): boolean {
	const carriesNotes = notes.length > 0 || (variant !== null && variant !== 'profitsharing');
	return pattern === '' || !carriesNotes || (notes.length > 0 ? notes : ['']).some((note) => fitsWildcard(pattern, note));
}
