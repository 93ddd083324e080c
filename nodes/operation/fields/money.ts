import { NoAmount, toFen } from '../../protocol/pay/money';
import { translatingOnly } from '../../protocol/translating';
import { InvalidInput, type Call, type FieldKind, type WireField } from '../operation';
import { readProperty } from '../parameters';

/** In what the amounts of an operation are entered. */
export const unit: WireField = {
	displayName: 'Amounts In',
	name: 'unit',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'yuan',
	options: [
		{ name: 'Fen (分)', value: 'fen', description: 'Whole numbers: 9900 is ¥99.00' },
		{ name: 'Yuan (元)', value: 'yuan', description: 'With up to two decimals: 99.00' },
	],
};

/**
 * An amount of money, in the `unit` that stands beside it; sent in fen, exactly. Never a float:
 * 0.1 + 0.2 in an expression is refused rather than rounded.
 */
export function money(property: Omit<WireField, 'default' | 'type'>): FieldKind {
	const { at, ...shown } = property;
	const field: WireField = { ...shown, type: 'string', default: '' };
	return { name: field.name, at, properties: [field], read: async (call) => amountIn(field, call) };
}

function amountIn(field: WireField, call: Call): number | undefined {
	const entered = readProperty(field, call);
	return entered === undefined ? undefined : fenOf(entered, field.displayName, call.parameters.unit);
}

/**
 * What was entered for an amount, in yuan or fen → fen, exactly.
 * @throws InvalidInput
 */
export function fenOf(entered: unknown, label: string, unitOfIt: unknown): number {
	return translatingOnly(
		NoAmount,
		() => toFen(String(entered), unitOfIt as 'fen' | 'yuan'),
		({ message }) =>
			new InvalidInput(
				`“${label}” must be ${message}, but it is “${String(entered)}”`,
				unitOfIt === 'yuan'
					? 'Correct it, or round it in the expression: {{ Number($json.price).toFixed(2) }}'
					: 'Correct it, or round it in the expression: {{ Math.round($json.price) }}',
			),
	);
}
