import type { IDataObject } from 'n8n-workflow';
import type { NodeInput } from './engine';
import { items, officialAccount, SERVICE, useWechat } from './wechat';

/** Comments on articles that were broadcast: read, answered, featured, deleted. */
const wechat = useWechat();

const LIST = '/cgi-bin/comment/list';
let msg_data_id: string;
let openid: string;

/** Two articles that take comments. */
beforeEach(async () => {
	const { openids } = await wechat.client.control('/followers', { count: 2 });
	[openid] = openids;
	const articles = [{}, {}].map(() => ({ title: 'Tea', content: 'x', need_open_comment: 1 }));
	const { media_id } = await wechat.client.control('/news', { articles });
	const message = { touser: openids, msgtype: 'mpnews', mpnews: { media_id } };
	msg_data_id = String((await wechat.client.post('/cgi-bin/message/mass/send', message)).msg_data_id);
	await wechat.client.control('/calls', {}, 'DELETE');
});

async function write(count: number, more: IDataObject = {}): Promise<void> {
	for (let n = 1; n <= count; n++) {
		await wechat.client.control('/comments', { msg_data_id: Number(msg_data_id), openid, content: `no. ${n}`, ...more });
	}
}

const comment = (operation: string, parameters: IDataObject = {}, settings: Partial<NodeInput> = {}) =>
	officialAccount('comment', operation, { msg_data_id, ...parameters }, settings as never);
const byId = (value: unknown) => ({ __rl: true, mode: 'id', value });
const bodies = async (path: string) => (await wechat.calls(path)).map(({ body }) => body as IDataObject);

async function list(parameters: IDataObject = {}): Promise<IDataObject[]> {
	const run = await wechat.run(comment('getAll', { returnAll: true, ...parameters }));
	expect(run.error).toBeUndefined();
	return run.json('WeChat') ?? [];
}

async function refusal(node: NodeInput, more = {}) {
	const run = await wechat.run(node, more);
	expect(run.items('WeChat')).toBeUndefined();
	const { message, description } = run.error as { message: string; description?: string };
	return { message, description };
}

describe('Get Many', () => {
	test('nobody has commented yet: no items, no error', async () => {
		expect(await list()).toEqual([]);
	});

	test('page after page, 49 at a time, each once', async () => {
		await write(100);
		expect((await list()).map(({ user_comment_id }) => user_comment_id)).toEqual(Array.from({ length: 100 }, (_, n) => String(n + 1)));
		expect((await bodies(LIST)).map(({ begin, count }) => [begin, count])).toEqual([
			[0, 49],
			[49, 49],
			[98, 49],
		]);
	});

	test('a Limit asks for no more pages than it needs', async () => {
		await write(60);
		expect(await list({ returnAll: false, limit: 49 })).toHaveLength(49);
		expect(await wechat.calls(LIST)).toHaveLength(1);
	});

	test.each<[number, string[]]>([
		[0, ['no. 1', 'no. 2']],
		[1, ['no. 1']],
		[2, ['no. 2']],
	])('type %d', async (type, expected) => {
		await write(2);
		await wechat.client.post('/cgi-bin/comment/markelect', { msg_data_id: Number(msg_data_id), user_comment_id: 2 });
		const found = await list({ type });
		expect(found.map(({ content }) => content)).toEqual(expected);
		expect(found.map(({ content, featured }) => featured === (content === 'no. 2'))).toEqual(expected.map(() => true));
	});

	test('the second article is number 2; WeChat counts from 0', async () => {
		await write(1, { index: 1 });
		expect(await list()).toEqual([]);
		expect(await list({ articleNumber: 2 })).toMatchObject([{ article_number: 2 }]);
		expect((await bodies(LIST)).map(({ index }) => index)).toEqual([0, 1]);
	});

	test('who hides, and what has no reply: the same keys, empty', async () => {
		await write(1, { anonymous: true });
		expect(await list()).toEqual([
			{
				...{ openid: null, unionid: null, appid: SERVICE.appid, msg_data_id, article_number: 1, user_comment_id: '1' },
				...{ content: 'no. 1', featured: false, commented_at: expect.stringMatching(/\+08:00$/), reply: null, replied_at: null },
			},
		]);
	});

	test('the old numbers of the flag, and a list that WeChat hides', async () => {
		await wechat.fault({ path: LIST, body: { errcode: 0, comment: [{ user_comment_id: 1, comment_type: true }], total: 1 } });
		expect(await list()).toMatchObject([{ featured: true, commented_at: null }]);
		await wechat.fault({ path: LIST, body: { errcode: 0, comment: [], total: 0, comment_cnt: 182 } });
		expect(await list()).toEqual([]);
	});

	test('a busy WeChat is asked again', async () => {
		await write(1);
		await wechat.fault({ path: LIST, errcode: -1 });
		expect(await list()).toHaveLength(1);
	}, 20_000);

	test('an article that WeChat does not know', async () => {
		expect(await refusal(comment('getAll', { msg_data_id: '7' }))).toEqual({
			message: expect.stringContaining('msg_data is not exists (88001)'),
			description: expect.stringContaining('message data ID'),
		});
	});
});

