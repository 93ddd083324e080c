import axios from 'axios';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { demoCredentials } from '../../../demo/credentials';
import { webhookUrl } from '../../../demo/demo';
import { Client } from '../../simulator/client';
import { startSimulator, type Simulator } from '../../simulator/simulator';
import type { Execution } from '../privateN8n/executions';
import { startN8n, type RunningN8n } from '../privateN8n/n8n';
import { startQueueN8n, type RunningQueueN8n } from '../privateN8n/queue/queueN8n';
import { packedTarball } from '../privateN8n/tarball';
import { NEWEST, VARIANTS } from '../privateN8n/versions';
import { startModel, type Script } from './modelStandIn';
import { jsonOf, ran } from './outcome';
import { ours, workflow, type NodeSpec } from './workflows';

/** Message: Send and Wait for Response, with n8n around it: one process, many, an old one, and as the review of an AI agent. */

/** Whoever decides in the company. */
const BOSS = 'oSendAndWaitBoss0000000000001';

const AFTER: NodeSpec = { name: 'After', type: 'n8n-nodes-base.noOp' };
const asking = (parameters: object) => ours('Ask', 'wechatCustomerService', { resource: 'message', operation: 'sendAndWait', recipient: 'fromTrigger', ...parameters }, ['After']);
const trigger = (events: string[], to: string[]) => ours('WeChat Trigger', 'wechatTrigger', { events, additionalFields: { allowLocalUrl: true } }, to);
const asks = (id: string, parameters: object) => workflow(id, [trigger(['message.text'], ['Ask']), asking(parameters), AFTER]);

const approval = { message: 'Shall we reserve it?', approvalOptions: { values: { approvalType: 'double' } } };
const buttons = asks('buttons', approval);
const page = asks('page', { message: 'How was the tea?', responseType: 'freeText' });
const inAMoment = { options: { limitWaitTime: { values: { limitType: 'afterTimeInterval', resumeAmount: 0.05, resumeUnit: 'minutes' } } } };
const soon = asks('soon', { ...approval, ...inAMoment });
/** Wants nothing that these tests do: the taps come to it all the same. */
const deaf = workflow('deaf', [trigger(['event.subscribe'], ['After']), AFTER]);

/** An AI agent that may give away coupons when somebody agrees. */
const reviewing = (id: string, more: object = {}) =>
	workflow(id, [
		trigger(['message.text'], ['AI Agent']),
		{ name: 'AI Agent', type: '@n8n/n8n-nodes-langchain.agent', typeVersion: 3, parameters: { options: {} } },
		{
			...{ name: 'Model', type: '@n8n/n8n-nodes-langchain.lmChatOpenAi', typeVersion: 1.2 },
			parameters: { model: { __rl: true, mode: 'id', value: 'stand-in' }, options: {} },
			credentials: { openAiApi: { id: 'model', name: 'Model' } },
			...{ to: ['AI Agent'], as: 'ai_languageModel' },
		},
		{
			...ours('Review', 'wechatCustomerServiceHitlTool', {
				...{ resource: 'message', operation: 'sendAndWait', recipient: 'openid', touser: BOSS, responseType: 'approval', ...approval, ...more },
				message: '=The agent wants to use {{ $tool.name }}',
			}),
			...{ to: ['AI Agent'], as: 'ai_tool' },
		},
		{
			...ours('Give_Coupon', 'wechatCustomerServiceTool', { resource: 'message', operation: 'send', recipient: 'fromTrigger', msgtype: 'text', content: 'Coupon 618' }),
			...{ to: ['Review'], as: 'ai_tool' },
		},
	]);
const reviewed = reviewing('reviewed');
const unreviewed = reviewing('unreviewed', inAMoment);

/** A node as n8n's editor knows it. */
interface Type {
	name: string;
	properties: Array<{ name: string; type: string; default: unknown }>;
}

interface Stage {
	n8n: RunningN8n;
	wechat: Client;
	/** Where the production webhooks are. */
	front: string;
}

/** A model that claims what only the person asked can say. */
const script: Script = { words: 'Done', toolArguments: { toolParameters: {}, hitlParameters: { approved: true }, approved: true } };

