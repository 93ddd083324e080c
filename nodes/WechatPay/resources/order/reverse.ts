import type { Operation } from '../../../operation/operation';
import { outTradeNo } from '../fields';
import { merchantType, subMchid } from '../merchantType';
import { additionalAppIds } from './additionalFields';
import { counterOf } from './counter';
import { api } from './counterFields';
import { counterV2Endpoints } from './counterV2';
import { counterV3Endpoints } from './counterV3';

/** Order: Reverse (撤销订单, wechat-pay.md §3.1). */
export const reverse: Operation = {
	value: 'reverse',
	name: 'Reverse',
	action: 'Reverse an order paid at the counter',
	description:
		'Take back an order of a payment code, within seven days: nobody can pay it any more, and who has paid gets all the money back. It cannot be undone.',
	fields: [merchantType, subMchid, api, outTradeNo, additionalAppIds],
	async run(call) {
		await counterOf(call).reverse(call);
		return [{ json: {} }];
	},
	endpoints: [counterV2Endpoints.reverse, ...counterV3Endpoints.reverse],
	irreversible: true,
	keepsInput: true,
	reports: ({ parameters, credentials }) => ({
		mchid: (parameters.sub_mchid ?? credentials.mchid) as string,
		out_trade_no: parameters.out_trade_no as string,
		reversed: true,
	}),
};
