import { beijingDay, beijingTime } from '../time';
import { csv, yuan } from './csv';
import type { Merchant } from './merchant';
import type { Order } from './order';
import type { Refund } from './refund';

export type BillType = 'ALL' | 'SUCCESS' | 'REFUND';

/** One line: a payment, or a refund of one. */
interface Line {
	order: Order;
	refund?: Refund;
}

/** 0.6 %, in fen. */
const RATE = '0.60%';
export const fee = (fen: number) => Math.round((fen * 60) / 10_000);

const feeYuan = (fen: number) => (fen / 100).toFixed(5);
export const time = (ms: number) => beijingTime(ms).slice(0, 19).replace('T', ' ');

/** How a refund's state is called in a bill; one that was closed is in none. */
const REFUND_STATES: Record<string, string> = { PROCESSING: 'PROCESSING', SUCCESS: 'SUCCESS', ABNORMAL: 'CHANGE' };

/** WeChat Pay's names of the columns, and what stands in them. */
const COLUMNS: Record<string, (line: Line) => string> = {
	交易时间: ({ order, refund }) => time(refund?.createdAt ?? order.paidAt ?? 0),
	公众账号ID: ({ order }) => order.appid,
	商户号: ({ order }) => order.mchid,
	特约商户号: ({ order }) => order.sub_mchid ?? '0',
	设备号: () => '',
	微信订单号: ({ order }) => order.transaction_id ?? '',
	商户订单号: ({ order }) => order.out_trade_no,
	用户标识: ({ order }) => order.openid ?? '',
	交易类型: ({ order }) => order.trade_type,
	交易状态: ({ refund }) => (refund ? 'REFUND' : 'SUCCESS'),
	付款银行: () => 'OTHERS',
	货币种类: () => 'CNY',
	应结订单金额: (line) => yuan(paid(line)),
	代金券金额: () => '0.00',
	退款申请时间: ({ refund }) => (refund ? time(refund.createdAt) : ''),
	退款成功时间: ({ refund }) => (refund?.status === 'SUCCESS' ? time(refund.finishedAt ?? refund.createdAt) : ''),
	微信退款单号: ({ refund }) => refund?.refund_id ?? '0',
	商户退款单号: ({ refund }) => refund?.out_refund_no ?? '0',
	退款金额: (line) => yuan(givenBack(line)),
	充值券退款金额: () => '0.00',
	退款类型: ({ refund }) => (refund ? 'ORIGINAL' : ''),
	退款状态: ({ refund }) => (refund ? REFUND_STATES[refund.status] : ''),
	商品名称: ({ order }) => order.description.replace(/[\r\n]+/g, ' '),
	商户数据包: ({ order }) => order.attach.replace(/[\r\n]+/g, ' '),
	手续费: (line) => feeYuan(feeOf(line)),
	费率: () => RATE,
	订单金额: (line) => yuan(paid(line)),
	申请退款金额: (line) => yuan(givenBack(line)),
	费率备注: () => '',
};

/** What only one type of bill has. */
const OF_REFUNDS = [
	'微信退款单号',
	'商户退款单号',
	'退款金额',
	'充值券退款金额',
	'退款类型',
	'退款状态',
	'申请退款金额',
];
const OF_REFUND_BILLS = ['退款申请时间', '退款成功时间'];
const LEFT_OUT: Record<BillType, string[]> = {
	ALL: OF_REFUND_BILLS,
	SUCCESS: [...OF_REFUNDS, ...OF_REFUND_BILLS],
	REFUND: [],
};

const paid = ({ order, refund }: Line) => (refund ? 0 : order.total);
const givenBack = ({ refund }: Line) => refund?.refund ?? 0;
const feeOf = ({ order, refund }: Line) => (refund ? 0 - fee(refund.refund) : fee(order.total));

/** The last two lines: what it comes to. */
const TOTALS: Record<string, (lines: Line[]) => string> = {
	总交易单数: (lines) => String(lines.length),
	应结订单总金额: (lines) => yuan(sum(lines, paid)),
	退款总金额: (lines) => yuan(sum(lines, givenBack)),
	充值券退款总金额: () => '0.00',
	手续费总金额: (lines) => feeYuan(sum(lines, feeOf)),
	订单总金额: (lines) => yuan(sum(lines, paid)),
	申请退款总金额: (lines) => yuan(sum(lines, givenBack)),
};

/** The trade bill of one day in China, or undefined when nothing happened on it (wechat-pay.md §3.5). */
export function tradeBill(merchant: Merchant, day: string, type: BillType, sub_mchid?: string): Buffer | undefined {
	const lines = linesOf(merchant, day, type).filter(({ order }) => !sub_mchid || order.sub_mchid === sub_mchid);
	if (lines.length === 0) return undefined;
	const columns = Object.keys(COLUMNS).filter((name) => !LEFT_OUT[type].includes(name));
	const totals = Object.entries(TOTALS).map(([name, total]) => [name, total(lines)]);
	return csv(
		columns,
		lines.map((line) => columns.map((name) => COLUMNS[name](line))),
		Object.fromEntries(totals) as Record<string, string>,
	);
}

function linesOf({ orders }: Merchant, day: string, type: BillType): Line[] {
	const all = [...orders.values()];
	const payments = all.filter(({ paidAt }) => paidAt !== undefined && beijingDay(paidAt) === day);
	const refunds = all.flatMap((order) => order.refunds.map((refund) => ({ order, refund })));
	const ofDay = refunds.filter(({ refund }) => refund.status in REFUND_STATES && beijingDay(refund.createdAt) === day);
	if (type === 'SUCCESS') return payments.map((order) => ({ order }));
	return type === 'REFUND' ? ofDay : [...payments.map((order) => ({ order })), ...ofDay];
}

function sum(lines: Line[], of: (line: Line) => number): number {
	return lines.reduce((total, line) => total + of(line), 0);
}