describe('a field is wrong', () => {
	test.each<[string, string, IDataObject, string]>([
		['no article', 'getAll', { msg_data_id: '={{ "" }}' }, '“Article Data ID” is empty'],
		['the media ID instead', 'open', { msg_data_id: 'KTz8ecnM' }, '“Article Data ID” must be the msg_data_id of a broadcast'],
		['article 0', 'close', { articleNumber: 0 }, '“Article Number” must be at least 1'],
		['no article number, which would be another article', 'open', { articleNumber: '={{ $json.nothing }}' }, '“Article Number” is empty'],
		['no comment', 'feature', { user_comment_id: byId('={{ null }}') }, '“Comment” is empty'],
		['no number', 'delete', { user_comment_id: byId('first') }, '“Comment” must be the user_comment_id of a comment'],
		['no reply', 'reply', { user_comment_id: byId('1'), content: '={{ null }}' }, '“Reply” is empty'],
	])('%s: it is named, and nothing is called', async (_, operation, parameters, expected) => {
		expect((await refusal(comment(operation, parameters))).message).toContain(expected);
		expect(await wechat.calls()).toEqual([]);
	});
});

describe('from one node to the next', () => {
	test('every comment is answered, by the fields of Get Many', async () => {
		await write(1);
		await write(2, { index: 1 });
		const run = await wechat.run([
			comment('getAll', { articleNumber: 2, returnAll: true }),
			{
				...officialAccount('comment', 'reply', {
					...{ msg_data_id: '={{ $json.msg_data_id }}', articleNumber: '={{ $json.article_number }}' },
					...{ user_comment_id: byId('={{ $json.user_comment_id }}'), content: '=Thank you for {{ $json.content }}' },
				}),
				name: 'Reply',
			},
		]);
		expect(run.error).toBeUndefined();
		expect(run.items('Reply')!.map(({ json, pairedItem }) => [json.openid, json.content, json.user_comment_id, pairedItem])).toEqual([
			[openid, 'no. 1', '1', { item: 0 }],
			[openid, 'no. 2', '2', { item: 1 }],
		]);
		expect((await list({ articleNumber: 2 })).map(({ reply }) => reply)).toEqual(['Thank you for no. 1', 'Thank you for no. 2']);
		expect((await list()).map(({ reply }) => reply)).toEqual([null]);
	});

	test('one that has an answer already does not stop the others', async () => {
		await write(2);
		await wechat.client.post('/cgi-bin/comment/reply/add', { msg_data_id: Number(msg_data_id), user_comment_id: 1, content: 'Mine' });
		const node = comment('reply', { user_comment_id: byId('={{ $json.id }}'), content: 'Thanks' }, { onError: 'continueRegularOutput' });
		const run = await wechat.run(node, { items: items({ id: 1 }, { id: 2 }) });
		expect(run.json('WeChat')).toMatchObject([{ id: 1, errcode: 88005, error: expect.stringContaining('already reply') }, { reply: 'Thanks' }]);
		expect((await list()).map(({ reply }) => reply)).toEqual(['Mine', 'Thanks']);
	});
});

describe('when the answer is lost', () => {
	beforeEach(async () => await write(1));

	test.each([
		['feature', 'markelect'],
		['unfeature', 'unmarkelect'],
		['open', 'open'],
		['close', 'close'],
	])('%s is done again: that does no harm', async (operation, path) => {
		await wechat.fault({ path: `/cgi-bin/comment/${path}`, drop: true });
		const run = await wechat.run(comment(operation, { user_comment_id: byId('1') }));
		expect(run.error).toBeUndefined();
		expect(await wechat.calls(`/cgi-bin/comment/${path}`)).toHaveLength(2);
	});

	test.each([
		['reply', 'reply/add'],
		['deleteReply', 'reply/delete'],
		['delete', 'delete'],
	])('%s is not: that nobody knows is said', async (operation, path) => {
		await wechat.fault({ path: `/cgi-bin/comment/${path}`, drop: true });
		const { description } = await refusal(comment(operation, { user_comment_id: byId('1'), content: 'x' }));
		expect(description).toContain('It is not known whether WeChat carried it out');
		expect(await wechat.calls(`/cgi-bin/comment/${path}`)).toHaveLength(1);
	});
});
