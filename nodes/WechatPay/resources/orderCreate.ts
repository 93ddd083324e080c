import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';
import { money, unit } from '../../operation/fields/money';
import { refuseForeign } from '../../operation/fields/recipient';
import { InvalidInput, type Call, type FieldKind, type Operation, type Parameters, type WireField } from '../../operation/operation';
import { readProperty } from '../../operation/parameters';
import { merchantOf } from '../../protocol/pay/merchant';
import { payItem } from '../../protocol/pay/payItem';
import { newNonce } from '../../protocol/pay/request';
import { payParameters } from '../../protocol/pay/signature';
import { qrCode } from '../../protocol/qrCode';
import { beijingTime } from '../../protocol/time';
import type { Credentials } from '../../transport/product';
import { additional, newTradeNo } from './fields';
import { notifyUrl, requiredNotifyUrl } from './notifyUrl';

/** Seconds for which WeChat keeps what a customer pays with: two hours (wechat-pay.md §3.1). */
const PAYABLE = 2 * 3600;

/** The payer of a JSAPI order; its openid is of the App ID of the order. */
const payer: FieldKind = {
	name: 'openid',
	at: 'payer.openid',
	displayOptions: { show: { trade_type: ['jsapi'] } },
	properties: [
		{
			displayName: 'OpenID',
			name: 'openid',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
			description: 'Openid of the customer who pays, in the account of the App ID',
		},
	],
	async read(call) {
		const openid = String(readProperty(this.properties[0], call));
		refuseForeign(openid, appIdOf(call.parameters, call.credentials), call);
		return openid;
	},
};

const optional: WireField[] = [
	{
		displayName: 'App ID',
		name: 'appid',
		at: false,
		type: 'string',
		default: '',
		description: 'The Official Account or Mini Program in which it is paid, when it is another one than in the credential',
	},
	{
		displayName: 'Attach',
		name: 'attach',
		type: 'string',
		default: '',
		max: { characters: 128 },
		description: 'Comes back in the notification and in the bill (商户数据包); up to 128 characters',
	},
	{
		displayName: 'Goods Tag',
		name: 'goods_tag',
		type: 'string',
		default: '',
		max: { characters: 32 },
		description: 'For coupons that are limited to it (订单优惠标记)',
	},
	{
		displayName: 'Invoice Button',
		name: 'support_fapiao',
		type: 'boolean',
		default: false,
		description: 'Whether the customer can ask for an invoice on the page of the payment (电子发票入口)',
	},
	notifyUrl,
	{
		displayName: 'Payable Until',
		name: 'time_expire',
		type: 'dateTime',
		default: '',
		description: 'In Beijing time, from one minute to 90 days from now; otherwise seven days',
	},
	{
		displayName: 'Profit Sharing',
		name: 'profit_sharing',
		at: 'settle_info.profit_sharing',
		type: 'boolean',
		default: false,
		description: 'Whether a part of the money will be passed on to others (分账)',
	},
];

/** Order: Create (wechat-pay.md §3.1). */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create an order',
	description: 'Make an order that a customer can pay, in WeChat or by scanning a code',
	fields: [
		{
			displayName: 'Where the Customer Pays',
			name: 'trade_type',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'jsapi',
			options: [
				{
					name: 'By Scanning a Code (Native)',
					value: 'native',
					description: 'From a screen or a print. The code cannot be opened from a chat or by long press.',
				},
				{
					name: 'In an Official Account or Mini Program (JSAPI)',
					value: 'jsapi',
					description: 'Your page or Mini Program opens the payment with the parameters that come out',
				},
			],
		},
		{
			displayName: 'Description',
			name: 'description',
			type: 'string',
			default: '',
			required: true,
			max: { characters: 127 },
			placeholder: 'e.g. Lotus Tea, 100 g',
			description: 'What the customer sees when paying (商品描述); up to 127 characters',
		},
		newTradeNo,
		unit,
		money({
			displayName: 'Amount',
			name: 'amount_total',
			at: 'amount.total',
			required: true,
			placeholder: 'e.g. 99.00',
			description: 'What the customer pays',
		}),
		payer,
		{
			displayName: 'Put QR Code in Field',
			name: 'qrCodeField',
			at: false,
			type: 'string',
			default: 'data',
			displayOptions: { show: { trade_type: ['native'] } },
			hint: 'The name of the output binary field for the code as a picture; empty for none',
		},
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
		path: `/v3/pay/transactions/${String(parameters.trade_type)}`,
		fixed: {
			appid: appIdOf(parameters, credentials),
			mchid: credentials.mchid,
			notify_url: requiredNotifyUrl(parameters, credentials),
			'amount.currency': 'CNY',
		},
		repeatable: true,
		makes: { what: 'order', by: 'out_trade_no' },
	}),
	endpoints: ['POST /v3/pay/transactions/jsapi', 'POST /v3/pay/transactions/native'],
	simplify: created,
	attach: codeAsPicture,
};

function appIdOf(parameters: Parameters, { appId }: Credentials): string {
	const appid = String(additional(parameters).appid ?? appId ?? '').trim();
	if (appid) return appid;
	throw new InvalidInput('It is not known in which account the customer pays', 'Fill in “App ID” in the credential, or under Additional Fields');
}

/** For screens and prints (wechat-pay.md §3.1). */
async function codeAsPicture({ code_url }: IDataObject, { context, parameters }: Call): Promise<IBinaryKeyData> {
	const { qrCodeField, out_trade_no } = parameters as Record<string, string | undefined>;
	if (!code_url || !qrCodeField) return {};
	const fileName = `${String(out_trade_no).replace(/[|*]/g, '_')}.gif`;
	return { [qrCodeField]: await context.helpers.prepareBinaryData(qrCode(String(code_url)), fileName, 'image/gif') };
}

/** What the page or the printer needs, beside the order's own columns. */
function created(answer: IDataObject, { parameters, credentials }: Call): IDataObject {
	const { privateKey } = merchantOf(credentials);
	const { openid, out_trade_no, amount_total } = parameters;
	const { attach, time_expire } = additional(parameters);
	const appid = appIdOf(parameters, credentials);
	const timestamp = Math.floor(Date.now() / 1000);
	const prepayId = answer.prepay_id as string | undefined;
	const amount = { total: amount_total, currency: 'CNY' };
	return {
		...payItem({ appid, mchid: credentials.mchid, out_trade_no, trade_state: 'NOTPAY', amount, attach, payer: { openid } }),
		prepay_id: prepayId ?? null,
		code_url: answer.code_url ?? null,
		payable_until: payableUntil(timestamp, time_expire),
		pay_parameters: prepayId ? { ...payParameters({ appid, prepayId, timestamp, nonce: newNonce() }, privateKey) } : null,
	};
}

function payableUntil(now: number, wanted: unknown): string {
	const until = wanted === undefined ? Infinity : Date.parse(String(wanted)) / 1000;
	return beijingTime(Math.min(until, now + PAYABLE));
}
