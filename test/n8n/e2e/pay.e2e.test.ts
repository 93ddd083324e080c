import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo, webhookUrl } from '../../../demo/demo';
import type { Demo } from '../../../demo/flow';
import { MERCHANT, SERVICE } from '../../simulator/client';
import { eventually } from './eventually';
import { testCredential } from './testCredential';
import { ours, workflow } from './workflows';

const THANKS = 'payment-thank-you';

/** Everything that is paid is paid back at once. */
const refunding = workflow('refunding', [
	ours('WeChat Pay Trigger', 'wechatPayTrigger', { events: ['*'] }, ['Is It a Payment?']),
	{
		name: 'Is It a Payment?',
		type: 'n8n-nodes-base.filter',
		typeVersion: 2,
		parameters: {
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict' },
				conditions: [
					{ id: '1', leftValue: '={{ $json.event }}', rightValue: 'TRANSACTION.SUCCESS', operator: { type: 'string', operation: 'equals' } },
				],
				combinator: 'and',
			},
		},
		to: ['Pay It Back'],
	},
	ours('Pay It Back', 'wechatPay', {
		resource: 'refund',
		operation: 'create',
		out_trade_no: '={{ $json.out_trade_no }}',
		out_refund_no: '={{ $json.out_trade_no }}-R1',
		amount_refund: '={{ $json.amount_yuan }}',
	}),
]);

const selling = workflow('selling', [
	{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', to: ['Order'] },
	ours('Order', 'wechatPay', {
		resource: 'order',
		operation: 'create',
		trade_type: 'native',
		description: 'Lotus Tea, one leaf',
		out_trade_no: '={{ "E2E-" + $execution.id.padStart(6, "0") }}',
		amount_total: '0.01',
		additionalFields: { notify_url: 'set by the test' },
	}),
]);

let demo: Demo;
let folder: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'wechat-pay-e2e-'));
	demo = await startDemo(folder, console.log, { workflows: [refunding, { ...selling, active: false }] });
});

afterAll(async () => {
	await demo?.close();
	await rm(folder, { recursive: true, force: true });
});

const countOf = async (id: string) => (await demo.n8n.executions(id)).length;

const notify = async (more: Record<string, unknown>) =>
	await demo.wechat.control('/notify', {
		url: demo.notifyUrl,
		event_type: 'TRANSACTION.SUCCESS',
		resource: { mchid: MERCHANT.mchid, appid: SERVICE.appid, out_trade_no: 'LT-2026', trade_state: 'SUCCESS' },
		...more,
	});

it.each([
	...['signature', 'body', 'timestamp', 'serial', 'nonce', 'truncate', 'signtest', 'oversized'],
	...['algorithm', 'apiV3Key', 'otherMerchant', 'missingHeader'],
])('a notification with a forged %s is refused without an execution', async (tamper) => {
	const before = await countOf(THANKS);
	const { tries } = await notify({ tamper });
	const [{ status, body }] = tries;
	// n8n itself refuses JSON that does not end.
	expect(status).toBe(401);
	if (status === 401) expect(JSON.parse(body)).toMatchObject({ code: 'FAIL' });
	expect(body).not.toMatch(/at .*\.js:\d+/);
	expect(await countOf(THANKS)).toBe(before);
});

it('a notification that is replayed byte by byte is refused, and has one execution', async () => {
	const before = await countOf(THANKS);
	const { tries } = await notify({ tamper: 'replay' });
	expect(tries.map(({ status }: { status: number }) => status)).toEqual([200, 401]);
	expect(await countOf(THANKS)).toBe(before + 1);
});

it('the same notification three times has one execution, and is acknowledged each time', async () => {
	const before = await countOf(THANKS);
	const { tries } = await notify({ times: 3 });
	expect(tries.map(({ status }: { status: number }) => status)).toEqual([200, 200, 200]);
	expect(await countOf(THANKS)).toBe(before + 1);
});

it('a Native order is scanned and paid, and a workflow pays it back', async () => {
	const stored = await demo.n8n.rest<{ nodes: any[] }>('GET', '/rest/workflows/selling');
	stored.nodes[1].parameters.additionalFields.notify_url = webhookUrl(demo.n8n.url, refunding);
	await demo.n8n.rest('PATCH', '/rest/workflows/selling', stored);
	const { id } = await demo.n8n.run('selling', 'Start');
	const { data } = await demo.n8n.execution(id);
	const [item] = (data.resultData.runData.Order as any)[0].data.main[0];
	expect(item).toMatchObject({
		json: { amount_fen: 1, amount_yuan: '0.01', code_url: expect.stringMatching(/^weixin:/) },
		binary: { data: { mimeType: 'image/png' }, svg: { mimeType: 'image/svg+xml' } },
	});
	const openid = await demo.wechat.follower();
	const { notification } = await demo.wechat.control('/pay', { code_url: item.json.code_url, openid });
	expect(notification.acknowledged).toBe(true);
	const refund = await eventually(async () =>
		(await demo.wechat.control('/notifications')).find((one: any) => one.event_type === 'REFUND.SUCCESS' && one.acknowledged),
	);
	expect(refund.resource).toMatchObject({ out_trade_no: item.json.out_trade_no, out_refund_no: `${item.json.out_trade_no}-R1`, amount: { refund: 1 } });
});

describe('testing the credential', () => {
	const test = async (changed: Record<string, unknown>) => await testCredential(demo, 'wechatPayDemo', changed);

	it('succeeds with the right values', async () => {
		expect(await test({})).toMatchObject({ status: 'OK' });
	});

	it.each([
		['a wrong serial number', { serialNo: 'A'.repeat(40) }, /“Certificate Serial Number” is not that of a certificate of this merchant/],
		['a key that is no PEM', { privateKey: 'MIIEvAIBADANBgkqhkiG9w0BAQEFAASC' }, /“Merchant Private Key” is no key in PEM form/],
		['an APIv3 key of 31 bytes', { apiV3Key: 'x'.repeat(31) }, /“APIv3 Key” has 31 bytes instead of 32/],
		['an unreachable host', { baseUrl: 'http://127.0.0.1:9' }, /127\.0\.0\.1:9 could not be reached: nobody answers/],
	])('with %s says so', async (_case, changed, words) => {
		const { status, message } = await test(changed);
		expect(message).toMatch(words);
		expect(status).toBe('Error');
	});
});

it('nothing secret is in the log', () => {
	for (const secret of [MERCHANT.apiV3Key, MERCHANT.privateKey.split('\n')[3]]) {
		expect(demo.n8n.logs()).not.toContain(secret);
	}
});
