import type { IDataObject } from 'n8n-workflow';
import { choose } from './cases/case';
import { addNotice, addTemplate, automatically, form, inEditor, LIBRARY, message, outputOf } from './templates';
import { items, officialAccount, SERVICE, useWechat } from './wechat';

/** Subscription notices 订阅通知 and one-time messages 一次性订阅: only who allowed it gets one. */
const wechat = useWechat();

const SEND = '/cgi-bin/message/subscribe/bizsend';
const ONCE = '/cgi-bin/message/template/subscribe';

/** n8n itself stops what is left empty; an expression may come to nothing. */
const EMPTY = '={{ "" }}';

const notice = (operation: string, parameters: IDataObject = {}) => officialAccount('subscriptionNotice', operation, parameters);
const PAID = form({ amount1: '99.00', thing2: '铁观音' });

/** A template, and someone who allowed so many notices with it. */
async function scene(count = 1) {
	const [id, openid] = [await addNotice(wechat.client), await wechat.client.follower()];
	await wechat.client.control('/permissions', { openid, template_id: id, count });
	return { id, openid };
}

async function failure(operation: string, parameters: IDataObject) {
	const { error } = await wechat.run(notice(operation, parameters));
	return error as unknown as { message: string; description: string; httpCode?: string };
}

async function phone(openid: string): Promise<string[]> {
	const chats = await wechat.client.control(`/conversations?openid=${openid}`);
	return (chats[openid] ?? []).map(({ content }: any) => content.content);
}

describe('Send', () => {
	test('one permission is good for one notice: the second is refused, and the flow goes on', async () => {
		const { id, openid } = await scene();
		const run = await wechat.run(notice('send', message(openid, id, PAID)), { items: items({ n: 1 }, { n: 2 }) });
		expect(run.json('WeChat')).toMatchObject([
			{ n: 1, status: 'sent', errcode: 0, reason: '' },
			{ n: 2, status: 'refused', errcode: 43101, msgid: null, reason: expect.stringContaining('has not allowed this message') },
		]);
		expect(await phone(openid)).toEqual(['付款金额:99.00\n商品:铁观音']);
	});

	test('Fail When Refused: with Continue On Fail the code is in the item', async () => {
		const { id, openid } = await scene(0);
		const send = notice('send', message(openid, id, PAID, { options: { failWhenRefused: true } }));
		const run = await wechat.run({ ...send, onError: 'continueRegularOutput' });
		expect(run.json('WeChat')).toMatchObject([{ errcode: 43101, safe_to_repeat: false, error: expect.stringContaining('(43101)') }]);
	});

	test('the answer was lost: the permission is used up once', async () => {
		const { id, openid } = await scene(1);
		await wechat.fault({ path: SEND, drop: true });
		const run = await wechat.run(notice('send', message(openid, id, PAID)));
		expect(run.json('WeChat')).toMatchObject([{ status: 'sent' }]);
		expect(await phone(openid)).toHaveLength(1);
	});

	test('Map Automatically reads the templates of notices; those of messages are another list', async () => {
		const { id, openid } = await scene(2);
		const other = await addTemplate(wechat.client);
		const send = (template: string) => notice('send', message(openid, template, automatically));
		const run = await wechat.run(send(id), { items: items({ 付款金额: '1', 商品: '茶' }) });
		expect(run.json('WeChat')).toMatchObject([{ status: 'sent' }]);
		expect((await wechat.run(send(other))).error?.message).toBe(`The account has no template “${other}”`);
	});

	test('a web page goes as WeChat’s page', async () => {
		const { id, openid } = await scene();
		await wechat.run(notice('send', message(openid, id, PAID, { opens: 'webPage', page: 'https://example.com/o/7' })));
		expect((await wechat.calls(SEND))[0].body).toMatchObject({ page: 'https://example.com/o/7' });
	});

	test('a template message that was refused, and then a notice: the item tells of the last one', async () => {
		const { id, openid } = await scene();
		const left = await addTemplate(wechat.client);
		await wechat.fault({ path: '/cgi-bin/message/template/send', errcode: 43004 });
		const first = {
			...officialAccount('templateMessage', 'send', message(openid, left, form({ thing1: '茶', amount2: '1', time3: '15:00' }))),
			name: 'First',
		};
		const run = await wechat.run([first, notice('send', message(openid, id, PAID))]);
		expect(run.json('First')).toMatchObject([{ status: 'refused', errcode: 43004 }]);
		expect(run.json('WeChat')).toMatchObject([{ status: 'sent', errcode: 0, reason: '' }]);
	});

	test('a value that is none of its list', async () => {
		const id = await addNotice(wechat.client, [1, 2], '301');
		const openid = await wechat.client.follower();
		const error = await failure('send', message(openid, id, form({ enum_string1: '厨房', time2: '15:00' })));
		expect(error).toMatchObject({ httpCode: '47003', description: expect.stringContaining('“enum_string1”') });
	});

	test('a subscription account may: it is for all verified accounts', async () => {
		await wechat.client.control('/accounts', { type: 'subscription' });
		const { id, openid } = await scene();
		expect((await wechat.run(notice('send', message(openid, id, PAID)))).json('WeChat')).toMatchObject([{ status: 'sent' }]);
	});
});

