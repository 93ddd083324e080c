import type { IDataObject } from 'n8n-workflow';
import { money, unit } from '../../operation/fields/money';
import { InvalidInput, type Call, type FieldKind, type Operation, type Resource, type WireField } from '../../operation/operation';
import { buildRequest } from '../../operation/request';
import { payItem } from '../../protocol/pay/payItem';
import { eitherNumber, newRefundNo, orderEndpoints, orderRequest, outRefundNo } from './fields';
import { notifyUrl, optionalNotifyUrl } from './notifyUrl';

/** Longer than a call with all its repeats takes, and clocks differ. */
const JUST_NOW_MS = 5 * 60 * 1000;

const entered = money({
	displayName: 'Order Total',
	name: 'amount_total',
	placeholder: 'e.g. 99.00',
	description: 'What the order cost as a whole. Leave empty to have it looked up in WeChat Pay.',
});

/** WeChat wants the whole amount beside the part: as a check on both. */
const total: FieldKind = {
	...entered,
	at: 'amount.total',
	endpoints: orderEndpoints,
	async read(call) {
		const given = (await entered.read(call)) as number | undefined;
		const whole = given ?? (await totalOf(call));
		if (Number(call.parameters.amount_refund) <= whole) return whole;
		throw new InvalidInput('“Refund Amount” is more than the order cost', 'Correct the amount, or check whether it is in yuan or in fen');
	},
};

async function totalOf({ client, credentials, parameters }: Call): Promise<number> {
	const order = await client.json(buildRequest(eitherNumber, parameters, orderRequest(parameters, credentials)));
	const whole = (order.amount as IDataObject | undefined)?.total;
	if (typeof whole === 'number') return whole;
	throw new InvalidInput('WeChat Pay does not tell what the order cost', `Fill in “${entered.properties[0].displayName}”`);
}

const optional: WireField[] = [
	{
		displayName: 'From Available Balance',
		name: 'funds_account',
		type: 'boolean',
		default: false,
		sendAs: { true: 'AVAILABLE' },
		description: "Whether to take the money from the merchant's available balance instead of what is not settled yet",
	},
	notifyUrl,
	{
		displayName: 'Reason',
		name: 'reason',
		type: 'string',
		default: '',
		max: { bytes: 80 },
		description: 'The customer sees it in the message about the refund; up to 80 bytes, which is 26 Chinese characters',
	},
];

const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a refund',
	description: 'Pay money back to a customer, all of it or a part. Accepted is not yet refunded: WeChat Pay reports the result to the WeChat Pay Trigger.',
	irreversible: true,
	fields: [
		...eitherNumber,
		newRefundNo,
		unit,
		money({
			displayName: 'Refund Amount',
			name: 'amount_refund',
			at: 'amount.refund',
			required: true,
			placeholder: 'e.g. 99.00',
			description: 'How much the customer gets back',
		}),
		total,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: optional,
		},
	],
	request: (parameters, credentials) => ({
		method: 'POST',
		path: '/v3/refund/domestic/refunds',
		// Without a URL WeChat Pay reports to the address in its own console, if there is any.
		fixed: { 'amount.currency': 'CNY', notify_url: optionalNotifyUrl(parameters, credentials) },
		repeatable: true,
		makes: { what: 'refund', by: 'out_refund_no' },
	}),
	endpoints: ['POST /v3/refund/domestic/refunds'],
	simplify: (answer, { credentials }) => ({
		...refunded(answer, credentials.mchid as string),
		existed_before: isOld(answer.create_time),
	}),
};

const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a refund',
	description: 'Whether a refund has reached the customer',
	fields: [outRefundNo],
	request: { method: 'GET', path: '/v3/refund/domestic/refunds/{out_refund_no}' },
	simplify: (answer, { credentials }) => refunded(answer, credentials.mchid as string),
};

/** The same number again is the same refund again: nothing was paid back now. Null when that cannot be told. */
function isOld(createdAt: unknown): true | null {
	return Date.now() - Date.parse(String(createdAt)) > JUST_NOW_MS ? true : null;
}

function refunded(answer: IDataObject, mchid: string): IDataObject {
	return {
		...payItem({ mchid, ...answer }),
		refund_id: answer.refund_id ?? null,
		refunded_to: answer.user_received_account ?? null,
	};
}

/** Refunds 退款 (wechat-pay.md §3.3). */
export const refund: Resource = {
	value: 'refund',
	name: 'Refund',
	description: 'Money that goes back to customers (退款)',
	operations: [create, get],
};
