import { NodeHelpers, Workflow, type INodeParameters, type INodeProperties, type INodePropertyOptions } from 'n8n-workflow';
import { WechatPayTrigger } from '../../nodes/WechatPayTrigger/WechatPayTrigger.node';
import { nodeTypes } from '../n8n/engine/nodeTypes';
import { nodeWith } from '../transport/context';

const { description, methods, webhookMethods } = new WechatPayTrigger();

const property = (name: string) => description.properties.find((one) => one.name === name)!;
const within = (name: string) => property(name).options as INodeProperties[];

describe('the WeChat Pay Trigger', () => {
	it('has the names that are stored in workflows', () => {
		expect(description).toMatchObject({
			...{ name: 'wechatPayTrigger', version: 1, group: ['trigger'], inputs: [], outputs: ['main'] },
			credentials: [{ name: 'wechatPayApi', required: true }],
		});
		expect(description.properties.map(({ name }) => name)).toEqual(['setupNotice', 'shopNotice', 'events', 'filters', 'additionalFields', 'lastPushes', 'options', 'simplify']);
		expect(within('filters').map(({ name }) => name).sort()).toEqual(['appIds', 'attach', 'merchants', 'minimumAmount']);
		expect(within('additionalFields').map(({ name }) => name).sort()).toEqual(
			['addDetails', 'allowLocalUrl', 'alsoSendTo', 'overwriteUrl', 'registerUrls', 'requery', 'shopUrl'],
		);
	});

	it.each(['filters', 'additionalFields'])('%s stand in alphabetical order, each with a description', (name) => {
		const names = within(name).map(({ displayName }) => displayName);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		for (const one of within(name)) expect(one.description).toMatch(/^[A-Z]/);
	});

	it('registers URLs for six kinds, by name', () => {
		const kinds = within('additionalFields').find(({ name }) => name === 'registerUrls')!.options as INodePropertyOptions[];
		expect(kinds.map(({ value }) => value).sort()).toEqual(['busifavor', 'complaint', 'fapiao', 'favor', 'membercard', 'violation']);
		const names = kinds.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
	});

	it('takes POST only, and lets n8n answer when the execution exists', () => {
		expect(description.webhooks).toEqual([
			{ name: 'default', httpMethod: 'POST', path: 'webhook', responseMode: 'onReceived', responseData: '' },
		]);
		expect(Object.keys(webhookMethods.default).sort()).toEqual(['checkExists', 'create', 'delete']);
	});

	it('starts with payments, simplified, without filters and options', () => {
		const defaults = NodeHelpers.getNodeParameters(description.properties, {}, true, false, nodeWith('wechatPayTrigger'), description);
		expect(defaults).toMatchObject({ events: ['TRANSACTION.SUCCESS'], simplify: true, filters: {}, additionalFields: {} });
	});

	it('says where its URL belongs', () => {
		const notices = ['setupNotice', 'shopNotice'].map((name) => property(name).displayName);
		const words = [[/Production URL .* credential, as Notify URL/, /Test URL/], [/Shop First/, /APIv2 Key/, /Register URL For/]];
		for (const [n, said] of notices.entries()) {
			for (const word of words[n]) expect(said).toMatch(word);
			expect(said).not.toMatch(/transfer/i);
			expect(said.split(' ').length).toBeLessThan(60);
		}
	});

	it('finds what its lists are filled by', () => {
		const method = property('lastPushes').modes?.[0].typeOptions?.searchListMethod;
		expect(Object.keys(methods.listSearch)).toEqual([method]);
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
