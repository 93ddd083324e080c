import { Client, MINI, SERVICE } from './client';
import { sample } from './push/samples';
import { type Simulator, startSimulator } from './simulator';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-11-22T10:00:00+08:00');

let now = START;
let simulator: Simulator;
let service: Client;
let mini: Client;

beforeAll(async () => {
	simulator = await startSimulator({ clock: () => now });
	service = new Client(simulator.url);
	mini = service.as(MINI.appid);
});
afterAll(async () => await simulator.close());
beforeEach(() => {
	now = START;
	later(0);
});

/** Time passes; tokens that may have died meanwhile are fetched anew. */
function later(ms: number): void {
	now += ms;
	for (const client of [service, mini]) client.forgetToken();
}

async function send(client: Client, touser: string, message: object = { msgtype: 'text', text: { content: '你好' } }) {
	return await client.post('/cgi-bin/message/custom/send', { touser, ...message });
}

/** How the next messages fare. */
async function errcodes(client: Client, openid: string, count: number): Promise<number[]> {
	const codes: number[] = [];
	while (codes.length < count) codes.push((await send(client, openid)).errcode);
	return codes;
}

describe('windows of a service account', () => {
	test('without an act of the follower there is none', async () => {
		expect(await send(service, await service.follower())).toEqual({
			errcode: 45015,
			errmsg: expect.stringMatching(/^response out of time limit or subscription is canceled rid: /),
		});
	});

	test('a message allows five in 48 hours', async () => {
		const openid = await service.follower();
		await service.control('/push', { openid, MsgType: 'text', Content: 'hi' });
		expect(await errcodes(service, openid, 6)).toEqual([0, 0, 0, 0, 0, 45047]);
		later(48 * HOUR);
		expect(await errcodes(service, openid, 1)).toEqual([45015]);
	});

	test('each message of the follower opens the window anew', async () => {
		const openid = await service.follower();
		await service.control('/push', { openid, Content: 'hi' });
		await errcodes(service, openid, 5);
		later(47 * HOUR);
		await service.control('/push', { openid, MsgType: 'image' });
		later(47 * HOUR);
		expect(await errcodes(service, openid, 6)).toEqual([0, 0, 0, 0, 0, 45047]);
	});

	test.each([
		['follow', { Event: 'subscribe' }],
		['scan', { Event: 'SCAN', EventKey: '7', Ticket: 't' }],
		['menu tap', { Event: 'CLICK', EventKey: 'k' }],
		[
			'scanning from the menu',
			{ Event: 'scancode_waitmsg', EventKey: 'k', ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '1' } },
		],
	])('%s allows three in one minute', async (_, event) => {
		const openid = await service.follower();
		await service.control('/push', { openid, MsgType: 'event', ...event });
		later(59_000);
		expect(await errcodes(service, openid, 4)).toEqual([0, 0, 0, 45047]);
		later(1000);
		expect(await errcodes(service, openid, 1)).toEqual([45015]);
	});

	test.each([
		{ Event: 'VIEW', EventKey: 'https://example.com' },
		{ Event: 'LOCATION', Latitude: '1', Longitude: '2', Precision: '3' },
	])('%j opens none', async (event) => {
		const openid = await service.follower();
		await service.control('/push', { openid, MsgType: 'event', ...event });
		expect(await errcodes(service, openid, 1)).toEqual([45015]);
	});

	test('the window that closes first is used first', async () => {
		const openid = await service.follower();
		await service.control('/push', { openid, Content: 'hi' });
		await service.control('/push', { openid, MsgType: 'event', Event: 'CLICK', EventKey: 'k' });
		expect(await errcodes(service, openid, 3)).toEqual([0, 0, 0]);
		later(MINUTE);
		expect(await errcodes(service, openid, 6)).toEqual([0, 0, 0, 0, 0, 45047]);
	});

	test('who unfollows closes it', async () => {
		const openid = await service.follower();
		await service.control('/push', { openid, Content: 'hi' });
		await service.control('/push', { openid, MsgType: 'event', Event: 'unsubscribe' });
		expect(await errcodes(service, openid, 1)).toEqual([45015]);
	});
});

