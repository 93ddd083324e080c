import { Client, SERVICE } from './client';
import { type Receiver, startReceiver } from './receiver';
import { type Simulator, startSimulator } from './simulator';

let simulator: Simulator;
let client: Client;

beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
});

const MP4 = Buffer.from('\0\0\0\u0018ftypmp42 a film', 'latin1');
const text = (content = '618') => ({ msgtype: 'text', text: { content } });
const toAll = async (content?: string, more = {}) =>
	await client.post('/cgi-bin/message/mass/sendall', { filter: { is_to_all: true }, ...text(content), ...more });
const toTag = async (tag_id: number, content?: string, more = {}) =>
	await client.post('/cgi-bin/message/mass/sendall', { filter: { is_to_all: false, tag_id }, ...text(content), ...more });
const toPeople = async (touser: string[], message: object = text(), more = {}) =>
	await client.post('/cgi-bin/message/mass/send', { touser, ...message, ...more });
const status = async (msg_id: number) => (await client.post('/cgi-bin/message/mass/get', { msg_id })).msg_status;
const remove = async (given: object) => await client.post('/cgi-bin/message/mass/delete', given);
const advance = async (seconds: number) => {
	await client.control('/clock', { advance: seconds });
	client.forgetToken();
};
const chat = async (openid: string) => (await client.control(`/conversations?openid=${openid}`))[openid] ?? [];
const news = async (count = 1, more = {}) =>
	(await client.control('/news', { articles: Array.from({ length: count }, (_, n) => ({ title: `Tea ${n}`, content: 'x', ...more })) })).media_id;
const article = async (count?: number) => ({ msgtype: 'mpnews', mpnews: { media_id: await news(count) } });

