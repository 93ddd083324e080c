import type { INodeExecutionData } from 'n8n-workflow';
import { binary, type NodeInput } from './engine';
import { customerService, files, items, officialAccount, textTo, useWechat } from './wechat';

/** Errors were dropped, or ended everything: with Continue On Fail each item tells what became of it, and the others go on. */
const wechat = useWechat();

const rid = expect.stringMatching(/^[0-9a-f]+-[0-9a-f]+-[0-9a-f]+$/);

/** Items 0 and 2 may be written to; WeChat refuses 1, and the form of 3 is wrong. */
async function fourItems(): Promise<INodeExecutionData[]> {
	const [first, third] = [await wechat.customer(), await wechat.customer()];
	const silent = await wechat.client.follower();
	return items(
		{ to: first, order: 1 },
		{ to: silent, order: 2, nested: { a: [1] } },
		{ to: third, order: 3 },
		{ to: { id: 4 }, order: 4 },
	);
}

const refused = {
	error: 'WeChat refused: response out of time limit or subscription is canceled (45015)',
	errcode: 45015,
	errmsg: 'response out of time limit or subscription is canceled',
	rid,
	hint: expect.stringContaining('48 hours'),
	safe_to_repeat: false,
};

const invalid = {
	error: '“OpenID” must be a text, but it is an object',
	errcode: null,
	errmsg: null,
	rid: null,
	hint: 'Check the expression in this field',
	safe_to_repeat: false,
};

const send = (settings: Partial<NodeInput>) => textTo('={{ $json.to }}', 'Hello', settings as never);

test('Stop Workflow: the error is WeChat’s, with what to do, and names the item', async () => {
	const [, silent] = await fourItems();
	const run = await wechat.run(send({}), { items: [silent] });
	// Of "canceled" n8n would make a run that somebody stopped.
	expect(run.record.status).toBe('error');
	expect(run.error).toMatchObject({
		name: 'NodeApiError',
		message: 'WeChat refused: response out of time limit or subscription is cancelled (45015)',
		description: expect.stringMatching(/48 hours.*\(request [0-9a-f]+-/),
		httpCode: '45015',
		context: { itemIndex: 0 },
	});
});

test.each([
	['n8n 1 and 2', { onError: 'continueRegularOutput' as const }],
	['old workflows', { continueOnFail: true }],
])('Continue: failed items say why and keep the fields of the input, the others go on (%s)', async (_, settings) => {
	const input = await fourItems();
	const run = await wechat.run(send(settings), { items: input });
	expect(run.error).toBeUndefined();
	expect(run.json('WeChat')).toEqual([
		expect.objectContaining({ order: 1, msgtype: 'text' }),
		{ ...input[1].json, ...refused },
		expect.objectContaining({ order: 3, msgtype: 'text' }),
		{ ...input[3].json, ...invalid },
	]);
	expect(run.items('WeChat')!.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
	expect(await wechat.phone(String(input[2].json.to))).toEqual(['Hello']);
});

test('Continue Using Error Output: failed items go there, with code, words, hint and their fields', async () => {
	const input = await fourItems();
	const run = await wechat.run([send({ onError: 'continueErrorOutput' }), { name: 'Team', type: 'passThrough' }], {
		items: input,
		connections: [
			['Start', 'WeChat'],
			['WeChat', 'Team', { output: 1 }],
		],
	});
	expect(run.error).toBeUndefined();
	expect(run.json('WeChat', 0)!.map(({ order }) => order)).toEqual([1, 3]);
	expect(run.json('WeChat', 1)).toEqual([
		{ ...input[1].json, ...refused },
		{ ...input[3].json, ...invalid },
	]);
	expect(run.json('Team')).toEqual(run.json('WeChat', 1));
	expect(run.items('WeChat', 1)!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 3 }]);
});

test('an item that failed keeps its file: it can be sent another way', async () => {
	const photo = await binary(files.jpg, 'a.jpg', 'image/jpeg');
	for (const [onError, output] of [['continueRegularOutput', 0], ['continueErrorOutput', 1]] as const) {
		const node = officialAccount('media', 'upload', { usedFor: 'message', type: 'voice' }, { onError });
		const run = await wechat.run(node, { items: [{ json: { order: 1 }, binary: { data: photo } }] });
		expect(run.items('WeChat', output)![0]).toMatchObject({ json: { order: 1 }, binary: { data: { fileName: 'a.jpg' } } });
	}
});

test.each([['continueRegularOutput', 0], ['continueErrorOutput', 1]] as const)('%s: what WeChat says of a token is not put into n8n’s words', async (onError, output) => {
	await wechat.fault({ path: '/cgi-bin/tags/get', errcode: 40001, times: 9 });
	const run = await wechat.run(officialAccount('tag', 'getAll', {}, { onError }));
	expect(run.json('WeChat', output)).toMatchObject([{ error: expect.stringMatching(/^WeChat refused: .*getStableAccessToken.* \(40001\)$/), errcode: 40001 }]);
});

test('the input’s own field “error” does not make a success a failure', async () => {
	const to = await wechat.customer();
	const run = await wechat.run(send({ onError: 'continueErrorOutput' }), { items: items({ to, error: 'of yesterday' }) });
	expect(run.json('WeChat', 0)).toMatchObject([{ to, error: 'of yesterday', msgtype: 'text' }]);
	expect(run.json('WeChat', 1)).toEqual([]);
});

test('a partial failure names those that it was about', async () => {
	const follower = await wechat.client.follower();
	await wechat.client.post('/cgi-bin/tags/create', { tag: { name: 'VIP' } });
	const node = officialAccount(
		'tag',
		'addToFollowers',
		{ tagid: { __rl: true, mode: 'name', value: 'VIP' }, openid_list: `${follower}, stranger` },
		{ onError: 'continueRegularOutput' },
	);
	expect((await wechat.run(node)).json('WeChat')).toEqual([
		expect.objectContaining({ errcode: 45171, fail_openid_list: ['stranger'] }),
	]);
});

test('a list that failed at its third page gives an error and no half of a list', async () => {
	await wechat.client.control('/followers', { count: 250 });
	await wechat.fault({ path: '/cgi-bin/user/info/batchget', errcode: 45009, times: 1 });
	const node = officialAccount('follower', 'getAll', { returnAll: true }, { onError: 'continueRegularOutput' });
	expect((await wechat.run(node)).json('WeChat')).toEqual([expect.objectContaining({ errcode: 45009 })]);
});

test('a wrong App Secret tells every item the same', async () => {
	wechat.credential({ appSecret: 'wrong' });
	const node = customerService('message', 'showTyping', { recipient: 'openid', touser: 'o1' }, { onError: 'continueRegularOutput' });
	const run = await wechat.run(node, { items: items({ a: 1 }, { a: 2 }) });
	const failure = {
		error: expect.stringContaining('invalid appsecret'),
		errcode: 40125,
		hint: expect.stringContaining('App Secret'),
	};
	expect(run.json('WeChat')).toEqual([
		expect.objectContaining({ a: 1, ...failure }),
		expect.objectContaining({ a: 2, ...failure }),
	]);
});