describe('the account’s templates', () => {
	const list = async (more: IDataObject = {}) => outputOf(await wechat.run(notice('getAll', more)));

	test('none; both kinds of permission; no more than the limit', async () => {
		expect(await list()).toEqual([]);
		await addNotice(wechat.client);
		await addNotice(wechat.client, [1, 2], '301');
		expect((await list()).map(({ type, fields }) => [type, fields])).toEqual([
			['one-time', '付款金额 (amount1, currency sign and up to 10 digits), 商品 (thing2, up to 20 characters)'],
			['long-term', '位置 (enum_string1, one of a list), 时间 (time2, time, 24 hours)'],
		]);
		expect(await list({ limit: 1 })).toHaveLength(1);
	});

	test.each<[string, IDataObject, string]>([
		['one keyword', { kidList: ['1'] }, '“Keyword Names or IDs” must be 2 to 5 numbers, but it is “1”'],
		['six keywords', { kidList: ['1', '2', '3', '4', '5', '6'] }, '“Keyword Names or IDs” must be 2 to 5 numbers, but it is “1, 2, 3, 4, 5, 6”'],
		['names instead of numbers', { kidList: '={{ ["商品", "状态"] }}' }, '“Keyword Names or IDs” must be 2 to 5 numbers, but it is “商品, 状态”'],
		['no keywords', { kidList: '={{ [] }}' }, '“Keyword Names or IDs” is empty'],
		['no library template', { tid: choose(EMPTY) }, '“Library Template” is empty'],
		['nothing that it is for', { sceneDesc: EMPTY }, '“Used For” is empty'],
		['too long a reason', { sceneDesc: '一二三四五六七八九十一二三四五六' }, '“Used For” is too long: 16 characters'],
	])('Add with %s: one sentence, and nothing is called', async (_, more, sentence) => {
		expect((await failure('add', { tid: choose('99'), kidList: ['1', '2'], sceneDesc: 'Payments', ...more })).message).toBe(sentence);
		expect(await wechat.calls()).toEqual([]);
	});

	test('Add: five keywords from an expression; the same once more is refused', async () => {
		const add = notice('add', { tid: choose('99'), kidList: '={{ "1, 2,3,4,6" }}', sceneDesc: '一二三四五六七八九十一二三四五' });
		expect((await wechat.run(add)).json('WeChat')).toEqual([{ template_id: expect.any(String) }]);
		expect((await wechat.calls('/wxaapi/newtmpl/addtemplate'))[0].body).toMatchObject({ tid: '99', kidList: [1, 2, 3, 4, 6] });
		expect((await wechat.run(add)).error).toMatchObject({ httpCode: '200022' });
	});

	test('Delete: a template that is gone', async () => {
		expect(await failure('delete', { priTmplId: choose('gone') })).toMatchObject({ httpCode: '40037' });
	});
});

