import type { Resource } from '../../../operation/operation';
import { getFundFlowBill } from './fundFlowBill';
import { getProfitSharingBill } from './profitSharingBill';
import { getTradeBill } from './tradeBill';

/** Bills 账单 (wechat-pay.md §3.5). */
export const bill: Resource = {
	value: 'bill',
	name: 'Bill',
	description: 'What came in and went out on a day (账单)',
	operations: [getTradeBill, getFundFlowBill, getProfitSharingBill],
};