describe('a broadcast', () => {
	test('to all reaches who follows, and nobody who left or is blocked', async () => {
		const follower = await client.follower();
		const gone = await client.follower({ subscribed: false });
		const blocked = await client.follower({ blacklisted: true });
		const { msg_id, ...answer } = await toAll('618');
		expect(answer).toEqual({ errcode: 0, errmsg: 'send job submission success' });
		expect(await chat(follower)).toMatchObject([{ from: 'account', via: 'broadcast', type: 'text', content: { content: '618' } }]);
		expect([await chat(gone), await chat(blocked)]).toEqual([[], []]);
		expect(await status(msg_id)).toBe('SENDING');
		await advance(1);
		expect(await status(msg_id)).toBe('SEND_SUCCESS');
		expect(await client.post('/cgi-bin/message/mass/get', { msg_id: 7 })).toMatchObject({ errcode: 40059 });
	});

	test('to a tag reaches who has it', async () => {
		const vip = await client.follower({ tags: ['VIP'] });
		const other = await client.follower();
		expect(await toTag(100)).toMatchObject({ errcode: 0 });
		expect([(await chat(vip)).length, (await chat(other)).length]).toEqual([1, 0]);
		expect(await toTag(777)).toMatchObject({ errcode: 45159 });
		expect(await client.post('/cgi-bin/message/mass/sendall', { filter: { is_to_all: false }, ...text() })).toMatchObject({ errcode: 40035 });
	});

	test('to openids: 2 to 10,000 of this account', async () => {
		const { openids } = await client.control('/followers', { count: 2 });
		expect(await toPeople(openids)).toMatchObject({ errcode: 0 });
		expect((await chat(openids[1])).length).toBe(1);
		expect(await toPeople([openids[0]])).toMatchObject({ errcode: 40032 });
		expect(await toPeople(Array(10_001).fill(openids[0]))).toMatchObject({ errcode: 40032 });
		expect(await toPeople([openids[0], 'nobody'])).toMatchObject({ errcode: 40003 });
		await client.control('/accounts', { type: 'subscription' });
		expect(await toPeople(openids)).toMatchObject({ errcode: 48001 });
	});

	test('of a draft takes it out of the draft box, and the same can be sent to others', async () => {
		const { openids } = await client.control('/followers', { count: 2 });
		const thumb = await client.upload('/cgi-bin/material/add_material', { type: 'image' }, { name: 'a.jpg', content: Buffer.from('ffd8ffd9', 'hex') });
		const articles = [{ title: 'Tea', content: 'x', thumb_media_id: thumb.media_id }];
		const { media_id } = await client.post('/cgi-bin/draft/add', { articles });
		const drafts = async () => (await client.get('/cgi-bin/draft/count')).total_count;
		expect(await drafts()).toBe(1);
		const message = { msgtype: 'mpnews', mpnews: { media_id } };
		expect(await toPeople(openids, message)).toMatchObject({ errcode: 0 });
		expect(await drafts()).toBe(0);
		expect(await toPeople([...openids].reverse(), message)).toMatchObject({ errcode: 0 });
	});

	test('of an article has a msg_data_id', async () => {
		const { openids } = await client.control('/followers', { count: 2 });
		const { msg_id, msg_data_id } = await toPeople(openids, await article());
		expect([msg_id, msg_data_id]).toEqual([expect.any(Number), expect.any(Number)]);
		expect(await client.post('/cgi-bin/comment/list', { msg_data_id, begin: 0, count: 1, type: 0 })).toMatchObject({ total: 0 });
		const again = await toPeople(openids, await article());
		expect(again.msg_data_id).not.toBe(msg_data_id);
	});

	test('takes a video only from uploadvideo', async () => {
		const { openids } = await client.control('/followers', { count: 2 });
		const { media_id } = await client.upload('/cgi-bin/media/upload', { type: 'video' }, { name: 'a.mp4', content: MP4 });
		expect(await toPeople(openids, { msgtype: 'mpvideo', mpvideo: { media_id } })).toMatchObject({ errcode: 40007 });
		const made = await client.post('/cgi-bin/media/uploadvideo', { media_id, title: 'Tea', description: '' });
		expect(made).toEqual({ type: 'video', media_id: expect.any(String), created_at: expect.any(Number) });
		expect(await toPeople(openids, { msgtype: 'mpvideo', mpvideo: { media_id: made.media_id } })).toMatchObject({ errcode: 0 });
		expect(await client.post('/cgi-bin/media/uploadvideo', { media_id: 'x', title: 'Tea', description: '' })).toMatchObject({ errcode: 40007 });
	});

	test.each<[string, object, number]>([
		['an unknown type', { msgtype: 'music', text: { content: 'x' } }, 40008],
		['no object', { msgtype: 'text' }, 44004],
		['an empty text', text(''), 44004],
		['an unknown field', { msgtype: 'text', text: { content: 'x', colour: 'red' } }, 40097],
		['no pictures', { msgtype: 'image', images: { media_ids: [] } }, 40035],
		['a picture by the name of a preview', { msgtype: 'image', image: { media_id: 'x' } }, 40097],
		['pictures that are not there', { msgtype: 'image', images: { media_ids: ['x'] } }, 40007],
		['an article that is not there', { msgtype: 'mpnews', mpnews: { media_id: 'x' } }, 40007],
		['a card without an id', { msgtype: 'wxcard', wxcard: { card_id: '' } }, 40035],
	])('with %s is refused', async (_, message, errcode) => {
		const { openids } = await client.control('/followers', { count: 2 });
		expect(await toPeople(openids, message)).toMatchObject({ errcode });
	});
});

describe('the same broadcast again', () => {
	test('within 24 hours: 45065 with the first msg_id, also of other content', async () => {
		await client.follower({ tags: ['VIP'] });
		const { msg_id } = await toTag(100, '618', { clientmsgid: 'a' });
		expect(await toTag(100, 'other', { clientmsgid: 'a' })).toMatchObject({ errcode: 45065, msg_id });
		expect(await toTag(100, '618', { clientmsgid: 'b' })).toMatchObject({ errcode: 0 });
		await advance(24 * 3600);
		expect(await toTag(100, '618', { clientmsgid: 'a' })).toMatchObject({ errcode: 0 });
	});

	test('without an id WeChat goes by audience and content', async () => {
		await client.follower({ tags: ['VIP', 'New'] });
		await toTag(100);
		expect(await toTag(100)).toMatchObject({ errcode: 45065 });
		expect(await toTag(100, 'other')).toMatchObject({ errcode: 0 });
		expect(await toTag(101)).toMatchObject({ errcode: 0 });
	});

	test('an id has 32 bytes', async () => {
		await client.follower({ tags: ['VIP'] });
		expect(await toTag(100, 'x', { clientmsgid: 'a'.repeat(32) })).toMatchObject({ errcode: 0 });
		expect(await toTag(100, 'x', { clientmsgid: 'a'.repeat(33) })).toMatchObject({ errcode: 45067 });
	});
});

