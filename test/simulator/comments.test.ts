import { Client } from './client';
import { type Simulator, startSimulator } from './simulator';

let simulator: Simulator;
let client: Client;
let openids: string[];
let msg_data_id: number;

beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
	({ openids } = await client.control('/followers', { count: 2 }));
	msg_data_id = await broadcast([{ need_open_comment: 1 }, { need_open_comment: 1, only_fans_can_comment: 1 }, {}]);
});

async function broadcast(articles: object[]): Promise<number> {
	const { media_id } = await client.control('/news', { articles: articles.map((one) => ({ title: 'Tea', content: 'x', ...one })) });
	return (await client.post('/cgi-bin/message/mass/send', { touser: openids, msgtype: 'mpnews', mpnews: { media_id } })).msg_data_id;
}

const write = async (content: string, more = {}) =>
	await client.control('/comments', { msg_data_id, openid: openids[0], content, ...more });
const act = async (what: string, more = {}) => await client.post(`/cgi-bin/comment/${what}`, { msg_data_id, ...more });
const list = async (more = {}) => await act('list', { begin: 0, count: 49, type: 0, ...more });
const OK = { errcode: 0, errmsg: 'ok' };

test('what readers write is listed, with who they are unless they hide it', async () => {
	expect(await list()).toEqual({ ...OK, comment: [], total: 0 });
	expect(await write('Lovely')).toEqual({ user_comment_id: 1 });
	await write('Too sweet', { anonymous: true });
	const create_time = expect.any(Number);
	expect(await list()).toEqual({
		...OK,
		comment: [
			{ user_comment_id: 1, openid: openids[0], content: 'Lovely', create_time, comment_type: 0 },
			{ user_comment_id: 2, content: 'Too sweet', create_time, comment_type: 0 },
		],
		total: 2,
	});
});

test('in pages, 1 to 49 at a time', async () => {
	for (let n = 1; n <= 51; n++) await write(`no. ${n}`);
	const second = await list({ begin: 49 });
	expect([second.total, second.comment.map((one: any) => one.content)]).toEqual([51, ['no. 50', 'no. 51']]);
	expect(await list({ count: 50 })).toMatchObject({ errcode: 88010 });
	expect(await list({ count: 0 })).toMatchObject({ errcode: 88010 });
	expect(await list({ type: 3 })).toMatchObject({ errcode: 40035 });
	expect(await list({ msg_data_id: 7 })).toMatchObject({ errcode: 88001 });
});

test('each article has its own; the first counts unless told', async () => {
	await write('to the second', { index: 1 });
	expect((await list()).total).toBe(0);
	expect((await list({ index: 1 })).total).toBe(1);
	expect(await list({ index: 3 })).toMatchObject({ errcode: 88001 });
});

test('featured ones and the others are listed apart', async () => {
	await write('a');
	await write('b');
	expect(await act('markelect', { user_comment_id: 2 })).toEqual(OK);
	expect((await list({ type: 0 })).total).toBe(2);
	expect((await list({ type: 1 })).comment).toMatchObject([{ content: 'a', comment_type: 0 }]);
	expect(await list({ type: 2 })).toMatchObject({ comment: [{ content: 'b', comment_type: 1 }], total: 1 });
	expect(await act('unmarkelect', { user_comment_id: 2 })).toEqual(OK);
	expect((await list({ type: 2 })).total).toBe(0);
});

test('100 of an article can be featured', async () => {
	for (let n = 1; n <= 101; n++) await write(`no. ${n}`);
	for (let n = 1; n <= 100; n++) expect(await act('markelect', { user_comment_id: n })).toEqual(OK);
	expect(await act('markelect', { user_comment_id: 101 })).toMatchObject({ errcode: 88003 });
	expect(await act('markelect', { user_comment_id: 100 })).toEqual(OK);
});

test('has one reply, which can be deleted', async () => {
	await write('Lovely');
	const reply = async (content: string) => await act('reply/add', { user_comment_id: 1, content });
	expect(await reply('')).toMatchObject({ errcode: 88007 });
	expect(await reply('Thank you')).toEqual(OK);
	expect((await list()).comment).toMatchObject([{ reply: { content: 'Thank you', create_time: expect.any(Number) } }]);
	expect(await reply('Again')).toMatchObject({ errcode: 88005 });
	expect(await act('reply/delete', { user_comment_id: 1 })).toEqual(OK);
	expect((await list()).comment[0]).not.toHaveProperty('reply');
	expect(await act('reply/delete', { user_comment_id: 1 })).toMatchObject({ errcode: 88009 });
});

test('deleted is gone, and its number does not come back', async () => {
	await write('a');
	expect(await act('delete', { user_comment_id: 1 })).toEqual(OK);
	expect(await act('delete', { user_comment_id: 1 })).toMatchObject({ errcode: 88008 });
	expect(await act('reply/add', { user_comment_id: 1, content: 'x' })).toMatchObject({ errcode: 88008 });
	expect(await write('b')).toEqual({ user_comment_id: 2 });
});

test('nobody can write where comments are closed, and only followers where it says so', async () => {
	expect(await write('x', { index: 2 })).toMatchObject({ error: expect.stringContaining('takes no comments') });
	expect(await act('open', { index: 2 })).toEqual(OK);
	expect(await write('x', { index: 2 })).toEqual({ user_comment_id: 1 });
	expect(await act('close')).toEqual(OK);
	expect(await write('x')).toMatchObject({ error: expect.stringContaining('takes no comments') });
	expect(await write('x', { index: 1, openid: 'stranger' })).toMatchObject({ error: expect.stringContaining('Only followers') });
	expect(await write('x', { msg_data_id: 7 })).toMatchObject({ error: expect.stringContaining('msg_data_id') });
	expect(await write('x', { index: 1, content: 7 })).toMatchObject({ error: expect.stringContaining('must be texts') });
});