function actions(stage: () => Stage) {
	const { control, follower } = { control: async (path: string, body?: object) => await stage().wechat.control(path, body as never), follower: async () => await stage().wechat.follower() };
	const pointTo = async (target: typeof buttons) => await control('/accounts', { callback: { url: webhookUrl(stage().front, target) } });
	/** When it has ended, and this node is in what is stored of it: 1.123 stores the end before the data. */
	const ended = async (id: string, node: string, within = 30_000): Promise<Execution> => {
		for (const end = Date.now() + within; ; await pause(150)) {
			const found = await stage().n8n.execution(id);
			if (found.status === 'success' && ran(found, node)) return found;
			if (found.status === 'error' || Date.now() > end) throw new Error(`Execution ${id} is ${found.status}: ${JSON.stringify(found.data.resultData.error)}`);
		}
	};
	return {
		control,
		pointTo,
		ended,
		/** Somebody writes, and the flow asks and waits. */
		async asked(target: typeof buttons): Promise<{ openid: string; id: string }> {
			await pointTo(target);
			const openid = await follower();
			const before = new Set((await stage().n8n.executions(String(target.id))).map(({ id }) => id));
			await control('/push', { openid, Content: 'Is there tea?' });
			for (const end = Date.now() + 30_000; Date.now() < end; await pause(150)) {
				const found = (await stage().n8n.executions(String(target.id))).find(({ id, status }) => !before.has(id) && ['waiting', 'error', 'success'].includes(status));
				if (found) {
					if (found.status !== 'waiting') throw new Error(JSON.stringify((await stage().n8n.execution(found.id)).data.resultData.error));
					return { openid, id: found.id };
				}
			}
			throw new Error('Nothing waits');
		},
		chat: async (openid: string): Promise<any[]> => ((await control(`/conversations?openid=${openid}`))[openid] ?? []) as any[],
		stillWaits: async (id: string) => {
			await pause(700);
			return (await stage().n8n.execution(id)).status === 'waiting';
		},
		count: async (target: typeof buttons) => (await stage().n8n.executions(String(target.id))).length,
	};
}

/** What every n8n has to do. */
function behaves(stage: () => Stage): void {
	const act = actions(stage);

	it('a tap lets the workflow go on, that of somebody else and a second one do not', async () => {
		const { openid, id } = await act.asked(buttons);
		// Whichever trigger the account's URL is.
		await act.pointTo(deaf);
		expect(await act.control('/answer', { openid, entry: 1, by: await stage().wechat.follower() })).toMatchObject({ outcome: 'success' });
		expect(await act.stillWaits(id)).toBe(true);

		expect(await act.control('/answer', { openid, entry: 2 })).toMatchObject({ outcome: 'success', tries: [expect.anything()] });
		const execution = await act.ended(id, 'After');
		for (const name of ['Ask', 'After']) {
			expect(jsonOf(execution, name)).toEqual([
				expect.objectContaining({ openid, text: 'Is there tea?', answered: true, approved: false, answer: 'Decline', data: { approved: false, respondedAt: expect.any(String) } }),
			]);
		}
		expect(await act.control('/answer', { openid, entry: 1 })).toMatchObject({ outcome: 'success', tries: [expect.anything()] });
		expect([await act.count(deaf), (await stage().n8n.execution(id)).status]).toEqual([0, 'success']);
	});

	it('the page of a link takes an answer of whoever was asked', async () => {
		const { openid, id } = await act.asked(page);
		const [, link] = /<a href="([^"]+)">/.exec(String((await act.chat(openid)).at(-1).content.content))!;
		const open = async (by: string) => {
			const { url } = await act.control('/visit', { link, openid: by });
			return { url: String(url), ...(await axios.get(url, { proxy: false, validateStatus: () => true })) };
		};
		const wrong = await open(await stage().wechat.follower());
		expect([wrong.status, wrong.data]).toEqual([403, expect.stringContaining('somebody else')]);
		const right = await open(openid);
		expect([right.status, right.data, await act.stillWaits(id)]).toEqual([200, expect.stringContaining('How was the tea?'), true]);
		const fields = Object.fromEntries([...String(right.data).matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
		const send = async () => await axios.post(right.url, new URLSearchParams({ ...fields, text: '很香' }).toString(), { proxy: false, validateStatus: () => true });
		const sent = await send();
		expect([sent.status, sent.data]).toEqual([200, expect.stringContaining('Got it, thanks')]);
		expect(jsonOf(await act.ended(id, 'After'), 'After')).toEqual([expect.objectContaining({ answered: true, answer: '很香', data: { text: '很香', respondedAt: expect.any(String) } })]);
		expect((await send()).data).not.toContain('Got it, thanks');
	});
}

const shared = { tarball: '', folder: '', simulator: undefined as Simulator | undefined };
let model: Awaited<ReturnType<typeof startModel>>;

async function set(workflows: Array<typeof buttons>) {
	shared.folder = await mkdtemp(join(tmpdir(), 'wechat-send-and-wait-'));
	shared.simulator = await startSimulator();
	model = await startModel(script);
	const credentials = [...demoCredentials(shared.simulator.url, '').slice(0, 1), { id: 'model', name: 'Model', type: 'openAiApi', data: { apiKey: 'none', url: model.url } }];
	const wechat = new Client(shared.simulator.url);
	await wechat.control('/followers', { list: [{ openid: BOSS, grants: [{ kind: 'message', until: Date.now() + 1e8, left: 100 }] }] });
	return { wechat, parts: { tarball: await packedTarball(console.log), folder: shared.folder, credentials, workflows, say: console.log } };
}

