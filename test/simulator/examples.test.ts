import { credential, storeOf } from '../transport/context';
import { N8n } from '../webhook/n8n';
import { Client, MINI, SERVICE } from './client';
import { exampleNames, eventIn, isSentTo } from './push/examples';
import { type Simulator, startSimulator } from './simulator';

const PERSON = 'oAnnOfLotusTea00000000000001';
/** Another person for every example: two events of one second and one person may be the same. */
const personOf = (name: string) => `oAnn${String(exampleNames.indexOf(name)).padStart(24, '0')}`;

let simulator: Simulator;
let client: Client;
const flows: Record<string, N8n> = {};

/** A workflow that takes the pushes of this account. */
async function takePushes({ appid, callback }: typeof SERVICE): Promise<void> {
	const data = credential(simulator.url, { appId: appid, callbackToken: callback.token, encodingAesKey: callback.encodingAesKey });
	flows[appid] = await N8n.start({ store: storeOf(data), parameters: { simplify: false } });
	await client.control('/accounts', { appid, callback: { url: flows[appid].url } });
}

beforeAll(async () => {
	simulator = await startSimulator();
	client = new Client(simulator.url);
	await takePushes(SERVICE);
	await takePushes(MINI);
});
afterAll(async () => {
	for (const flow of Object.values(flows)) await flow.close();
	await simulator.close();
	expect(Object.values(flows).flatMap(({ thrown, problems }) => [...thrown, ...problems])).toEqual([]);
});

const order = async (appid: string, more: object) => await client.control('/push', { appid, ...more });

describe.each([
	['the service account', SERVICE],
	['the Mini Program', MINI],
])('%s', (_, { appid, type }) => {
	const known = exampleNames.filter((name) => isSentTo(name, { type: type as 'service' }));

	test.each(known)('sends the example %s to the trigger', async (name) => {
		const flow = flows[appid];
		const openid = personOf(name);
		const before = flow.executions.length;
		const { tries } = await order(appid, { example: name, openid });
		// A second try would say that the first was not taken.
		expect(tries).toMatchObject([{ status: 200, body: expect.stringMatching(/^success$|ErrCode\W+0\b/) }]);
		expect(flow.executions).toHaveLength(before + 1);
		expect(flow.items.at(-1)).toMatchObject({ event: eventIn(name), openid, appid });
	});
});

test('own fields count more than those of the example', async () => {
	const { message } = await order(SERVICE.appid, { example: 'event.subscribe', openid: PERSON, EventKey: 'qrscene_fair' });
	expect(message).toMatchObject({ FromUserName: PERSON, Event: 'subscribe', EventKey: 'qrscene_fair', Ticket: expect.any(String) });
	expect(flows[SERVICE.appid].items.at(-1)).toMatchObject({ scene: 'fair' });
});

test('a message is another one every time', async () => {
	const ids = [await order(SERVICE.appid, { example: 'message.text' }), await order(SERVICE.appid, { example: 'message.text' })];
	expect(new Set(ids.map(({ message }) => message.MsgId)).size).toBe(2);
});

test('the file of a picture can be fetched', async () => {
	const { message } = await order(SERVICE.appid, { example: 'message.image', openid: PERSON });
	const { status, headers } = await client.raw('GET', '/cgi-bin/media/get', { query: { media_id: message.MediaId } });
	expect([status, String(headers['content-type'])]).toEqual([200, 'image/jpeg']);
});

test.each<[string, string, object]>([
	['an example that there is not', SERVICE.appid, { example: 'event.nothing' }],
	['what only a Mini Program gets', SERVICE.appid, { example: 'event.weapp_audit_success' }],
	['what only an Official Account gets', MINI.appid, { example: 'event.subscribe' }],
	['no name', SERVICE.appid, { example: 5 }],
])('%s is refused', async (_, appid, more) => {
	const before = flows[appid].executions.length;
	expect(await order(appid, more)).toMatchObject({ error: expect.stringMatching(/^(No example .*event\.subscribe|WeChat does not send event\.)/) });
	expect(flows[appid].executions).toHaveLength(before);
});
