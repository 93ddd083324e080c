import type { Merchant } from '../../../world/pay/merchant';
import { type Order, type TradeType, tradeState } from '../../../world/pay/order';
import type { PayContext, PayEndpoints } from '../context';
import { describeOrder } from '../../../world/pay/describe';
import { PayError } from '../errors';
import { createOrder, type OrderRequest } from '../orders';
import { checkRules } from '../rules';

type Create = PayContext<OrderRequest>;

/** wechat-pay.md §3.1. */
export const payment: PayEndpoints = {
	'POST /v3/pay/transactions/jsapi': (context: Create) => create(context, 'JSAPI'),
	'POST /v3/pay/transactions/app': (context: Create) => create(context, 'APP'),
	'POST /v3/pay/transactions/native': (context: Create) => create(context, 'NATIVE'),
	'POST /v3/pay/transactions/h5': (context: Create) => create(context, 'MWEB'),

	'GET /v3/pay/transactions/id/{transaction_id}': (context: PayContext) => describeOrder(byId(context)),
	'GET /v3/pay/transactions/out-trade-no/{out_trade_no}': ({ merchant, path }: PayContext) =>
		describeOrder(byNumber(merchant, path.out_trade_no)),

	// A partner looks up whose order it is; those of a shop of its own are not found here, nor others there.
	'GET /v3/pay/partner/transactions/id/{transaction_id}': (context: PayContext) => describeOrder(byId(context)),
	'GET /v3/pay/partner/transactions/out-trade-no/{out_trade_no}': ({ merchant, path, query }: PayContext) =>
		describeOrder(byNumber(merchant, path.out_trade_no, query.sub_mchid)),

	'POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close': ({ world, merchant, path }: PayContext) => {
		const order = byNumber(merchant, path.out_trade_no);
		if (tradeState(order) === 'SUCCESS' || tradeState(order) === 'REFUND') throw new PayError('ORDER_PAID');
		order.closed = true;
		world.tell({ kind: 'pay', data: null });
		return undefined;
	},
};

function create({ world, merchant, body }: Create, type: TradeType) {
	const { handle } = createOrder(world, merchant, type, body);
	return { [handle.name]: handle.value };
}

function byId({ merchant, path, query }: PayContext): Order {
	checkRules(path, ['transaction_id'], 'uri_template');
	const order = [...merchant.orders.values()].find((one) => one.transaction_id === path.transaction_id);
	return known(order, query.sub_mchid);
}

function byNumber(merchant: Merchant, out_trade_no: string, sub_mchid?: string): Order {
	checkRules({ out_trade_no }, ['out_trade_no'], 'uri_template');
	return known(merchant.orders.get(out_trade_no), sub_mchid);
}

function known(order: Order | undefined, sub_mchid: string | undefined): Order {
	if (!order || order.sub_mchid !== sub_mchid) throw new PayError('ORDER_NOT_EXIST');
	return order;
}
