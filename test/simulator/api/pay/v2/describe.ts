import type { XmlTree } from '../../../http/payXml';
import { compact } from '../../../push/pay/v2/fields';
import { type Order, STATE_WORDS, tradeState } from '../../../world/pay/order';

/** A paid order as v2 tells it. */
export function describePaid(order: Order): XmlTree {
	const { out_trade_no, attach, total, paidAt = 0, openid = '', transaction_id = '', trade_type } = order;
	const fee = String(total);
	return {
		...{ openid, is_subscribe: 'Y', trade_type, bank_type: 'OTHERS' },
		...{ total_fee: fee, fee_type: 'CNY', cash_fee: fee, cash_fee_type: 'CNY' },
		...{ transaction_id, out_trade_no, attach, time_end: compact(paidAt) },
	};
}

/** Any order as v2's query tells it. */
export function describeV2Order(order: Order): XmlTree {
	const trade_state = tradeState(order);
	const { out_trade_no, attach, total } = order;
	const about = order.paidAt === undefined ? { out_trade_no, attach, total_fee: String(total) } : describePaid(order);
	return { ...about, trade_state, trade_state_desc: STATE_WORDS[trade_state] };
}
