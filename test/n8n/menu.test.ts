import type { IDataObject } from 'n8n-workflow';
import { choose } from './cases/case';
import { menuRows, withMenus } from './cases/officialAccount/menu';
import type { Run } from './engine';
import { useWebServer } from './webServer';
import { files, items, MINI, officialAccount, useWechat } from './wechat';

/** Menu 自定义菜单: what goes wrong, the limits at their edge, and the ways round. */
const wechat = useWechat();
const web = useWebServer();

const CREATE = '/cgi-bin/menu/create';
const ADD = '/cgi-bin/menu/addconditional';

/** What n8n cannot see before: an expression that finds nothing. */
const EMPTY = '={{ $json.nothing }}';

const shop = { type: 'view', name: 'Shop', url: 'https://lotus.example/' };
const coupon = { type: 'click', name: 'Coupon', key: 'COUPON' };
const list = (...entry: IDataObject[]) => ({ type: 'list', name: 'More', sub_button: { entry } });
const long = (bytes: number) => 'x'.repeat(bytes);

const publishing = (column: IDataObject[], more: IDataObject = {}) => officialAccount('menu', 'publish', { button: { column }, ...more });
const publish = async (...column: IDataObject[]) => await wechat.run(publishing(column));
const shown = async () => (await wechat.client.get('/cgi-bin/get_current_selfmenu_info')).selfmenu_info.button;

async function expectRefused(run: Run, message: string, paths: string[] = []): Promise<void> {
	expect(run.error?.message).toBe(message);
	expect(run.error?.description).toMatch(/.{10}/);
	expect((await wechat.calls()).map(({ path }) => path)).toEqual(paths);
}

