import type { Case } from '../case';
import { mchid, NOTHING, sold, soldByPartner, SUB_MCHID } from './shared';

const held = { account_type: 'BASIC', date: null, available_fen: 9900, available_yuan: '99.00', pending_fen: 0, pending_yuan: '0.00' };

export const balance: Record<string, Case> = {
	'wechatPay balance get': {
		given: sold,
		parameters: () => ({}),
		output: () => [{ ...NOTHING, mchid, ...held }],
		simplifies: true,
		partner: {
			given: soldByPartner,
			parameters: () => ({ sub_mchid: SUB_MCHID }),
			output: () => [{ ...NOTHING, mchid: SUB_MCHID, ...held }],
		},
	},
};
