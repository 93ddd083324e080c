import { NodeHelpers, type IDataObject, type INodeExecutionData, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import type { Run } from './engine';
import { packageNodes } from './engine/nodeTypes';
import { cases } from './cases';
import { type Wechat, withWechat } from './wechat';

/** Every operation of the shared credential, when WeChat refuses, and when a field that it needs is empty. */
const names = Object.keys(cases).filter((name) => !name.startsWith('wechatPay '));

/** What an expression yields that finds nothing. */
const EMPTY = '={{ $json.nothing }}';

async function perform(name: string, wechat: Wechat, change: (given: IDataObject) => Promise<IDataObject | void> | IDataObject | void = () => {}): Promise<Run> {
	const [type, resource, operation] = name.split(' ');
	const { given: prepare, input, parameters } = cases[name];
	const given = (await prepare?.(wechat)) ?? {};
	const before = (await wechat.calls()).length;
	const entered = { resource, operation, ...parameters(given, wechat) };
	const changed = (await change(entered)) ?? entered;
	const item: INodeExecutionData = { json: {}, ...(await input?.(given)) };
	const run = await wechat.run({ name: 'WeChat', type, parameters: changed as never }, { items: [item] });
	return Object.assign(run, { called: (await wechat.calls()).slice(before) });
}

const pathsOf = (run: Run) => [...new Set((run as Run & { called: Array<{ path: string }> }).called.map(({ path }) => path))];

describe.each(names)('%s', (name) => {
	test('WeChat refuses: its words, its code and what to do', async () => {
		let paths: string[] = [];
		await withWechat(async (wechat) => {
			paths = pathsOf(await perform(name, wechat));
		});
		for (const path of paths) {
			await withWechat(async (wechat) => {
				const run = await perform(name, wechat, async () => await wechat.fault({ path, errcode: 45009 }));
				if (cases[name].bears?.includes(path)) {
					expect([path, run.error]).toEqual([path, undefined]);
					return;
				}
				expect([path, run.items('WeChat')]).toEqual([path, undefined]);
				expect([path, run.error]).toEqual([
					path,
					expect.objectContaining({ message: expect.stringContaining('(45009)'), description: expect.stringMatching(/.{20}/), httpCode: '45009' }),
				]);
			});
		}
	});

	test('a field that it needs is empty: the message names it, and nothing was changed in WeChat', async () => {
		const [, resource, operation] = name.split(' ');
		for (const field of requiredFields(name, { resource, operation, ...cases[name].parameters(anything, {} as Wechat) })) {
			await withWechat(async (wechat) => {
				const run = await perform(name, wechat, (entered) => field.emptied(entered));
				expect([field.label, run.items('WeChat')]).toEqual([field.label, undefined]);
				expect([field.label, run.error?.message]).toEqual([field.label, expect.stringContaining(field.label)]);
				const changes = (run as Run & { called: Array<{ method: string; path: string }> }).called.filter(({ method, path }) => method === 'POST' && !READS.test(path));
				expect([field.label, changes]).toEqual([field.label, []]);
			});
		}
	});
});

/** Calls by POST that change nothing. */
const READS = /get|list|query|count|search|fetch/;

/** Stands for whatever the case's world will have given. */
const anything = new Proxy({}, { get: () => 'x' }) as IDataObject;

interface RequiredField {
	label: string;
	emptied(entered: IDataObject): IDataObject;
}

/** The required fields that the editor shows for these parameters, also in groups, and how to empty each. */
function requiredFields(name: string, entered: IDataObject): RequiredField[] {
	const { description } = packageNodes.find((node) => node.description.name === name.split(' ')[0])!;
	const filled = NodeHelpers.getNodeParameters(description.properties, entered as INodeParameters, true, false, { typeVersion: 1 }, description)!;
	return description.properties
		.filter((property) => NodeHelpers.displayParameter(filled, property, { typeVersion: 1 }, description))
		.flatMap((property) => required(property, filled as IDataObject));
}

function required(property: INodeProperties, values: IDataObject): RequiredField[] {
	const { name, displayName, type } = property;
	const own = property.required ? [{ label: displayName, emptied: (entered: IDataObject) => ({ ...entered, [name]: emptyOf(type, entered[name]) }) }] : [];
	if (type !== 'fixedCollection') return own;
	const [group] = property.options as Array<{ name: string; values: INodeProperties[] }>;
	const rows = [(values[name] as IDataObject | undefined)?.[group.name] ?? []].flat() as IDataObject[];
	if (rows.length === 0) return own;
	const members = group.values
		.filter((member) => member.required && NodeHelpers.displayParameter(rows[0] as INodeParameters, member, { typeVersion: 1 }, null, values as INodeParameters))
		.map(({ name: member, displayName: label, type: kind }) => ({
			label,
			emptied: (entered: IDataObject) => {
				const [first, ...rest] = [(entered[name] as IDataObject)[group.name]].flat() as IDataObject[];
				const changed = { ...first, [member]: emptyOf(kind, first[member]) };
				return { ...entered, [name]: { [group.name]: property.typeOptions?.multipleValues ? [changed, ...rest] : changed } };
			},
		}));
	return [...own, ...members];
}

function emptyOf(type: INodeProperties['type'], value: unknown): IDataObject | string {
	if (type === 'resourceLocator') return { __rl: true, mode: (value as { mode?: string })?.mode ?? 'id', value: EMPTY };
	return EMPTY;
}

test('there are fields to empty', () => {
	const all = names.flatMap((name) => {
		const [, resource, operation] = name.split(' ');
		return requiredFields(name, { resource, operation, ...cases[name].parameters(anything, {} as Wechat) });
	});
	expect(all.length).toBeGreaterThan(20);
});
