import { beijingDay } from '../time';
import { fee, time } from './bill';
import { csv, yuan } from './csv';
import type { Merchant } from './merchant';
import type { Order } from './order';

export type Account = 'BASIC' | 'OPERATION' | 'FEES' | 'DEPOSIT' | 'ALL';

type Whose = { own: true } | { sub_mchid: string } | { all: true };

/** Money that went in or out of an account. */
interface Flow {
	/** Whose account it is. */
	owner: string;
	at: number;
	id: string;
	what: string;
	/** Fen; below zero it went out. */
	change: number;
	note: string;
	voucher: string;
	/** Fen, after it. */
	balance: number;
}

const COLUMNS: Record<string, (flow: Flow, n: number) => string> = {
	记账时间: ({ at }) => time(at),
	微信支付业务单号: ({ id }) => id,
	资金流水单号: ({ owner, at }, n) => `${owner}${time(at).slice(0, 10).replaceAll('-', '')}${String(n).padStart(10, '0')}`,
	业务名称: ({ what }) => what,
	业务类型: ({ what }) => what,
	收支类型: ({ change }) => (change < 0 ? '支出' : '收入'),
	'收支金额(元)': ({ change }) => yuan(Math.abs(change)),
	'账户结余(元)': ({ balance }) => yuan(balance),
	资金变更提交申请人: () => 'system',
	备注: ({ note }) => note,
	业务凭证号: ({ voucher }) => voucher,
};

/**
 * What went in and out of an account on a day in China, or undefined when nothing did (wechat-pay.md §3.5).
 * @param whose the merchant itself, one of a partner's merchants, or all of them
 */
export function fundFlowBill(
	merchant: Merchant,
	day: string,
	account: Account,
	whose: Whose = { own: true },
): Buffer | undefined {
	const flows = flowsOn(merchant, account, whose).filter(({ at }) => beijingDay(at) === day);
	if (flows.length === 0) return undefined;
	// Only the platform's bill is about several; how its column is called is documented nowhere.
	const columns: typeof COLUMNS = { ...('all' in whose && { 二级商户号: ({ owner }: Flow) => owner }), ...COLUMNS };
	const sums = (sign: 1 | -1) => {
		const of = flows.filter(({ change }) => change * sign > 0);
		return [String(of.length), yuan(of.reduce((sum, { change }) => sum + change * sign, 0))];
	};
	const [[income, incomeYuan], [expense, expenseYuan]] = [sums(1), sums(-1)];
	return csv(
		Object.keys(columns),
		flows.map((flow, n) => Object.values(columns).map((cell) => cell(flow, n))),
		{
			资金流水总笔数: String(flows.length),
			...{ 收入笔数: income, 收入金额: incomeYuan, 支出笔数: expense, 支出金额: expenseYuan },
		},
	);
}

/** Payments come into the basic account, refunds and fees go out of it; what customers get comes out of the other. */
function flowsOn(merchant: Merchant, account: Account, whose: Whose): Flow[] {
	if (account === 'OPERATION' && 'own' in whose) {
		const flows = paidOut(merchant);
		return withBalances(flows, merchant.balance - flows.reduce((sum, { change }) => sum + change, 0));
	}
	if (account !== 'BASIC' && account !== 'ALL') return [];
	const orders = [...merchant.orders.values()].filter(({ sub_mchid }) => {
		if ('own' in whose) return !sub_mchid;
		return 'all' in whose ? sub_mchid : sub_mchid === whose.sub_mchid;
	});
	return withBalances(orders.flatMap(flowsOf), 0);
}

/** Transfers that arrived, and red packets; what nobody opened came back. */
function paidOut({ mchid: owner, transfers, redPackets }: Merchant): Flow[] {
	const of = { owner, balance: 0 };
	const arrived = [...transfers.bills.values()].filter(({ state }) => state === 'SUCCESS');
	const sent = [...redPackets.values()].filter(({ status }) => status !== 'FAILED');
	return [
		...arrived.map(({ updatedAt: at, amount, transfer_bill_no: id, remark: note, out_bill_no: voucher }) => ({
			...{ ...of, at, id, note, voucher },
			...{ what: '商家转账', change: 0 - amount },
		})),
		...sent.flatMap(({ sentAt, changedAt, amount, status, detail_id: id, remark: note, mch_billno: voucher }) => {
			const packet = { ...of, id, note, voucher };
			const back = { ...packet, at: changedAt, what: '现金红包退回', change: amount };
			return [{ ...packet, at: sentAt, what: '现金红包', change: 0 - amount }, ...(status === 'REFUND' ? [back] : [])];
		}),
	];
}

function flowsOf(order: Order): Flow[] {
	const { mchid, sub_mchid, paidAt, transaction_id = '', total, out_trade_no } = order;
	if (paidAt === undefined) return [];
	const of = { owner: sub_mchid ?? mchid, at: paidAt, id: transaction_id, note: '', voucher: out_trade_no, balance: 0 };
	const charged = fee(total);
	return [
		{ ...of, what: '交易', change: total },
		...(charged > 0 ? [{ ...of, what: '扣除交易手续费', change: 0 - charged }] : []),
		...order.refunds
			.filter(({ status }) => status !== 'CLOSED')
			.map(({ createdAt, refund_id, refund, reason = '' }) => ({
				...{ ...of, at: createdAt, id: refund_id, voucher: `REF${transaction_id}`, note: reason },
				...{ what: '退款', change: 0 - refund },
			})),
	];
}

function withBalances(flows: Flow[], opening: number): Flow[] {
	const balances = new Map<string, number>();
	return [...flows]
		.sort((a, b) => a.at - b.at)
		.map((flow) => {
			const balance = (balances.get(flow.owner) ?? opening) + flow.change;
			balances.set(flow.owner, balance);
			return { ...flow, balance };
		});
}
