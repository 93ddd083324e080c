import type { Call, Request } from '../../../operation/operation';
import { buildRequest } from '../../../operation/request';
import { isCode } from '../../../protocol/pay/codes';
import { ofBoth, ofWhom, orderRequest, ordersPath } from '../fields';
import { appIdsOf } from './appIds';
import { orderOf, type Counter } from './counterApi';

export const counterV3Endpoints = {
	pay: ofBoth('POST', 'codepay'),
	look: ofBoth('GET', 'out-trade-no/{out_trade_no}'),
	reverse: ofBoth('POST', 'out-trade-no/{out_trade_no}/reverse'),
};

/** Payment codes by API v3, for the merchants who have been given it (wechat-pay.md §3.1). */
export const counterV3: Counter = {
	async pay(call) {
		const { client, parameters, shown } = call;
		const { fixed, ...rest } = requestFor(call, 'codepay');
		const request = { ...rest, fixed: { ...fixed, 'amount.currency': 'CNY' }, makes: { what: 'order', by: 'out_trade_no' } };
		const answer = await client.json(buildRequest(shown, parameters, request));
		// Accepted (202) is not paid: the answer has a code in place of an order.
		return isCode(answer.code, 'USERPAYING') ? { trade_state: 'USERPAYING' } : answer;
	},

	look: async ({ client, parameters, credentials }) =>
		await client.json(buildRequest([], parameters, orderRequest(parameters, credentials))),

	async reverse(call) {
		const request = requestFor(call, 'out-trade-no/{out_trade_no}/reverse');
		await call.client.json({ ...buildRequest([], call.parameters, { ...request, repeatable: true }), makes: orderOf(call) });
	},
};

function requestFor({ parameters, credentials }: Call, path: string): Request {
	return {
		method: 'POST',
		path: `${ordersPath(parameters)}/${path}`,
		fixed: {
			...appIdsOf(parameters, credentials),
			...ofWhom(parameters, credentials),
		},
	};
}
