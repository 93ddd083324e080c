import { Workflow, type INodeParameters } from 'n8n-workflow';
import { eventOptions } from '../../../nodes/WechatPayTrigger/events';
import { WechatPayTrigger } from '../../../nodes/WechatPayTrigger/WechatPayTrigger.node';
import { nodeTypes } from '../../n8n/engine/nodeTypes';
import documented from '../../simulator/payEvents.json';
import { nodeWith } from '../../transport/context';

const { description, webhookMethods } = new WechatPayTrigger();

const property = (name: string) => description.properties.find((one) => one.name === name)!;

describe('the WeChat Pay Trigger', () => {
	it('has the names that are stored in workflows', () => {
		expect(description).toMatchObject({
			...{ name: 'wechatPayTrigger', version: 1, group: ['trigger'], inputs: [], outputs: ['main'] },
			credentials: [{ name: 'wechatPayApi', required: true }],
		});
		expect(description.properties.map(({ name }) => name)).toEqual(['setupNotice', 'events', 'simplify']);
	});

	it('takes POST only, and lets n8n answer when the execution exists', () => {
		expect(description.webhooks).toEqual([
			{ name: 'default', httpMethod: 'POST', path: 'webhook', responseMode: 'onReceived', responseData: '' },
		]);
	});

	it('registers nothing with WeChat Pay: each order names the URL itself', async () => {
		// Without n8n there is nothing that they could call.
		for (const method of Object.values(webhookMethods.default)) expect(await method()).toBe(true);
		expect(Object.keys(webhookMethods.default).sort()).toEqual(['checkExists', 'create', 'delete']);
	});

	it('starts with payments, simplified', () => {
		expect(property('events')).toMatchObject({ type: 'multiOptions', required: true, default: ['TRANSACTION.SUCCESS'] });
		expect(property('simplify')).toMatchObject({ type: 'boolean', default: true });
	});

	it('says where its URL belongs', () => {
		expect(property('setupNotice').displayName).toMatch(/Production URL .* credential, as Notify URL/);
	});

	it.each<[INodeParameters, string]>([
		[{}, 'TRANSACTION.SUCCESS'],
		[{ events: ['TRANSACTION.SUCCESS', 'REFUND.SUCCESS'] }, 'TRANSACTION.SUCCESS, REFUND.SUCCESS'],
		[{ events: ['REFUND.SUCCESS', '*'] }, 'everything'],
		[{ events: [] }, ''],
	])('with %j its subtitle is “%s”', async (parameters, subtitle) => {
		const node = nodeWith('wechatPayTrigger', { parameters });
		const { expression } = new Workflow({ id: '1', nodes: [node], connections: {}, active: false, nodeTypes });
		await expression.acquireIsolate();
		expect(expression.getSimpleParameterValue(node, description.subtitle, 'internal', {})).toBe(subtitle);
		await expression.releaseIsolate();
	});
});

describe('its events', () => {
	const [all, ...options] = eventOptions;

	it('are payments and refunds, after the wildcard', () => {
		expect(all.value).toBe('*');
		expect(options.map(({ value }) => value).sort()).toEqual(['REFUND.ABNORMAL', 'REFUND.CLOSED', 'REFUND.SUCCESS', 'TRANSACTION.SUCCESS']);
	});

	it('stand in alphabetical order', () => {
		const names = eventOptions.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(new Set(names).size).toBe(names.length);
	});

	it.each(options)('$value is documented by WeChat Pay, and described by its name', ({ value, name, description }) => {
		expect(Object.keys(documented)).toContain(value);
		expect(name).toMatch(/^(Payment|Refund): [A-Z]\w+$/);
		expect(description).toMatch(new RegExp(`\\(${String(value)}, \\p{Script=Han}+\\)$`, 'u'));
	});
});
