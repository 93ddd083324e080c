import { type CombinedOrder, describeCombined } from '../../../world/pay/combined';
import type { Merchant } from '../../../world/pay/merchant';
import { type TradeType, tradeState } from '../../../world/pay/order';
import { type CombinedRequest, createCombinedOrder } from '../combinedOrders';
import type { PayContext, PayEndpoints } from '../context';
import { paramError, PayError } from '../errors';

interface CloseRequest {
	combine_appid: string;
	sub_orders: Array<{ mchid: string; sub_mchid?: string; out_trade_no: string }>;
}

const PATH = '/v3/combine-transactions';

/** Orders that are paid at once are made, asked for and closed at once (wechat-pay.md §3.4). */
export const combined: PayEndpoints = {
	[`POST ${PATH}/app`]: (context: PayContext<CombinedRequest>) => create(context, 'APP'),
	[`POST ${PATH}/h5`]: (context: PayContext<CombinedRequest>) => create(context, 'MWEB'),
	[`POST ${PATH}/jsapi`]: (context: PayContext<CombinedRequest>) => create(context, 'JSAPI'),
	[`POST ${PATH}/native`]: (context: PayContext<CombinedRequest>) => create(context, 'NATIVE'),

	[`GET ${PATH}/out-trade-no/{combine_out_trade_no}`]: ({ merchant, path }: PayContext) => describeCombined(known(merchant, path)),

	[`POST ${PATH}/out-trade-no/{combine_out_trade_no}/close`]: ({ world, merchant, path, body }: PayContext<CloseRequest>) => {
		const { combine_appid, orders } = known(merchant, path);
		if (body.combine_appid !== combine_appid) throw paramError('body', '/combine_appid', body.combine_appid, '与下单时的combine_appid不一致');
		const named = body.sub_orders.map(({ mchid, sub_mchid, out_trade_no }) => [mchid, sub_mchid, out_trade_no].join());
		const all = orders.map(({ mchid, sub_mchid, out_trade_no }) => [mchid, sub_mchid, out_trade_no].join());
		if (named.sort().join(' ') !== all.sort().join(' ')) throw paramError('body', '/sub_orders', named, '与下单时的子单不一致');
		if (orders.some((order) => !['NOTPAY', 'CLOSED'].includes(tradeState(order)))) throw new PayError('ORDER_PAID');
		for (const order of orders) order.closed = true;
		world.tell({ kind: 'pay', data: null });
		return undefined;
	},
};

function create({ world, merchant, body }: PayContext<CombinedRequest>, type: TradeType) {
	const { name, value } = createCombinedOrder(world, merchant, type, body);
	return { [name]: value };
}

function known({ combined: all }: Merchant, { combine_out_trade_no }: Record<string, string>): CombinedOrder {
	const order = all.get(combine_out_trade_no);
	if (!order) throw new PayError('ORDER_NOT_EXIST');
	return order;
}
