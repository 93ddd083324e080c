import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Part } from '../protocol/multipart';
import type { WireRequest } from '../transport/request';
import { inputFile, outputFile, type OutgoingFile } from './files/file';
import { InvalidInput, type Call, type Field, type Parameters, type Resource } from './operation';

/** How one product's API is called by hand. */
export interface Manner {
	/** Whose API: "WeChat". */
	product: string;
	/** What is added by itself: "the access token". */
	adds: string;
	methods: Array<WireRequest['method']>;
	/** A path that every account may try. */
	example: string;
	host: string;
	/** What else a form has by itself, before the file. */
	formParts?(file: OutgoingFile): Part[];
	formField: string;
}

const pair: INodeProperties[] = [
	{ displayName: 'Name', name: 'name', type: 'string', default: '', required: true },
	{ displayName: 'Value', name: 'value', type: 'string', default: '' },
];

const query: Field = {
	displayName: 'Query Parameters',
	name: 'query',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Parameter',
	default: {},
	options: [
		{
			displayName: 'Parameter',
			name: 'parameter',
			values: pair,
		},
	],
};

const outputProperty: Field = {
	displayName: 'Put Output File in Field',
	name: 'outputPropertyName',
	type: 'string',
	default: 'data',
	hint: 'The name of the output binary field, where the endpoint answers with a file',
};

/** What only programmers need, on every action node (design.md §1). */
export function apiCall(manner: Manner): Resource {
	return {
		value: 'apiCall',
		name: 'API Call',
		description: 'Any endpoint, for programmers',
		operations: [
			{
				value: 'call',
				name: 'Call',
				action: 'Make an API call',
				description: `Call any endpoint of ${manner.product}'s API; ${manner.adds} is added by itself`,
				irreversible: true,
				fields: [method(manner), path(manner), query, ...sent(manner), outputProperty],
				run: async (call) => {
					const answer = await call.client.file(await wireRequest(call, manner));
					if ('json' in answer) return [{ json: answer.json }];
					const { data, about } = await outputFile(call.context, answer.file);
					return [{ json: about, binary: { [String(call.parameters.outputPropertyName ?? 'data')]: data } }];
				},
				// Any endpoint: the inventory asks about documented operations.
				endpoints: [],
			},
		],
	};
}

function method({ methods }: Manner): Field {
	return {
		displayName: 'Method',
		name: 'method',
		type: 'options',
		default: 'GET',
		options: methods.map((value) => ({ name: value, value })),
	};
}

function path({ example, adds }: Manner): Field {
	return {
		displayName: 'Path',
		name: 'path',
		type: 'string',
		default: '',
		required: true,
		placeholder: `e.g. ${example}`,
		description: `As in the WeChat documentation, without the host and without ${adds}`,
	};
}

function sent({ methods, formField }: Manner): Field[] {
	const withBody = methods.filter(takesBody);
	return [
		{
			displayName: 'Send',
			name: 'send',
			type: 'options',
			default: 'json',
			displayOptions: { show: { method: withBody } },
			description: 'What the endpoint wants',
			options: [
				{ name: 'File', value: 'file', description: 'A form with a file from an earlier node' },
				{ name: 'JSON', value: 'json' },
			],
		},
		{
			displayName: 'JSON',
			name: 'body',
			type: 'json',
			default: '{}',
			displayOptions: { show: { method: withBody, send: ['json'] } },
			description: 'The body, as in the WeChat documentation',
		},
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			displayOptions: { show: { method: withBody, send: ['file'] } },
			hint: 'The name of the input binary field that holds the file',
		},
		{
			displayName: 'Form Field Name',
			name: 'formField',
			type: 'string',
			default: formField,
			required: true,
			displayOptions: { show: { method: withBody, send: ['file'] } },
			description: `Under which name the endpoint takes the file: nearly always ${formField}`,
		},
		{
			displayName: 'Form Fields',
			name: 'formFields',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Field',
			default: {},
			displayOptions: { show: { method: withBody, send: ['file'] } },
			description: 'What else the form has, such as the description of a video',
			options: [
				{
					displayName: 'Field',
					name: 'field',
					values: pair,
				},
			],
		},
	];
}

function takesBody(method: WireRequest['method']): boolean {
	return method !== 'GET' && method !== 'DELETE';
}

async function wireRequest({ context, item, parameters }: Call, manner: Manner): Promise<WireRequest> {
	const { method, send } = parameters as { method: WireRequest['method']; send?: string };
	const { path, query } = addressOf(parameters, manner);
	if (!takesBody(method)) return { method, path, query };
	if (send === 'json') return { method, path, query, body: bodyOf(context.getNodeParameter('body', item), parameters.body) };
	const given = await inputFile(context, item, String(parameters.binaryPropertyName), 'Input Data Field Name');
	const file = { ...given, fileName: given.fileName || 'file' };
	const parts = [...(manner.formParts?.(file) ?? []), ...named(parameters.formFields)];
	return { method, path, query, parts: [...parts, { name: String(parameters.formField), ...file }] };
}

/** The rows of a list of names and values. */
function named(rows: unknown): Array<{ name: string; value: string }> {
	return ((rows ?? []) as Array<{ name: string; value?: string }>).map(({ name, value }) => ({ name, value: value ?? '' }));
}

/** The token or signature goes to the host in the credential and nowhere else: a path, not an address. */
function addressOf({ path, query }: Parameters, { example, host }: Manner): { path: string; query: IDataObject } {
	const entered = String(path).trim();
	if (!/^\/(?!\/)/.test(entered) || /[\s\\#]/.test(entered)) {
		throw new InvalidInput(
			`“Path” must be a path such as ${example}`,
			`Leave out ${host}: the host comes from the credential`,
		);
	}
	const [pathname, search] = entered.split('?', 2);
	const listed = named(query).map(({ name, value }) => [name, value]);
	const all = Object.fromEntries([...new URLSearchParams(search), ...listed]) as IDataObject;
	if ('access_token' in all) {
		throw new InvalidInput('The access token is added by itself', 'Remove access_token from the path and the query');
	}
	return { path: pathname, query: all };
}

/** What was typed goes out as it is: long numbers keep their digits. */
function bodyOf(entered: unknown, parsed: unknown): IDataObject | string {
	const value = parsed ?? {};
	if (typeof value !== 'object' || Array.isArray(value)) {
		throw new InvalidInput('“JSON” must be an object', 'WeChat takes { … }; put a list into it under its name');
	}
	return typeof entered === 'string' && entered.trim() !== '' ? entered : (value as IDataObject);
}
