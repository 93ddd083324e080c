import type { IDataObject } from 'n8n-workflow';
import type { Call, Operation } from '../../../operation/operation';
import { buildRequest } from '../../../operation/request';
import { partsOf, type PayObject } from '../../../protocol/pay/payItem';
import { ofBoth, ofWhom, ordersPath } from '../fields';
import { isTogether, look, lookEndpoints, named } from './looks';

const COMBINED = '/v3/combine-transactions/out-trade-no/{combine_out_trade_no}/close';

/** What `closeOrder` may call. */
export const closeEndpoints = [...ofBoth('POST', 'out-trade-no/{out_trade_no}/close'), `POST ${COMBINED}`];

/** Which of an order's own fields a call that closes several has to name. */
const NAMES = ['mchid', 'sub_mchid', 'sub_appid', 'out_trade_no'];

/**
 * Closes an order, or all orders that are paid together. Closed already, it stays so (wechat-pay.md §3.1, §3.4).
 * @param about the number, or the numbers, by WeChat's names, as WeChat tells them
 */
export async function closeOrder(about: PayObject, { client, parameters, credentials }: Call): Promise<void> {
	const { combine_appid, combine_out_trade_no } = about;
	const request =
		combine_out_trade_no === undefined
			? { path: `${ordersPath(parameters)}/out-trade-no/{out_trade_no}/close`, fixed: ofWhom(parameters, credentials) }
			: { path: COMBINED, fixed: { combine_appid, sub_orders: partsOf(about).map(numbersOf) } as IDataObject };
	await client.json(buildRequest([], about, { method: 'POST', repeatable: true, ...request }));
}

function numbersOf(part: PayObject): IDataObject {
	return Object.fromEntries(NAMES.filter((name) => part[name] !== undefined).map((name) => [name, part[name] as string]));
}

/** Order: Close. */
export const close: Operation = {
	value: 'close',
	name: 'Close',
	action: 'Close an order',
	description: 'Close an order that has not been paid: nobody can pay it any more, and it cannot be opened again. A paid order is refunded instead.',
	fields: named('combine_out_trade_no', 'out_trade_no'),
	async run(call) {
		const { parameters } = call;
		await closeOrder(isTogether(parameters) ? await look(call) : { out_trade_no: parameters.out_trade_no }, call);
		return [{ json: {} }];
	},
	endpoints: [...closeEndpoints, ...lookEndpoints.filter((endpoint) => endpoint.includes('combine'))],
	irreversible: true,
	keepsInput: true,
	reports: ({ parameters, credentials }) => ({
		mchid: (parameters.sub_mchid ?? credentials.mchid) as string,
		out_trade_no: (parameters.combine_out_trade_no ?? parameters.out_trade_no) as string,
		closed: true,
	}),
};