describe('how many', () => {
	test('to all: one a day, of a service account four a month', async () => {
		await client.follower();
		// From the second of a month on, so that four days stay within it.
		const now = new Date((await client.control('/state')).now);
		await advance((Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 2) - now.getTime()) / 1000);
		for (let day = 1; day <= 4; day++) {
			expect(await toAll(`day ${day}`)).toMatchObject({ errcode: 0 });
			expect(await toAll(`day ${day}, again`)).toMatchObject({ errcode: 45028 });
			await advance(24 * 3600);
		}
		expect(await toAll('fifth')).toMatchObject({ errcode: 45028 });
		await advance(31 * 24 * 3600);
		expect(await toAll('next month')).toMatchObject({ errcode: 0 });
	});

	test('a subscription account has one a day, whoever it is for; a month is no matter', async () => {
		await client.control('/accounts', { type: 'subscription' });
		const vip = await client.follower({ tags: ['VIP'] });
		for (let day = 1; day <= 6; day++) {
			expect(await toTag(100, `day ${day}`)).toMatchObject({ errcode: 0 });
			expect(await toAll(`day ${day}, again`)).toMatchObject({ errcode: 45028 });
			await advance(24 * 3600);
		}
		expect((await chat(vip)).length).toBe(6);
	});

	test('a follower of a service account gets four a month, and no fifth; who had none gets it', async () => {
		const vip = await client.follower({ tags: ['VIP'] });
		let last = { msg_id: 0 } as any;
		for (let n = 1; n <= 5; n++) last = await toTag(100, `no. ${n}`);
		expect(last).toMatchObject({ errcode: 0 });
		expect((await chat(vip)).length).toBe(4);
		await advance(1);
		expect(await status(last.msg_id)).toBe('SEND_FAIL');
		const fresh = await client.follower({ tags: ['VIP'] });
		await toTag(100, 'no. 6');
		expect([(await chat(vip)).length, (await chat(fresh)).length]).toEqual([4, 1]);
	});

	test('60 in a minute', async () => {
		await client.control('/followers', { list: [{ tags: ['VIP'] }] });
		for (let n = 1; n <= 60; n++) expect(await toTag(100, `no. ${n}`)).toMatchObject({ errcode: 0 });
		expect(await toTag(100, 'one more')).toMatchObject({ errcode: 45011 });
		await advance(61);
		expect(await toTag(100, 'one more')).toMatchObject({ errcode: 0 });
	});

	test('100 previews a day', async () => {
		const touser = await client.follower();
		await client.control('/accounts', { quota: { '/cgi-bin/message/mass/preview': 1 } });
		expect(await client.post('/cgi-bin/message/mass/preview', { touser, ...text() })).toMatchObject({ errcode: 0 });
		expect(await client.post('/cgi-bin/message/mass/preview', { touser, ...text() })).toMatchObject({ errcode: 45009 });
	});
});

describe('a preview', () => {
	const preview = async (given: object) => await client.post('/cgi-bin/message/mass/preview', { ...text(), ...given });

	test('is shown to one person, by openid or WeChat ID; the WeChat ID counts before the openid', async () => {
		const anna = await client.follower({ wxname: 'anna_tea' });
		const ben = await client.follower();
		expect(await preview({ touser: ben })).toEqual({ errcode: 0, errmsg: 'preview success', msg_id: expect.any(Number) });
		await preview({ touser: ben, towxname: 'anna_tea' });
		expect(await chat(anna)).toMatchObject([{ via: 'preview', type: 'text' }]);
		expect((await chat(ben)).length).toBe(1);
	});

	test('is refused for strangers and those who left', async () => {
		expect(await preview({ touser: 'nobody' })).toMatchObject({ errcode: 40003 });
		expect(await preview({ towxname: 'nobody' })).toMatchObject({ errcode: 40132 });
		expect(await preview({ touser: await client.follower({ subscribed: false }) })).toMatchObject({ errcode: 43004 });
	});

	test('shows one picture', async () => {
		const touser = await client.follower();
		const { media_id } = await client.upload('/cgi-bin/media/upload', { type: 'image' }, { name: 'a.jpg', content: Buffer.from('ffd8ff', 'hex') });
		expect(await preview({ touser, msgtype: 'image', text: undefined, image: { media_id } })).toMatchObject({ errcode: 0 });
		expect(await preview({ touser, msgtype: 'image', text: undefined, images: { media_ids: [media_id] } })).toMatchObject({ errcode: 40035 });
	});
});

