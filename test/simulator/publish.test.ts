import axios from 'axios';
import { Client } from './client';
import { type Receiver, startReceiver } from './receiver';
import { type Simulator, startSimulator } from './simulator';

const jpg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

let simulator: Simulator;
let client: Client;
let receiver: Receiver;
beforeEach(async () => {
	simulator = await startSimulator();
	receiver = await startReceiver();
	client = new Client(simulator.url);
});
afterEach(async () => {
	await simulator.close();
	await receiver.close();
});

const articles = [
	{ title: 'Tea', content: '<p>leaves</p>', need_open_comment: 1 },
	{ title: 'Pots', content: '<p>clay</p>' },
];

const draft = async (): Promise<string> => {
	const cover = await client.upload('/cgi-bin/material/add_material', { type: 'image' }, { name: 'tea.jpg', content: jpg });
	const covered = articles.map((article) => ({ ...article, thumb_media_id: cover.media_id }));
	return (await client.post('/cgi-bin/draft/add', { articles: covered })).media_id;
};
const submit = async (media_id: string) => await client.post('/cgi-bin/freepublish/submit', { media_id });
const status = async (publish_id: string) => await client.post('/cgi-bin/freepublish/get', { publish_id });

async function end(publish_id: string) {
	for (;;) {
		const answer = await status(publish_id);
		if (answer.publish_status !== 1) return answer;
		await new Promise((resolve) => setTimeout(resolve, 30));
	}
}

const publish = async () => await end((await submit(await draft())).publish_id);
const remove = async (article_id: string, index?: number) => await client.post('/cgi-bin/freepublish/delete', { article_id, index });
const drafts = async () => (await client.get('/cgi-bin/draft/count')).total_count;
const page = async (url: string) => (await axios.get(url)).data as string;

test('takes a moment; then the draft is gone and its articles can be read', async () => {
	const { publish_id, ...rest } = await submit(await draft());
	expect(rest).toEqual({ errcode: 0, errmsg: 'ok', msg_data_id: expect.stringMatching(/^\d+$/) });
	expect(await status(publish_id)).toEqual({ publish_id, publish_status: 1, fail_idx: [] });
	expect(await drafts()).toBe(1);
	const { article_id, article_detail, ...done } = await end(publish_id);
	expect(done).toEqual({ publish_id, publish_status: 0, fail_idx: [] });
	expect(await drafts()).toBe(0);
	expect(article_detail).toMatchObject({ count: 2, item: [{ idx: 1 }, { idx: 2 }] });
	expect(await page(article_detail.item[1].article_url)).toContain('<p>clay</p>');
	const { news_item } = await client.post('/cgi-bin/freepublish/getarticle', { article_id });
	expect(news_item).toMatchObject([
		{ title: 'Tea', need_open_comment: 1, is_deleted: false, url: article_detail.item[0].article_url },
		{ title: 'Pots', need_open_comment: 0 },
	]);
	const list = await client.post('/cgi-bin/freepublish/batchget', { offset: 0, count: 20 });
	expect(list).toMatchObject({ total_count: 1, item: [{ article_id, content: { news_item } }] });
});

test('an article can be sent to a customer', async () => {
	const { article_id } = await publish();
	const touser = await client.follower({ grants: [{ kind: 'message', until: Date.now() + 60_000, left: 5 }], activeAt: Date.now() });
	expect(await client.post('/cgi-bin/message/custom/send', { touser, msgtype: 'mpnewsarticle', mpnewsarticle: { article_id } })).toMatchObject({ errcode: 0 });
});

test('comments are found by its msg_data_id', async () => {
	const { msg_data_id } = await submit(await draft());
	const list = { msg_data_id: Number(msg_data_id), index: 0, begin: 0, count: 10, type: 0 };
	expect(await client.post('/cgi-bin/comment/list', list)).toMatchObject({ errcode: 0, total: 0 });
});