describe('the form', () => {
	test('every action goes out with what it needs, and with nothing that another action left behind', async () => {
		const { media_id } = await wechat.client.upload('/cgi-bin/material/add_material', { type: 'image' }, { name: 'a.jpg', content: files.jpg });
		const { article_id } = await wechat.client.control('/news', { articles: [{ title: 'Tea' }] });
		const left = { key: 'KEY', url: 'https://lotus.example/', appid: MINI.appid, pagepath: 'pages/x', media_id: choose(media_id), article_id: choose(article_id) };
		const named = (type: string) => ({ ...left, type, name: type.slice(0, 16), sub_button: { entry: [coupon] } });
		const inLists = [
			['click', 'scancode_push', 'scancode_waitmsg', 'pic_sysphoto', 'pic_photo_or_album'],
			['pic_weixin', 'location_select', 'media_id', 'article_id', 'article_view_limited'],
		].map((types) => list(...types.map(named)));
		const run = await publish(...inLists, list(named('view'), named('miniprogram')));
		expect(run.error).toBeUndefined();
		const [keys, others, pages] = (await shown()).map(({ sub_button }: { sub_button: { list: IDataObject[] } }) => sub_button.list);
		expect(keys.map(({ type, ...rest }: IDataObject) => [type, rest])).toEqual(
			['click', 'scancode_push', 'scancode_waitmsg', 'pic_sysphoto', 'pic_photo_or_album'].map((type) => [type, { name: type.slice(0, 16), key: 'KEY' }]),
		);
		expect(others).toEqual([
			{ type: 'pic_weixin', name: 'pic_weixin', key: 'KEY' },
			{ type: 'location_select', name: 'location_select', key: 'KEY' },
			{ type: 'media_id', name: 'media_id', media_id },
			{ type: 'article_id', name: 'article_id', article_id },
			{ type: 'article_view_limited', name: 'article_view_lim', article_id },
		]);
		expect(pages).toEqual([
			{ type: 'view', name: 'view', url: 'https://lotus.example/' },
			{ type: 'miniprogram', name: 'miniprogram', url: 'https://lotus.example/', appid: MINI.appid, pagepath: 'pages/x' },
		]);
	});

	test('an action that was never chosen starts the workflow: n8n stores no default', async () => {
		expect((await publish({ name: 'Coupon', key: 'COUPON' })).error).toBeUndefined();
		expect(await shown()).toEqual([coupon]);
	});

	test.each<[string, IDataObject[], string]>([
		['four buttons', [shop, shop, shop, shop], 'The menu has 4 buttons, and WeChat takes 3'],
		['an empty list', [shop, list()], '“Button 2: Entries” is empty'],
		['six entries', [list(shop, shop, shop, shop, shop, shop)], 'Button 1 has 6 entries, and WeChat takes 5'],
		['no name', [{ ...shop, name: EMPTY }], '“Button 1: Name” is empty'],
		['no name of an entry', [shop, list(coupon, { ...coupon, name: EMPTY })], '“Button 2, Entry 2: Name” is empty'],
		['a name of 17 bytes', [{ ...shop, name: '五个汉字名ab' }], '“Button 1: Name” is too long: 17 bytes'],
		["an entry's name of 61 bytes", [list({ ...shop, name: long(61) })], '“Button 1, Entry 1: Name” is too long: 61 bytes'],
		['no key', [{ ...coupon, key: EMPTY }], '“Button 1: Menu Key” is empty'],
		['a key of 129 bytes', [{ ...coupon, key: long(129) }], '“Button 1: Menu Key” is too long: 129 bytes'],
		['no link', [{ ...shop, url: EMPTY }], '“Button 1: Web Address” is empty'],
		['a link without https', [shop, { ...shop, url: 'lotus.example' }], '“Button 2: Web Address” must be a web address that begins with https:// or http://, but it is “lotus.example”'],
		['a link of 1025 bytes', [{ ...shop, url: `https://a.example/${long(1007)}` }], '“Button 1: Web Address” is too long: 1025 bytes'],
		['no App ID', [list({ type: 'miniprogram', name: 'Card' })], '“Button 1, Entry 1: Mini Program App ID” is empty'],
		['an App ID in capitals', [{ type: 'miniprogram', name: 'Card', appid: 'WX12', pagepath: 'p', url: 'https://a.example/' }], '“Button 1: Mini Program App ID” must be an App ID: wx, then small letters and digits, but it is “WX12”'],
		['no page', [{ type: 'miniprogram', name: 'Card', appid: 'wx12', pagepath: EMPTY, url: 'https://a.example/' }], '“Button 1: Page” is empty'],
		['no page for old phones', [{ type: 'miniprogram', name: 'Card', appid: 'wx12', pagepath: 'p', url: EMPTY }], '“Button 1: Fallback Web Address” is empty'],
		['no media', [{ type: 'media_id', name: 'Song', media_id: choose(EMPTY) }], '“Button 1: Media” is empty'],
		['no article', [{ type: 'article_id', name: 'News', article_id: choose(EMPTY) }], '“Button 1: Article” is empty'],
	])('%s: one sentence says where, and WeChat is not called', async (_, column, message) => {
		await expectRefused(await publish(...column), message);
	});

	test('an expression that finds no buttons', async () => {
		await expectRefused(await wechat.run(officialAccount('menu', 'publish', { button: EMPTY })), '“Buttons” is empty');
	});

	test('at the limits WeChat takes it', async () => {
		const run = await publish(
			{ ...shop, name: '五个汉字名a', url: `https://a.example/${long(1006)}` },
			{ ...coupon, key: long(128) },
			list(...Array<IDataObject>(5).fill({ ...coupon, name: long(60) })),
		);
		expect(run.error).toBeUndefined();
	});

	test('what only WeChat can know comes back with its code and advice', async () => {
		const run = await publish({ type: 'miniprogram', name: 'Card', url: 'https://a.example/', appid: 'wx0000000000000000', pagepath: 'p' });
		expect(run.error).toMatchObject({
			message: expect.stringContaining('(45064)'),
			description: expect.stringContaining('Link it in the WeChat console'),
		});
	});

	test('emoji and Chinese go out as they are', async () => {
		await publish({ ...coupon, name: '🍵茶', key: '优惠 & <券>' });
		expect(await shown()).toEqual([{ type: 'click', name: '🍵茶', key: '优惠 & <券>' }]);
	});
});

