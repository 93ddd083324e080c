import type { Case } from '../case';
import { mchid, sold } from './shared';

export const apiCall: Record<string, Case> = {
	'wechatPay apiCall call': {
		given: sold,
		parameters: ({ out_trade_no }) => ({
			method: 'GET',
			path: `/v3/pay/transactions/out-trade-no/${String(out_trade_no)}`,
			query: { parameter: [{ name: 'mchid', value: mchid }] },
		}),
		output: ({ openid, transaction_id }) => [
			expect.objectContaining({ transaction_id, trade_state: 'SUCCESS', payer: { openid }, amount: expect.objectContaining({ total: 9900 }) }),
		],
	},
};
