import { buildRequest } from '../../../operation/request';
import type { Call, Field, Parameters, Request, WireField } from '../../../operation/operation';
import type { PayObject } from '../../../protocol/pay/payItem';
import type { Credentials } from '../../../transport/product';
import { eitherNumber, numberKind, orderEndpoints, orderRequest } from '../fields';
import { merchantType, OF_PARTNERS, subMchid } from '../merchantType';
import { combineNumber } from './numbers';

const COMBINED = '/v3/combine-transactions/out-trade-no/{combine_out_trade_no}';

const combined = { name: 'Combine Order Number', value: 'combine_out_trade_no', description: 'Your number of orders that are paid together (合单商户订单号)' };

/** By which number orders are named, those that are paid together as well. */
function numberKinds(names: string[]): WireField {
	const known = [combined, ...(numberKind.options as Array<typeof combined>)];
	return { ...numberKind, options: known.filter(({ value }) => names.includes(value)) };
}

/** The fields that name an order by one of these numbers, and whose it is. */
export function named(...by: string[]): Field[] {
	return [
		merchantType,
		numberKinds(by),
		// The number of all orders together is enough to find them.
		{ ...subMchid, displayOptions: { show: { ...OF_PARTNERS.show, orderBy: by.filter((one) => one !== combined.value) } } },
		...eitherNumber.filter(({ name }) => by.includes(name)),
		{ ...combineNumber, displayOptions: { show: { orderBy: [combined.value] } } },
	];
}

/** Any of the three. */
export const anyNumber = ['combine_out_trade_no', 'out_trade_no', 'transaction_id'];

/** How an order, or all orders that are paid together, are asked for. */
export function lookRequest(parameters: Parameters, credentials: Credentials): Request {
	return isTogether(parameters) ? { method: 'GET', path: COMBINED } : orderRequest(parameters, credentials);
}

/** What it may come to. */
export const lookEndpoints = [...orderEndpoints, `GET ${COMBINED}`];

/** The order as WeChat Pay has it now. */
export async function look({ client, shown, parameters, credentials }: Call): Promise<PayObject> {
	return await client.json(buildRequest(shown, parameters, lookRequest(parameters, credentials)));
}

export function isTogether({ orderBy }: Parameters): boolean {
	return orderBy === combined.value;
}
