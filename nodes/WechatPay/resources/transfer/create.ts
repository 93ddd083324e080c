import type { IDataObject } from 'n8n-workflow';
import { money, unit } from '../../../operation/fields/money';
import { InvalidInput, type Call, type FieldKind, type Operation, type Parameters, type WireField } from '../../../operation/operation';
import { additional, appIdOf, isOld } from '../fields';
import { notifyUrl, optionalNotifyUrl, requiredNotifyUrl } from '../notifyUrl';
import { leftoverOfLetters } from '../leftover';
import { appId, payee } from '../payee';
import { newAuthorizationNo, outAuthorizationNo, outBillNo, requireName, transferRemark, userDisplayName, userName } from './fields';
import { confirmation, transferItem } from './item';
import { reasonFields, reportFields, reportTypes, sceneFields } from './scene';

/** Fen up to which a transfer may look like a red packet (wechat-pay.md §3.6). */
const RED_PACKET_UP_TO = 20_000;

const PATHS: Record<string, string> = {
	confirm: '/v3/fund-app/mch-transfer/transfer-bills',
	confirmAndAllow: '/v3/fund-app/mch-transfer/transfer-bills/pre-transfer-with-authorization',
	allowed: '/v3/fund-app/mch-transfer/transfer-bills/transfer',
};

/** Shown for these ways of getting the money. */
const when = (...ways: string[]) => ({ show: { confirmation: ways } });

const way: WireField = {
	displayName: 'How the Customer Gets It',
	name: 'confirmation',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'confirm',
	options: [
		{
			name: 'They Confirm It (用户确认收款)',
			value: 'confirm',
			description: 'Your page or Mini Program opens the confirmation with the parameters that come out; after 24 hours without it the money comes back',
		},
		{
			name: 'They Confirm It and Allow Later Ones',
			value: 'confirmAndAllow',
			description: 'The same, and customers may allow that you send them money later on without asking (免确认收款授权)',
		},
		{
			name: 'Without Asking, by Their Authorization (免确认收款)',
			value: 'allowed',
			description: 'The customer has allowed it before: the money is paid at once',
		},
	],
};

const authorizationFields: WireField[] = [
	{
		displayName: 'Authorization By',
		name: 'authorizationBy',
		at: false,
		type: 'options',
		noDataExpression: true,
		default: 'out_authorization_no',
		displayOptions: when('allowed'),
		options: [
			{ name: 'Authorization ID', value: 'authorization_id', description: "WeChat Pay's number (微信免确认收款授权单号)" },
			{ name: 'Authorization Number', value: 'out_authorization_no', description: 'Your own number (商户侧授权单号)' },
		],
	},
	{ ...outAuthorizationNo, displayOptions: { show: { confirmation: ['allowed'], authorizationBy: ['out_authorization_no'] } } },
	{
		displayName: 'Authorization ID',
		name: 'authorization_id',
		type: 'string',
		default: '',
		required: true,
		trims: true,
		displayOptions: { show: { confirmation: ['allowed'], authorizationBy: ['authorization_id'] } },
		matches: { pattern: /^\w{1,64}$/, words: 'letters and digits only' },
		description: "WeChat Pay's own number of the authorization (authorization_id)",
	},
	{ ...newAuthorizationNo, at: 'authorization_info.out_authorization_no', displayOptions: when('confirmAndAllow') },
	{ ...userDisplayName, at: 'authorization_info.user_display_name', displayOptions: when('confirmAndAllow') },
];

const recipient: FieldKind = { ...payee, displayOptions: when('confirm', 'confirmAndAllow') };

const sponsor: WireField = {
	displayName: 'Paid by Merchant',
	name: 'sponsor_mchid',
	type: 'string',
	default: '',
	trims: true,
	matches: { pattern: /^\d{6,32}$/, words: 'a number' },
	description: 'Another merchant whose money it is, and who has allowed it (出资商户号)',
};

const redPacket: WireField = {
	displayName: 'Shown As',
	name: 'user_recv_style',
	at: 'user_recv_style.type',
	type: 'options',
	default: 'CONFIRM_PAGE',
	options: [
		{ name: 'Confirmation Page', value: 'CONFIRM_PAGE' },
		{ name: 'Red Packet (up to ¥200)', value: 'RED_PACKET' },
	],
	description: 'What the customer sees when confirming (收款样式)',
};

const more: WireField = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
};

/** Transfer: Create (wechat-pay.md §3.6). */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a transfer',
	description:
		'Send money to a customer, out of the balance of the merchant. It cannot be taken back once it was received; the same Transfer Number again is the same transfer again. WeChat Pay reports the result to the WeChat Pay Trigger.',
	irreversible: true,
	fields: [
		way,
		...authorizationFields,
		recipient,
		{ ...outBillNo, refuses: leftoverOfLetters },
		...sceneFields,
		...reportFields,
		...reasonFields,
		unit,
		money({
			displayName: 'Amount',
			name: 'transfer_amount',
			required: true,
			placeholder: 'e.g. 99.00',
			description: 'What the customer gets',
		}),
		transferRemark,
		userName,
		{ ...more, displayOptions: when('confirm'), options: [appId, notifyUrl, redPacket] },
		{ ...more, displayOptions: when('confirmAndAllow', 'allowed'), options: [appId, notifyUrl, sponsor] },
	],
	request: (parameters, credentials) => {
		checkAmount(parameters);
		const authorizes = parameters.confirmation === 'confirmAndAllow';
		return {
			method: 'POST',
			path: PATHS[String(parameters.confirmation)],
			fixed: {
				appid: appIdOf(parameters, credentials),
				notify_url: optionalNotifyUrl(parameters, credentials),
				'authorization_info.authorization_notify_url': authorizes ? requiredNotifyUrl(parameters, credentials) : undefined,
				...reportTypes(parameters),
			},
			repeatable: true,
			makes: { what: 'transfer', by: 'out_bill_no' },
		};
	},
	endpoints: Object.values(PATHS).map((path) => `POST ${path}`),
	simplify: created,
};

/** @throws InvalidInput for an amount that does not go with the other fields */
function checkAmount(parameters: Parameters): void {
	const { transfer_amount: fen, user_name } = parameters as { transfer_amount: number; user_name?: string };
	requireName(fen, user_name);
	if (fen > RED_PACKET_UP_TO && additional(parameters).user_recv_style === 'RED_PACKET') {
		throw new InvalidInput('“Amount” is too much for a red packet', `WeChat Pay takes up to ¥200. Correct it, or set “${redPacket.displayName}” to Confirmation Page`);
	}
}

/** What WeChat's answer says, and what was asked for. */
function created(answer: IDataObject, call: Call): IDataObject {
	const { parameters, credentials } = call;
	const appid = appIdOf(parameters, credentials);
	const { openid, transfer_amount, transfer_remark, out_authorization_no } = parameters as IDataObject;
	return {
		...transferItem({ appid, openid, transfer_amount, transfer_remark, ...answer }, call),
		out_authorization_no: out_authorization_no ?? null,
		existed_before: isOld(answer.create_time),
		...confirmation(answer.package_info, appid, credentials),
	};
}
