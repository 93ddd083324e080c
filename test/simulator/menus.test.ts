import { Client, MINI } from './client';
import { type Receiver, startReceiver } from './receiver';
import { type Simulator, startSimulator } from './simulator';

/** wechat-api.md C.4: the menu for everybody, those for some, the console's, and what a tap does. */
let simulator: Simulator;
let client: Client;

beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
});

type Values = Record<string, unknown>;
const shop = { type: 'view', name: 'Shop', url: 'https://lotus.example/' };
const coupon = { type: 'click', name: 'Coupon', key: 'COUPON' };
const create = async (...button: Values[]) => await client.post('/cgi-bin/menu/create', { button });
const addFor = async (matchrule: Values, ...button: Values[]) => await client.post('/cgi-bin/menu/addconditional', { button, matchrule });
const get = async () => await client.get('/cgi-bin/menu/get');
const seenBy = async (user_id: string) => {
	const { button, ...rest } = await client.post('/cgi-bin/menu/trymatch', { user_id });
	return button?.map(({ name }: Values) => name) ?? rest.errcode;
};

describe('the menu for everybody', () => {
	test('is made, told, replaced and deleted', async () => {
		expect(await get()).toMatchObject({ errcode: 46003 });
		expect(await create({ name: 'More', sub_button: [shop, coupon] }, coupon)).toEqual({ errcode: 0, errmsg: 'ok' });
		const empty = { sub_button: [] };
		expect(await get()).toEqual({
			menu: { button: [{ name: 'More', sub_button: [{ ...shop, ...empty }, { ...coupon, ...empty }] }, { ...coupon, ...empty }] },
		});
		expect(await client.get('/cgi-bin/get_current_selfmenu_info')).toEqual({
			is_menu_open: 1,
			selfmenu_info: { button: [{ name: 'More', sub_button: { list: [shop, coupon] } }, coupon] },
		});
		await create(shop);
		expect((await get()).menu.button).toHaveLength(1);
		await client.get('/cgi-bin/menu/delete');
		expect(await get()).toMatchObject({ errcode: 46003 });
		expect(await client.get('/cgi-bin/get_current_selfmenu_info')).toMatchObject({ is_menu_open: 0 });
	});

	const long = (bytes: number) => 'x'.repeat(bytes);
	const entry = (more: Values) => ({ name: 'More', sub_button: [{ ...shop, ...more }] });
	const appid = MINI.appid;
	const card = { type: 'miniprogram', name: 'Mini', url: 'https://lotus.example/', appid, pagepath: 'pages/index' };
	test.each<[string, number, ...Values[]]>([
		['no button', 40016],
		['three buttons', 0, shop, shop, shop],
		['four buttons', 40016, shop, shop, shop, shop],
		['five entries', 0, { name: 'More', sub_button: Array(5).fill(shop) }],
		['six entries', 40023, { name: 'More', sub_button: Array(6).fill(shop) }],
		['a name of 16 bytes', 0, { ...shop, name: '五个汉字名a' }],
		['a name of 17 bytes', 40018, { ...shop, name: '五个汉字名ab' }],
		['an empty name', 40018, { ...shop, name: '' }],
		["an entry's name of 60 bytes", 0, entry({ name: long(60) })],
		["an entry's name of 61 bytes", 40025, entry({ name: long(61) })],
		['a key of 128 bytes', 0, { ...coupon, key: long(128) }],
		['a key of 129 bytes', 40019, { ...coupon, key: long(129) }],
		['no key', 40019, { type: 'scancode_push', name: 'Scan' }],
		["no key of an entry", 40026, entry({ type: 'pic_weixin' })],
		['a link of 1024 bytes', 0, { ...shop, url: `https://a.example/${long(1006)}` }],
		['a link of 1025 bytes', 40020, { ...shop, url: `https://a.example/${long(1007)}` }],
		['no link of an entry', 40027, entry({ url: undefined })],
		['a link that is none', 40055, { ...shop, url: 'lotus.example' }],
		["an entry's link that is none", 40054, entry({ url: 'weixin://dl' })],
		['an unknown type', 40017, { type: 'text', name: 'Hello' }],
		["an entry's unknown type", 40024, entry({ type: 'view_limited' })],
		['no type', 65308, { name: 'Nothing' }],
		['a Mini Program', 0, card],
		['a Mini Program that is not linked', 45064, { ...card, appid: 'wx0000000000000000' }],
		['media that is none', 40007, { type: 'media_id', name: 'Song', media_id: 'm1' }],
		['an article that is none', 53600, { type: 'article_id', name: 'News', article_id: 'a1' }],
	])('with %s: %d', async (_, errcode, ...buttons) => {
		expect(await create(...buttons)).toMatchObject({ errcode });
	});

	test('takes media of the library and published articles, no temporary media and no articles by media ID', async () => {
		const upload = async (path: string) => (await client.upload(path, { type: 'image' }, { name: 'a.jpg', content: Buffer.from('ffd8ffe0', 'hex') })).media_id;
		const button = (media_id: string) => ({ type: 'media_id', name: 'Picture', media_id });
		expect(await create(button(await upload('/cgi-bin/material/add_material')))).toMatchObject({ errcode: 0 });
		expect(await create(button(await upload('/cgi-bin/media/upload')))).toMatchObject({ errcode: 40007 });
		const news = await client.control('/news', { articles: [{ title: 'Tea' }] });
		expect(await create(button(news.media_id))).toMatchObject({ errcode: 40007 });
		expect(await create({ type: 'article_view_limited', name: 'Tea', article_id: news.article_id })).toMatchObject({ errcode: 0 });
	});

	test('may be changed 1000 times a day', async () => {
		const quota = await client.post('/cgi-bin/openapi/quota/get', { cgi_path: '/cgi-bin/menu/create' });
		expect(quota.quota.daily_limit).toBe(1000);
	});
});

