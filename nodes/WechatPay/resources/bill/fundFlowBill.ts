import type { IDataObject } from 'n8n-workflow';
import type { Call, Operation, WireField } from '../../../operation/operation';
import type { WireRequest } from '../../../transport/request';
import { account, subMerchantAccount } from '../accounts';
import { isPartner, merchantType, OF_PARTNERS, subMchid } from '../merchantType';
import { dayOf, deliver } from './deliver';
import { billDate, outputs } from './fields';
import { countOf, renamed, type Columns } from './table';

/** wechat-pay.md §3.5; the platform's bill says whose account it is. */
const columns: Columns = {
	二级商户号: 'sub_mchid',
	特约商户号: 'sub_mchid',
	子商户号: 'sub_mchid',
	记账时间: 'occurred_at',
	微信支付业务单号: 'business_id',
	资金流水单号: 'flow_id',
	业务名称: 'business_name',
	业务类型: 'business_type',
	收支类型: 'direction',
	收支金额: 'amount_yuan',
	账户结余: 'balance_yuan',
	资金变更提交申请人: 'requested_by',
	备注: 'note',
	业务凭证号: 'voucher_id',
};

const totalColumns: Columns = {
	资金流水总笔数: 'count',
	收入笔数: 'income_count',
	收入金额: 'income_yuan',
	支出笔数: 'expense_count',
	支出金额: 'expense_yuan',
};

const DIRECTIONS: Record<string, string> = { 收入: 'income', 支出: 'expense' };

const whoseAccount: WireField = {
	displayName: 'Account Of',
	name: 'accountOf',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'subMerchant',
	options: [
		{ name: 'All Merchants of My Platform', value: 'ecommerce', description: 'For e-commerce platforms (电商平台): all sub-merchants (二级商户) in one bill' },
		{ name: 'Myself', value: 'own', description: "The partner's own account" },
		{ name: 'One Sub-Merchant', value: 'subMerchant', description: 'Needs “Download Sub-Merchant Fund Bills” (下载二级商户资金账单) in the Product Center' },
	],
	displayOptions: OF_PARTNERS,
};

/** Bills of accounts 资金账单. */
export const getFundFlowBill: Operation = {
	value: 'getFundFlowBill',
	name: 'Get Fund Flow Bill',
	action: 'Get a fund flow bill',
	description: 'Everything that went in and out of an account on a day (资金账单), from about 10:00 on the next day, for three months',
	fields: [
		merchantType,
		whoseAccount,
		{ ...subMchid, displayOptions: { show: { merchantType: ['partner'], accountOf: ['subMerchant'] } } },
		billDate,
		{ ...account, displayOptions: { show: { merchantType: ['direct'] } } },
		{ ...account, displayOptions: { show: { merchantType: ['partner'], accountOf: ['own'] } } },
		{ ...subMerchantAccount, displayOptions: { show: { merchantType: ['partner'], accountOf: ['subMerchant'] } } },
		...outputs('An item for each time money went in or out', true),
	],
	run: async (call) => {
		const { sub_mchid } = call.parameters as Record<string, string>;
		const kind = { file: 'fund-flow-bill', row: (written: Record<string, string>) => row(written, sub_mchid), totals };
		return await deliver(call, requestOf(call), kind);
	},
	simplifies: true,
	endpoints: [
		'GET /v3/bill/fundflowbill',
		'GET /v3/bill/sub-merchant-fundflowbill',
		'GET /v3/ecommerce/bill/fundflowbill',
		'GET /v3/billdownload/file',
	],
};

/** Bills of other merchants come encrypted. */
function requestOf(call: Call): WireRequest {
	const { account_type, sub_mchid, accountOf } = call.parameters as Record<string, string>;
	const bill_date = dayOf(call);
	const algorithm = 'AEAD_AES_256_GCM';
	if (!isPartner(call.parameters) || accountOf === 'own') {
		return { method: 'GET', path: '/v3/bill/fundflowbill', query: { bill_date, account_type, tar_type: 'GZIP' } };
	}
	if (accountOf === 'ecommerce') {
		return { method: 'GET', path: '/v3/ecommerce/bill/fundflowbill', query: { bill_date, account_type: 'ALL', algorithm } };
	}
	return { method: 'GET', path: '/v3/bill/sub-merchant-fundflowbill', query: { sub_mchid, bill_date, account_type, algorithm } };
}

/** @param sub_mchid whose bill was asked for: only the platform's says it */
function row(written: Record<string, string>, sub_mchid?: string): IDataObject {
	const { direction, ...rest } = renamed(written, columns, ['amount', 'balance']);
	return { ...rest, sub_mchid: rest.sub_mchid ?? sub_mchid ?? null, direction: DIRECTIONS[String(direction)] ?? direction };
}

function totals(written: Record<string, string>): IDataObject {
	const { count, income_count, expense_count, ...sums } = renamed(written, totalColumns, ['income', 'expense']);
	return { count: countOf(count), income_count: countOf(income_count), expense_count: countOf(expense_count), ...sums };
}
