import { CallFailure } from '../../transport/errors';
import { peopleOf } from '../fields/recipients';
import { isKind, type Call, type Field } from '../operation';
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
	const plain = fields.filter((field) => !isKind(field));
	let unanswered: Error | undefined;
	for (const item of call.context.getInputData().keys()) {
		const one: Call = { ...call, item, parameters: {}, facts: {}, whenRefused: [] };
		// What WeChat did not tell for one item, such as its templates, it is not asked once more for every other.
		const mistake = (await read(one, unanswered ? plain : fields)) ?? unanswered;
		if (mistake instanceof CallFailure) unanswered = mistake;
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
