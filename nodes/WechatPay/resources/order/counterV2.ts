import { sleep, type IDataObject } from 'n8n-workflow';
import type { Call } from '../../../operation/operation';
import type { PayObject } from '../../../protocol/pay/payItem';
import { v3ObjectOf } from '../../../protocol/pay/v2Object';
import { Client } from '../../../transport/client';
import { Unreachable } from '../../../transport/errors';
import { wechatPayV2 } from '../../../transport/wechatPayV2';
import { additional, appIdOf } from '../fields';
import { isPartner } from '../merchantType';
import { subAppIdOf } from './appIds';
import { orderOf, type Counter } from './counterApi';

/** What payment codes are charged with for most merchants (API v2, wechat-pay.md §3.1). */
const PATHS = { pay: '/pay/micropay', look: '/pay/orderquery', reverse: '/secapi/pay/reverse' };

export const counterV2Endpoints = { pay: `POST ${PATHS.pay}`, look: `POST ${PATHS.look}`, reverse: `POST ${PATHS.reverse}` };

/** WeChat may say that a reversal is to be asked for again. */
const REVERSALS = 3;
const PAUSE_MS = 5000;

export const counterV2: Counter = {
	async pay(call) {
		const { parameters } = call;
		const { attach, device_id, device_ip = '127.0.0.1', goods_tag, profit_sharing, support_fapiao } = additional(parameters);
		const said = await clientOf(call).json({
			method: 'POST',
			path: PATHS.pay,
			body: {
				...whose(call),
				body: parameters.description as string,
				out_trade_no: parameters.out_trade_no as string,
				total_fee: parameters.amount_total as number,
				spbill_create_ip: device_ip,
				auth_code: parameters.auth_code as string,
				...{ attach, goods_tag, device_info: device_id },
				profit_sharing: profit_sharing === true ? 'Y' : undefined,
				receipt: support_fapiao === true ? 'Y' : undefined,
			},
			makes: orderOf(call),
		});
		return inV3(said);
	},

	async look(call) {
		const { parameters } = call;
		const body = { ...whose(call), out_trade_no: parameters.out_trade_no as string };
		return inV3(await clientOf(call).json({ method: 'POST', path: PATHS.look, body, repeatable: true }));
	},

	async reverse(call) {
		const body = { ...whose(call), out_trade_no: call.parameters.out_trade_no as string };
		for (let tries = 1; tries <= REVERSALS; tries++) {
			const { recall } = await clientOf(call).json({ method: 'POST', path: PATHS.reverse, body, repeatable: true });
			if (recall !== 'Y') return;
			await sleep(PAUSE_MS);
		}
		throw new Unreachable('WeChat Pay has not reversed the order yet', 'Run it again in a minute', 'unknown', orderOf(call));
	},
};

function clientOf({ context, item }: Call): Client {
	return new Client(context, wechatPayV2, item);
}

function whose({ parameters, credentials }: Call): IDataObject {
	const appid = appIdOf(parameters, credentials);
	return isPartner(parameters) ? { appid, sub_appid: subAppIdOf(parameters), sub_mch_id: parameters.sub_mchid as string } : { appid };
}

/** An answer about the order: of a query it has a state of its own. */
function inV3(said: IDataObject): PayObject {
	const { trade_state, trade_state_desc, trade_type, bank_type } = said;
	return { ...v3ObjectOf(said), ...(trade_state !== undefined && { trade_state }), trade_state_desc, trade_type, bank_type };
}
