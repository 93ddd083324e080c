import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { failedItem, toItems } from '../../nodes/operation/items';
import type { Call, Operation, Result } from '../../nodes/operation/operation';

/** What the next node gets: whose value counts where names clash. */

interface Given {
	operation?: Partial<Operation>;
	input?: INodeExecutionData;
	facts?: IDataObject;
	results?: Result[];
	next?: string | null;
	simplify?: boolean;
	onError?: string;
	asTool?: boolean;
}

const context = ({ input = { json: {} }, simplify, onError }: Given) =>
	({
		getInputData: () => [{ json: { of: 'another item' } }, input],
		getNode: () => ({ name: 'WeChat', type: 'x', onError }),
		getNodeParameter: (_name: string, _item: number, fallback: unknown) => simplify ?? fallback,
	}) as unknown as IExecuteFunctions;

function items(given: Given): INodeExecutionData[] {
	const { operation = {}, facts = {}, results = [{ json: {} }], next, asTool = false } = given;
	const call = { context: context(given), item: 1, facts, next, asTool } as Call;
	return toItems(operation as Operation, call, results);
}

const json = (given: Given) => items(given).map((item) => item.json);

const file = { data: '', mimeType: 'image/jpeg' } as IBinaryData;

describe('whose value counts', () => {
	const keepsInput = { operation: { keepsInput: true as const } };

	test.each<[string, Given, IDataObject]>([
		['a fact of ours stands where nothing else does', { ...keepsInput, facts: { a: 'ours' } }, { a: 'ours' }],
		['the input is not overwritten by a fact of ours', { ...keepsInput, facts: { a: 'ours' }, input: { json: { a: 'mine' } } }, { a: 'mine' }],
		[
			'nor by one that is empty in the input',
			{ ...keepsInput, facts: { a: 'ours', b: 'ours' }, input: { json: { a: null, b: '' } } },
			{ a: null, b: '' },
		],
		[
			'what WeChat answered overwrites both',
			{ ...keepsInput, facts: { a: 'ours' }, input: { json: { a: 'mine' } }, results: [{ json: { a: 'new' } }] },
			{ a: 'new' },
		],
		[
			'also what is false, zero or an empty text',
			{ ...keepsInput, input: { json: { a: 'mine', b: 'mine', c: 'mine' } }, results: [{ json: { a: false, b: 0, c: '' } }] },
			{ a: false, b: 0, c: '' },
		],
		[
			'what WeChat does not say overwrites nothing of the input',
			{ ...keepsInput, input: { json: { a: 'mine', b: 'mine' } }, results: [{ json: { a: null, b: undefined } }] },
			{ a: 'mine', b: 'mine' },
		],
		[
			'unless that nothing is said is what there is to say',
			{ ...keepsInput, facts: { b: null }, input: { json: { a: 'of an earlier message', b: 'mine' } }, results: [{ json: { a: null }, whole: true }] },
			{ a: null, b: 'mine' },
		],
		['and is null where nothing else is known', { ...keepsInput, results: [{ json: { a: null } }] }, { a: null }],
		[
			'an agent hears what was done, and nothing of what its tool was started with',
			{ ...keepsInput, asTool: true, facts: { openid: 'o2' }, input: { json: { openid: 'o1', text: 'mine' }, binary: { data: {} as IBinaryData } } },
			{ openid: 'o2' },
		],
		['an operation with an answer of its own does not keep the input', { input: { json: { a: 'mine' } }, results: [{ json: { b: 1 } }] }, { b: 1 }],
	])('%s', (_, given, expected) => {
		expect(json(given)).toEqual([expected]);
	});
});

test('every item is paired with the input item, and has its own answer', () => {
	const results = [{ json: { n: 1 } }, { json: { n: 2 } }];
	expect(items({ results })).toEqual(results.map(({ json: one }) => ({ json: one, pairedItem: { item: 1 } })));
	expect(items({ results: [] })).toEqual([]);
});

