import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { WireRequest } from '../transport/client';
import { inputFile, outputFile } from './files/file';
import { InvalidInput, type Call, type Operation, type Parameters, type Resource } from './operation';

const pair: INodeProperties[] = [
	{ displayName: 'Name', name: 'name', type: 'string', default: '', required: true },
	{ displayName: 'Value', name: 'value', type: 'string', default: '' },
];

const call: Operation = {
	value: 'call',
	name: 'Call',
	action: 'Make an API call',
	description: "Call any endpoint of WeChat's API; the access token is added by itself",
	irreversible: true,
	fields: [
		{
			displayName: 'Method',
			name: 'method',
			type: 'options',
			default: 'GET',
			options: [
				{ name: 'GET', value: 'GET' },
				{ name: 'POST', value: 'POST' },
			],
		},
		{
			displayName: 'Path',
			name: 'path',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. /cgi-bin/get_api_domain_ip',
			description: 'As in the WeChat documentation, without the host and without access_token',
		},
		{
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
		},
		{
			displayName: 'Send',
			name: 'send',
			type: 'options',
			default: 'json',
			displayOptions: { show: { method: ['POST'] } },
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
			displayOptions: { show: { method: ['POST'], send: ['json'] } },
			description: 'The body, as in the WeChat documentation',
		},
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			displayOptions: { show: { method: ['POST'], send: ['file'] } },
			hint: 'The name of the input binary field that holds the file',
		},
		{
			displayName: 'Form Field Name',
			name: 'formField',
			type: 'string',
			default: 'media',
			required: true,
			displayOptions: { show: { method: ['POST'], send: ['file'] } },
			description: 'Under which name the endpoint takes the file: nearly always media',
		},
		{
			displayName: 'Form Fields',
			name: 'formFields',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Field',
			default: {},
			displayOptions: { show: { method: ['POST'], send: ['file'] } },
			description: 'What else the form has, such as the description of a video',
			options: [
				{
					displayName: 'Field',
					name: 'field',
					values: pair,
				},
			],
		},
		{
			displayName: 'Put Output File in Field',
			name: 'outputPropertyName',
			type: 'string',
			default: 'data',
			hint: 'The name of the output binary field, where the endpoint answers with a file',
		},
	],
	run: async (call) => {
		const answer = await call.client.file(await wireRequest(call));
		if ('json' in answer) return [{ json: answer.json }];
		const { data, about } = await outputFile(call.context, answer.file);
		return [{ json: about, binary: { [String(call.parameters.outputPropertyName ?? 'data')]: data } }];
	},
	// Any endpoint: the inventory asks about documented operations.
	endpoints: [],
};

async function wireRequest({ context, item, parameters }: Call): Promise<WireRequest> {
	const { method, send } = parameters as { method: 'GET' | 'POST'; send?: string };
	const { path, query } = addressOf(parameters);
	if (method === 'GET') return { method, path, query };
	if (send === 'json') return { method, path, query, body: bodyOf(context.getNodeParameter('body', item), parameters.body) };
	const file = await inputFile(context, item, String(parameters.binaryPropertyName), 'Input Data Field Name');
	const fields = named(parameters.formFields);
	return {
		method,
		path,
		query,
		parts: [...fields, { name: String(parameters.formField), ...file, fileName: file.fileName || 'file' }],
	};
}

/** The rows of a list of names and values. */
function named(rows: unknown): Array<{ name: string; value: string }> {
	return ((rows ?? []) as Array<{ name: string; value?: string }>).map(({ name, value }) => ({ name, value: value ?? '' }));
}

/** The token goes to the host in the credential and nowhere else: a path, not an address. */
function addressOf({ path, query }: Parameters): { path: string; query: IDataObject } {
	const entered = String(path).trim();
	if (!/^\/(?!\/)/.test(entered) || /[\s\\#]/.test(entered)) {
		throw new InvalidInput(
			'“Path” must be a path such as /cgi-bin/get_api_domain_ip',
			'Leave out https://api.weixin.qq.com: the host comes from the credential',
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

/** What only programmers need, on every action node (design.md §1). */
export const apiCall: Resource = {
	value: 'apiCall',
	name: 'API Call',
	description: 'Any endpoint, for programmers',
	operations: [call],
};
