import type { IDataObject } from 'n8n-workflow';
import { customerService, items, MINI, SERVICE, useWechat } from './wechat';

/** Conversations: what goes wrong, and the edges. */
const wechat = useWechat();

const LAN = 'lan@lotustea';
const HE = 'he@lotustea';
const CLOSE = '/customservice/kfsession/close';
const OPEN = '/customservice/kfsession/create';
const choose = (value: unknown) => ({ __rl: true, mode: 'id', value });

const conversation = async (operation: string, parameters: IDataObject = {}, more: object = {}, settings: object = {}) =>
	await wechat.run(customerService('conversation', operation, parameters, settings), more);

async function served(by = LAN): Promise<string> {
	const openid = await wechat.customer();
	await wechat.client.post(OPEN, { kf_account: by, openid });
	await wechat.client.control('/calls', {}, 'DELETE');
	return openid;
}
const servedBy = async (openid: string) => (await wechat.client.get('/customservice/kfsession/getsession', { openid })).kf_account;
const whom = (openid: string) => ({ recipient: 'openid', openid });
const paths = async () => (await wechat.calls()).map(({ path }) => path);

describe('a mistake is one sentence, and WeChat is not called', () => {
	// What n8n cannot see: an expression that yields nothing.
	const NOTHING = '={{ $json.nothing }}';
	test.each<[string, IDataObject, string]>([
		['open', { ...whom(NOTHING), kf_account: choose(LAN) }, '“OpenID” is empty'],
		['open', { ...whom('o1'), kf_account: choose(NOTHING) }, '“Staff Account” is empty'],
		['close', whom(NOTHING), '“OpenID” is empty'],
		['get', { recipient: 'fromTrigger' }, 'No customer was found: this item does not come from a WeChat Trigger'],
		['getAll', { list: 'staff', kf_account: choose(NOTHING) }, '“Staff Account” is empty'],
		['handOver', { ...whom('o1'), kf_account: choose(NOTHING) }, '“To Staff Account” is empty'],
	])('%s: %#', async (operation, parameters, sentence) => {
		const run = await conversation(operation, parameters);
		expect(run.error!.message).toBe(sentence);
		expect(run.error!.description).toMatch(/^[A-Z].{8,}/);
		expect(await wechat.calls()).toEqual([]);
	});

	test('without a trigger the field is named as it stands here', async () => {
		expect((await conversation('get', { recipient: 'fromTrigger' })).error!.description).toContain('Set “Customer” to OpenID');
	});
});

test('the customer who wrote, without naming them', async () => {
	const openid = await served();
	const node = customerService('conversation', 'get', { recipient: 'fromTrigger' });
	const run = await wechat.run([], {
		nodes: [{ name: 'WeChat Trigger', type: 'wechatTrigger' }, node],
		items: items({ openid, unionid: 'oR5', appid: SERVICE.appid }),
	});
	expect(run.json('WeChat')).toMatchObject([{ openid, unionid: 'oR5', kf_account: LAN }]);
});

test('an item that names the person by both ids keeps them together', async () => {
	const openid = await served();
	const known = { openid, unionid: 'oR5', appid: SERVICE.appid };
	const run = await conversation('get', whom('={{ $json.openid }}'), { items: items(known, { openid }) });
	expect(run.json('WeChat')).toMatchObject([known, { openid, unionid: null }]);
});

test('in manual runs too it is about the customer, and not about the phone of the tester', async () => {
	const openid = await served();
	wechat.credential({ testerOpenid: await wechat.customer() });
	const run = await conversation('get', whom(openid), { mode: 'manual' });
	expect(run.json('WeChat')).toMatchObject([{ openid, is_open: true }]);
	expect(run.json('WeChat')![0]).not.toHaveProperty('sent_to_tester');
});

test('Get of a customer whom nobody serves', async () => {
	const openid = await wechat.customer();
	expect((await conversation('get', whom(openid))).json('WeChat')).toEqual([
		{ openid, unionid: null, appid: SERVICE.appid, is_open: false, kf_account: null, opened_at: null },
	]);
});

describe('Open', () => {
	test('twice with the same staff is once', async () => {
		const openid = await served();
		expect((await conversation('open', { ...whom(openid), kf_account: choose(LAN) })).error).toBeUndefined();
	});

	test.each([
		['who is not online', 65415, /not online/, HE],
		['whom WeChat does not know', 65401, /does not know this member of staff/, 'mo@lotustea'],
	])('with staff %s', async (_, errcode, hint, kf_account) => {
		const run = await conversation('open', { ...whom(await wechat.customer()), kf_account: choose(kf_account) });
		expect(run.error).toMatchObject({ httpCode: String(errcode), description: expect.stringMatching(hint) });
	});

	test('of someone whom another one serves', async () => {
		await wechat.client.control('/staff', { kf_account: HE, online: true });
		const run = await conversation('open', { ...whom(await served()), kf_account: choose(HE) });
		expect(run.error).toMatchObject({ httpCode: '65414', description: expect.stringContaining('Hand Over gives the conversation') });
	});

	test('everybody who waits: whom the list names go to staff, and each item says to whom', async () => {
		const people = [await wechat.customer(), await wechat.customer()];
		await wechat.client.control('/waiting', { openids: people });
		const nodes = [
			{ ...customerService('conversation', 'getAll', { list: 'waiting', returnAll: true }), name: 'Waiting' },
			customerService('conversation', 'open', { recipient: 'openid', openid: '={{ $json.openid }}', kf_account: choose(LAN) }),
		];
		const run = await wechat.run(nodes);
		expect(run.json('WeChat')!.map(({ openid, kf_account }) => [openid, kf_account])).toEqual(people.map((openid) => [openid, LAN]));
		expect((await wechat.client.get('/customservice/kfsession/getwaitcase')).count).toBe(0);
	});
});

