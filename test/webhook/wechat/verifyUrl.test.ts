import { signature } from '../../../nodes/protocol/callback';
import { Client } from '../../simulator/client';
import { type Simulator, startSimulator } from '../../simulator/simulator';
import { change } from '../../transport/context';
import { logged, N8n } from '../n8n';
import { send, type Sender, sender, TOKEN } from './pushes';

let who: Sender;
let n8n: N8n;

beforeEach(async () => {
	logged.length = 0;
	who = sender();
	n8n = await N8n.start({ store: who.store });
});
afterEach(async () => {
	await n8n.close();
	expect(n8n.executions).toEqual([]);
	expect(n8n.thrown).toEqual([]);
	expect(n8n.problems).toEqual([]);
});

function check(token = TOKEN, at = Date.now()) {
	const timestamp = String(Math.floor(at / 1000));
	return { signature: signature(token, timestamp, '1372623149'), timestamp, nonce: '1372623149', echostr: '4375120948345356249' };
}

const get = async (query: Record<string, string | string[]>) =>
	(await send(n8n.url, { method: 'GET', query, body: '', contentType: '' }))!;

describe('“Token verification failed” when the URL is pasted into the console', () => {
	it('echostr comes back as plain text and nothing around it', async () => {
		const { status, body, contentType, headers } = await get(check());
		expect({ status, body, contentType }).toEqual({ status: 200, body: '4375120948345356249', contentType: 'text/plain' });
		expect(headers['content-length']).toBe('19');
		expect(logged).toEqual([expect.stringMatching(/^debug .*: Check of the URL: answered'$/)]);
	});

	it('also when it looks like a page: it is no page', async () => {
		const echostr = '<script>alert(1)</script>';
		const { body, contentType } = await get({ ...check(), echostr });
		expect({ body, contentType }).toEqual({ body: echostr, contentType: 'text/plain' });
	});

	it('also in secure mode, where echostr is not encrypted', async () => {
		change(who.store, { encodingAesKey: 'a'.repeat(43) });
		expect((await get(check())).body).toBe('4375120948345356249');
	});
});

describe('a stranger who opens the URL', () => {
	const without = (name: string) => Object.fromEntries(Object.entries(check()).filter(([key]) => key !== name));

	it.each<[string, () => Record<string, string | string[]>]>([
		['nothing', () => ({})],
		['the signature of another token', () => check('another token')],
		['the signature of an empty token', () => check('')],
		['another nonce', () => ({ ...check(), nonce: '1' })],
		['a signature in capitals', () => ({ ...check(), signature: check().signature.toUpperCase() })],
		['a check of six minutes ago', () => check(TOKEN, Date.now() - 360_000)],
		['a check of six minutes ahead', () => check(TOKEN, Date.now() + 360_000)],
		['no signature', () => without('signature')],
		['no timestamp', () => without('timestamp')],
		['no nonce', () => without('nonce')],
		['no echostr', () => without('echostr')],
		['two signatures', () => ({ ...check(), signature: [check().signature, check().signature] })],
		['two echostr', () => ({ ...check(), echostr: ['1', '2'] })],
		['two timestamps', () => ({ ...check(), timestamp: [check().timestamp, '0'] })],
	])('with %s: 403, nothing of what was sent, one line in the log', async (_, query) => {
		const { status, body, contentType } = await get(query());
		expect({ status, body, contentType }).toEqual({ status: 403, body: 'refused', contentType: 'text/plain' });
		expect(logged).toHaveLength(1);
		expect(logged[0]).toMatch(/^warn 'WeChat \(workflow workflow-\d+\): a push was refused\. The .+'$/);
		expect(logged[0]).not.toContain(TOKEN);
	});

	it('an old check names the clock', async () => {
		await get(check(TOKEN, Date.now() - 360_000));
		expect(logged[0]).toMatch(/36\d s off the clock of this machine/);
	});

	it('without a callback token in the credential nobody is believed', async () => {
		change(who.store, { callbackToken: '' });
		expect((await get(check(''))).status).toBe(403);
		expect(logged[0]).toMatch(/Token of the message push is missing in the credential/);
	});
});

describe('the console of the simulated WeChat', () => {
	let simulator: Simulator;

	beforeAll(async () => (simulator = await startSimulator()));
	afterAll(async () => await simulator.close());

	it('takes the URL, and not with another token', async () => {
		const wechat = new Client(simulator.url);
		await wechat.control('/accounts', { callback: { url: n8n.url, token: TOKEN } });
		expect(await wechat.control('/verify', {})).toEqual({
			ok: true,
			status: 200,
			body: expect.stringMatching(/^\d+$/),
			contentType: 'text/plain',
		});
		await wechat.control('/accounts', { callback: { token: 'another' } });
		expect(await wechat.control('/verify', {})).toMatchObject({ ok: false, status: 403 });
	});
});
