import type { Operation } from '../../../operation/operation';
import { buildRequest } from '../../../operation/request';
import { ofWhom, outRefundNo } from '../fields';
import { merchantType, subMchid } from '../merchantType';
import { refundItem } from './item';
import { usesV2, v2AppId, v2Field, v2Get } from './v2';

/** How a refund is asked for. */
export const getRequest = { method: 'GET', path: '/v3/refund/domestic/refunds/{out_refund_no}' } as const;

/** Refund: Get (wechat-pay.md §3.3). */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a refund',
	description: 'Whether a refund has reached the customer',
	fields: [
		merchantType,
		subMchid,
		outRefundNo,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [v2AppId, v2Field],
		},
	],
	run: async (call) => {
		const { parameters, credentials, client, shown } = call;
		const whose = ofWhom(parameters, credentials);
		if (usesV2(parameters)) {
			const { answer, refund } = await v2Get(call);
			return [{ json: refundItem(refund, whose), raw: answer }];
		}
		const answer = await client.json(buildRequest(shown, parameters, getRequest));
		return [{ json: refundItem(answer, whose), raw: answer }];
	},
	simplifies: true,
	endpoints: [`${getRequest.method} ${getRequest.path}`, 'POST /pay/refundquery'],
};