describe('a menu for some', () => {
	const forVip = { audience: 'tag', tagid: choose('VIP', 'name') };

	test('by tag and phone: the rule goes out, and the item says whose it is', async () => {
		await wechat.client.follower({ tags: ['VIP'] });
		await publish(shop);
		const run = await wechat.run(publishing([coupon], { audience: 'tagAndPhone', tagid: choose('VIP', 'name'), client_platform_type: 2 }));
		const menuid = expect.stringMatching(/^\d+$/);
		expect(run.json('WeChat')).toEqual([
			{ menuid, audience: 'tag VIP, Android', tag_id: '100', tag: 'VIP', phone: 'Android', buttons: 1, published: true },
		]);
		expect((await wechat.calls(ADD)).map(({ body }) => (body as IDataObject).matchrule)).toEqual([{ tag_id: 100, client_platform_type: 2 }]);
	});

	test('a tag by its number is named too', async () => {
		await wechat.client.follower({ tags: ['VIP'] });
		await publish(shop);
		const run = await wechat.run(publishing([coupon], { audience: 'tag', tagid: choose('100') }));
		expect(run.json('WeChat')).toMatchObject([{ audience: 'tag VIP', tag_id: '100', tag: 'VIP', phone: null }]);
	});

	test('by phone alone: no tag is sent', async () => {
		await publish(shop);
		const run = await wechat.run(publishing([coupon], { audience: 'phone', client_platform_type: 3, tagid: choose('VIP', 'name') }));
		expect(run.json('WeChat')).toMatchObject([{ audience: 'other phones', tag_id: null, phone: 'other phones' }]);
		expect((await wechat.calls(ADD)).map(({ body }) => (body as IDataObject).matchrule)).toEqual([{ client_platform_type: 3 }]);
	});

	test('before there is one for everyone: what to do', async () => {
		await wechat.client.follower({ tags: ['VIP'] });
		const run = await wechat.run(publishing([coupon], forVip));
		expect(run.error).toMatchObject({ message: expect.stringContaining('(65303)'), description: expect.stringContaining('Publish that first') });
	});

	test('several items, one menu: it is made once', async () => {
		await wechat.client.follower({ tags: ['VIP'] });
		await publish(shop);
		const run = await wechat.run(publishing([coupon], forVip), { items: items({ n: 1 }, { n: 2 }, { n: 3 }) });
		expect(await wechat.calls(ADD)).toHaveLength(1);
		expect(run.items('WeChat')!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(new Set(run.json('WeChat')!.map(({ menuid }) => menuid)).size).toBe(1);
	});

	test('each item with its own name and key makes its own', async () => {
		await publish(shop);
		const phones = items({ key: 'A', phone: 1 }, { key: 'B', phone: 2 });
		const node = publishing([{ ...coupon, key: '={{ $json.key }}' }], { audience: 'phone', client_platform_type: '={{ $json.phone }}' });
		const run = await wechat.run(node, { items: phones });
		expect(run.json('WeChat')!.map(({ phone }) => phone)).toEqual([1, 2].map((n) => ({ 1: 'iPhone', 2: 'Android' })[n]));
		expect(await wechat.calls(ADD)).toMatchObject([{ body: { button: [{ key: 'A' }] } }, { body: { button: [{ key: 'B' }] } }]);
	});

	test('an answer that was lost is not asked for again: there might be two', async () => {
		await publish(shop);
		await wechat.fault({ path: ADD, drop: true });
		const run = await wechat.run(publishing([coupon], { audience: 'phone', client_platform_type: 1 }), { items: [{ json: {} }] });
		expect(run.error).toBeDefined();
		expect(await wechat.calls(ADD)).toHaveLength(1);
	}, 20_000);

	test('nor by the items that want the same menu', async () => {
		await publish(shop);
		await wechat.fault({ path: ADD, drop: true });
		const node = { ...publishing([coupon], { audience: 'phone', client_platform_type: 1 }), onError: 'continueRegularOutput' as const };
		const run = await wechat.run(node, { items: items({ n: 1 }, { n: 2 }) });
		expect(run.json('WeChat')).toMatchObject([1, 2].map((n) => ({ n, error: expect.stringContaining('could not be reached'), safe_to_repeat: false })));
		expect(await wechat.calls(ADD)).toHaveLength(1);
	}, 20_000);

	test('what WeChat refused is tried by the next item', async () => {
		await publish(shop);
		await wechat.fault({ path: ADD, errcode: 45009 });
		const node = { ...publishing([coupon], { audience: 'phone', client_platform_type: 1 }), onError: 'continueRegularOutput' as const };
		const run = await wechat.run(node, { items: items({ n: 1 }, { n: 2 }) });
		expect(run.json('WeChat')).toMatchObject([{ n: 1, errcode: 45009 }, { published: true }]);
	});

	test('the menu for everyone may be made again: the answer that was lost is asked for again', async () => {
		await wechat.fault({ path: CREATE, drop: true });
		expect((await publish(shop)).error).toBeUndefined();
		expect(await wechat.calls(CREATE)).toHaveLength(2);
	}, 20_000);
});

describe('from input items', () => {
	const fromItems = officialAccount('menu', 'publish', { source: 'items' });

	test('what Get gives, Publish takes back, and makes it once', async () => {
		await withMenus(wechat);
		const got = await wechat.run(officialAccount('menu', 'get'));
		const kept = got.items('WeChat')!.filter(({ json }) => json.menuid === null);
		await wechat.client.get('/cgi-bin/menu/delete');
		const run = await wechat.run(fromItems, { items: kept });
		expect(run.error).toBeUndefined();
		expect(run.items('WeChat')).toEqual([
			{ json: { menuid: null, audience: 'everyone', tag_id: null, tag: null, phone: null, buttons: 2, published: true }, pairedItem: { item: 0 } },
		]);
		expect(await wechat.calls(CREATE)).toHaveLength(2);
		const again = await wechat.run(officialAccount('menu', 'get'));
		expect(again.json('WeChat')).toEqual(menuRows.map((row) => expect.objectContaining(row)));
	});

	test('the menu of some, published for everyone: the item does not say that it is theirs', async () => {
		await withMenus(wechat);
		const got = await wechat.run(officialAccount('menu', 'get'));
		const run = await wechat.run(fromItems, { items: got.items('WeChat')!.filter(({ json }) => json.menuid !== null) });
		expect(run.json('WeChat')).toMatchObject([{ menuid: null, audience: 'everyone', tag_id: null, tag: null, phone: null }]);
		expect(await shown()).toEqual([coupon]);
	});

	test('refused: asked once, not once per entry', async () => {
		await wechat.fault({ path: CREATE, errcode: 45009, times: 3 });
		const rows = items({ ...shop, column: 1 }, { ...coupon, column: 2 });
		const run = await wechat.run({ ...fromItems, onError: 'continueRegularOutput' as const }, { items: rows });
		expect(run.json('WeChat')).toMatchObject([{ column: 1, errcode: 45009 }]);
		expect(await wechat.calls(CREATE)).toHaveLength(1);
	});

	test('out of a sheet: numbers as text, in any order, the button of a list only named by its entries', async () => {
		const rows = items(
			{ column: '2', position: '2', list: 'More', name: 'B', type: 'click', key: 'B' },
			{ column: '1', position: '', name: 'Shop', type: 'view', url: 'https://lotus.example/' },
			{ column: '2', position: '1', list: 'More', name: 'A', type: 'click', key: 'A' },
		);
		expect((await wechat.run(fromItems, { items: rows })).error).toBeUndefined();
		expect(await shown()).toEqual([
			shop,
			{ name: 'More', sub_button: { list: [{ type: 'click', name: 'A', key: 'A' }, { type: 'click', name: 'B', key: 'B' }] } },
		]);
	});

	test.each<[string, IDataObject[], string]>([
		['of two menus', [{ ...coupon, column: 1, menuid: null }, { ...coupon, column: 1, menuid: '7' }], 'The input items belong to 2 menus'],
		['without a column', [{ ...coupon }], 'An input item has no number in its field “column”'],
		['with a place that is none', [{ ...coupon, column: 1, position: 'first' }], 'An input item has no number in its field “position”'],
		['two for one button', [{ ...shop, column: 1 }, { ...coupon, column: '1', position: '' }], 'Two input items are Button 1'],
		['two for one place in a list', [{ ...shop, column: 2, position: 1, list: 'More' }, { ...coupon, column: 2, position: 1 }], 'Two input items are Button 2, Entry 1'],
		['a button with a list that does something itself', [{ ...shop, column: 1 }, { ...coupon, column: 1, position: 1 }], 'Button 1 has a list, and does something itself (“view”)'],
		['without a type', [{ column: 1, name: 'Hours', type: '' }], '“Button 1: When Tapped” is empty'],
		['with a type of the console', [{ column: 1, name: 'Hours', type: 'text' }], '“Button 1: When Tapped” cannot be “text”'],
		['with a retired type', [{ column: 1, name: 'More', type: 'list' }, { column: 1, position: 1, name: 'News', type: 'view_limited' }], '“Button 1, Entry 1: When Tapped” cannot be “view_limited”'],
		['with a list in a list', [{ column: 1, position: 1, list: 'More', name: 'A', type: 'list' }], '“Button 1, Entry 1: When Tapped” cannot be “list”'],
	])('%s: one sentence, and WeChat is not called', async (_, rows, message) => {
		await expectRefused(await wechat.run(fromItems, { items: items(...rows) }), message);
	});
});

describe('Get', () => {
	test('no menu: no items', async () => {
		const run = await wechat.run(officialAccount('menu', 'get'));
		expect([run.error, run.json('WeChat')]).toEqual([undefined, []]);
	});

	test('names of tags are read only where a menu has one, and a tag that is gone is its number', async () => {
		await publish(shop);
		await wechat.run(officialAccount('menu', 'get'));
		expect(await wechat.calls('/cgi-bin/tags/get')).toEqual([]);
		await withMenus(wechat);
		await wechat.client.post('/cgi-bin/tags/delete', { tag: { id: 100 } });
		const run = await wechat.run(officialAccount('menu', 'get'));
		expect(run.json('WeChat')!.at(-1)).toMatchObject({ audience: 'tag 100, iPhone', tag_id: '100', tag: null });
	});

	test('a menu of the console: what it says and shows', async () => {
		const article = { title: 'Spring tea', content_url: 'https://mp.weixin.example/s/1' };
		await wechat.client.control('/console', {
			menu: [
				{ type: 'text', name: 'Hours', value: '9 to 6' },
				{ type: 'news', name: 'News', value: 'NEWS_1', news_info: { list: [article, { ...article, title: 'Summer tea' }] } },
				{ name: 'More', sub_button: [{ type: 'img', name: 'Picture', value: 'IMG_1' }, { type: 'video', name: 'Film', value: 'https://v.example/1.mp4' }] },
			],
		});
		const run = await wechat.run(officialAccount('menu', 'get', { which: 'shown' }));
		expect(run.json('WeChat')).toMatchObject([
			{ audience: 'everyone', is_shown: true, column: 1, type: 'text', text: '9 to 6', media_id: null },
			{ type: 'news', media_id: 'NEWS_1', url: 'https://mp.weixin.example/s/1', title: 'Spring tea, Summer tea', text: null },
			{ column: 3, position: null, name: 'More', type: 'list', text: null, media_id: null },
			{ column: 3, position: 1, list: 'More', type: 'img', media_id: 'IMG_1', url: null },
			{ column: 3, position: 2, list: 'More', type: 'video', media_id: null, url: 'https://v.example/1.mp4' },
		]);
	});

	test('is safe to repeat', async () => {
		await publish(shop);
		await wechat.fault({ path: '/cgi-bin/menu/get', drop: true });
		const run = await wechat.run(officialAccount('menu', 'get'));
		expect(run.json('WeChat')).toHaveLength(1);
	}, 20_000);
});

describe('Test', () => {
	test('also where the answer has its buttons inside of a menu', async () => {
		await wechat.fault({ path: '/cgi-bin/menu/trymatch', body: JSON.stringify({ menu: { button: [shop] } }) });
		const run = await wechat.run(officialAccount('menu', 'test', { user_id: 'lotus-anna' }));
		expect(run.json('WeChat')).toMatchObject([{ user_id: 'lotus-anna', name: 'Shop' }]);
	});

	test('a stranger: WeChat’s code', async () => {
		const run = await wechat.run(officialAccount('menu', 'test', { user_id: 'nobody' }));
		expect(run.error?.message).toContain('(65302)');
	});
});

describe('Delete', () => {
	test('all of them, of everyone and of some', async () => {
		await withMenus(wechat);
		const run = await wechat.run(officialAccount('menu', 'delete', { which: 'all' }), { items: items({ note: 'spring' }) });
		expect(run.json('WeChat')).toEqual([{ menuid: null, which: 'all', deleted: true, note: 'spring' }]);
		expect(await wechat.client.get('/cgi-bin/menu/get')).toMatchObject({ errcode: 46003 });
	});

	test('one needs its number; a name is none', async () => {
		const one = (menuid: string) => officialAccount('menu', 'delete', { which: 'one', menuid: choose(menuid) });
		await expectRefused(await wechat.run(one(EMPTY)), '“Menu” is empty');
		await expectRefused(await wechat.run(one('VIP')), '“Menu” must be a menu ID, which is a number, but it is “VIP”');
		expect((await wechat.run(one('7'))).error?.message).toContain('(65301)');
	});
});

describe('Import From Console', () => {
	const importing = (publishes = true) => officialAccount('menu', 'importConsole', { publish: publishes });
	const console_ = async (...menu: IDataObject[]) => await wechat.client.control('/console', { menu });
	const article = (n: number) => ({ title: `Tea ${n}`, content_url: `https://mp.weixin.example/s/${n}` });

	test('only looks unless it is told to publish', async () => {
		await console_({ type: 'text', name: 'Hours', value: '9 to 6' }, { type: 'img', name: 'Where', value: 'MEDIA' });
		const run = await wechat.run(importing(false));
		expect(run.json('WeChat')).toMatchObject([
			{ type: 'click', key: 'Hours', outcome: 'changed', reply_text: '9 to 6', published: false },
			{ type: 'media_id', media_id: null, outcome: 'same', published: false },
		]);
		expect((await wechat.calls()).map(({ path }) => path)).toEqual(['/cgi-bin/get_current_selfmenu_info']);
	});

	test('several items: copied once', async () => {
		await console_(shop);
		const run = await wechat.run(importing(), { items: items({ n: 1 }, { n: 2 }) });
		expect(run.items('WeChat')).toMatchObject([{ json: { name: 'Shop', published: true }, pairedItem: { item: 0 } }]);
		expect(await wechat.calls(CREATE)).toHaveLength(1);
	});

	test('two texts under one name get two keys, and none that a button has already', async () => {
		const text = { type: 'text', name: 'Hours', value: '9 to 6' };
		await console_({ name: 'A', sub_button: [text, { ...text, value: '10 to 4' }] }, { type: 'click', name: 'B', key: 'Hours 2' });
		const run = await wechat.run(importing());
		expect(run.json('WeChat')!.map(({ key }) => key)).toEqual([null, 'Hours', 'Hours 3', 'Hours 2']);
	});

	test('an article is opened; of several, the first, and the others are told', async () => {
		await console_(
			{ type: 'news', name: 'One', value: 'N1', news_info: { list: [article(1)] } },
			{ type: 'news', name: 'Many', value: 'N2', news_info: { list: [article(2), article(3)] } },
		);
		const run = await wechat.run(importing());
		expect(run.json('WeChat')).toMatchObject([
			{ type: 'view', url: 'https://mp.weixin.example/s/1', outcome: 'changed', note: expect.not.stringContaining('left out') },
			{ type: 'view', url: 'https://mp.weixin.example/s/2', note: expect.stringContaining('left out: https://mp.weixin.example/s/3') },
		]);
		expect((await shown()).map(({ type }: IDataObject) => type)).toEqual(['view', 'view']);
	});

	test('voice and video are copied into the library, the video with its title', async () => {
		web.pages['/film.mp4'] = { type: 'video/mp4', body: files.mp4 };
		const { media_id } = await wechat.client.upload('/cgi-bin/media/upload', { type: 'voice' }, { name: 'a.mp3', content: files.mp3 });
		await console_({ type: 'voice', name: 'Hello', value: media_id }, { type: 'video', name: 'Film', value: `${web.url}/film.mp4` });
		const run = await wechat.run(importing());
		expect(run.error).toBeUndefined();
		const [voice, video] = run.json('WeChat')!.map((row) => String(row.media_id));
		expect((await wechat.client.download('/cgi-bin/material/get_material', {}, { media_id: voice })).data).toEqual(files.mp3);
		expect(await wechat.client.post('/cgi-bin/material/get_material', { media_id: video })).toMatchObject({ title: 'Film' });
		expect((await shown()).map((button: IDataObject) => button.media_id)).toEqual([voice, video]);
	});

	test('what no API may make is left out, with its list if nothing else is in it', async () => {
		await console_({ name: 'Live', sub_button: [{ type: 'finder', name: 'Channel' }] }, shop);
		const run = await wechat.run(importing());
		expect(run.json('WeChat')!.map(({ name, type, outcome, published }) => [name, type, outcome, published])).toEqual([
			['Live', 'list', 'left out', false],
			['Channel', null, 'left out', false],
			['Shop', 'view', 'same', true],
		]);
		expect(await shown()).toEqual([shop]);
	});

	test('nothing to import, or nothing that can be: one sentence, and nothing is published', async () => {
		await expectRefused(await wechat.run(importing()), 'There is no menu to import', ['/cgi-bin/get_current_selfmenu_info']);
		await console_({ type: 'finder', name: 'Channel' });
		expect((await wechat.run(importing())).error?.message).toBe('No button of this menu can be made by an API');
		expect(await wechat.calls(CREATE)).toEqual([]);
	});

	test('a menu that an API made stays as it is', async () => {
		const scan = { type: 'scancode_push', name: 'Scan', key: 'S' };
		const card = { type: 'miniprogram', name: 'Card', url: 'https://a.example/', appid: MINI.appid, pagepath: 'p' };
		await wechat.client.post(CREATE, { button: [shop, { name: 'More', sub_button: [scan, card] }] });
		const before = await shown();
		const run = await wechat.run(importing());
		expect(new Set(run.json('WeChat')!.map(({ outcome }) => outcome))).toEqual(new Set(['same']));
		expect(await shown()).toEqual(before);
	});

	test('a file that is gone stops it before anything is published, and says where', async () => {
		await console_(shop, { name: 'More', sub_button: [coupon, { type: 'video', name: 'Film', value: `${web.url}/gone.mp4` }] });
		const run = await wechat.run(importing());
		expect(run.error?.message).toContain('“Button 2, Entry 2”: the file at');
		expect(await wechat.calls(CREATE)).toEqual([]);
	});

	test('Retry On Fail uploads nothing twice', async () => {
		const { media_id } = await wechat.client.upload('/cgi-bin/media/upload', { type: 'image' }, { name: 'a.jpg', content: files.jpg });
		await console_({ type: 'img', name: 'Where', value: media_id });
		await wechat.fault({ path: CREATE, errcode: 45009 });
		const node = { ...importing(), retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		expect((await wechat.run(node)).error).toBeUndefined();
		expect(await wechat.calls('/cgi-bin/material/add_material')).toHaveLength(1);
	});
});
