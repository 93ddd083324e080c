import type { IDataObject } from 'n8n-workflow';
import { nodes } from '../inventory/operations';
import type { Run } from './engine';
import { packageNodes } from './engine/nodeTypes';
import { officialAccount, useWechat } from './wechat';

/** What cannot be taken back needs the user's standing permission when an AI agent does it. */
const wechat = useWechat();

const TAG = { __rl: true, mode: 'name', value: 'VIP' };

const irreversible = Object.entries(nodes).flatMap(([node, resources]) =>
	resources.flatMap(({ value: resource, operations }) =>
		operations.filter((operation) => operation.irreversible).map(({ value, action }) => [node, resource, value, action] as const),
	),
);

/** Lets an agent do it, in both ways in which n8n's agents run tools. */
async function byAgent(
	type: string,
	parameters: IDataObject,
	{ invokes = false, input = {} }: { invokes?: boolean; input?: IDataObject } = {},
): Promise<Run> {
	return await wechat.run([], {
		nodes: [
			{ name: 'Start', type: 'start' },
			{ name: 'Agent', type: 'agent', parameters: { invokes, calls: JSON.stringify([{ tool: 'Do', input }]) } },
			{ name: 'Do', type: `${type}Tool`, parameters: parameters as never },
		],
		connections: [
			['Start', 'Agent'],
			['Do', 'Agent', { type: 'ai_tool' }],
		],
	});
}

/** What every irreversible operation may be given; the refusal must come before it is looked at. */
const parameters: IDataObject = { afterwards: 'publish', trade_type: 'codepay', whenTimeIsUp: 'close', tagid: TAG, openid_list: 'o1', media_id: 'm1', path: '/cgi-bin/clear_quota', method: 'GET' };

test('there are such operations in every node', () => {
	expect(new Set(irreversible.map(([node]) => node))).toEqual(new Set(Object.keys(nodes)));
});

describe.each([
	['run by the engine', false],
	['invoked by the agent', true],
])('%s', (_, invokes) => {
	test.each(irreversible)('%s %s %s is refused, and WeChat is not called', async (node, resource, operation, action) => {
		const run = await byAgent(node, { resource, operation, ...parameters }, { invokes });
		const answer = JSON.stringify(run.json('Agent'));
		expect(answer).toContain(`The agent may not do this: ${action.toLowerCase()}. It cannot be taken back. Switch on “Allow the Agent`);
		expect([await wechat.calls(), await wechat.tokenCalls()]).toEqual([[], []]);
	});

	test('deleting a tag is done when the user allowed it', async () => {
		await wechat.client.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } });
		await byAgent('wechatOfficialAccount', { resource: 'tag', operation: 'delete', tagid: TAG, intended: true }, { invokes });
		expect(await wechat.calls('/cgi-bin/tags/delete')).toMatchObject([{ errcode: 0 }]);
	});

	test('the model cannot allow itself', async () => {
		await wechat.client.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } });
		const run = await byAgent(
			'wechatOfficialAccount',
			{ resource: 'tag', operation: 'delete', tagid: TAG },
			{ invokes, input: { intended: true } },
		);
		expect(JSON.stringify(run.json('Agent'))).toContain('The agent may not do this');
		expect(await wechat.calls('/cgi-bin/tags/delete')).toEqual([]);
	});

	test('what can be taken back needs no permission', async () => {
		const run = await byAgent('wechatOfficialAccount', { resource: 'tag', operation: 'create', name: 'VIP' }, { invokes });
		expect(run.error).toBeUndefined();
		expect(await wechat.calls('/cgi-bin/tags/create')).toMatchObject([{ errcode: 0 }]);
	});
});

test('in a flow without an agent nobody is asked', async () => {
	await wechat.client.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } });
	const run = await wechat.run(officialAccount('tag', 'delete', { tagid: TAG }));
	expect(run.json('WeChat')).toEqual([{ tag_id: '100', deleted: true }]);
});

test('the switch is off, takes no expression, and is shown in tools only, for these operations only', () => {
	for (const { description } of packageNodes) {
		const shown = description.properties.filter(({ name }) => name === 'intended');
		for (const property of shown) {
			expect(property).toMatchObject({ default: false, noDataExpression: true, displayOptions: { show: { '@tool': [true] } } });
		}
		const all = (nodes[description.name] ?? []).flatMap(({ value: resource, operations }) => operations.map(({ value }) => [resource, value] as const));
		const where = all.filter(([resource, operation]) =>
			shown.some(({ displayOptions }) => displayOptions!.show!.resource!.includes(resource) && displayOptions!.show!.operation!.includes(operation)),
		);
		const expected = irreversible.filter(([node]) => node === description.name).map(([, resource, operation]) => [resource, operation]);
		expect(where).toEqual(expected);
	}
});
