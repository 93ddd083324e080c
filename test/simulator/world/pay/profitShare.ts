import { beijingDay } from '../time';
import { time } from './bill';
import { csv, yuan } from './csv';
import type { Merchant } from './merchant';
import type { Order } from './order';

/** A part of a payment that was passed on, or came back (分账, 分账回退). */
export interface ProfitShare {
	order: Order;
	order_id: string;
	detail_id: string;
	out_order_no: string;
	receiver: string;
	/** Fen. */
	amount: number;
	description: string;
	at: number;
	isReturn: boolean;
}

/** As programs that read real bills name them; what the sums are called is documented nowhere. */
const COLUMNS: Record<string, (share: ProfitShare) => string> = {
	分账时间: ({ at }) => time(at),
	分账发起方: ({ order }) => order.mchid,
	分账方: ({ order }) => order.sub_mchid ?? order.mchid,
	微信订单号: ({ order }) => order.transaction_id ?? '',
	'微信分账/回退单号': ({ order_id }) => order_id,
	分账明细单号: ({ detail_id }) => detail_id,
	'商户分账/回退单号': ({ out_order_no }) => out_order_no,
	订单金额: ({ order }) => yuan(order.total),
	分账接收方: ({ receiver }) => receiver,
	金额: ({ amount }) => yuan(amount),
	业务类型: ({ isReturn }) => (isReturn ? '分账回退' : '分账'),
	处理状态: () => '成功',
	备注: ({ description }) => description,
};

/** The bill of one day in China, or undefined when nothing was passed on. */
export function profitSharingBill(merchant: Merchant, day: string, sub_mchid?: string): Buffer | undefined {
	const shares = merchant.profitShares.filter(
		({ at, order }) => beijingDay(at) === day && (!sub_mchid || order.sub_mchid === sub_mchid),
	);
	if (shares.length === 0) return undefined;
	const sum = (isReturn: boolean) =>
		shares.reduce((total, share) => total + (share.isReturn === isReturn ? share.amount : 0), 0);
	return csv(
		Object.keys(COLUMNS),
		shares.map((share) => Object.values(COLUMNS).map((cell) => cell(share))),
		{ 总条数: String(shares.length), 分账总金额: yuan(sum(false)), 回退总金额: yuan(sum(true)) },
	);
}