test('Close of a conversation that is not open: there is nothing to do', async () => {
	const openid = await wechat.customer();
	const run = await conversation('close', whom(openid));
	expect(run.json('WeChat')).toEqual([{ openid, unionid: null, appid: SERVICE.appid, kf_account: null, closed: false }]);
	expect(await paths()).not.toContain(CLOSE);
});

test('an answer is lost: opening comes to the same when it is done again, closing does not', async () => {
	const [waiting, open] = [await wechat.customer(), await served()];
	for (const path of [OPEN, CLOSE]) await wechat.fault({ path, drop: true });
	const opened = await conversation('open', { ...whom(waiting), kf_account: choose(LAN) });
	const closed = await conversation('close', whom(open));
	expect(opened.error).toBeUndefined();
	expect(closed.error).toMatchObject({ description: expect.stringContaining('It is not known whether WeChat carried it out') });
	expect([await wechat.calls(OPEN), await wechat.calls(CLOSE)].map(({ length }) => length)).toEqual([2, 1]);
});

describe('Get Many', () => {
	test('nobody: no items', async () => {
		for (const list of [{ list: 'waiting' }, { list: 'staff', kf_account: choose(LAN) }]) {
			const run = await conversation('getAll', list);
			expect([run.error, run.json('WeChat')]).toEqual([undefined, []]);
		}
	});

	test('of the waiting WeChat names 100, and each item says how many there are', async () => {
		const { openids } = await wechat.client.control('/followers', { count: 100 });
		const { openids: more } = await wechat.client.control('/followers', { count: 1 });
		await wechat.client.control('/waiting', { openids: [...openids, ...more] });
		const found = (await conversation('getAll', { list: 'waiting', returnAll: true })).json('WeChat')!;
		expect(found).toHaveLength(100);
		expect(found[99]).toEqual({
			...{ openid: openids[99], unionid: null, appid: SERVICE.appid, is_open: false, kf_account: null, opened_at: null },
			...{ last_message_at: expect.stringMatching(/\+08:00$/), waiting: 101 },
		});
	});

	test('no more than the limit', async () => {
		await served();
		await served();
		expect((await conversation('getAll', { list: 'staff', kf_account: choose(LAN), limit: 1 })).json('WeChat')).toHaveLength(1);
	});
});

describe('Hand Over', () => {
	const toHe = (openid: string) => ({ ...whom(openid), kf_account: choose(HE) });

	test('to who is not online: the customer keeps whom they have', async () => {
		const openid = await served();
		const run = await conversation('handOver', toHe(openid));
		expect(run.error!.message).toBe(`${HE} is not online: the customer stays with ${LAN}`);
		expect(await servedBy(openid)).toBe(LAN);
	});

	test('of who has nobody, to who is not online', async () => {
		const run = await conversation('handOver', toHe(await wechat.customer()));
		expect(run.error!.message).toBe(`${HE} is not online: the conversation was not opened`);
	});

	describe('to who is online', () => {
		beforeEach(async () => await wechat.client.control('/staff', { kf_account: HE, online: true }));

		test('of who has nobody: the conversation is opened', async () => {
			const openid = await wechat.customer();
			expect((await conversation('handOver', toHe(openid))).json('WeChat')).toMatchObject([{ from_kf_account: null, to_kf_account: HE }]);
			expect(await paths()).not.toContain(CLOSE);
		});

		test('to who has it already: nothing is closed', async () => {
			const openid = await served(HE);
			expect((await conversation('handOver', toHe(openid))).json('WeChat')).toMatchObject([{ from_kf_account: HE, to_kf_account: HE }]);
			expect(await paths()).toEqual(['/customservice/kfsession/getsession']);
		});

		test('the new one is not taken: it is said that the old one is closed', async () => {
			const openid = await served();
			await wechat.fault({ path: OPEN, errcode: 65415 });
			const run = await conversation('handOver', toHe(openid));
			expect(run.error!.message).toBe(
				`The conversation with ${LAN} is closed, but ${HE} has not got it. WeChat refused: the worker is not online (65415)`,
			);
		});

		test('the old one cannot be closed: nothing is opened', async () => {
			await wechat.fault({ path: CLOSE, errcode: 65400 });
			const run = await conversation('handOver', toHe(await served()));
			expect(run.error!.message).toMatch(/^WeChat refused: please enable/);
			expect(await paths()).not.toContain(OPEN);
		});

		test('Retry On Fail finishes what was begun', async () => {
			const openid = await served();
			await wechat.fault({ path: OPEN, errcode: 65415 });
			const run = await conversation('handOver', toHe(openid), {}, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 });
			expect(run.error).toBeUndefined();
			expect(await servedBy(openid)).toBe(HE);
		});
	});
});

test('a Mini Program has none of this, and the hint says so', async () => {
	wechat.credential({ appId: MINI.appid, appSecret: MINI.secret, accountType: MINI.type });
	const run = await conversation('getAll', { list: 'waiting' });
	expect(run.error).toMatchObject({
		httpCode: '48001',
		description: expect.stringMatching(/^This exists in an Official Account only, and the credential is for a Mini Program\./),
	});
});
