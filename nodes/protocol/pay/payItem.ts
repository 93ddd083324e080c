import { toYuan } from './money';

/** WeChat's own object: a payment, a refund, a transfer. */
export type PayObject = Record<string, unknown>;

/** What every item about money has (design.md §1, "WeChat Pay Trigger"); null where it is unknown. */
export interface PayItem {
	openid: string | null;
	unionid: string | null;
	/** Of the openid. */
	appid: string | null;
	status: string | null;
	mchid: string | null;
	out_trade_no: string | null;
	transaction_id: string | null;
	out_refund_no: string | null;
	/** Of the order; of a transfer, a withdrawal or somebody's share, what is moved. */
	amount_fen: number | null;
	amount_yuan: string | null;
	/** What the customer paid, after coupons. */
	paid_yuan: string | null;
	refund_yuan: string | null;
	currency: string | null;
	/** Of a combined order, what all its parts have. */
	attach: string | null;
	/** ISO 8601, as WeChat writes it: `2026-11-22T20:15:40+08:00`. */
	occurred_at: string | null;
}

/** Under these names an object tells its state; a payment's comes first (wechat-pay-events.json). */
const STATES = [
	...['trade_state', 'refund_status', 'status', 'state', 'transaction_state', 'refund_state', 'batch_status', 'order_state'],
	...['recharge_state', 'receipt_state', 'contract_state', 'contract_status', 'user_service_status', 'sign_state', 'apply_state'],
	...['bind_state', 'plan_state', 'card_state', 'user_card_state', 'complaint_state'],
];

/** Under these names an object tells an amount of fen, or one of several (`amount`, `total`); the main one first. */
const AMOUNTS = ['transfer_amount', 'total_amount', 'amount', 'recharge_amount', 'deduct_amount', 'pay_amount'];

/**
 * The same columns for whatever WeChat Pay tells about: its names for one thing differ by kind of payment
 * (wechat-pay.md §2.6). Of a partner's payment the openid is the shop's, where there is one.
 */
export function payItem(about: PayObject): PayItem {
	const payer = objectAt(about, 'payer') ?? objectAt(about, 'combine_payer_info') ?? {};
	const amount = objectAt(about, 'amount') ?? {};
	const ofShop = textIn(payer, 'sub_openid') ?? (textIn(about, 'sub_appid') && textIn(about, 'sub_openid'));
	const parts = partsOf(about);
	const used = objectAt(about, 'consume_information') ?? {};
	const fen = numberIn(amount, 'total') ?? firstAmount(about) ?? sumOf(parts, 'total_amount');
	return {
		openid: ofShop ?? textIn(payer, 'openid', 'sp_openid') ?? textIn(about, 'openid', 'sp_openid'),
		unionid: textIn(about, 'unionid'),
		appid: ofShop ? textIn(about, 'sub_appid') : textIn(about, 'appid', 'sp_appid', 'combine_appid'),
		status: textIn(about, ...STATES) ?? commonTo(parts, 'trade_state'),
		mchid: textIn(about, 'mchid', 'sub_mchid', 'sp_mchid', 'combine_mchid', 'mch_id'),
		out_trade_no: textIn(about, 'out_trade_no', 'combine_out_trade_no'),
		transaction_id: textIn(about, 'transaction_id') ?? textIn(used, 'transaction_id'),
		out_refund_no: textIn(about, 'out_refund_no'),
		amount_fen: fen,
		amount_yuan: toYuan(fen),
		paid_yuan: toYuan(numberIn(amount, 'payer_total') ?? sumOf(parts, 'payer_amount')),
		refund_yuan: toYuan(numberIn(amount, 'refund') ?? numberIn(about, 'refund_amount')),
		currency: textIn(amount, 'currency') ?? commonTo(parts.map(amountOf), 'currency'),
		attach: textIn(about, 'attach') ?? commonTo(parts, 'attach'),
		occurred_at: textIn(used, 'consume_time') ?? textIn(about, 'success_time', 'update_time', 'create_time') ?? commonTo(parts, 'success_time'),
	};
}

/** An order of several shops: one part each, paid together. */
export function partsOf({ sub_orders: parts }: PayObject): PayObject[] {
	return Array.isArray(parts) ? parts.filter((part): part is PayObject => typeof part === 'object' && part !== null) : [];
}

/** What an object says under these names, of a combined order each part too. */
export function valuesOf(about: PayObject, names: string[]): string[] {
	const values = [about, ...partsOf(about)].flatMap((part) => names.map((name) => part[name]));
	return values.filter(Boolean).map(String);
}

function amountOf(part: PayObject): PayObject {
	return objectAt(part, 'amount') ?? {};
}

function sumOf(parts: PayObject[], name: string): number | null {
	const amounts = parts.map((part) => numberIn(amountOf(part), name));
	return parts.length > 0 && amounts.every((amount) => amount !== null)
		? amounts.reduce<number>((sum, amount) => sum + Number(amount), 0)
		: null;
}

/** Of a transfer, a withdrawal, a Pay Score order; of somebody's share, the share. */
function firstAmount(about: PayObject): number | null {
	for (const name of AMOUNTS) {
		const inner = objectAt(about, name) ?? {};
		const found = numberIn(about, name) ?? numberIn(inner, 'amount') ?? numberIn(inner, 'total');
		if (found !== null) return found;
	}
	return numberIn(objectAt(about, 'receiver') ?? {}, 'amount');
}

/** What all parts say. */
function commonTo(parts: PayObject[], name: string): string | null {
	const values = new Set(parts.map((part) => textIn(part, name)));
	return values.size === 1 ? [...values][0] : null;
}

function objectAt(source: PayObject, name: string): PayObject | undefined {
	const value = source[name];
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as PayObject) : undefined;
}

function textIn(source: PayObject, ...names: string[]): string | null {
	const name = names.find((it) => ['string', 'number'].includes(typeof source[it]) && source[it] !== '');
	return name === undefined ? null : String(source[name]);
}

function numberIn(source: PayObject, name: string): number | null {
	return Number.isSafeInteger(source[name]) ? (source[name] as number) : null;
}
