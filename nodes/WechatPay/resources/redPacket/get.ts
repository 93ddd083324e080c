import type { Operation, Result, WireField } from '../../../operation/operation';
import { isCode } from '../../../protocol/pay/codes';
import { Client } from '../../../transport/client';
import { wechatPayV2 } from '../../../transport/wechatPayV2';
import { appIdOf } from '../fields';
import { appId } from '../payee';
import { billNumber } from './fields';
import { redPacketItem } from './item';

const PATH = '/mmpaymkttransfers/gethbinfo';

/** Not found is not "not sent" (WeChat's page of this call). */
const NOT_FOUND =
	'WeChat Pay may still be at it: look again in some minutes, or send it again with the same number, never with a new one. What is older than 30 days stands at pay.weixin.qq.com only.';

const more: WireField = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [appId],
};

/** Red Packet: Get (wechat-pay.md §3.12). */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a red packet',
	description: 'Whether a red packet of the last 30 days has reached the customer, was opened, or came back',
	fields: [billNumber, more],
	async run(call): Promise<Result[]> {
		const { context, item, parameters, credentials, whenRefused } = call;
		whenRefused.push((code, refusal) => {
			if (isCode(code, 'NOT_FOUND')) refusal.hint = NOT_FOUND;
		});
		const appid = appIdOf(parameters, credentials);
		const body = { appid, mch_billno: parameters.mch_billno as string, bill_type: 'MCHT' };
		const answer = await new Client(context, wechatPayV2, item).json({ method: 'POST', path: PATH, body, repeatable: true });
		return [{ json: redPacketItem({ appid, ...answer }, credentials), raw: answer }];
	},
	endpoints: [`POST ${PATH}`],
	simplifies: true,
};
