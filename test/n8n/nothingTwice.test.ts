import type { IDataObject } from 'n8n-workflow';
import { binary, type NodeInput } from './engine';
import { files, items, officialAccount, textTo, useWechat } from './wechat';

/** A customer must not get a message twice, whatever fails and whoever tries again. */
const wechat = useWechat();

const SEND = '/cgi-bin/message/custom/send';

/** n8n waits one second unless told. */
const RETRIES: Partial<NodeInput> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

async function customers(count: number): Promise<string[]> {
	const people: string[] = [];
	while (people.length < count) people.push(await wechat.customer());
	return people;
}

const send = (settings: Partial<NodeInput> = {}) => textTo('={{ $json.to }}', '={{ $json.text }}', settings as never);

const toAll = (people: string[]) => items(...people.map((to, index) => ({ to, text: `Message ${index}` })));

async function phones(people: string[]): Promise<string[][]> {
	return await Promise.all(people.map(wechat.phone));
}

const eachOnce = (people: string[]) => people.map((_, index) => [`Message ${index}`]);

describe('Retry On Fail', () => {
	test('the third of five failed once: everybody has one message', async () => {
		const people = await customers(5);
		await wechat.fault({ path: SEND, errcode: 45009, skip: 2 });
		const run = await wechat.run(send(RETRIES), { items: toAll(people) });
		expect(run.error).toBeUndefined();
		expect(await phones(people)).toEqual(eachOnce(people));
		expect(await wechat.calls(SEND)).toHaveLength(6);
		expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.text, pairedItem])).toEqual(
			people.map((_, item) => [`Message ${item}`, { item }]),
		);
	});

	test('the third of five failed every time: the first two have one message, the others none', async () => {
		const people = await customers(5);
		await wechat.fault({ path: SEND, errcode: 45009, skip: 2, times: 3 });
		const run = await wechat.run(send(RETRIES), { items: toAll(people) });
		expect(run.error).toMatchObject({ httpCode: '45009', context: { itemIndex: 2 } });
		expect(await phones(people)).toEqual([['Message 0'], ['Message 1'], [], [], []]);
		expect(await wechat.calls(SEND)).toHaveLength(5);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'with %s: the first failed once and is tried again, the others have one message',
		async (onError) => {
			const people = await customers(3);
			await wechat.fault({ path: SEND, errcode: 45009 });
			const run = await wechat.run(send({ ...RETRIES, onError }), { items: toAll(people) });
			expect(await phones(people)).toEqual(eachOnce(people));
			expect(run.json('WeChat')!.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
			expect(await wechat.calls(SEND)).toHaveLength(4);
		},
	);

	test('the same item through the node twice in one run of the workflow is two messages', async () => {
		const people = await customers(1);
		const run = await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				{ name: 'Morning', type: 'passThrough' },
				{ name: 'Evening', type: 'passThrough' },
				send(RETRIES),
			],
			connections: [
				['Start', 'Morning'],
				['Start', 'Evening'],
				['Morning', 'WeChat'],
				['Evening', 'WeChat'],
			],
			items: toAll(people),
		});
		expect(run.error).toBeUndefined();
		expect(await phones(people)).toEqual([['Message 0', 'Message 0']]);
	});
});

describe('a write that went through although its answer was lost', () => {
	const unknown = {
		message: 'WeChat could not be reached: the connection was cut',
		description: expect.stringContaining('It is not known whether WeChat carried it out'),
	};

	test('is not repeated, and says that the outcome is unknown', async () => {
		const people = await customers(1);
		await wechat.fault({ path: SEND, drop: true });
		const run = await wechat.run(send(), { items: toAll(people) });
		expect(run.error).toMatchObject(unknown);
		expect(await phones(people)).toEqual(eachOnce(people));
	});

	test('is not repeated by Retry On Fail either', async () => {
		const people = await customers(3);
		await wechat.fault({ path: SEND, drop: true, skip: 1 });
		const run = await wechat.run(send(RETRIES), { items: toAll(people) });
		expect(run.error).toMatchObject(unknown);
		expect(await phones(people)).toEqual([['Message 0'], ['Message 1'], []]);
	});

	test('is not repeated by Retry On Fail together with Continue On Fail; the others go on', async () => {
		const people = await customers(3);
		await wechat.fault({ path: SEND, drop: true });
		const run = await wechat.run(send({ ...RETRIES, onError: 'continueRegularOutput' }), { items: toAll(people) });
		expect(run.json('WeChat')).toEqual([
			expect.objectContaining({ error: unknown.message, errcode: null, hint: unknown.description }),
			expect.not.objectContaining({ error: expect.anything() }),
			expect.not.objectContaining({ error: expect.anything() }),
		]);
		expect(await phones(people)).toEqual(eachOnce(people));
	});

	test.each<[string, IDataObject]>([
		['WeChat is busy (-1)', { errcode: -1 }],
		['a gateway times out', { status: 504 }],
		['a proxy answers instead', { body: '<html>Log in</html>' }],
	])('%s: not repeated, by us or by Retry On Fail', async (_, fault) => {
		const people = await customers(1);
		await wechat.fault({ path: SEND, ...fault, times: 5 });
		const run = await wechat.run(send(RETRIES), { items: toAll(people) });
		expect(run.error).toBeDefined();
		expect(await wechat.calls(SEND)).toHaveLength(1);
	});
});