describe('deleting', () => {
	test('one leaves the others', async () => {
		const { article_id, article_detail, publish_id } = await publish();
		expect(await remove(article_id, 2)).toEqual({ errcode: 0, errmsg: 'ok' });
		const { news_item } = await client.post('/cgi-bin/freepublish/getarticle', { article_id });
		expect(news_item).toMatchObject([{ is_deleted: false }, { is_deleted: true }]);
		expect(await page(article_detail.item[1].article_url)).toContain('The publisher has deleted this article');
		expect(await page(article_detail.item[0].article_url)).toContain('<p>leaves</p>');
		expect(await status(publish_id)).toMatchObject({ publish_status: 0 });
	});

	test.each([undefined, 0])('all (index %s): nothing is left, and the order says so', async (index) => {
		const { article_id, publish_id } = await publish();
		expect(await remove(article_id, index)).toMatchObject({ errcode: 0 });
		expect(await client.post('/cgi-bin/freepublish/getarticle', { article_id })).toMatchObject({ errcode: 53600 });
		expect(await client.post('/cgi-bin/freepublish/batchget', { offset: 0, count: 1 })).toMatchObject({ total_count: 0 });
		expect(await status(publish_id)).toEqual({ publish_id, publish_status: 5, fail_idx: [] });
	});

	test('what is not there', async () => {
		expect(await remove('none')).toMatchObject({ errcode: 53600 });
		expect(await remove((await publish()).article_id, 3)).toMatchObject({ errcode: 40114 });
	});
});

test('what is not there cannot be published or asked for', async () => {
	expect(await submit('none')).toMatchObject({ errcode: 40007 });
	expect(await status('1')).toMatchObject({ errcode: 40035 });
});

test('the same draft twice: it is published once', async () => {
	const media_id = await draft();
	const [first, second] = [await submit(media_id), await submit(media_id)];
	expect((await end(first.publish_id)).publish_status).toBe(0);
	expect((await end(second.publish_id)).publish_status).toBe(3);
});

test('ends as it was ordered to: the draft stays', async () => {
	await client.control('/publishing', { status: 2, fail_idx: [2] });
	expect(await publish()).toMatchObject({ publish_status: 2, fail_idx: [2] });
	expect(await drafts()).toBe(1);
	expect(await publish()).toMatchObject({ publish_status: 0 });
	expect(await client.control('/publishing', { status: 0 })).toEqual({ error: 'status is 2, 3 or 4' });
});

test('the account is told, well or not; no follower is made up for it', async () => {
	await client.control('/accounts', { callback: { url: receiver.url, mode: 'plain' } });
	const { article_id, publish_id } = await publish();
	await client.control('/publishing', { status: 4, fail_idx: [1, 2] });
	await publish();
	while (receiver.received.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
	const [good, bad] = receiver.received.map(({ body }) => body.replace(/<!\[CDATA\[|\]\]>/g, ''));
	expect(good).toContain('<FromUserName>mphelper</FromUserName>');
	expect(good).toMatch(`<Event>PUBLISHJOBFINISH</Event><PublishEventInfo><publish_id>${publish_id}</publish_id><publish_status>0</publish_status><article_id>${article_id}</article_id><article_detail><count>2</count><item><idx>1</idx>`);
	expect(bad).toContain('<publish_status>4</publish_status><fail_idx>1</fail_idx><fail_idx>2</fail_idx>');
	expect((await client.control(`/followers?appid=${client.appid}`))).toEqual([]);
});

describe('an account that is not verified', () => {
	beforeEach(async () => await client.control('/accounts', { verified: false }));

	test('has drafts', async () => {
		expect((await client.post('/cgi-bin/draft/get', { media_id: await draft() })).news_item).toHaveLength(2);
	});

	test.each([
		['submit', { media_id: 'x' }],
		['get', { publish_id: '1' }],
		['delete', { article_id: 'x' }],
		['getarticle', { article_id: 'x' }],
		['batchget', { offset: 0, count: 1 }],
	])('has no freepublish/%s', async (call, body) => {
		expect(await client.post(`/cgi-bin/freepublish/${call}`, body)).toMatchObject({ errcode: 48001 });
	});
});
