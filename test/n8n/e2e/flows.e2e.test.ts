import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import axios from 'axios';
import { webhookUrl, startDemo } from '../../../demo/demo';
import type { Demo } from '../../../demo/flow';
import { SERVICE } from '../../simulator/client';
import { startModel } from './modelStandIn';
import { testCredential } from './testCredential';
import { ours, workflow } from './workflows';

const trigger = (to: string[], respond = 'reply') => ours('WeChat Trigger', 'wechatTrigger', { respond }, to);
const reply = (parameters: Record<string, unknown> = {}) =>
	ours('Reply', 'wechatOfficialAccount', { resource: 'reply', operation: 'send', ...parameters });

let demo: Demo;
let folder: string;
let model: Awaited<ReturnType<typeof startModel>>;

const failing = workflow('failing', [
	trigger(['Stop']),
	{ name: 'Stop', type: 'n8n-nodes-base.stopAndError', parameters: { errorMessage: 'on purpose' } },
]);
const silent = workflow('silent', [trigger(['Nothing']), { name: 'Nothing', type: 'n8n-nodes-base.noOp' }]);
const immediate = workflow('immediate', [trigger(['Nothing'], 'immediately'), { name: 'Nothing', type: 'n8n-nodes-base.noOp' }]);
const tooLate = workflow('tooLate', [
	trigger(['Wait']),
	{ name: 'Wait', type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { amount: 6 }, to: ['Reply'] },
	reply({ content: 'Better late than never' }),
]);
const agent = () =>
	workflow('agent', [
		trigger(['AI Agent']),
		{
			name: 'AI Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 3,
			parameters: { options: {} },
			to: ['Reply'],
		},
		{
			name: 'Model',
			type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
			typeVersion: 1.2,
			parameters: { model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} },
			credentials: { openAiApi: { id: 'model', name: 'Model' } },
			to: ['AI Agent'],
			as: 'ai_languageModel',
		},
		{
			...ours(
				'WeChat Customer Service',
				'wechatCustomerServiceTool',
				{ resource: 'message', operation: 'send', content: "={{ $fromAI('words', 'what to write', 'string') }}" },
				['AI Agent'],
			),
			as: 'ai_tool',
		},
		reply(),
	]);
const byHand = workflow('byHand', [
	trigger(['Send'], 'immediately'),
	{
		...ours('Send', 'wechatCustomerService', { resource: 'message', operation: 'send', content: 'for the customer' }),
		credentials: { wechatApi: { id: 'withTester', name: 'With Tester' } },
	},
]);
const tests = [failing, silent, immediate, tooLate, byHand];

/** The account's URL is that of another workflow. */
const pointTo = async (id: string) => {
	const target = [...tests, agent()].find((candidate) => candidate.id === id)!;
	await demo.wechat.control('/accounts', { callback: { url: webhookUrl(demo.n8n.url, target) } });
};
const push = async (fields: Record<string, unknown>) => await demo.wechat.control('/push', { MsgType: 'text', Content: 'hello', ...fields });
const countOf = async (id: string) => (await demo.n8n.executions(id)).length;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'wechat-e2e-'));
	model = await startModel({ toolArguments: { words: 'A first answer' }, words: 'The second answer' });
	demo = await startDemo(folder, console.log, {
		workflows: [...tests, agent()],
		credentials: [{ id: 'model', name: 'Model', type: 'openAiApi', data: { apiKey: 'none', url: model.url } }],
	});
});

afterAll(async () => {
	await demo?.close();
	model?.close();
	await rm(folder, { recursive: true, force: true });
});

it("WeChat's check of the URL is answered without an execution", async () => {
	const before = await countOf('keyword-reply');
	expect(await demo.wechat.control('/verify', {})).toMatchObject({ ok: true });
	expect(await countOf('keyword-reply')).toBe(before);
});

it.each(['signature', 'body', 'timestamp', 'truncate', 'plaintext'])(
	'a push with a forged %s is refused without an execution, and n8n stays up',
	async (tamper) => {
		const before = await countOf('keyword-reply');
		const { tries } = await push({ openid: await demo.wechat.follower(), tamper });
		expect(tries.map((one: { status: number }) => one.status)).toEqual(tries.map(() => 403));
		expect(JSON.stringify(tries)).not.toMatch(/at .*\.js:\d+/);
		expect(await countOf('keyword-reply')).toBe(before);
		expect((await axios.get(`${demo.n8n.url}/healthz`, { proxy: false })).status).toBe(200);
	},
);

it('an oversized push is refused without an execution', async () => {
	const before = await countOf('keyword-reply');
	const { tries } = await push({ openid: await demo.wechat.follower(), Content: 'x'.repeat(2_000_000) });
	expect(tries[0].status).toBe(403);
	expect(await countOf('keyword-reply')).toBe(before);
});

it('the same push three times starts one execution, and all get the same answer', async () => {
	await pointTo('immediate');
	const { outcome, repeats } = await push({ openid: await demo.wechat.follower(), times: 3 });
	expect([outcome, ...repeats.map((repeat: { outcome: string }) => repeat.outcome)]).toEqual(['success', 'success', 'success']);
	expect(await countOf('immediate')).toBe(1);
});

