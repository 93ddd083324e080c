import type { IDataObject } from 'n8n-workflow';
import type { Call, Parameters, Request, Result } from '../../../operation/operation';
import { claimNumber } from '../../../operation/perform';
import { buildRequest } from '../../../operation/request';
import { merchantOf } from '../../../protocol/pay/merchant';
import type { PayObject } from '../../../protocol/pay/payItem';
import { newNonce } from '../../../protocol/pay/request';
import { appParameters, payParameters } from '../../../protocol/pay/signature';
import { beijingTime } from '../../../protocol/time';
import type { Credentials } from '../../../transport/product';
import { additional, appIdOf, ofBoth, ofWhom, ordersPath } from '../fields';
import { isPartner } from '../merchantType';
import { requiredNotifyUrl } from '../notifyUrl';
import { appIdsOf, clientAppIdOf, subAppIdOf } from './appIds';
import { withRedirect } from './browser';
import { orderItem } from './columns';
import { codePictures } from './codePictures';
import { payerPath } from './payer';

/** Seconds for which WeChat keeps what a customer pays with (wechat-pay.md §3.1). */
const PAYABLE = { h5: 5 * 60, others: 2 * 3600 };

const COMBINED = '/v3/combine-transactions';

/** What `prepaid` may call. */
export const prepaidEndpoints = ['app', 'h5', 'jsapi', 'native'].flatMap((type) => [...ofBoth('POST', type), `POST ${COMBINED}/${type}`]);

/** Makes an order for which the customer gets something to pay with, or several that are paid together. */
export async function prepaid(call: Call): Promise<Result[]> {
	const { client, shown, parameters, credentials } = call;
	const request = (isCombined(parameters) ? together : alone)(parameters, credentials);
	const wire = buildRequest(shown, parameters, request);
	await claimNumber(wire, call);
	const answer = await client.json(wire);
	return [{ json: created(answer, call), raw: answer, binary: await codePictures(answer, call) }];
}

function alone(parameters: Parameters, credentials: Credentials): Request {
	return {
		method: 'POST',
		path: `${ordersPath(parameters)}/${placeOf(parameters)}`,
		fixed: {
			...appIdsOf(parameters, credentials),
			...ofWhom(parameters, credentials),
			...inCommon(parameters, credentials),
			'amount.currency': 'CNY',
		},
		repeatable: true,
		makes: { what: 'order', by: 'out_trade_no' },
	};
}

function together(parameters: Parameters, credentials: Credentials): Request {
	return {
		method: 'POST',
		path: `${COMBINED}/${placeOf(parameters)}`,
		fixed: {
			combine_appid: appIdOf(parameters, credentials),
			combine_mchid: credentials.mchid,
			...inCommon(parameters, credentials),
		},
		repeatable: true,
		makes: { what: 'order', by: 'combine_out_trade_no' },
	};
}

function inCommon(parameters: Parameters, credentials: Credentials): IDataObject {
	return { notify_url: requiredNotifyUrl(parameters, credentials), [payerPath(parameters)]: parameters.openid as string };
}

/** What the page, the app or the printer needs, beside the order's own columns. */
function created(answer: IDataObject, call: Call): IDataObject {
	const { parameters, credentials } = call;
	const place = placeOf(parameters);
	const timestamp = Math.floor(Date.now() / 1000);
	const { prepay_id: prepayId, h5_url } = answer as Record<string, string | undefined>;
	const appid = clientAppIdOf(parameters, credentials);
	const { mchid, privateKey } = merchantOf(credentials);
	const button = { appid, mchid, prepayId: String(prepayId), timestamp, nonce: newNonce() };
	return {
		...orderItem(isCombined(parameters) ? orderedTogether(call) : ordered(call)),
		...NOTHING_TO_PAY_WITH,
		prepay_id: prepayId ?? null,
		code_url: answer.code_url ?? null,
		h5_url: h5_url ? withRedirect(h5_url, parameters.redirectUrl) : null,
		payable_until: payableUntil(timestamp, place, additional(parameters).time_expire),
		pay_parameters: prepayId && place === 'jsapi' ? { ...payParameters(button, privateKey) } : null,
		app_parameters: prepayId && place === 'app' ? { ...appParameters(button, privateKey) } : null,
	};
}

/** The columns about what a customer pays with, for an order that has nothing of the kind. */
export const NOTHING_TO_PAY_WITH: IDataObject = {
	...{ prepay_id: null, code_url: null, h5_url: null, payable_until: null, pay_parameters: null, app_parameters: null },
	what_to_do: null,
};

/** The order, as WeChat Pay would tell it. */
export function ordered({ parameters, credentials }: Call): PayObject {
	const { out_trade_no, amount_total, openid, openidOf } = parameters;
	return {
		...appIdsOf(parameters, credentials),
		...ofWhom(parameters, credentials),
		out_trade_no,
		trade_state: 'NOTPAY',
		amount: { total: amount_total, currency: 'CNY' },
		attach: additional(parameters).attach,
		payer: { [isPartner(parameters) ? String(openidOf) : 'openid']: openid },
	};
}

function orderedTogether({ parameters, credentials }: Call): PayObject {
	const { combine_out_trade_no, sub_orders, openid, openidOf } = parameters;
	return {
		combine_appid: appIdOf(parameters, credentials),
		combine_mchid: credentials.mchid,
		combine_out_trade_no,
		sub_appid: subAppIdOf(parameters),
		combine_payer_info: { [openidOf === 'sub_openid' ? 'sub_openid' : 'openid']: openid },
		sub_orders: (sub_orders as IDataObject[]).map((one) => ({ ...one, trade_state: 'NOTPAY' })),
	};
}

function isCombined({ trade_type }: Parameters): boolean {
	return trade_type === 'combine';
}

function placeOf({ trade_type, combine_trade_type }: Parameters): string {
	return String(trade_type === 'combine' ? combine_trade_type : trade_type);
}

function payableUntil(now: number, place: string, wanted: unknown): string {
	const until = wanted === undefined ? Infinity : Date.parse(String(wanted)) / 1000;
	return beijingTime(Math.min(until, now + (place === 'h5' ? PAYABLE.h5 : PAYABLE.others)));
}
