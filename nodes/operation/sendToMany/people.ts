import { peopleOf } from '../fields/recipients';
import type { Call, Field } from '../operation';
import { readParameters } from '../parameters';

/** Somebody among many who are sent to. */
export interface Person {
	/** The item that they are in, with its fields as they were read. */
	call: Call;
	/** null: the item names nobody. */
	openid: string | null;
	/** Why the item could not be read. */
	mistake?: Error;
}

/** Everybody in all items, in their order; an item is read when its turn comes. */
export async function* people(call: Call, fields: Field[]): AsyncGenerator<Person> {
	for (const item of call.context.getInputData().keys()) {
		const one: Call = { ...call, item, parameters: {}, facts: {}, whenRefused: [] };
		const mistake = await read(one, fields);
		for (const openid of peopleOf(one)) yield { call: one, openid, mistake };
	}
}

async function read(call: Call, fields: Field[]): Promise<Error | undefined> {
	return await readParameters(fields, call).then(
		(shown) => {
			call.shown = shown;
			return undefined;
		},
		(error: Error) => error,
	);
}