it.each(['failing', 'silent'])('a flow that is %s gives an empty answer at once, no outage for the follower', async (id) => {
	await pointTo(id);
	const { outcome, tries } = await push({ openid: await demo.wechat.follower() });
	expect({ outcome, tries: tries.length }).toEqual({ outcome: 'empty', tries: 1 });
});

it('a reply that is too late goes out as a customer service message, once', async () => {
	await pointTo('tooLate');
	const openid = await demo.wechat.follower();
	const { outcome, tries } = await push({ openid });
	expect({ outcome, tries: tries.length }).toEqual({ outcome: 'success', tries: 1 });
	await pause(4000);
	const { [openid]: chat } = await demo.wechat.control(`/conversations?openid=${openid}`);
	expect(chat.map(({ via, content }: any) => [via, content.Content ?? content.content])).toEqual([
		['push', 'hello'],
		['customer_service', 'Better late than never'],
	]);
	expect(demo.n8n.logs()).not.toContain('ERR_HTTP_HEADERS_SENT');
});

it('an AI Agent writes to the customer of the trigger by its tool, and Reply sends its words with nothing typed', async () => {
	await pointTo('agent');
	const openid = await demo.wechat.follower();
	const { outcome, reply: answered } = await push({ openid, Content: 'help me' });
	expect([outcome, answered?.Content]).toEqual(['reply', 'The second answer']);
	const { [openid]: chat } = await demo.wechat.control(`/conversations?openid=${openid}`);
	expect(chat.map(({ via }: { via: string }) => via)).toEqual(['push', 'customer_service', 'passive']);
	expect(JSON.stringify(model.heard[0].messages)).toContain('help me');
});

it('run by hand on the test URL, the message goes to the tester and not to the customer', async () => {
	await pointTo('immediate');
	const [customer, tester] = [await demo.wechat.follower(), await demo.wechat.follower()];
	await push({ openid: tester });
	const saved = await demo.n8n.rest<{ id: string }>('POST', '/rest/credentials', {
		name: 'With Tester',
		type: 'wechatApi',
		data: {
			appId: SERVICE.appid,
			appSecret: SERVICE.secret,
			issuer: 'wechat',
			accountType: 'service',
			testerOpenid: tester,
			callbackToken: SERVICE.callback.token,
			encodingAesKey: SERVICE.callback.encodingAesKey,
			baseUrl: demo.phone.replace('/simulator', ''),
		},
	});
	const stored = await demo.n8n.rest<{ nodes: any[] }>('GET', '/rest/workflows/byHand');
	stored.nodes[1].credentials.wechatApi.id = saved.id;
	await demo.n8n.rest('PATCH', '/rest/workflows/byHand', stored);
	await demo.n8n.rest('POST', '/rest/workflows/byHand/run', {
		workflowData: stored,
		triggerToStartFrom: { name: 'WeChat Trigger' },
	});
	await demo.wechat.control('/accounts', {
		callback: { url: webhookUrl(demo.n8n.url, byHand).replace('/webhook/', '/webhook-test/') },
	});
	expect(await demo.wechat.control('/verify', {})).toMatchObject({ ok: true });
	expect(await push({ openid: customer })).toMatchObject({ outcome: 'success' });
	await pause(1500);
	const chats = await demo.wechat.control('/conversations');
	const sent = (openid: string) => chats[openid].filter(({ via }: { via: string }) => via === 'customer_service');
	expect(sent(customer)).toEqual([]);
	expect(sent(tester).map(({ content }: any) => content.content)).toEqual(['for the customer']);
});

describe('testing the credential', () => {
	const test = async (changed: Record<string, unknown>) => await testCredential(demo, 'wechatDemo', changed);

	it('succeeds with the right values', async () => {
		expect(await test({})).toMatchObject({ status: 'OK' });
	});

	it.each([
		['a wrong App Secret', { appSecret: 'wrong' }, /App ?Secret/],
		['a wrong App ID', { appId: 'wx0000000000000000' }, /App ID/],
		['an unreachable host', { baseUrl: 'http://127.0.0.1:9' }, /127\.0\.0\.1:9 could not be reached: nobody answers/],
	])('with %s says so', async (_case, changed, words) => {
		const { status, message } = await test(changed);
		expect(message).toMatch(words);
		expect(status).toBe('Error');
	});

	it('names the IP that is missing in the whitelist', async () => {
		await demo.wechat.control('/accounts', { ipWhitelist: ['47.1.2.3'] });
		const { message } = await test({});
		await demo.wechat.control('/accounts', { ipWhitelist: [] });
		expect(message).toMatch(/Add 127\.0\.0\.1 to the IP whitelist/);
	});
});

it('nothing secret is in the log', () => {
	for (const secret of [SERVICE.secret, SERVICE.callback.token, SERVICE.callback.encodingAesKey]) {
		expect(demo.n8n.logs()).not.toContain(secret);
	}
});
