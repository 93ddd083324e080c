import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { WechatTrigger } from '../../nodes/WechatTrigger/WechatTrigger.node';
import { nodeTypes } from '../n8n/engine/nodeTypes';
import { additionalData } from '../transport/context';
import { N8n, triggerWith } from './n8n';
import { AES_KEY, OPENID, push, send, type Sender, sealed, sender, text, TOKEN } from './wechat/pushes';

const EMPTY = [{ name: 'Nothing has come since this n8n process began', value: '0' }];

const running: N8n[] = [];
afterEach(async () => {
	const ended = running.splice(0);
	await Promise.all(ended.map(async (n8n) => await n8n.close()));
	expect(ended.flatMap(({ thrown }) => thrown)).toEqual([]);
});

/** What the user sees who opens the list. */
async function shown({ store }: Sender): Promise<INodeListSearchResult['results']> {
	const node = triggerWith('wechatTrigger', store);
	const workflow = new Workflow({ id: '1', nodes: [node], connections: {}, active: false, nodeTypes });
	const context = new LoadOptionsContext(workflow, node, additionalData(store), '') as unknown as ILoadOptionsFunctions;
	return (await new WechatTrigger().methods.listSearch.searchLastPushes.call(context)).results;
}

/** The entries; one that is longer than a line goes on in the next. */
async function entries(who: Sender): Promise<string[]> {
	const all: string[] = [];
	for (const { name } of await shown(who)) {
		if (name.startsWith('… ')) all.push(`${all.pop()} ${name.slice(2)}`);
		else all.push(name);
	}
	return all;
}

/** Without the time. */
const lines = async (who: Sender) => (await entries(who)).map((entry) => entry.slice(16));

async function trigger(who: Sender, parameters: object = {}): Promise<N8n> {
	const n8n = await N8n.start({ store: who.store, parameters: { respond: 'immediately', ...parameters } });
	running.push(n8n);
	return n8n;
}

it('one line says that nothing has come', async () => {
	expect(await shown(sender())).toEqual(EMPTY);
});

it('what came, with what became of it, the newest first', async () => {
	const who = sender({ mode: 'secure' });
	const n8n = await trigger(who, { events: ['message.text', 'event.subscribe'] });
	const wires = [text(), push({ MsgType: 'event', Event: 'CLICK', EventKey: 'A' }), push({ MsgType: 'event', Event: 'subscribe', EventKey: '' })];
	for (const message of wires) {
		await send(n8n.url, sealed(who.account, message));
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	expect(await lines(who)).toEqual([
		'event.subscribe: started the workflow',
		'event.click: not wanted, answered at once',
		'message.text: started the workflow',
	]);
});

it('when it came, in Beijing time', async () => {
	const who = sender();
	const n8n = await trigger(who);
	const before = Math.floor(Date.now() / 1000) * 1000;
	await send(n8n.url, sealed(who.account, text()));
	const [entry] = await entries(who);
	expect(entry).toMatch(/^\d\d-\d\d \d\d:\d\d:\d\d {2}message\.text/);
	const year = new Date(before + 8 * 3_600_000).getUTCFullYear();
	const at = Date.parse(`${year}-${entry.slice(0, 14).replace(' ', 'T')}+08:00`);
	expect(at).toBeGreaterThanOrEqual(before);
	expect(at).toBeLessThanOrEqual(Date.now());
});

it("the console's check of the URL", async () => {
	const who = sender();
	const n8n = await trigger(who);
	const { query } = sealed(who.account, text());
	expect(await send(n8n.url, { query: { ...query, echostr: '42' }, body: '', method: 'GET' })).toMatchObject({ status: 200, body: '42' });
	expect(await lines(who)).toEqual(['Check of the URL: answered']);
});

it('what was refused, with the reason, counted', async () => {
	const who = sender({ mode: 'secure' });
	const n8n = await trigger(who);
	const plain = { ...who.account, callback: { ...who.account.callback, mode: 'plain' as const } };
	const good = sealed(who.account, text());
	const wires = [
		sealed(plain, text()),
		{ ...good, query: { ...good.query, msg_signature: '0'.repeat(40) } },
		sealed(who.account, text(), Date.now() - 400_000),
	];
	for (const wire of wires) {
		expect(await send(n8n.url, wire)).toMatchObject({ status: 403 });
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	expect(await lines(who)).toEqual([
		expect.stringMatching(/^Refused \(number 3\): The timestamp of the push is 40[01] s off the clock of this machine\.$/),
		'Refused (number 2): The msg_signature of the push does not match the Token in the credential.',
		'Refused (number 1): The push is not encrypted, but the credential has an EncodingAESKey.',
	]);
});

it('ten of each, the newest, and each entry can be chosen', async () => {
	const who = sender({ mode: 'secure' });
	const n8n = await trigger(who);
	const { query } = sealed(who.account, text());
	for (let n = 0; n < 13; n++) {
		await send(n8n.url, sealed(who.account, text()));
		await send(n8n.url, { query, body: 'nothing' });
	}
	const all = await lines(who);
	expect(all.filter((line) => line.includes('started the workflow'))).toHaveLength(10);
	const refused = all.map((line) => /number (\d+)/.exec(line)?.[1]).filter(Boolean);
	expect(refused).toEqual(['13', '12', '11', '10', '9', '8', '7', '6', '5', '4']);
	const results = await shown(who);
	expect(new Set(results.map(({ value }) => value)).size).toBe(results.length);
});

it('what is longer than a line of the editor goes on in the next, and nothing is lost', async () => {
	const who = sender({ mode: 'secure' });
	const n8n = await trigger(who);
	const Event = 'x'.repeat(120);
	await send(n8n.url, sealed(who.account, push({ MsgType: 'event', Event })));
	await send(n8n.url, { query: {}, body: 'nothing' });
	const names = (await shown(who)).map(({ name }) => name);
	for (const name of names) expect(name.length).toBeLessThanOrEqual(52);
	expect(names.join('').replace(/[… ]/g, '')).toContain(`event.${Event}:startedtheworkflow`);
	expect(await lines(who)).toContain('Refused (number 1): The push has no valid timestamp to compare with the clock.');
});

it("one account's list has nothing of another's", async () => {
	const [mine, other] = [sender(), sender()];
	const n8n = await trigger(other);
	await send(n8n.url, sealed(other.account, text()));
	expect(await shown(mine)).toEqual(EMPTY);
	expect(await lines(other)).toHaveLength(1);
});

it('a repeat is one line', async () => {
	const who = sender({ mode: 'secure' });
	const n8n = await trigger(who);
	const message = text();
	for (let n = 0; n < 3; n++) await send(n8n.url, sealed(who.account, message));
	expect(await lines(who)).toEqual(['message.text: started the workflow']);
});

it('nobody is named, nothing that was said, and no secret', async () => {
	const who = sender({ mode: 'secure' });
	const n8n = await trigger(who);
	const good = sealed(who.account, text({ Content: 'what was said' }));
	await send(n8n.url, good);
	await send(n8n.url, { ...good, query: { ...good.query, msg_signature: 'f'.repeat(40) } });
	await send(n8n.url, sealed(who.account, push({ MsgType: 'event', Event: 'SCAN', EventKey: 'the-scene', Ticket: 'the-ticket' })));
	const all = JSON.stringify(await shown(who));
	for (const secret of [OPENID, TOKEN, AES_KEY, 'what was said', 'the-scene', 'the-ticket', good.query.signature]) expect(all).not.toContain(secret);
});
