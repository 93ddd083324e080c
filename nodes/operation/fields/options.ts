import type { WireField } from '../operation';

/** What an operation that sends something can do besides: the collection that comes last. */
export const options = (fields: WireField[]): WireField => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: fields,
});
