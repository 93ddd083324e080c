import { InvalidInput, type Call, type FieldKind, type WireField } from '../../../operation/operation';
import { readProperty } from '../../../operation/parameters';
import { tradeNo } from '../../../protocol/pay/tradeNo';
import { newTradeNo, outTradeNo } from '../fields';

const PLACEHOLDER = 'e.g. LT-20261122-0001';

/** The number of an order that is being made: the shop's own, or one that stays the same when the execution tries again. */
export const newNumber = optional({
	...newTradeNo,
	description:
		'Your own number of the order (商户订单号, out_trade_no). It keeps the order from being made twice: take it from your data, and never one that is new at every try, such as the time. Leave it empty to have one made, which is the same for every try of this execution.',
});

/** The same for orders that are paid together. */
export const newCombineNumber = optional({
	...newTradeNo,
	displayName: 'Combine Order Number',
	name: 'combine_out_trade_no',
	description:
		'Your own number of all the orders together (合单商户订单号). It keeps them from being made twice: take it from your data, and never one that is new at every try. Leave it empty to have one made, which is the same for every try of this execution.',
});

/** The number under which orders are that are paid together. */
export const combineNumber: WireField = {
	...outTradeNo,
	displayName: 'Combine Order Number',
	name: 'combine_out_trade_no',
	description: 'Your own number of all the orders together (合单商户订单号, combine_out_trade_no)',
};

function optional(field: WireField): FieldKind {
	const property: WireField = { ...field, required: false, placeholder: PLACEHOLDER };
	return {
		name: field.name,
		properties: [property],
		async read(call) {
			const entered = readProperty(property, call);
			if (entered !== undefined) return entered;
			if (!isExpression(property, call) || call.asTool) return tradeNo(originOf(call));
			throw new InvalidInput(
				`“${property.displayName}” is empty`,
				'Check the expression that should yield it, or leave the field itself empty to have a number made',
			);
		},
	};
}

function isExpression({ name }: WireField, { context }: Call): boolean {
	return String(context.getNode().parameters[name] ?? '').startsWith('=');
}

/** The same for every try of *Retry On Fail*; another one in the next round of a loop, and for an agent's next call. */
function originOf({ context, item }: Call): Array<number | string> {
	const run = String(context.evaluateExpression('{{ $runIndex }}', item));
	return [context.getInstanceId(), context.getWorkflow().id ?? '', context.getNode().name, context.getExecutionId(), run, item];
}
