import { HookContext } from 'n8n-core';
import { Workflow, type IHookFunctions, type INodeParameters, type NodeOperationError, type WorkflowActivateMode } from 'n8n-workflow';
import { whyNotPublic } from '../../nodes/webhook/publicUrl';
import { WechatTrigger } from '../../nodes/WechatTrigger/WechatTrigger.node';
import { nodeTypes } from '../n8n/engine/nodeTypes';
import { additionalData, credential, nodeWith, storeOf } from '../transport/context';

const LOCAL = 'is known on this machine or in its own network only';
const PORT = 'WeChat calls the ports 80 and 443 only';

describe('WeChat can call', () => {
	it.each([
		'https://n8n.lotus-tea.example.com/webhook/a',
		'http://n8n.lotus-tea.cn/webhook/a',
		'https://n8n.lotus-tea.cn:443/webhook/a',
		'http://n8n.lotus-tea.cn:80/webhook/a',
		'http://n8n.lotus-tea.cn:443/webhook/a',
		'https://localhost.lotus-tea.cn/webhook/a',
		'https://10.lotus-tea.cn/a',
		'http://8.8.8.8/a',
		'http://172.15.0.1/a',
		'http://172.32.0.1/a',
		'http://192.169.0.1/a',
		'http://100.200.0.1/a',
		'https://[2606:4700::1111]/a',
		'https://fd.lotus-tea.cn/a',
	])('%s', (url) => expect(whyNotPublic(url, 'wechat')).toBeUndefined());
});

describe('WeChat cannot call', () => {
	it.each([
		['http://localhost:5678/webhook/a', LOCAL],
		['https://localhost/webhook/a', LOCAL],
		['https://LOCALHOST/a', LOCAL],
		['https://n8n.localhost/a', LOCAL],
		['https://localhost.localdomain/a', LOCAL],
		['http://n8n/a', LOCAL],
		['http://n8n:80/a', LOCAL],
		['https://nas.local/a', LOCAL],
		['https://host.docker.internal/a', LOCAL],
		['https://n8n.lan/a', LOCAL],
		['http://127.0.0.1/a', LOCAL],
		['http://127.9.9.9/a', LOCAL],
		['http://0.0.0.0/a', LOCAL],
		['http://10.0.0.5/a', LOCAL],
		['http://172.16.0.1/a', LOCAL],
		['http://172.31.255.1/a', LOCAL],
		['http://192.168.1.10/a', LOCAL],
		['http://169.254.0.1/a', LOCAL],
		['http://[::1]/a', LOCAL],
		['http://[::]/a', LOCAL],
		['http://[fd00::1]/a', LOCAL],
		['http://[fe80::1]/a', LOCAL],
		['https://n8n.lotus-tea.cn:5678/a', PORT],
		['http://n8n.lotus-tea.cn:8080/a', PORT],
		['https://8.8.8.8:8443/a', PORT],
		['n8n.lotus-tea.cn/webhook/a', 'does not begin with https://'],
		['n8n.lotus-tea.cn:5678/webhook/a', 'does not begin with https://'],
		['https://', 'cannot be read'],
	])('%s', (url, why) => expect(whyNotPublic(url, 'wechat')).toContain(why));

	it('WeChat Pay: without https neither', () => {
		expect(whyNotPublic('http://n8n.lotus-tea.cn/a', 'pay')).toContain('https:// only');
		expect(whyNotPublic('https://n8n.lotus-tea.cn/a', 'pay')).toBeUndefined();
	});
});

const trigger = new WechatTrigger();
const store = storeOf(credential('http://127.0.0.1:9'));

