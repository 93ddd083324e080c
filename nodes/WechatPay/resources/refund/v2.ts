import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, type Call, type Parameters, type WireField } from '../../../operation/operation';
import { v3ObjectOf } from '../../../protocol/pay/v2Object';
import { Client } from '../../../transport/client';
import type { WireRequest } from '../../../transport/request';
import { wechatPayV2 } from '../../../transport/wechatPayV2';
import { additional, appIdOf } from '../fields';
import { optionalNotifyUrl } from '../notifyUrl';

/** For merchants who have no refunds in API v3 (wechat-pay.md §3.15, v2Refund). */
export const v2Field: WireField = {
	displayName: 'Use the Old Interface (APIv2)',
	name: 'useV2',
	at: false,
	type: 'boolean',
	default: false,
	description: 'Whether to do it by the old XML interface, for merchants to whom refunds are not open in APIv3. APIv2 Key and Client Certificate must be in the credential.',
};

/** The App ID, without which the old interface knows no order. */
export const v2AppId: WireField = {
	displayName: 'App ID',
	name: 'appid',
	at: false,
	type: 'string',
	default: '',
	description: 'With the old interface (APIv2): the account in which it was paid, when it is another one than in the credential',
};

export function usesV2(parameters: Parameters): boolean {
	return additional(parameters).useV2 === true;
}

/** A call of the old interface; its answer has flat fields, all texts. */
export async function askV2({ context, item }: Call, request: WireRequest): Promise<IDataObject> {
	return await new Client(context, wechatPayV2, item).json(request);
}

/** Of which account, and of which partner's merchant. */
function whoseV2({ parameters, credentials }: Call): IDataObject {
	return { appid: appIdOf(parameters, credentials), sub_mch_id: parameters.sub_mchid as string | undefined };
}

/** An order, as the old interface names it. */
export function v2Order(call: Call): IDataObject {
	const { out_trade_no, transaction_id } = call.parameters as IDataObject;
	return { ...whoseV2(call), out_trade_no, transaction_id };
}

/**
 * A refund that is to be made.
 * @param fen back, of what the order cost
 */
export function v2Create(call: Call, { refund, total }: { refund: number; total: number }): WireRequest {
	const { parameters, credentials } = call;
	const { reason, funds_account, goods_detail, from } = additional(parameters);
	if (goods_detail ?? from) {
		throw new InvalidInput(`“${goods_detail ? 'Goods' : 'Take the Money From'}” does not exist in the old interface (APIv2)`, 'Remove it, or use the new interface');
	}
	const out_refund_no = parameters.out_refund_no as string;
	return {
		method: 'POST',
		path: '/secapi/pay/refund',
		body: {
			...v2Order(call),
			...{ out_refund_no, total_fee: total, refund_fee: refund, refund_fee_type: 'CNY', refund_desc: reason },
			refund_account: funds_account && 'REFUND_SOURCE_RECHARGE_FUNDS',
			notify_url: optionalNotifyUrl(parameters, credentials),
		},
		repeatable: true,
		makes: { what: 'refund', number: { out_refund_no } },
	};
}

/** What the old interface says to a new refund: accepted, which is not yet refunded. */
export function v2Accepted(answer: IDataObject): IDataObject {
	return v2Refund({ ...answer, refund_status: 'PROCESSING' });
}

/**
 * The refund with this number, out of an answer that numbers those of an order through (`refund_fee_0`).
 * @throws InvalidInput when it is not among them
 */
export async function v2Get(call: Call): Promise<{ answer: IDataObject; refund: IDataObject }> {
	const { out_refund_no } = call.parameters as IDataObject;
	const answer = await askV2(call, { method: 'POST', path: '/pay/refundquery', body: { ...whoseV2(call), out_refund_no }, repeatable: true });
	const [key] = Object.entries(answer).find(([name, value]) => name.startsWith('out_refund_no_') && value === out_refund_no) ?? [];
	const nth = /\d+$/.exec(key ?? '')?.[0];
	if (nth === undefined) throw new InvalidInput(`WeChat Pay does not tell about the refund ${String(out_refund_no)}`, 'Look for it at pay.weixin.qq.com, or without the old interface (APIv2)');
	const of = (name: string): unknown => answer[`${name}_${nth}`];
	const refund = v2Refund({
		...answer,
		...{ out_refund_no, refund_id: of('refund_id'), refund_fee: of('refund_fee'), refund_status: of('refund_status') },
		// Spelled by WeChat in this way.
		...{ refund_recv_account: of('refund_recv_accout'), success_time: of('refund_success_time') },
	} as IDataObject);
	return { answer, refund };
}

/** As API v3 would tell it. What was paid when is not what was refunded when. */
function v2Refund({ result_code: _result, time_end: _paid, ...said }: IDataObject): IDataObject {
	return {
		...(v3ObjectOf(said) as IDataObject),
		refund_id: said.refund_id,
		user_received_account: said.refund_recv_account || null,
	};
}