test('nobody answers at all: nothing was done, and Retry On Fail may try again', async () => {
	wechat.credential({
		baseUrl: 'http://127.0.0.1:9',
		accessToken: 'a token that would do',
		expiresAt: Date.now() + 3600_000,
		issuedAppId: wechat.client.appid,
	});
	const run = await wechat.run(send(), { items: items({ to: 'o1', text: 'Hello' }) });
	expect(run.error).toMatchObject({
		message: 'WeChat could not be reached: nobody answers at that address',
		description: expect.not.stringContaining('not known'),
	});
});

describe('what may be repeated is repeated', () => {
	const getTags = officialAccount('tag', 'getAll');

	test.each<[string, IDataObject]>([
		['the connection was cut', { drop: true }],
		['WeChat is busy', { errcode: -1 }],
		['a gateway fails', { status: 502 }],
	])('a read: %s', async (_, fault) => {
		await wechat.fault({ path: '/cgi-bin/tags/get', ...fault, times: 1 });
		const run = await wechat.run(getTags);
		expect(run.error).toBeUndefined();
		expect(await wechat.calls()).toHaveLength(2);
	});

	test('a read fails in the end: three tries', async () => {
		await wechat.fault({ path: '/cgi-bin/tags/get', errcode: -1, times: 9 });
		expect((await wechat.run(getTags)).error).toMatchObject({ httpCode: '-1' });
		expect(await wechat.calls()).toHaveLength(3);
	});

	test('a write that comes to the same when done twice', async () => {
		const openid = await wechat.client.follower();
		await wechat.fault({ path: '/cgi-bin/user/info/updateremark', drop: true });
		const run = await wechat.run(officialAccount('follower', 'updateRemark', { openid, remark: 'Li' }));
		expect(run.error).toBeUndefined();
		expect(await wechat.calls()).toHaveLength(2);
	});

	test('an upload that dies in three days, but not one into the library', async () => {
		const upload = (usedFor: string) => officialAccount('media', 'upload', { usedFor, type: 'image' });
		const photo = { json: {}, binary: { data: await binary(files.jpg, 'a.jpg', 'image/jpeg') } };
		for (const path of ['/cgi-bin/media/upload', '/cgi-bin/material/add_material']) await wechat.fault({ path, drop: true });
		expect((await wechat.run(upload('message'), { items: [photo] })).error).toBeUndefined();
		expect((await wechat.run(upload('library'), { items: [photo] })).error).toBeDefined();
		expect((await wechat.calls()).map(({ path, cut }) => [path, cut])).toEqual([
			['/cgi-bin/media/upload', true],
			['/cgi-bin/media/upload', undefined],
			['/cgi-bin/material/add_material', true],
		]);
	});

	test('a write that WeChat was too busy to begin', async () => {
		const people = await customers(1);
		await wechat.fault({ path: SEND, errcode: 45033 });
		const run = await wechat.run(send(), { items: toAll(people) });
		expect(run.error).toBeUndefined();
		expect(await phones(people)).toEqual(eachOnce(people));
	});

	test('a write whose token had died: WeChat did nothing', async () => {
		const people = await customers(3);
		await wechat.run(getTags);
		await wechat.client.control('/tokens', { action: 'void' });
		const run = await wechat.run(send(), { items: toAll(people) });
		expect(run.error).toBeUndefined();
		expect(await phones(people)).toEqual(eachOnce(people));
		expect((await wechat.calls(SEND)).map(({ errcode }) => errcode)).toEqual([40001, 0, 0, 0]);
	});

	test('the quota of the day is used up: asking again would not help', async () => {
		await wechat.fault({ path: '/cgi-bin/tags/get', errcode: 45009, times: 9 });
		await wechat.run(getTags);
		expect(await wechat.calls()).toHaveLength(1);
	});
});

test('our fields never overwrite those of the input', async () => {
	const openid = await wechat.client.follower();
	const node = officialAccount('follower', 'updateRemark', { openid, remark: 'new' });
	const run = await wechat.run(node, { items: items({ remark: 'mine', appid: 'mine', unionid: 'mine', raw: 1 }) });
	expect(run.json('WeChat')).toEqual([{ openid, remark: 'mine', appid: 'mine', unionid: 'mine', raw: 1 }]);
});
