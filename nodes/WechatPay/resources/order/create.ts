import { money, unit } from '../../../operation/fields/money';
import type { Operation } from '../../../operation/operation';
import { merchantType, subMchid } from '../merchantType';
import { additionalFields } from './additionalFields';
import { browser } from './browser';
import { pictureFields } from './codePictures';
import { payAtCounter } from './counter';
import { counterFields } from './counterFields';
import { counterV2Endpoints } from './counterV2';
import { counterV3Endpoints } from './counterV3';
import { details } from './details';
import { newCombineNumber, newNumber } from './numbers';
import { parts } from './parts';
import { payer } from './payer';
import { prepaid, prepaidEndpoints } from './prepaid';
import { combineTradeType, ONE_BY_ONE, tradeType } from './whereToPay';

/** Order: Create (wechat-pay.md §3.1, §3.4). */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create an order',
	description: 'Make an order that a customer can pay: in WeChat, in a browser or an app, or by scanning a code. At the counter the money is taken at once, which cannot be undone but by a refund.',
	fields: [
		merchantType,
		tradeType,
		combineTradeType,
		{ ...subMchid, displayOptions: { show: { ...subMchid.displayOptions?.show, ...ONE_BY_ONE } } },
		...counterFields,
		{
			displayName: 'Description',
			name: 'description',
			type: 'string',
			default: '',
			required: true,
			max: { characters: 127 },
			displayOptions: { show: ONE_BY_ONE },
			placeholder: 'e.g. Lotus Tea, 100 g',
			description: 'What the customer sees when paying (商品描述); up to 127 characters',
		},
		{ ...newNumber, displayOptions: { show: ONE_BY_ONE } },
		{ ...newCombineNumber, displayOptions: { show: { trade_type: ['combine'] } } },
		unit,
		{
			...money({
				displayName: 'Amount',
				name: 'amount_total',
				at: 'amount.total',
				required: true,
				placeholder: 'e.g. 99.00',
				description: 'What the customer pays',
			}),
			displayOptions: { show: ONE_BY_ONE },
		},
		...parts,
		...payer,
		...browser,
		...pictureFields,
		details,
		additionalFields,
	],
	run: async (call) => await (call.parameters.trade_type === 'codepay' ? payAtCounter(call) : prepaid(call)),
	endpoints: [
		...prepaidEndpoints,
		...[counterV2Endpoints, counterV3Endpoints].flatMap(({ pay, look, reverse }) => [pay, look, reverse].flat()),
	],
	simplifies: true,
	irreversible: { trade_type: ['codepay'] },
};
