import { parseXml } from '../../nodes/protocol/xml';
import { Client } from './client';
import { type Receiver, startReceiver } from './receiver';
import { type Simulator, startSimulator } from './simulator';

/** Taps on the answers of a customer-service menu (wechat-api.md C.1). */
let simulator: Simulator;
let receiver: Receiver;
let client: Client;

beforeAll(async () => {
	[simulator, receiver] = await Promise.all([startSimulator(), startReceiver()]);
	client = new Client(simulator.url);
	await client.control('/accounts', { callback: { url: receiver.url, mode: 'plain' } });
});
afterAll(async () => {
	await simulator.close();
	await receiver.close();
});
beforeEach(() => void (receiver.received.length = 0));

const told = () => parseXml(receiver.received.at(-1)!.body);

async function asked(...lists: string[][]): Promise<string> {
	const openid = await client.follower({ grants: [{ kind: 'message', until: Date.now() + 1e8, left: 9 }] });
	for (const list of lists) {
		const msgmenu = { head_content: 'Well?', list: list.map((content, index) => ({ id: `${content}-${index}`, content })) };
		await client.post('/cgi-bin/message/custom/send', { touser: openid, msgtype: 'msgmenu', msgmenu });
	}
	return openid;
}

test('a tap comes as a text with the id of the answer', async () => {
	const openid = await asked(['Good', 'Bad']);
	expect(await client.control('/answer', { openid, entry: 2 })).toMatchObject({ outcome: 'success' });
	expect(told()).toMatchObject({ MsgType: 'text', Content: 'Bad', bizmsgmenuid: 'Bad-1', FromUserName: openid });
});

test('older answers are still in the chat, and others may have them too', async () => {
	const [openid, other] = [await asked(['Old'], ['New']), await client.follower()];
	await client.control('/answer', { openid, entry: 1 });
	expect(told()).toMatchObject({ Content: 'New' });
	await client.control('/answer', { openid, entry: 1, back: 1, by: other });
	expect(told()).toMatchObject({ Content: 'Old', bizmsgmenuid: 'Old-0', FromUserName: other });
});

test.each([[{ entry: 2 }], [{ entry: 0 }], [{ entry: 1, back: 1 }], [{}]])('nothing is there to tap: %j', async (order) => {
	expect(await client.control('/answer', { openid: await asked(['Only']), ...order })).toEqual({ error: expect.stringContaining('entry (from 1)') });
	expect(receiver.received).toEqual([]);
});