describe('a Mini Program', () => {
	test('entering the chat allows two in one minute', async () => {
		const openid = await mini.follower();
		await mini.control('/push', { openid, MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: 'shop' });
		expect(await errcodes(mini, openid, 3)).toEqual([0, 0, 45047]);
	});

	test('has its own openids', async () => {
		const openid = await mini.follower();
		await mini.control('/push', { openid, Content: 'hi' });
		expect(await send(service, openid)).toEqual({
			errcode: 40003,
			errmsg: expect.stringMatching(/^invalid openid rid: /),
		});
		expect(await send(mini, openid)).toEqual({ errcode: 0, errmsg: 'ok' });
	});
});

describe('messages', () => {
	let openid: string;
	let media: Record<'image' | 'voice' | 'video' | 'thumb', string>;
	let news: { media_id: string; article_id: string };

	beforeEach(async () => {
		openid = await service.follower();
		await service.control('/push', { openid, Content: 'hi' });
		const upload = async (type: string, kind: 'image' | 'voice' | 'video') => {
			const { extension, content } = sample(kind);
			const { media_id, thumb_media_id } = await service.upload(
				'/cgi-bin/media/upload',
				{ type },
				{ name: `a.${extension}`, content },
			);
			return (media_id ?? thumb_media_id) as string;
		};
		media = {
			image: await upload('image', 'image'),
			voice: await upload('voice', 'voice'),
			video: await upload('video', 'video'),
			thumb: await upload('thumb', 'image'),
		};
		news = await service.control('/news', { articles: [{ title: 'Tea' }] });
	});

	const card = () => ({ title: 'Shop', pagepath: 'pages/index', thumb_media_id: media.thumb });
	const good: Record<string, () => object> = {
		text: () => ({ content: '<a href="https://example.com">tea</a>' }),
		image: () => ({ media_id: media.image }),
		voice: () => ({ media_id: media.voice }),
		video: () => ({ media_id: media.video, thumb_media_id: media.thumb, title: 'Tea' }),
		music: () => ({ musicurl: 'https://example.com/a.mp3', thumb_media_id: media.thumb }),
		news: () => ({ articles: [{ title: 'Tea', description: '', url: 'https://example.com', picurl: '' }] }),
		mpnews: () => ({ media_id: news.media_id }),
		mpnewsarticle: () => ({ article_id: news.article_id }),
		msgmenu: () => ({ head_content: 'Well?', list: [{ id: '1', content: 'Good' }], tail_content: 'Thanks' }),
		wxcard: () => ({ card_id: 'p1' }),
		miniprogrampage: () => ({ ...card(), appid: MINI.appid }),
	};

	test.each(Object.keys(good))('%s goes out and stands in the chat', async (msgtype) => {
		const content = good[msgtype]();
		expect(await send(service, openid, { msgtype, [msgtype]: content })).toEqual({ errcode: 0, errmsg: 'ok' });
		const chats = await service.control(`/conversations?openid=${openid}`);
		expect(chats[openid].at(-1)).toMatchObject({ from: 'account', via: 'customer_service', type: msgtype, content });
	});

	test.each([
		['image', () => ({ media_id: media.voice }), 40007],
		['image', () => ({ media_id: 'nothing' }), 40007],
		['video', () => ({ media_id: media.video, thumb_media_id: 'nothing' }), 40007],
		['mpnews', () => ({ media_id: media.image }), 40007],
		['mpnewsarticle', () => ({ article_id: 'nothing' }), 53600],
		['text', () => ({ content: '' }), 44004],
		['text', () => ({ content: '很'.repeat(683) }), 45002],
		['text', () => undefined, 44004],
		['image', () => undefined, 40035],
		['news', () => ({ articles: [] }), 44003],
		['news', () => ({ articles: [1, 2].map(() => ({ title: '', description: '', url: '', picurl: '' })) }), 45008],
		['miniprogrampage', () => card(), 40035],
		['link', () => ({ title: '', description: '', url: '', thumb_url: '' }), 40008],
		['toString', () => undefined, 40008],
	])('%s is refused when wrong', async (msgtype, content, errcode) => {
		const wrong = content();
		expect(await send(service, openid, { msgtype, ...(wrong && { [msgtype]: wrong }) })).toMatchObject({ errcode });
	});

	test('a Mini Program sends link, and its card without appid, but no music', async () => {
		const visitor = await mini.follower();
		await mini.control('/push', { openid: visitor, Content: 'hi' });
		const link = { title: 'Tea', description: '', url: 'https://example.com', thumb_url: '' };
		expect(await send(mini, visitor, { msgtype: 'link', link })).toMatchObject({ errcode: 0 });
		const { extension, content } = sample('image');
		const { media_id } = await mini.upload(
			'/cgi-bin/media/upload',
			{ type: 'image' },
			{ name: `a.${extension}`, content },
		);
		const miniprogrampage = { title: 'Shop', pagepath: 'pages/index', thumb_media_id: media_id };
		expect(await send(mini, visitor, { msgtype: 'miniprogrampage', miniprogrampage })).toMatchObject({ errcode: 0 });
		expect(
			await send(mini, visitor, { msgtype: 'music', music: { musicurl: 'x', thumb_media_id: media_id } }),
		).toMatchObject({ errcode: 40008 });
		expect(await send(service, openid, { msgtype: 'image', image: { media_id } })).toMatchObject({ errcode: 40007 });
	});

	test('in the name of staff, if there is such a person', async () => {
		const text = { msgtype: 'text', text: { content: 'hi' } };
		const { kf_account } = SERVICE.staff[0];
		expect(await send(service, openid, { ...text, customservice: { kf_account } })).toMatchObject({ errcode: 0 });
		expect(await send(service, openid, { ...text, customservice: { kf_account: 'no@body' } })).toMatchObject({
			errcode: 65401,
		});
		expect(await send(service, openid, { ...text, aimsgcontext: { is_ai_msg: 1 } })).toMatchObject({ errcode: 0 });
	});

	test('a refused message uses up nothing', async () => {
		await send(service, openid, { msgtype: 'image', image: { media_id: 'nothing' } });
		expect(await errcodes(service, openid, 6)).toEqual([0, 0, 0, 0, 0, 45047]);
	});
});