describe('Get Library', () => {
	const library = async (parameters: IDataObject) => outputOf(await wechat.run(notice('getLibrary', parameters)));

	test('the templates of all categories of the account, page after page', async () => {
		const all = await library({ list: 'templates', returnAll: true });
		expect(all).toHaveLength(33);
		expect(all[0]).toEqual({ tid: '99', title: '付款成功通知', type: 'one-time', category_id: '616' });
		expect(new Set(all.map(({ tid }) => tid)).size).toBe(33);
		expect((await wechat.calls('/wxaapi/newtmpl/getpubtemplatetitles')).map(({ query }) => query)).toEqual([
			{ ids: '616,307', start: '0', limit: '30' },
			{ ids: '616,307', start: '30', limit: '30' },
		]);
		expect(await library({ list: 'templates', limit: 3 })).toHaveLength(3);
	});

	test('those of one category: the others are not asked for', async () => {
		expect(await library({ list: 'templates', ids: choose('307'), returnAll: true })).toMatchObject([{ title: '会员到期提醒' }, { title: '设备提醒', type: 'long-term' }]);
		expect(await wechat.calls('/wxaapi/newtmpl/getcategory')).toEqual([]);
	});

	test('the categories; an account without any has no templates', async () => {
		expect(await library({ list: 'categories' })).toEqual([
			{ category_id: '616', name: '茶叶' },
			{ category_id: '307', name: '预约' },
		]);
		await wechat.fault({ path: '/wxaapi/newtmpl/getcategory', status: 200, body: '{"errcode":0,"data":[]}' });
		expect(await library({ list: 'templates' })).toEqual([]);
		expect(await wechat.calls('/wxaapi/newtmpl/getpubtemplatetitles')).toEqual([]);
	});

	test('keywords of a template that does not exist', async () => {
		expect(await failure('getLibrary', { list: 'keywords', tid: choose('1') })).toMatchObject({ httpCode: '200014' });
	});
});

describe('one-time messages', () => {
	const link = { template_id: LIBRARY.oneTime, scene: '1000', redirect_url: 'https://example.com/thanks' };
	const once = (touser: string, more: IDataObject = {}): IDataObject => ({
		...{ recipient: 'openid', touser, template_id: LIBRARY.oneTime, scene: '1000', title: 'Sample', content: 'On its way' },
		...more,
	});

	test.each<[string, IDataObject, string]>([
		['a scene above 10000', { scene: '10001' }, '“Scene” must be a whole number from 0 to 10000, but it is “10001”'],
		['a scene that is a word', { scene: 'spring' }, '“Scene” must be a whole number from 0 to 10000, but it is “spring”'],
		['no address', { redirect_url: 'example.com' }, '“Redirect To” must be an address that begins with https://, but it is “example.com”'],
		['a note with other characters', { reserved: 'a b' }, '“Note to Yourself” must be letters and digits only, but it is “a b”'],
		['too long a note', { reserved: 'a'.repeat(129) }, '“Note to Yourself” is too long: 129 bytes'],
		['no template', { template_id: EMPTY }, '“Template ID” is empty'],
	])('a link with %s', async (_, more, sentence) => {
		expect((await failure('createOptInLink', { ...link, ...more })).message).toBe(sentence);
	});

	test('a link for each item, without a note; the item goes on with it', async () => {
		const run = await wechat.run(notice('createOptInLink', { ...link, scene: '={{ $json.n }}' }), { items: items({ n: 0 }, { n: 10000 }) });
		const links = run.json('WeChat')!;
		expect(links.map(({ n, scene }) => [n, scene])).toEqual([[0, '0'], [10000, '10000']]);
		const url = new URL(links[1].link as string);
		expect([url.origin + url.pathname, Object.fromEntries(url.searchParams), url.hash]).toEqual([
			'https://mp.weixin.qq.com/mp/subscribemsg',
			{ action: 'get_confirm', appid: SERVICE.appid, ...link, scene: '10000' },
			'#wechat_redirect',
		]);
	});

	test.each<[string, IDataObject, string]>([
		['no title', { title: EMPTY }, '“Title” is empty'],
		['no text', { content: EMPTY }, '“Text” is empty'],
		['too long a title', { title: 'Sixteen letters!' }, '“Title” is too long: 16 characters'],
		['too long a text', { content: '很'.repeat(201) }, '“Text” is too long: 201 characters'],
	])('a message with %s', async (_, more, sentence) => {
		expect((await failure('sendOneTime', once('o1', more))).message).toBe(sentence);
		expect(await wechat.calls()).toEqual([]);
	});

	test('the permission is for one scene and one message: after it, refused', async () => {
		const openid = await wechat.client.follower();
		await wechat.client.control('/permissions', { openid, scene: 1000 });
		const send = notice('sendOneTime', once(openid, { scene: '={{ $json.scene }}', title: 'Fifteen letters', content: '很'.repeat(200) }));
		const run = await wechat.run(send, { items: items({ scene: 999 }, { scene: 1000 }, { scene: 1000 }) });
		expect(run.json('WeChat')!.map(({ status, errcode }) => [status, errcode])).toEqual([['refused', 43101], ['sent', 0], ['refused', 43101]]);
		expect(await phone(openid)).toEqual(['很'.repeat(200)]);
	});

	test('not authorised (50001) is an outcome too', async () => {
		await wechat.fault({ path: ONCE, errcode: 50001 });
		expect((await wechat.run(notice('sendOneTime', once(await wechat.client.follower())))).json('WeChat')).toMatchObject([{ status: 'refused', errcode: 50001 }]);
	});

	test('the answer was lost: WeChat recognizes no repetition, so there is none', async () => {
		const openid = await wechat.client.follower();
		await wechat.client.control('/permissions', { openid, scene: 1000 });
		await wechat.fault({ path: ONCE, drop: true });
		const run = await wechat.run(notice('sendOneTime', once(openid)));
		expect((run.error as unknown as { description: string }).description).toContain('It is not known whether WeChat carried it out');
		expect(await wechat.calls(ONCE)).toHaveLength(1);
		expect(JSON.stringify((await wechat.calls(ONCE))[0].body)).not.toContain('client_msg_id');
	});
});

