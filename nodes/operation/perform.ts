import type { IDataObject } from 'n8n-workflow';
import type { Call, Operation, Request, Result } from './operation';
import { pages } from './pages';
import { readParameters } from './parameters';
import { valueAt } from './paths';
import { portions } from './portions';
import { buildRequest } from './request';

/** The results for one item, and whether there are no more than the user wanted. */
export interface Outcome {
	results: Result[];
	isComplete: boolean;
}

/** Does what the operation says for one item, until as many results are there as the user wants. */
export async function perform(operation: Operation, call: Call): Promise<Outcome> {
	call.shown = await readParameters(operation.fields, call);
	const wanted = call.limit;
	// One more tells whether the list goes on.
	if (operation.cursor) call.limit++;
	const results: Result[] = [];
	for await (const result of operation.run ? await operation.run(call) : requested(operation, call)) {
		results.push(result);
		if (results.length >= call.limit) break;
	}
	Object.assign(call.facts, operation.reports?.(call));
	return { results: results.slice(0, wanted), isComplete: results.length <= wanted };
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
async function* answers(request: Request, { client, shown, parameters }: Call): AsyncGenerator<IDataObject> {
	if (request.portions) {
		const { field, size } = request.portions;
		for (const portion of portions(parameters[field] as unknown[], size)) {
			await client.json(buildRequest(shown, { ...parameters, [field]: portion }, request));
		}
		yield {};
		return;
	}
	const wire = buildRequest(shown, parameters, request);
	if (request.page) {
		for await (const elements of pages(client, wire, request.page)) yield* elements as IDataObject[];
		return;
	}
	const answer = await client.json(wire);
	const found = request.items === undefined ? answer : (valueAt(answer, request.items) ?? []);
	yield* [found].flat() as IDataObject[];
}
