import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { nodes, operations } from '../inventory/operations';
import { allCases, cases } from './cases';
import { items, useWechat } from './wechat';

/**
 * Every operation once, as a user who did everything right sees it: the whole output item, which keys it has
 * with Simplify off, and what it belongs to. An operation without a case here fails the first test.
 */
const wechat = useWechat();

/** Needs a trigger before it: reply.test.ts. */
const ELSEWHERE = ['wechatOfficialAccount reply send'];

test('every operation of every node has a case', () => {
	const all = new Set(operations().map(({ node, resource, operation }) => `${node} ${resource} ${operation}`));
	expect([...Object.keys(cases), ...ELSEWHERE].sort()).toEqual([...all].sort());
});

test('what direct merchants and partners can do is done as both', () => {
	const both = nodes.wechatPay.flatMap(({ value, operations: list }) =>
		list.filter(({ fields }) => fields.some(({ name }) => name === 'merchantType')).map((operation) => `wechatPay ${value} ${operation.value}`),
	);
	expect(both.length).toBeGreaterThan(10);
	expect(both.filter((name) => !cases[name].partner)).toEqual([]);
});

test('what moves money or ends something says that it cannot be taken back', () => {
	const silent = nodes.wechatPay
		.flatMap(({ operations: list }) => list)
		.filter(({ irreversible, value }) => irreversible && value !== 'call')
		// Where it depends on a choice, the choice may say so.
		.filter(({ irreversible, description, fields }) => !/\bcannot be\b|Only the customer can/.test(irreversible === true ? description : JSON.stringify([description, fields])));
	expect(silent.map(({ action }) => action)).toEqual([]);
});

async function perform(name: string, given: IDataObject, more: IDataObject = {}) {
	const [type, resource, operation] = name.split(' ');
	const { input, parameters } = allCases[name];
	const entered = { resource, operation, ...parameters(given, wechat), ...more };
	const inputItem: INodeExecutionData = { json: { order: 7, nested: { a: [1] } }, ...(await input?.(given)) };
	const before = structuredClone(inputItem);
	const run = await wechat.run({ name: 'WeChat', type, parameters: entered as never }, { items: [inputItem] });
	expect(run.error).toBeUndefined();
	expect(run.items('Start')?.[0].json).toEqual(before.json);
	expect(inputItem).toEqual(before);
	return run.items('WeChat')!;
}

describe.each(Object.keys(allCases))('%s', (name) => {
	const { given, output, keepsInput, simplifies, after } = allCases[name];
	const kept = keepsInput ? { order: 7, nested: { a: [1] } } : {};

	test('gives these items', async () => {
		const facts = (await given?.(wechat)) ?? {};
		const result = await perform(name, facts);
		expect(result.map(({ json }) => json)).toEqual(output(facts).map((json) => (keepsInput ? { ...json, ...kept } : json)));
		expect(result.map(({ pairedItem }) => pairedItem)).toEqual(result.map(() => ({ item: 0 })));
		await after?.(facts, wechat, result);
	});

	if (!simplifies) return;
	test('Simplify off: the same keys and raw', async () => {
		const facts = (await given?.(wechat)) ?? {};
		const [{ json }] = await perform(name, facts, { simplify: false });
		const { raw, ...rest } = json;
		expect(rest).toEqual({ ...output(facts)[0], ...kept });
		expect(raw).toEqual(expect.objectContaining({}));
		expect(JSON.stringify(raw).length).toBeGreaterThan(20);
	});
});

test('only item 0 was processed: every item is, with its own values, and knows where it came from', async () => {
	const openids = [await wechat.client.follower(), await wechat.client.follower(), await wechat.client.follower()];
	const run = await wechat.run(
		{
			name: 'WeChat',
			type: 'wechatOfficialAccount',
			parameters: { resource: 'follower', operation: 'updateRemark', openid: '={{ $json.id }}', remark: '={{ $json.as }}' },
		},
		{ items: items(...openids.map((id, index) => ({ id, as: `Customer ${index}` }))) },
	);
	expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.openid, json.remark, pairedItem])).toEqual(
		openids.map((id, index) => [id, `Customer ${index}`, { item: index }]),
	);
	const remarks = await Promise.all(openids.map(async (openid) => (await wechat.client.get('/cgi-bin/user/info', { openid })).remark));
	expect(remarks).toEqual(['Customer 0', 'Customer 1', 'Customer 2']);
});