describe('in the editor', () => {
	const placed = (parameters: IDataObject) => ({ resource: 'subscriptionNotice', ...parameters }) as never;

	test('the account’s templates of notices, and their fields; an enumeration is a choice', async () => {
		const id = await addNotice(wechat.client, [1, 2], '301');
		await addTemplate(wechat.client);
		const { search, fields } = await inEditor(wechat, placed({ operation: 'send', template_id: choose(id, 'list') }));
		expect(await search('searchNoticeTemplates')).toEqual({ results: [{ name: '设备提醒', value: id }] });
		expect((await fields('getNoticeFields')).fields).toMatchObject([
			{ id: 'enum_string1', displayName: '位置 (enum_string1)', type: 'options', options: [{ name: '客厅', value: '客厅' }, { name: '茶室', value: '茶室' }] },
			{ id: 'time2', displayName: '时间 (time2), e.g. 15:01', type: 'string' },
		]);
	});

	test('the values of an enumeration as one text', async () => {
		const data = [{ priTmplId: 'p1', title: 'T', content: '位置:{{enum_string1.DATA}}', type: 3, keywordEnumValueList: [{ keywordCode: 'enum_string1.DATA', enumValueList: '客厅, 茶室' }] }];
		await wechat.fault({ path: '/wxaapi/newtmpl/gettemplate', status: 200, body: JSON.stringify({ errcode: 0, data }) });
		const { fields } = await inEditor(wechat, placed({ operation: 'send', template_id: choose('p1') }));
		expect((await fields('getNoticeFields')).fields[0].options).toEqual([{ name: '客厅', value: '客厅' }, { name: '茶室', value: '茶室' }]);
	});

	test('the library page by page, its categories, and the keywords of the chosen template', async () => {
		const { search, options } = await inEditor(wechat, placed({ operation: 'add', tid: choose('99', 'list') }));
		const first = await search('searchNoticeLibrary');
		expect([first.results.length, first.results[0], first.paginationToken]).toEqual([30, { name: '付款成功通知 (99)', value: '99' }, '30']);
		const last = { results: [{ name: '到货通知30 (2029)', value: '2029' }] };
		expect([await search('searchNoticeLibrary', '到货通知30', '30'), await search('searchNoticeLibrary', '到货通知30')]).toEqual([last, last]);
		expect((await search('searchNoticeCategories', '预')).results).toEqual([{ name: '预约', value: '307' }]);
		expect((await options('getNoticeKeywords')).slice(0, 2)).toEqual([
			{ name: '付款金额 (￥99.00)', value: '1', description: 'amount' },
			{ name: '商品 (铁观音)', value: '2', description: 'thing' },
		]);
		const empty = await inEditor(wechat, placed({ operation: 'add', tid: choose('', 'list') }));
		expect(await empty.options('getNoticeKeywords')).toEqual([]);
	});
});