describe('raw', () => {
	const results = [{ json: { a: 1 }, raw: { errcode: 0, A: '1' } }];

	test('only with Simplify off, beside the same keys', () => {
		expect(json({ results })).toEqual([{ a: 1 }]);
		expect(json({ results, simplify: true })).toEqual([{ a: 1 }]);
		expect(json({ results, simplify: false })).toEqual([{ a: 1, raw: { errcode: 0, A: '1' } }]);
	});

	test('is no key where there is none', () => {
		expect(json({ results: [{ json: {} }], simplify: false })).toEqual([{}]);
	});
});

describe('cursor', () => {
	const operation = { cursor: 'next_openid' };
	const results = [{ json: { openid: 'o1' } }, { json: { openid: 'o2' } }];

	test('where the next run goes on is in every item', () => {
		expect(json({ operation, results, next: 'o2+2/7' }).map(({ next_openid }) => next_openid)).toEqual(['o2+2/7', 'o2+2/7']);
	});

	test('is null in every item when the list is complete', () => {
		expect(json({ operation, results }).map(({ next_openid }) => next_openid)).toEqual([null, null]);
	});
});

test('a result may belong to another input item than the one in hand', () => {
	const found = items({ results: [{ json: {} }, { json: {}, item: 0 }, { json: {}, item: 3 }] });
	expect(found.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 0 }, { item: 3 }]);
});

test('a result that belongs to another input item keeps the fields of that one; facts of its own yield to them', () => {
	const results = [{ json: { a: 'new' }, item: 0, facts: { of: 'ours', b: 'ours' } }, { json: { a: 'new' }, facts: { b: 'ours' } }];
	const input = { json: { a: 'mine', b: 'mine' } };
	expect(json({ operation: { keepsInput: true }, input, results, facts: { b: 'all', c: 'all' } })).toEqual([
		{ of: 'another item', a: 'new', b: 'ours', c: 'all' },
		{ a: 'new', b: 'mine', c: 'all' },
	]);
	expect(json({ input, results })).toEqual([{ a: 'new', of: 'ours', b: 'ours' }, { a: 'new', b: 'ours' }]);
});

describe('files', () => {
	const own = { ...file, fileName: 'own' };

	test.each<[string, Given, INodeExecutionData['binary']]>([
		['of the input are kept', { operation: { keepsInput: true }, input: { json: {}, binary: { data: file } } }, { data: file }],
		['of the input are dropped with its fields', { input: { json: {}, binary: { data: file } } }, undefined],
		[
			'that came stand beside those of the input',
			{ operation: { keepsInput: true }, input: { json: {}, binary: { photo: file } }, results: [{ json: {}, binary: { data: own } }] },
			{ photo: file, data: own },
		],
		[
			'that came take the place of one in the same field',
			{ operation: { keepsInput: true }, input: { json: {}, binary: { data: file } }, results: [{ json: {}, binary: { data: own } }] },
			{ data: own },
		],
	])('%s', (_, given, expected) => {
		expect(items(given)[0].binary).toEqual(expected);
		expect('binary' in items(given)[0]).toBe(expected !== undefined);
	});
});

describe('an item that failed', () => {
	const input = { json: { a: 1, error: 'of yesterday', errcode: 7 }, binary: { data: file } };
	const failure = {
		message: 'It failed',
		description: 'Do this',
		facts: { errcode: null, errmsg: null, rid: null, hint: 'Do this' },
		code: undefined,
		unexpected: false,
	};
	const expected = { json: { a: 1, error: 'It failed', ...failure.facts }, binary: { data: file }, pairedItem: { item: 1 } };

	test('keeps its fields and files, and says why', () => {
		const item = failedItem(context({}), input, 1, failure);
		expect(item).toEqual(expected);
		expect(item).not.toHaveProperty('error');
	});

	test('has an error that n8n sends to the error output, and that a copy loses', () => {
		const item = failedItem(context({ onError: 'continueErrorOutput' }), input, 1, failure);
		expect(item.error).toMatchObject({ message: 'It failed', description: 'Do this', context: { itemIndex: 1 } });
		expect({ ...item }).toEqual(expected);
		expect({ ...item }).not.toHaveProperty('error');
	});
});
