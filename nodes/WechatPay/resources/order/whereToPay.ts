import type { INodePropertyOptions } from 'n8n-workflow';
import type { Field, FieldKind, WireField } from '../../../operation/operation';

/** Where a customer pays who gets something to pay with, as WeChat's paths name it. */
const PLACES = ['app', 'h5', 'jsapi', 'native'] as const;

/** Where the customer pays. */
export const tradeType: WireField = {
	displayName: 'Where the Customer Pays',
	name: 'trade_type',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'jsapi',
	options: [
		{
			name: 'At the Counter (Payment Code)',
			value: 'codepay',
			description: "You scan the code on the customer's phone (付款码), and the money is taken at once",
		},
		{
			name: 'By Scanning a Code (Native)',
			value: 'native',
			description: 'From a screen or a print. The code cannot be opened from a chat or by long press.',
		},
		{
			name: 'In a Mobile Browser (H5)',
			value: 'h5',
			description: 'A page outside of WeChat opens the link that comes out, which is good for five minutes',
		},
		{
			name: 'In an App (App)',
			value: 'app',
			description: 'Your app opens the payment with the parameters that come out',
		},
		{
			name: 'In an Official Account or Mini Program (JSAPI)',
			value: 'jsapi',
			description: 'Your page or Mini Program opens the payment with the parameters that come out',
		},
		{
			name: 'Several Orders at Once (Combine)',
			value: 'combine',
			description: 'Orders of one or several shops, which the customer pays together (合单)',
		},
	],
};

/** The same for orders that are paid together. */
export const combineTradeType: WireField = {
	...tradeType,
	displayName: 'Where They Are Paid',
	name: 'combine_trade_type',
	displayOptions: { show: { trade_type: ['combine'] } },
	options: (tradeType.options as INodePropertyOptions[]).filter(({ value }) => PLACES.some((place) => place === value)),
};

/** Orders of which each is paid by itself. */
export const ONE_BY_ONE = { trade_type: [...PLACES, 'codepay'] };

/** A field of orders that are paid there, alone or together. */
export function paidBy<F extends FieldKind | WireField>(place: (typeof PLACES)[number], field: F): Field[] {
	const { show } = field.displayOptions ?? {};
	return [
		{ ...field, displayOptions: { show: { ...show, trade_type: [place] } } },
		{ ...field, displayOptions: { show: { ...show, trade_type: ['combine'], combine_trade_type: [place] } } },
	];
}