describe('a menu for some', () => {
	test('needs one for everybody, a rule, and no private data in it', async () => {
		await client.follower({ tags: ['VIP'] });
		expect(await addFor({ tag_id: 100 }, coupon)).toMatchObject({ errcode: 65303 });
		await create(shop);
		expect(await addFor({}, coupon)).toMatchObject({ errcode: 65304 });
		expect(await addFor({ tag_id: 7 }, coupon)).toMatchObject({ errcode: 45159 });
		expect(await addFor({ client_platform_type: 4 }, coupon)).toMatchObject({ errcode: 40035 });
		expect(await addFor({ tag_id: 100, language: 'zh_CN' }, coupon)).toMatchObject({ errcode: 65320 });
		expect(await addFor({ tag_id: 100 })).toMatchObject({ errcode: 65307 });
		expect(await addFor({ tag_id: 100 }, coupon)).toEqual({ menuid: expect.any(Number) });
	});

	test('goes to whom it fits, the newest first; of several tags the last one counts', async () => {
		const vip = await client.follower({ tags: ['New', 'VIP'] });
		const former = await client.follower({ tags: ['VIP', 'New'] });
		const [android, other] = [await client.follower({ tags: ['VIP'] }), await client.follower()];
		await client.control('/console', { phones: { [android]: 2 } });
		await create(shop);
		await addFor({ tag_id: 101 }, { ...coupon, name: 'VIP' });
		await addFor({ tag_id: 101, client_platform_type: 2 }, { ...coupon, name: 'Android' });
		expect(await Promise.all([vip, former, android, other].map(seenBy))).toEqual([['VIP'], ['Shop'], ['Android'], ['Shop']]);
		expect(await seenBy('nobody')).toBe(65302);
	});

	test('is told with the others, under the old name of the tag, and deleted alone or with all', async () => {
		await client.follower({ tags: ['VIP'] });
		await create(shop);
		const { menuid } = await addFor({ tag_id: 100, client_platform_type: 1 }, coupon);
		await addFor({ client_platform_type: 3 }, shop);
		const { menu, conditionalmenu } = await get();
		expect(menu).toEqual({ button: [{ ...shop, sub_button: [] }], menuid: expect.any(Number) });
		expect(conditionalmenu.map(({ matchrule }: Values) => matchrule)).toEqual([
			{ client_platform_type: 3 },
			{ group_id: 100, client_platform_type: 1 },
		]);
		expect(await client.post('/cgi-bin/menu/delconditional', { menuid })).toMatchObject({ errcode: 0 });
		expect(await client.post('/cgi-bin/menu/delconditional', { menuid })).toMatchObject({ errcode: 65301 });
		expect((await get()).conditionalmenu).toHaveLength(1);
		await client.get('/cgi-bin/menu/delete');
		await create(shop);
		expect(await get()).not.toHaveProperty('conditionalmenu');
	});

	test('leads to three domains at most, all menus for some together', async () => {
		await create({ ...shop, url: 'https://zero.example/' });
		const link = (name: string) => ({ ...shop, url: `https://${name}.example/page` });
		expect(await addFor({ client_platform_type: 1 }, link('a'), link('b'))).toHaveProperty('menuid');
		expect(await addFor({ client_platform_type: 2 }, link('b'), link('c'))).toHaveProperty('menuid');
		expect(await addFor({ client_platform_type: 3 }, { name: 'More', sub_button: [link('d')] })).toMatchObject({ errcode: 65316 });
	});
});

