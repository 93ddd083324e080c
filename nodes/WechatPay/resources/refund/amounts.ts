import { money } from '../../../operation/fields/money';
import { InvalidInput, type FieldKind, type Parameters, type WireField } from '../../../operation/operation';
import { explainParts } from './rules';
import { sold, soldEndpoints } from './sold';

/** How much goes back. */
export const refundWhat: WireField = {
	displayName: 'Refund',
	name: 'refundWhat',
	at: false,
	type: 'options',
	noDataExpression: true,
	// What workflows do that were made before there was a choice.
	default: 'part',
	options: [
		{ name: 'A Part', value: 'part', description: 'The amount below; several parts have a refund number each' },
		{ name: 'The Whole Payment', value: 'whole', description: 'All that the order cost, if nothing of it has been refunded yet' },
	],
};

const OF_A_PART = { show: { refundWhat: ['part'] } };

export const refundAmount: FieldKind = {
	...money({
		displayName: 'Refund Amount',
		name: 'amount_refund',
		at: false,
		required: true,
		placeholder: 'e.g. 99.00',
		description: 'How much the customer gets back',
	}),
	displayOptions: OF_A_PART,
};

const entered = money({
	displayName: 'Order Total',
	name: 'amount_total',
	placeholder: 'e.g. 99.00',
	description: 'What the order cost as a whole. Leave empty to have it looked up in WeChat Pay.',
});

/** WeChat wants the whole amount beside the part: as a check on both. */
export const orderTotal: FieldKind = {
	...entered,
	at: 'amount.total',
	displayOptions: OF_A_PART,
	endpoints: soldEndpoints,
	async read(call) {
		const whole = ((await entered.read(call)) as number | undefined) ?? (await sold(call)).total;
		if (Number(call.parameters.amount_refund) <= whole) return whole;
		throw new InvalidInput('“Refund Amount” is more than the order cost', 'Correct the amount, or check whether it is in yuan or in fen');
	},
};

/** The same for a whole payment: it is looked up, and nothing is entered. */
export const wholePayment: FieldKind = {
	name: 'amount_total',
	at: 'amount.total',
	displayOptions: { show: { refundWhat: ['whole'] } },
	properties: [],
	endpoints: soldEndpoints,
	async read(call) {
		const { total, isTouched } = await sold(call);
		if (isTouched) explainParts(call);
		return total;
	},
};

/** Fen that go back. */
export function wantedOf({ amount_refund, amount_total }: Parameters): number {
	return Number(amount_refund ?? amount_total);
}
