import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, type Parameters, type Request, type WireField } from '../../operation/operation';
import type { Credentials } from '../../transport/product';
import { leftover } from './leftover';
import { isPartner, whose } from './merchantType';

/** The merchant's own number of an order (wechat-pay.md §3.1). */
export const outTradeNo: WireField = {
	displayName: 'Order Number',
	name: 'out_trade_no',
	type: 'string',
	default: '',
	required: true,
	matches: { pattern: /^[\w\-|*]{6,32}$/, words: '6 to 32 letters, digits and _ - | *' },
	placeholder: 'e.g. LT-20261122-0001',
	description:
		'Your own number of the order (商户订单号, out_trade_no). It keeps the order from being made twice: take it from your data, and never one that is new at every try, such as the time.',
};

/** The number of an order that is being made. */
export const newTradeNo: WireField = { ...outTradeNo, refuses: leftover };

/** The merchant's own number of a refund (wechat-pay.md §3.3). */
export const outRefundNo: WireField = {
	displayName: 'Refund Number',
	name: 'out_refund_no',
	type: 'string',
	default: '',
	required: true,
	matches: { pattern: /^[\w\-|*@]{1,64}$/, words: '1 to 64 letters, digits and _ - | * @' },
	placeholder: 'e.g. LT-20261122-0001-R1',
	description:
		'Your own number of the refund (商户退款单号, out_refund_no). It keeps money from being paid back twice: take it from your data, such as the order number with -R1 (-R2 for a second part), and never one that is new at every try.',
};

/** The number of a refund that is being made. */
export const newRefundNo: WireField = { ...outRefundNo, refuses: leftover };

/** By which number an order is named. */
export const numberKind: WireField = {
	displayName: 'Order By',
	name: 'orderBy',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'out_trade_no',
	options: [
		{ name: 'Order Number', value: 'out_trade_no', description: 'Your own number (商户订单号)' },
		{ name: 'Transaction ID', value: 'transaction_id', description: "WeChat Pay's number (微信支付订单号)" },
	],
};

/** WeChat Pay's number of a payment. */
export const transactionId: WireField = {
	displayName: 'Transaction ID',
	name: 'transaction_id',
	type: 'string',
	default: '',
	required: true,
	matches: { pattern: /^\w{1,32}$/, words: 'letters and digits only' },
	placeholder: 'e.g. 4200001234202611220123456789',
	description: "WeChat Pay's own number of the payment (微信支付订单号, transaction_id)",
};

/** Both numbers, each shown when it is asked for. */
export const eitherNumber: WireField[] = [
	numberKind,
	{ ...outTradeNo, displayOptions: { show: { orderBy: ['out_trade_no'] } } },
	{ ...transactionId, displayOptions: { show: { orderBy: ['transaction_id'] } } },
];

const ORDERS = '/v3/pay/transactions';
const ORDERS_OF_PARTNERS = '/v3/pay/partner/transactions';

/** Where the orders of a merchant are, or those of a partner's merchants. */
export function ordersPath(parameters: Parameters): string {
	return isPartner(parameters) ? ORDERS_OF_PARTNERS : ORDERS;
}

/** How an order is asked for by the one number or the other; of a partner, for the merchant in `sub_mchid`. */
export function orderRequest(parameters: Parameters, credentials: Credentials): Request {
	const path = parameters.orderBy === 'transaction_id' ? 'id/{transaction_id}' : 'out-trade-no/{out_trade_no}';
	return { method: 'GET', path: `${ordersPath(parameters)}/${path}`, fixed: ofWhom(parameters, credentials) };
}

/** Whose order it is, as calls about orders say it. */
export function ofWhom(parameters: Parameters, credentials: Credentials): IDataObject {
	return { ...whose(parameters, credentials), ...(isPartner(parameters) && { sub_mchid: parameters.sub_mchid as string }) };
}

/** The same endpoint for both types of merchant. */
export function ofBoth(method: string, path: string): string[] {
	return [ORDERS, ORDERS_OF_PARTNERS].map((orders) => `${method} ${orders}/${path}`);
}

/** What `orderRequest` may come to. */
export const orderEndpoints = [...ofBoth('GET', 'id/{transaction_id}'), ...ofBoth('GET', 'out-trade-no/{out_trade_no}')];

/** What was entered under Additional Fields. */
export function additional({ additionalFields }: Parameters): IDataObject {
	return (additionalFields ?? {}) as IDataObject;
}

/**
 * The App ID under Additional Fields, or the credential's: in which account the customer pays or is paid. Of a partner's
 * order it is the partner's.
 * @throws InvalidInput when there is neither
 */
export function appIdOf(parameters: Parameters, { appId }: Credentials): string {
	const appid = String(additional(parameters).appid ?? appId ?? '').trim();
	if (appid) return appid;
	throw new InvalidInput('“App ID” is empty', 'Enter it in the credential, or under Additional Fields: the account in which the customer pays or is paid');
}

/** Longer than a call with all its repeats takes, and clocks differ. */
const JUST_NOW_MS = 5 * 60 * 1000;

/** The same number again is the same refund or transfer again: no money moved now. Null when that cannot be told. */
export function isOld(createdAt: unknown): true | null {
	return Date.now() - Date.parse(String(createdAt)) > JUST_NOW_MS ? true : null;
}
