import type { Merchant } from '../../../world/pay/merchant';
import { type Order, type TradeType, tradeState } from '../../../world/pay/order';
import type { PayContext, PayEndpoints } from '../context';
import { describeOrder } from '../../../world/pay/describe';
import { PayError } from '../errors';
import { createOrder, ofPartner, type OrderRequest, type PartnerOrderRequest } from '../orders';
import { checkRules } from '../rules';

type Create = PayContext<OrderRequest>;
type PartnerCreate = PayContext<PartnerOrderRequest>;

/** wechat-pay.md §3.1. */
export const payment: PayEndpoints = {
	'POST /v3/pay/transactions/jsapi': (context: Create) => create(context, 'JSAPI'),
	'POST /v3/pay/transactions/app': (context: Create) => create(context, 'APP'),
	'POST /v3/pay/transactions/native': (context: Create) => create(context, 'NATIVE'),
	'POST /v3/pay/transactions/h5': (context: Create) => create(context, 'MWEB'),

	'POST /v3/pay/partner/transactions/jsapi': (context: PartnerCreate) => createForShop(context, 'JSAPI'),
	'POST /v3/pay/partner/transactions/app': (context: PartnerCreate) => createForShop(context, 'APP'),
	'POST /v3/pay/partner/transactions/native': (context: PartnerCreate) => createForShop(context, 'NATIVE'),
	'POST /v3/pay/partner/transactions/h5': (context: PartnerCreate) => createForShop(context, 'MWEB'),

	'GET /v3/pay/transactions/id/{transaction_id}': (context: PayContext) => describeOrder(byId(context)),
	'GET /v3/pay/transactions/out-trade-no/{out_trade_no}': ({ merchant, path }: PayContext) =>
		describeOrder(byNumber(merchant, path.out_trade_no)),

	// A partner looks up whose order it is; those of a shop of its own are not found here, nor others there.
	'GET /v3/pay/partner/transactions/id/{transaction_id}': (context: PayContext) => describeOrder(byId(context)),
	'GET /v3/pay/partner/transactions/out-trade-no/{out_trade_no}': ({ merchant, path, query }: PayContext) =>
		describeOrder(byNumber(merchant, path.out_trade_no, query.sub_mchid)),

	'POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close': close,
	'POST /v3/pay/partner/transactions/out-trade-no/{out_trade_no}/close': close,
};

function close({ world, merchant, path, body }: PayContext<{ sub_mchid?: string }>) {
	const order = byNumber(merchant, path.out_trade_no, body.sub_mchid);
	if (tradeState(order) === 'SUCCESS' || tradeState(order) === 'REFUND') throw new PayError('ORDER_PAID');
	// "not for micropay (use reverse)" (§3.1)
	if (order.trade_type === 'MICROPAY') throw new PayError('INVALID_REQUEST', { message: '付款码支付的订单请调用撤销接口' });
	order.closed = true;
	world.tell({ kind: 'pay', data: null });
	return undefined;
}

function create({ world, merchant, body }: Create, type: TradeType) {
	const { handle } = createOrder(world, merchant, type, body);
	return { [handle.name]: handle.value };
}

function createForShop(context: PartnerCreate, type: TradeType) {
	return create({ ...context, body: ofPartner(context.body) }, type);
}

function byId({ merchant, path, query }: PayContext): Order {
	checkRules(path, ['transaction_id'], 'uri_template');
	const order = [...merchant.orders.values()].find((one) => one.transaction_id === path.transaction_id);
	return known(order, query.sub_mchid);
}

/** An order by the shop's number; of a partner's shop, with whose it is. */
export function byNumber(merchant: Merchant, out_trade_no: string, sub_mchid?: string): Order {
	checkRules({ out_trade_no }, ['out_trade_no'], 'uri_template');
	return known(merchant.orders.get(out_trade_no), sub_mchid);
}

function known(order: Order | undefined, sub_mchid: string | undefined): Order {
	if (!order || order.sub_mchid !== sub_mchid) throw new PayError('ORDER_NOT_EXIST');
	return order;
}