describe.each([
	['/cgi-bin/message/custom/typing', () => service],
	['/cgi-bin/message/custom/business/typing', () => mini],
])('%s', (path, who) => {
	test('within 30 s of an act, for 15 s', async () => {
		const client = who();
		const openid = await client.follower();
		const typing = async (command = 'Typing') => (await client.post(path, { touser: openid, command })).errcode;
		expect(await typing()).toBe(45080);
		await client.control('/push', { openid, Content: 'hi' });
		expect([await typing(), await typing()]).toEqual([0, 45081]);
		expect([await typing('CancelTyping'), await typing()]).toEqual([0, 0]);
		later(15_000);
		expect([await typing(), await typing('Dancing')]).toEqual([0, 45072]);
		later(16_000);
		expect(await typing()).toBe(45080);
	});

	test('not to strangers', async () => {
		expect(await who().post(path, { touser: 'nobody', command: 'Typing' })).toMatchObject({ errcode: 40003 });
	});
});

test('staff: everyone, and who is online', async () => {
	const { kf_list } = await service.get('/cgi-bin/customservice/getkflist');
	expect(kf_list.map((one: any) => one.kf_account)).toEqual(['lan@lotustea', 'he@lotustea']);
	const { kf_online_list } = await service.get('/cgi-bin/customservice/getonlinekflist');
	expect(kf_online_list).toEqual([{ kf_account: 'lan@lotustea', kf_id: '1001', status: 1, accepted_case: 0 }]);
});
