import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { webhookUrl, startDemo } from '../../../demo/demo';
import type { Demo } from '../../../demo/flow';
import { publish } from '../privateN8n/publish';
import { ours, workflow } from './workflows';

/** What the WeChat Trigger does by itself, in a real n8n. */

const NOTHING = { name: 'Nothing', type: 'n8n-nodes-base.noOp' };
const trigger = (parameters: Record<string, unknown>, to: string[]) => ours('WeChat Trigger', 'wechatTrigger', parameters, to);

const patient = workflow('patient', [
	trigger({ respond: 'reply', replyWithin: 15 }, ['Wait']),
	{ name: 'Wait', type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { amount: 7 }, to: ['Reply'] },
	ours('Reply', 'wechatOfficialAccount', { resource: 'reply', operation: 'send', content: 'On the second try' }),
]);
const detailed = workflow('detailed', [trigger({ additionalFields: { downloadMedia: true, addProfile: true } }, ['Nothing']), NOTHING]);
const choosy = workflow('choosy', [trigger({ filters: { statuses: ['failed'] } }, ['Nothing']), NOTHING]);
const onlyLocal = workflow('onlyLocal', [trigger({ additionalFields: { allowLocalUrl: false } }, ['Nothing']), NOTHING]);
const badRule = workflow('badRule', [
	trigger({ outputs: 'rules', rules: { rule: [{ name: 'Order', match: 'regex', pattern: '(\\d+) \\1' }] } }, ['Nothing']),
	NOTHING,
]);

let demo: Demo;
let folder: string;

const pointTo = async (target: typeof patient) =>
	await demo.wechat.control('/accounts', { callback: { url: webhookUrl(demo.n8n.url, target) } });
const push = async (fields: Record<string, unknown>) => await demo.wechat.control('/push', fields);
const outputOf = async (id: string): Promise<any[]> => {
	await pause(500);
	const [newest] = await demo.n8n.executions(id);
	const { data } = await demo.n8n.execution(newest.id);
	return (data.resultData.runData['WeChat Trigger'][0] as any).data.main[0];
};

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'wechat-trigger-'));
	demo = await startDemo(folder, console.log, {
		workflows: [patient, detailed, choosy, ...[onlyLocal, badRule].map((one) => ({ ...one, active: false }))],
	});
});

afterAll(async () => {
	await demo?.close();
	await rm(folder, { recursive: true, force: true });
});

it('WeChat’s second try joins the running execution and carries its reply', async () => {
	await pointTo(patient);
	const { outcome, reply, tries } = await push({ openid: await demo.wechat.follower(), Content: 'patience' });
	expect({ outcome, content: reply?.Content, tries: tries.length }).toEqual({ outcome: 'reply', content: 'On the second try', tries: 2 });
	expect(await demo.n8n.executions('patient')).toHaveLength(1);
});

it('the picture that somebody sent and who sent it come with the item', async () => {
	await pointTo(detailed);
	const openid = await demo.wechat.follower({ tags: ['VIP'], subscribe_scene: 'ADD_SCENE_QR_CODE' });
	expect(await push({ openid, MsgType: 'image' })).toMatchObject({ outcome: 'success' });
	const [{ json, binary }] = await outputOf('detailed');
	expect(json).toMatchObject({ openid, event: 'message.image', source: 'QR code', tags: 'VIP', details_missing: null });
	expect(binary.data).toMatchObject({ mimeType: 'image/jpeg' });
});

it('answers to a subscription request are one item per template', async () => {
	await push({ openid: await demo.wechat.follower(), example: 'event.subscribe_msg_popup_event' });
	const items = await outputOf('detailed');
	expect(items.length).toBeGreaterThan(1);
	expect(new Set(items.map(({ json }) => json.dedup_key)).size).toBe(items.length);
});

it('a result that nobody wants starts no execution, one that is wanted does', async () => {
	await pointTo(choosy);
	const openid = await demo.wechat.follower();
	const result = { openid, MsgType: 'event', Event: 'TEMPLATESENDJOBFINISH', MsgID: '200163836' };
	expect(await push({ ...result, Status: 'success' })).toMatchObject({ outcome: 'success' });
	expect(await demo.n8n.executions('choosy')).toHaveLength(0);
	expect(await push({ ...result, Status: 'failed: system failed' })).toMatchObject({ outcome: 'success' });
	// The list does not show an execution that is about to begin.
	for (let tries = 0; tries < 50 && (await demo.n8n.executions('choosy')).length === 0; tries++) await pause(100);
	expect(await demo.n8n.executions('choosy')).toHaveLength(1);
});

it.each([
	['onlyLocal', /WeChat cannot reach 127\.0\.0\.1:\d+/],
	['badRule', /Order/],
])('the workflow “%s” is not published, and a sentence says why', async (id, why) => {
	await expect(publish(demo.n8n.rest, id)).rejects.toThrow(why);
});

it('the last pushes can be looked at, with the reason of a refusal', async () => {
	await push({ openid: await demo.wechat.follower(), tamper: 'signature' });
	const stored = await demo.n8n.rest<{ nodes: any[] }>('GET', '/rest/workflows/choosy');
	const { parameters, credentials, type, typeVersion } = stored.nodes[0];
	const { results } = await demo.n8n.rest<{ results: Array<{ name: string }> }>('POST', '/rest/dynamic-node-parameters/resource-locator-results', {
		...{ path: 'parameters.lastPushes', methodName: 'searchLastPushes', currentNodeParameters: parameters, credentials },
		nodeTypeAndVersion: { name: type, version: typeVersion },
	});
	// One that is longer than a line of the editor goes on in the next.
	const [newest, ...others] = results.map(({ name }) => name).join('\n').replace(/\n… /g, ' ').split('\n');
	expect(newest).toMatch(/Refused \(number \d+\): The msg_signature of the push does not match the Token/);
	expect(others.join('\n')).toMatch(/event\.templatesendjobfinish: started the workflow/);
});
