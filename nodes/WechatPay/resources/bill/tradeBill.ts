import type { IDataObject } from 'n8n-workflow';
import type { Operation } from '../../../operation/operation';
import { merchantType } from '../merchantType';
import { dayOf, deliver } from './deliver';
import { billDate, ofMerchants, ofOneMerchant, outputs } from './fields';
import { countOf, renamed, type Columns } from './table';

/** wechat-pay.md §3.5; of a partner's bill one column has another name. */
const columns: Columns = {
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

const totalColumns: Columns = {
	总交易单数: 'count',
	应结订单总金额: 'settlement_yuan',
	退款总金额: 'refund_yuan',
	充值券退款总金额: 'coupon_refund_yuan',
	手续费总金额: 'fee_yuan',
	订单总金额: 'amount_yuan',
	申请退款总金额: 'refund_requested_yuan',
};

/** Of a payment WeChat writes 0 for the numbers of a refund. */
const NUMBERS = ['sub_mchid', 'refund_id', 'out_refund_no'];

/** Trade bills 交易账单. */
export const getTradeBill: Operation = {
	value: 'getTradeBill',
	name: 'Get Trade Bill',
	action: 'Get a trade bill',
	description: 'All payments and refunds of a day (交易账单), from about 10:00 on the next day, for three months',
	fields: [
		merchantType,
		ofMerchants,
		ofOneMerchant,
		billDate,
		{
			displayName: 'Which',
			name: 'bill_type',
			type: 'options',
			default: 'ALL',
			options: [
				{ name: 'All', value: 'ALL' },
				{ name: 'Payments', value: 'SUCCESS' },
				{ name: 'Refunds', value: 'REFUND' },
			],
		},
		...outputs('An item for each payment and refund', true),
	],
	run: async (call) => {
		const { bill_type, sub_mchid } = call.parameters as Record<string, string>;
		const query = { bill_date: dayOf(call), bill_type, tar_type: 'GZIP', sub_mchid };
		return await deliver(call, { method: 'GET', path: '/v3/bill/tradebill', query }, { file: 'trade-bill', row, totals });
	},
	simplifies: true,
	endpoints: ['GET /v3/bill/tradebill', 'GET /v3/billdownload/file'],
};

/** A payment or refund: texts as they are, amounts in yuan as they are. */
function row(written: Record<string, string>): IDataObject {
	const { openid, appid, ...rest } = renamed(written, columns, ['amount', 'refund']);
	for (const name of NUMBERS) if (rest[name] === '0') rest[name] = null;
	return { openid, unionid: null, appid, ...rest };
}

function totals(written: Record<string, string>): IDataObject {
	const { count, ...sums } = renamed(written, totalColumns, ['amount', 'refund']);
	return { count: countOf(count), ...sums };
}