describe('what the console made', () => {
	test('is seen until an API makes a menu', async () => {
		await client.control('/console', { menu: [{ type: 'text', name: 'Hours', value: '9 to 6' }] });
		expect(await client.get('/cgi-bin/get_current_selfmenu_info')).toEqual({
			is_menu_open: 1,
			selfmenu_info: { button: [{ type: 'text', name: 'Hours', value: '9 to 6' }] },
		});
		expect(await get()).toMatchObject({ errcode: 46003 });
		await create(shop);
		await client.get('/cgi-bin/menu/delete');
		expect(await client.get('/cgi-bin/get_current_selfmenu_info')).toMatchObject({ is_menu_open: 0 });
	});

	test('auto-replies are off until the owner writes them', async () => {
		const path = '/cgi-bin/get_current_autoreply_info';
		expect(await client.get(path)).toEqual({ is_add_friend_reply_open: 0, is_autoreply_open: 0 });
		const autoReplies = { is_add_friend_reply_open: 1, is_autoreply_open: 1, add_friend_autoreply_info: { type: 'text', content: 'Hi' } };
		await client.control('/console', { autoReplies });
		expect(await client.get(path)).toEqual(autoReplies);
	});

	test('may be read by an account that is not verified', async () => {
		await client.control('/accounts', { verified: false });
		expect(await client.get('/cgi-bin/get_current_selfmenu_info')).toMatchObject({ is_menu_open: 0 });
		expect(await client.get('/cgi-bin/get_current_autoreply_info')).not.toHaveProperty('errcode');
		expect(await client.get('/cgi-bin/menu/get')).toMatchObject({ errcode: 48001 });
	});
});

describe('a tap', () => {
	let receiver: Receiver;
	beforeEach(async () => {
		receiver = await startReceiver();
		await client.control('/accounts', { callback: { url: receiver.url, mode: 'plain', format: 'json' } });
	});
	afterEach(async () => await receiver.close());
	const pushed = () => receiver.received.map(({ body }) => JSON.parse(body));

	test('tells the account what the follower tapped', async () => {
		const openid = await client.follower();
		const mini = { type: 'miniprogram', name: 'Mini', url: 'https://lotus.example/', appid: MINI.appid, pagepath: 'pages/index' };
		const scan = { type: 'scancode_waitmsg', name: 'Scan', key: 'SCAN' };
		await create(coupon, shop, { name: 'More', sub_button: [mini, scan] });
		for (const place of [{ column: 1 }, { column: 2 }, { column: 3, entry: 1 }, { column: 3, entry: 2 }])
			await client.control('/tap', { openid, ...place });
		expect(pushed()).toMatchObject([
			{ FromUserName: openid, Event: 'CLICK', EventKey: 'COUPON' },
			{ Event: 'VIEW', EventKey: 'https://lotus.example/', MenuId: expect.any(Number) },
			{ Event: 'view_miniprogram', EventKey: 'pages/index' },
			{ Event: 'scancode_waitmsg', EventKey: 'SCAN', ScanCodeInfo: { ScanResult: expect.any(String) } },
		]);
	});

	test('on media or a text of the console tells nobody: WeChat sends it', async () => {
		const openid = await client.follower();
		await client.control('/console', { menu: [{ name: 'About', sub_button: [{ type: 'text', name: 'Hours', value: '9 to 6' }] }] });
		await client.control('/tap', { openid, column: 1, entry: 1 });
		expect(receiver.received).toEqual([]);
		const chats = await client.control(`/conversations?openid=${openid}`);
		expect(chats[openid]).toMatchObject([{ from: 'account', via: 'menu', type: 'text', content: { content: '9 to 6' } }]);
	});

	test('beside the menu is a mistake of the order', async () => {
		const openid = await client.follower();
		await create({ name: 'More', sub_button: [shop] });
		for (const place of [{ column: 2 }, { column: 1 }, { column: 1, entry: 2 }, {}])
			expect(await client.control('/tap', { openid, ...place })).toEqual({ error: expect.stringContaining('column') });
		expect(await client.control('/tap', { openid: 'nobody', column: 1 })).toEqual({ error: expect.stringContaining('openid') });
	});

	test('the phone is told the menu of its owner', async () => {
		const openid = await client.follower();
		await create(shop);
		expect(await client.control(`/menu?appid=${client.appid}&openid=${openid}`)).toEqual({ menuid: expect.any(Number), button: [shop] });
	});
});