/** What n8n does (n8n 2.40.7, dist/webhooks/webhook.service.js, test-webhooks.js): with every webhook of the node, `create` unless it exists. */
async function published(host: string, activation: WorkflowActivateMode, parameters: INodeParameters = {}): Promise<void> {
	const node = nodeWith('wechatTrigger', { webhookId: 'lotus', parameters });
	const workflow = new Workflow({ id: 'workflow-1', nodes: [node], connections: {}, active: true, nodeTypes });
	const more = { webhookBaseUrl: `${host}/webhook`, webhookTestBaseUrl: `${host}/webhook-test` };
	for (const webhookDescription of trigger.description.webhooks!) {
		const methods = trigger.webhookMethods[webhookDescription.name as 'default' | 'setup'];
		const data = { webhookDescription, isTest: activation === 'manual' } as never;
		const context = new HookContext(workflow, node, additionalData(store, 'result', more), 'trigger', activation, data) as unknown as IHookFunctions;
		const { checkExists, create } = methods as { checkExists(this: IHookFunctions): Promise<boolean>; create(this: IHookFunctions): Promise<boolean> };
		if (!(await checkExists.call(context))) await create.call(context);
	}
}

async function refusal(...of: Parameters<typeof published>): Promise<NodeOperationError> {
	return await published(...of).then(
		() => {
			throw new Error('It was published');
		},
		(error: NodeOperationError) => error,
	);
}

const PUBLIC = 'https://n8n.lotus-tea.example.com';
const HERE = 'http://localhost:5678';
const brokenRule: INodeParameters = { outputs: 'rules', rules: { rule: [{ name: 'Orders', match: 'regex', pattern: 'order (' }] } };

describe('publishing the workflow', () => {
	it.each(['activate', 'create', 'update'] as const)('%s: works where WeChat can reach n8n', async (activation) => {
		await expect(published(PUBLIC, activation)).resolves.toBeUndefined();
	});

	it.each(['activate', 'create', 'update'] as const)('%s: is refused with one sentence and what to do where it cannot', async (activation) => {
		const local = await refusal(HERE, activation);
		expect(local.message).toMatch(new RegExp(`^WeChat cannot reach localhost:5678: that address ${LOCAL}\\. Give n8n .+ N8N_WEBHOOK_URL \\(before n8n 2\\.35: WEBHOOK_URL\\).+ Allow Local URL .+\\.$`));
		// n8n 1.123 shows the message alone, n8n 2.40 the description as well.
		expect(local.description).toBeFalsy();
		const port = await refusal('https://n8n.lotus-tea.example.com:5678', activation);
		expect(port.message).toContain(`${PORT}, and the URL of this n8n has port 5678. Give n8n its public address`);
	});

	it.each([HERE, 'https://n8n.lotus-tea.example.com:5678', 'http://10.0.0.5'])('is allowed at %s with Allow Local URL', async (host) => {
		await expect(published(host, 'activate', { additionalFields: { allowLocalUrl: true } })).resolves.toBeUndefined();
		await expect(published(host, 'activate', { additionalFields: { allowLocalUrl: false } })).rejects.toThrow('WeChat');
	});

	it('is refused with a rule that can never fit, by the name of its output', async () => {
		const { message } = await refusal(PUBLIC, 'activate', brokenRule);
		expect(message).toMatch(/^The rule "Orders" has a regular expression that cannot be read at ".+"\. Correct it; /);
		const unnamed = { outputs: 'rules', rules: { rule: [{ match: 'is', values: 'tea' }, { match: 'is', values: '' }] } };
		expect((await refusal(PUBLIC, 'activate', unnamed)).message).toBe('The rule "Rule 2" does not say what to look for. Fill it in, or remove the rule.');
	});

	it('asks only for rules that count', async () => {
		await expect(published(PUBLIC, 'activate', { ...brokenRule, outputs: 'groups' })).resolves.toBeUndefined();
	});
});

describe('nobody publishes', () => {
	it.each(['init', 'leadershipChange'] as const)('%s: what was published goes on', async (activation) => {
		await expect(published(HERE, activation)).resolves.toBeUndefined();
		await expect(published(HERE, activation, brokenRule)).resolves.toBeUndefined();
	});

	it('a test run needs no public URL', async () => {
		await expect(published(HERE, 'manual')).resolves.toBeUndefined();
	});
});
