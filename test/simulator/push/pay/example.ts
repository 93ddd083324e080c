import type { Merchant } from '../../world/pay/merchant';
import ready from '../../world/pay/merchants.json';
import examples from './examples.json';

interface Example {
	original_type: string;
	resource: Record<string, unknown>;
}

type Values = Record<string, unknown>;

const EXAMPLES = examples as unknown as Record<string, Example>;
const [{ mchid: READY_MCHID, appids }] = ready;

/** `EVENT` or `EVENT/variant`, as in examples.json (made by scripts/inventory.ts from wechat-pay-events.json). */
export const EXAMPLE_NAMES = Object.keys(EXAMPLES);

/** A documented notification of this merchant, with some fields changed; `null` takes one away. */
export function exampleOf(name: string, merchant: Merchant, changes: Values = {}) {
	const { original_type, resource } = EXAMPLES[name];
	const own: Record<string, string> = { [READY_MCHID]: merchant.mchid, [appids[0]]: merchant.appids[0] ?? appids[0] };
	const [event_type] = name.split('/');
	return { event_type, original_type, resource: merge(replace(resource, own) as Values, changes) };
}

/** What is told of the ready-made merchant is told of this one. */
function replace(value: unknown, own: Record<string, string>): unknown {
	if (typeof value === 'string') return own[value] ?? value;
	if (Array.isArray(value)) return value.map((one) => replace(one, own));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, replace(inner, own)]));
}

function merge(values: Values, changes: Values): Values {
	const all = Object.entries({ ...values, ...changes }).filter(([, value]) => value !== null);
	return Object.fromEntries(
		all.map(([name, value]) => [name, isObject(value) && isObject(values[name]) ? merge(values[name], value) : value]),
	);
}

function isObject(value: unknown): value is Values {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
