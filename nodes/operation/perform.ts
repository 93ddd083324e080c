import type { IDataObject } from 'n8n-workflow';
import type { WireRequest } from '../transport/request';
import { InvalidInput, type Call, type Operation, type Request, type Result } from './operation';
import { pages } from './pages';
import { readParameters } from './parameters';
import { valueAt } from './paths';
import { inPortions } from './portions';
import { buildRequest } from './request';

/** Does what the operation says for one item, until as many results are there as the user wants. */
export async function perform(operation: Operation, call: Call): Promise<Result[]> {
	if (!operation.readsFields) call.shown = await readParameters(operation.fields, call);
	const results: Result[] = [];
	for await (const result of operation.run ? await operation.run(call) : requested(operation, call)) {
		results.push(result);
		if (results.length >= call.limit) break;
	}
	Object.assign(call.facts, operation.reports?.(call));
	return results;
}

async function* requested(operation: Operation, call: Call): AsyncGenerator<Result> {
	for await (const answer of answers(requestOf(operation, call), call)) {
		const { errcode: _errcode, errmsg: _errmsg, ...rest } = answer;
		const json = operation.simplify?.(answer, call) ?? rest;
		yield { json, raw: answer, binary: await operation.attach?.(answer, call) };
	}
}

function requestOf({ request }: Operation, { parameters, credentials }: Call): Request {
	return typeof request === 'function' ? request(parameters, credentials) : (request as Request);
}

/** What becomes an item each: the answer, the elements of its list, or those of all its pages. */
async function* answers(request: Request, call: Call): AsyncGenerator<IDataObject> {
	const { client, shown, parameters } = call;
	if (request.portions) {
		const { field, size } = request.portions;
		await inPortions(parameters[field] as string[], size, async (portion) => {
			await client.json(buildRequest(shown, { ...parameters, [field]: portion }, request));
		});
		yield {};
		return;
	}
	const wire = buildRequest(shown, parameters, request);
	await claimNumber(wire, call);
	if (request.page) {
		for await (const elements of pages(client, wire, request.page)) yield* elements as IDataObject[];
		return;
	}
	const answer = await client.json(wire);
	const found = request.items === undefined ? answer : (valueAt(answer, request.items) ?? []);
	yield* [found].flat() as IDataObject[];
}

/**
 * WeChat Pay takes a number that comes again for the same thing again: two items, but one refund. Each goes to one item.
 * @throws InvalidInput when another item has it
 */
export async function claimNumber({ makes }: Pick<WireRequest, 'makes'>, { once, item }: Call): Promise<void> {
	if (!makes) return;
	const number = Object.values(makes.number).join(', ');
	const first = await once(`${makes.what} ${number}`, async () => item);
	if (first === item) return;
	throw new InvalidInput(
		`The ${makes.what} number ${number} is that of item ${first} already`,
		`If both are the same ${makes.what}, leave one of the items out, or set the node to Execute Once. If not, give each a number of its own, from your data`,
	);
}
