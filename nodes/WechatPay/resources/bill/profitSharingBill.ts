import type { Operation } from '../../../operation/operation';
import { merchantType } from '../merchantType';
import { dayOf, deliver } from './deliver';
import { billDate, ofMerchants, ofOneMerchant, outputs } from './fields';
import { renamed, type Columns } from './table';

/** WeChat has named some of them in two ways. */
const columns: Columns = {
	分账时间: 'occurred_at',
	分账发起方: 'initiator_mchid',
	分账方: 'mchid',
	微信订单号: 'transaction_id',
	微信支付订单号: 'transaction_id',
	'微信分账/回退单号': 'order_id',
	微信分账单号: 'order_id',
	分账明细单号: 'detail_id',
	'商户分账/回退单号': 'out_order_no',
	商户分账单号: 'out_order_no',
	订单金额: 'order_yuan',
	分账接收方: 'receiver',
	金额: 'amount_yuan',
	分账金额: 'amount_yuan',
	业务类型: 'business_type',
	处理状态: 'status',
	分账描述: 'description',
	备注: 'note',
};

/** Bills of profit sharing 分账账单. */
export const getProfitSharingBill: Operation = {
	value: 'getProfitSharingBill',
	name: 'Get Profit Sharing Bill',
	action: 'Get a profit sharing bill',
	description: 'What was passed on to others on a day, and what came back (分账账单), for three months',
	fields: [merchantType, ofMerchants, ofOneMerchant, billDate, ...outputs('An item for each share that was passed on or came back', false)],
	run: async (call) => {
		const { sub_mchid } = call.parameters as Record<string, string>;
		const query = { bill_date: dayOf(call), tar_type: 'GZIP', sub_mchid };
		const kind = { file: 'profit-sharing-bill', row: (written: Record<string, string>) => renamed(written, columns, ['order', 'amount']) };
		return await deliver(call, { method: 'GET', path: '/v3/profitsharing/bills', query }, kind);
	},
	simplifies: true,
	endpoints: ['GET /v3/profitsharing/bills', 'GET /v3/billdownload/file'],
};
