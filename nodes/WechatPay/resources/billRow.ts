import type { IDataObject } from 'n8n-workflow';
import { fenOf } from '../../protocol/pay/money';

type Row = Record<string, string>;

/** Columns of a trade bill → our names (wechat-pay.md §3.5). What WeChat adds later keeps WeChat's name. */
const names: Record<string, string> = {
	交易时间: 'occurred_at',
	公众账号ID: 'appid',
	商户号: 'mchid',
	特约商户号: 'sub_mchid',
	子商户号: 'sub_mchid',
	设备号: 'device_id',
	微信订单号: 'transaction_id',
	商户订单号: 'out_trade_no',
	用户标识: 'openid',
	交易类型: 'trade_type',
	交易状态: 'status',
	付款银行: 'bank_type',
	货币种类: 'currency',
	应结订单金额: 'settlement_yuan',
	代金券金额: 'coupon_yuan',
	退款申请时间: 'refund_created_at',
	退款成功时间: 'refunded_at',
	微信退款单号: 'refund_id',
	商户退款单号: 'out_refund_no',
	退款金额: 'refund_yuan',
	充值券退款金额: 'coupon_refund_yuan',
	退款类型: 'refund_type',
	退款状态: 'refund_status',
	商品名称: 'description',
	商户数据包: 'attach',
	手续费: 'fee_yuan',
	费率: 'fee_rate',
	订单金额: 'amount_yuan',
	申请退款金额: 'refund_requested_yuan',
	费率备注: 'fee_note',
};

/** Of a payment WeChat writes 0 for the numbers of a refund. */
const NUMBERS = ['sub_mchid', 'refund_id', 'out_refund_no'];

/** Bills of payments only, or of refunds only, have fewer columns; the items have them all. */
const EMPTY: IDataObject = Object.fromEntries(Object.values(names).map((name) => [name, null]));

const totalNames: Record<string, string> = {
	总交易单数: 'count',
	应结订单总金额: 'settlement_yuan',
	退款总金额: 'refund_yuan',
	充值券退款总金额: 'coupon_refund_yuan',
	手续费总金额: 'fee_yuan',
	订单总金额: 'amount_yuan',
	申请退款总金额: 'refund_requested_yuan',
};

/** A payment or refund of the bill: texts as they are, amounts in yuan as they are, times with their zone. */
export function rowItem(row: Row): IDataObject {
	const { openid, appid, ...rest } = { ...EMPTY, ...renamed(row, names) };
	return { openid, unionid: null, appid, ...rest, amount_fen: fenOf(rest.amount_yuan) };
}

/** The sums of the day. */
export function totalsItem(day: string, totals: Row): IDataObject {
	const { count, ...sums } = renamed(totals, totalNames);
	return { bill_date: day, count: Number(count), ...sums, amount_fen: fenOf(sums.amount_yuan) };
}

function renamed(row: Row, ours: Record<string, string>): IDataObject {
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => {
			const key = ours[name] ?? name;
			if (value === '' || (value === '0' && NUMBERS.includes(key))) return [key, null];
			return [key, key.endsWith('_at') ? inBeijing(value) : value];
		}),
	);
}

/** `2026-11-21 09:08:07` → `2026-11-21T09:08:07+08:00` */
function inBeijing(time: string): string {
	return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(time) ? `${time.replace(' ', 'T')}+08:00` : time;
}
