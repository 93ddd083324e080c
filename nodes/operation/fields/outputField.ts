import type { WireField } from '../operation';

/** Where the file goes that an operation gives out. */
export const outputField: WireField = {
	displayName: 'Put Output File in Field',
	name: 'outputPropertyName',
	at: false,
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the output binary field to put the file in',
};