async function clear(n8n?: RunningN8n) {
	await n8n?.close();
	await shared.simulator?.close();
	model?.close();
	await rm(shared.folder, { recursive: true, force: true });
}

describe('in one process', () => {
	let stage: Stage;
	const act = actions(() => stage);
	beforeAll(async () => {
		const { wechat, parts } = await set([buttons, page, soon, deaf, reviewed, unreviewed]);
		const n8n = await startN8n({ ...parts, variant: NEWEST });
		stage = { n8n, wechat, front: n8n.url };
	});
	afterAll(async () => await clear(stage?.n8n));

	behaves(() => stage);

	it('when nobody answers, the workflow goes on and knows it', async () => {
		const { openid, id } = await act.asked(soon);
		// n8n looks for them once a minute.
		const execution = await act.ended(id, 'After', 100_000);
		expect(jsonOf(execution, 'After')).toEqual([expect.objectContaining({ openid, text: 'Is there tea?', answered: false, approved: null, data: null })]);
		expect(await act.control('/answer', { openid, entry: 1 })).toMatchObject({ outcome: 'success', tries: [expect.anything()] });
		expect(jsonOf(await stage.n8n.execution(id), 'After')).toHaveLength(1);
	});

	it('n8n offers it as the review of what an AI agent wants to do', async () => {
		const [{ properties }] = (await stage.n8n.rest<Type[]>('GET', '/types/nodes.json')).filter(({ name }) => name === 'n8n-nodes-wechat-business.wechatCustomerServiceHitlTool');
		expect(properties.filter(({ name }) => ['resource', 'responseType'].includes(name)).map(({ type, default: value }) => [type, value])).toEqual([
			['hidden', 'message'],
			['hidden', 'approval'],
		]);
	});

	it.each([
		['agrees', 1, ['Coupon 618']],
		['declines', 2, []],
	])('somebody %s: the agent’s tool runs or does not', async (_, entry, given) => {
		model.heard.length = 0;
		const { openid, id } = await act.asked(reviewed);
		expect((await act.chat(BOSS)).at(-1).content.head_content).toMatch(/The agent wants to use .*Give.Coupon/);
		await act.control('/answer', { openid: BOSS, entry });
		const execution = await act.ended(id, 'AI Agent', 60_000);
		expect(ran(execution, 'Give_Coupon')).toBe(given.length > 0);
		const texts = (await act.chat(openid)).filter(({ from }) => from === 'account').map(({ content }) => content.content);
		expect(texts).toEqual(given);
		expect(jsonOf(execution, 'AI Agent')).toEqual([expect.objectContaining({ output: 'Done' })]);
		if (given.length === 0) expect(JSON.stringify(model.heard.at(-1)!.messages)).toMatch(/rejected the tool call/);
	});

	it('nobody reviews in time: the agent’s tool does not run, whatever the model claims', async () => {
		model.heard.length = 0;
		const { openid, id } = await act.asked(unreviewed);
		const execution = await act.ended(id, 'AI Agent', 100_000);
		expect(ran(execution, 'Give_Coupon')).toBe(false);
		expect((await act.chat(openid)).filter(({ from }) => from === 'account')).toEqual([]);
		expect(JSON.stringify(model.heard.at(-1)!.messages)).toMatch(/rejected the tool call/);
	});
});

describe('in queue mode', () => {
	let stage: Stage;
	const act = actions(() => stage);
	beforeAll(async () => {
		const { wechat, parts } = await set([buttons, page, deaf]);
		const n8n: RunningQueueN8n = await startQueueN8n(parts);
		stage = { n8n, wechat, front: n8n.webhookUrl };
	});
	afterAll(async () => await clear(stage?.n8n));

	behaves(() => stage);

	it('workers have asked and gone on', async () => {
		const workers = (stage.n8n as RunningQueueN8n).workers.map((worker) => worker.logs()).join('');
		expect(workers).toMatch(/finished/i);
		expect(await act.count(buttons)).toBeGreaterThan(0);
	});
});

describe('in n8n 1.123', () => {
	let stage: Stage;
	beforeAll(async () => {
		const { wechat, parts } = await set([buttons, page, deaf]);
		const n8n = await startN8n({ ...parts, variant: VARIANTS[1] });
		stage = { n8n, wechat, front: n8n.url };
	});
	afterAll(async () => await clear(stage?.n8n));

	behaves(() => stage);
});