describe('deleting', () => {
	test('an article, once it is sent: all of it, by its number or by its address', async () => {
		const { openids } = await client.control('/followers', { count: 2 });
		const { msg_id } = await toPeople(openids, await article(2));
		expect(await remove({ msg_id })).toMatchObject({ errcode: 40059 });
		await advance(1);
		expect(await remove({ msg_id, article_idx: 3 })).toMatchObject({ errcode: 40060 });
		expect(await remove({ msg_id, article_idx: 2 })).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(await status(msg_id)).toBe('SEND_SUCCESS');
		expect(await remove({ msg_id, article_idx: 1 })).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(await status(msg_id)).toBe('DELETE');
		const whole = await toPeople(openids, await article(2));
		await advance(1);
		expect(await remove({ msg_id: whole.msg_id })).toMatchObject({ errcode: 0 });
		expect(await status(whole.msg_id)).toBe('DELETE');
	});

	test('one of several of the same article deletes them all', async () => {
		const { openids } = await client.control('/followers', { count: 2 });
		const message = await article();
		const first = await toPeople(openids, message, { clientmsgid: '1' });
		const second = await toPeople(openids, message, { clientmsgid: '2' });
		await advance(1);
		await remove({ msg_id: first.msg_id, article_idx: 0 });
		expect(await status(second.msg_id)).toBe('DELETE');
	});

	test('of a text is not possible', async () => {
		const { openids } = await client.control('/followers', { count: 2 });
		const { msg_id } = await toPeople(openids);
		await advance(1);
		expect(await remove({ msg_id })).toMatchObject({ errcode: 40008 });
		expect(await remove({ url: 'http://mp.weixin.qq.com/s?x' })).toMatchObject({ errcode: 40059 });
	});
});

test('the speed is read and set, 0 to 4', async () => {
	const read = async () => await client.post('/cgi-bin/message/mass/speed/get', {});
	expect(await read()).toMatchObject({ speed: 0, realspeed: 80 });
	expect(await client.post('/cgi-bin/message/mass/speed/set', { speed: 3 })).toMatchObject({ errcode: 0 });
	expect(await read()).toMatchObject({ speed: 3, realspeed: 30 });
	expect(await client.post('/cgi-bin/message/mass/speed/set', { speed: 5 })).toMatchObject({ errcode: 45083 });
});

describe('when it is out', () => {
	let receiver: Receiver;
	beforeEach(async () => (receiver = await startReceiver()));
	afterEach(async () => await receiver.close());

	test('the account is told: how many it was for, how many it reached, the addresses of its articles', async () => {
		await client.control('/accounts', { callback: { url: receiver.url, mode: 'plain', format: 'json' } });
		const { openids } = await client.control('/followers', { list: [{}, {}, { subscribed: false }] });
		const { msg_id } = await toPeople(openids, await article());
		for (let waited = 0; receiver.received.length === 0 && waited < 5000; waited += 50) await new Promise((resolve) => setTimeout(resolve, 50));
		expect(JSON.parse(String(receiver.received[0].body))).toMatchObject({
			ToUserName: SERVICE.ghId,
			Event: 'MASSSENDJOBFINISH',
			MsgID: msg_id,
			Status: 'send success',
			TotalCount: 3,
			FilterCount: 2,
			SentCount: 2,
			ErrorCount: 0,
			ArticleUrlResult: { Count: 1, ResultList: { item: [{ ArticleIdx: 1, ArticleUrl: expect.stringMatching(/^http:\/\/mp.weixin.qq.com\/s\?/) }] } },
		});
		const url = JSON.parse(String(receiver.received[0].body)).ArticleUrlResult.ResultList.item[0].ArticleUrl;
		expect(await remove({ url })).toMatchObject({ errcode: 0 });
		expect(await status(msg_id)).toBe('DELETE');
	});
});
