import { Client } from './client';
import { type Simulator, startSimulator } from './simulator';
import { LIBRARY } from './world/templates';

/** Templates, notices and one-time messages (wechat-api.md C.2). */
let simulator: Simulator;
let client: Client;

beforeAll(async () => (simulator = await startSimulator()));
afterAll(async () => await simulator.close());
beforeEach(async () => {
	client = new Client(simulator.url);
	await client.control('/reset', {});
});

const add = async (template_id_short: string, keyword_name_list?: string[]) =>
	await client.post('/cgi-bin/template/api_add_template', { template_id_short, keyword_name_list });
const templates = async () => (await client.get('/cgi-bin/template/get_all_private_template')).template_list;
const addNotice = async (kidList: number[], tid = '99', sceneDesc = 'Payments') =>
	await client.post('/wxaapi/newtmpl/addtemplate', { tid, kidList, sceneDesc });
const notices = async () => (await client.get('/wxaapi/newtmpl/gettemplate')).data;
const said = async (openid: string) => (await client.control(`/conversations?openid=${openid}`))[openid] ?? [];
const values = (data: Record<string, unknown>) => Object.fromEntries(Object.entries(data).map(([key, value]) => [key, { value }]));

describe('templates of messages', () => {
	test('are added with some of their keywords, listed, deleted', async () => {
		const { template_id } = await add('43216', ['支付金额', '商品名称']);
		expect(await templates()).toEqual([
			{
				template_id,
				title: '订单支付成功通知',
				primary_industry: '',
				deputy_industry: '',
				content: '支付金额:{{amount2.DATA}}\n商品名称:{{thing1.DATA}}\n',
				example: '支付金额:￥99.00\n商品名称:铁观音\n',
			},
		]);
		expect(await client.post('/cgi-bin/template/del_private_template', { template_id })).toMatchObject({ errcode: 0 });
		expect(await templates()).toEqual([]);
		expect(await client.post('/cgi-bin/template/del_private_template', { template_id })).toMatchObject({ errcode: 40037 });
	});

	test('of the old kind need no keywords', async () => {
		expect(await add('TM00015')).toMatchObject({ errcode: 0 });
		expect(await templates()).toMatchObject([{ primary_industry: 'IT科技', content: expect.stringContaining('{{first.DATA}}') }]);
	});

	test.each<[string, string[] | undefined, number]>([
		['43216', undefined, 40246],
		['43216', [], 40246],
		['43216', ['商品名称', '没有'], 40246],
		['constructor', [], 40037],
		['1', ['商品名称'], 40037],
	])('%s with %j is refused', async (number, names, errcode) => {
		expect(await add(number, names)).toMatchObject({ errcode });
	});

	test('are 25 at most', async () => {
		for (let n = 0; n < 25; n++) expect(await add('TM00015')).toMatchObject({ errcode: 0 });
		expect(await add('TM00015')).toMatchObject({ errcode: 45026 });
	});

	test('a subscription account has none', async () => {
		await client.control('/accounts', { type: 'subscription' });
		expect(await add('TM00015')).toMatchObject({ errcode: 48001 });
	});
});

describe('template/send', () => {
	const send = async (touser: string, template_id: string, data: object, more: object = {}) =>
		await client.post('/cgi-bin/message/template/send', { touser, template_id, data, ...more });

	test('is shown in the conversation; ids of messages are too long for a JavaScript number', async () => {
		const [openid, { template_id }] = [await client.follower(), await add('43216', ['商品名称'])];
		const more = { url: 'https://example.com', miniprogram: { appid: 'wx1234567890abcdef', pagepath: 'p' } };
		const { data } = await client.raw('POST', '/cgi-bin/message/template/send', {
			body: { touser: openid, template_id, data: values({ thing1: '$& 茶' }), ...more },
			responseType: 'arraybuffer',
		});
		expect(String(data)).toBe('{"errcode":0,"errmsg":"ok","msgid":3721874638401568001}');
		expect(await said(openid)).toMatchObject([
			{ from: 'account', via: 'template', type: 'template', content: { title: '订单支付成功通知', content: '商品名称:$& 茶', ...more } },
		]);
	});

	test('to nobody, to someone who left, with no such template, with nothing in it', async () => {
		const [openid, { template_id }] = [await client.follower(), await add('43216', ['商品名称'])];
		const left = await client.follower({ subscribed: false });
		const data = values({ thing1: '茶' });
		expect(await send('nobody', template_id, data)).toMatchObject({ errcode: 40003 });
		expect(await send(left, template_id, data)).toMatchObject({ errcode: 43004 });
		expect(await send(openid, 'gone', data)).toMatchObject({ errcode: 40037 });
		expect(await send(openid, template_id, {})).toMatchObject({ errcode: 47001 });
		expect(await send(openid, template_id, data, { miniprogram: { appid: 'x', pagepath: 'p' } })).toMatchObject({ errcode: 40013 });
		expect(await said(openid)).toEqual([]);
	});

	const KEYWORDS = ['预约人', '预约时间', '预约项目', '预约日期', '预约状态', '预约人数', '车牌号'];
	const GOOD = { name1: '李雷', time2: '15:01', thing3: '品茶', date4: '2026年11月30日', phrase5: '已确认', number6: '2', car_number7: '闽A12345' };

	test.each<[Record<string, unknown>, string]>([
		[{ name1: '李'.repeat(11) }, 'data.name1.value invalid'],
		[{ name1: 'a'.repeat(21) }, 'data.name1.value invalid'],
		[{ time2: 'at noon' }, 'data.time2.value invalid'],
		[{ thing3: '茶'.repeat(21) }, 'data.thing3.value invalid'],
		[{ thing3: 'a\nb' }, 'data.thing3.value invalid'],
		[{ thing3: '' }, 'data.thing3.value is empty'],
		[{ thing3: undefined }, 'data.thing3.value is empty'],
		[{ thing3: 7 }, 'data.thing3.value is empty'],
		[{ date4: '30.11.2026' }, 'data.date4.value invalid'],
		[{ phrase5: 'ok' }, 'data.phrase5.value invalid'],
		[{ number6: '2 kg' }, 'data.number6.value invalid'],
		[{ car_number7: '闽A12345678' }, 'data.car_number7.value invalid'],
		[{ thing9: 'x' }, 'data.thing9.value is not a key of the template'],
	])('47003 names the key: %j', async (bad, words) => {
		const [openid, { template_id }] = [await client.follower(), await add('51888', KEYWORDS)];
		expect(await send(openid, template_id, values({ ...GOOD, ...bad }))).toMatchObject({
			errcode: 47003,
			errmsg: expect.stringContaining(`argument invalid! ${words}`),
		});
	});

	test.each([
		GOOD,
		{ ...GOOD, name1: 'a'.repeat(20), thing3: '🍵'.repeat(20), number6: '3.5' },
		{ ...GOOD, time2: '2026年11月30日 15:01', date4: '2026年11月30日 15:01' },
		{ ...GOOD, time2: '9:00~10:30', date4: '2026-11-30~2026-12-01' },
	])('takes %j', async (data) => {
		const [openid, { template_id }] = [await client.follower(), await add('51888', KEYWORDS)];
		expect(await send(openid, template_id, values(data))).toMatchObject({ errcode: 0 });
	});

	test.each([
		[{ amount2: '¥12345678901' }, 47003],
		[{ amount2: '￥9.90元' }, 0],
		[{ character_string4: '订单1' }, 47003],
		[{ phone_number5: '+86-0766-66888866' }, 0],
		[{ phone_number5: 'call me' }, 47003],
		[{ const6: '微信支付' }, 0],
	])('%j: %d', async (data, errcode) => {
		const keywords = LIBRARY.messages['43216'].keywords!;
		const name = keywords.find(([, type]) => Object.keys(data)[0].startsWith(type))![0];
		const [openid, { template_id }] = [await client.follower(), await add('43216', [name])];
		expect(await send(openid, template_id, values(data))).toMatchObject({ errcode });
	});

	test('of the old kind fields may be left out, but not be none of the template', async () => {
		const [openid, { template_id }] = [await client.follower(), await add('OPENTM207498902')];
		expect(await send(openid, template_id, values({ keyword1: 'Tea' }))).toMatchObject({ errcode: 0 });
		expect((await said(openid))[0].content.content).toBe('预约项目：Tea\n预约时间：');
		expect(await send(openid, template_id, values({ keyword3: 'Tea' }))).toMatchObject({ errcode: 47003 });
	});

	test('the same client_msg_id to the same person within ten minutes: one message', async () => {
		const [openid, other, { template_id }] = [await client.follower(), await client.follower(), await add('43216', ['商品名称'])];
		const again = async (to: string) => await send(to, template_id, values({ thing1: '茶' }), { client_msg_id: 'LT1' });
		for (const to of [openid, openid, other]) expect(await again(to)).toMatchObject({ errcode: 0 });
		expect([(await said(openid)).length, (await said(other)).length]).toEqual([1, 1]);
		await client.control('/clock', { advance: 599 });
		await again(openid);
		expect(await said(openid)).toHaveLength(1);
		await client.control('/clock', { advance: 2 });
		await again(openid);
		expect(await said(openid)).toHaveLength(2);
	});
});

describe('the library of notices', () => {
	const titles = async (query: object) => await client.get('/wxaapi/newtmpl/getpubtemplatetitles', query as never);

	test('has categories, titles in pages, keywords', async () => {
		expect((await client.get('/wxaapi/newtmpl/getcategory')).data).toEqual(LIBRARY.categories);
		const second = await titles({ ids: '616,307', start: 30, limit: 30 });
		expect([second.count, second.data.length]).toEqual([33, 3]);
		expect((await titles({ ids: '307', start: 0, limit: 1 })).data).toEqual([{ tid: 140, title: '会员到期提醒', type: 2, categoryId: '307' }]);
		expect((await client.get('/wxaapi/newtmpl/getpubtemplatekeywords', { tid: '140' })).data[0]).toEqual({ kid: 1, name: '会员', example: '李雷', rule: 'name' });
	});

	test.each([
		[{ ids: '616', start: -1, limit: 30 }, 200016],
		[{ ids: '616', start: 0, limit: 31 }, 200017],
		[{ ids: '616', start: 0, limit: 0 }, 200017],
		[{ ids: ',', start: 0, limit: 30 }, 200018],
		[{ ids: '616,1', start: 0, limit: 30 }, 200019],
	])('titles of %j: %d', async (query, errcode) => {
		expect(await titles(query)).toMatchObject({ errcode });
	});

	test('of a number that there is not', async () => {
		expect(await client.get('/wxaapi/newtmpl/getpubtemplatekeywords', { tid: 'constructor' })).toMatchObject({ errcode: 200014 });
	});
});

describe('templates of notices', () => {
	test('are added, listed with the values of an enumeration, deleted', async () => {
		const { priTmplId } = await addNotice([2, 1], '301');
		expect(await notices()).toEqual([
			{
				priTmplId,
				title: '设备提醒',
				content: '时间:{{time2.DATA}}\n位置:{{enum_string1.DATA}}\n',
				example: '时间:15:01\n位置:客厅\n',
				type: 3,
				keywordEnumValueList: [{ enumValueList: ['客厅', '茶室'], keywordCode: 'enum_string1.DATA' }],
			},
		]);
		expect(await client.post('/wxaapi/newtmpl/deltemplate', { priTmplId })).toMatchObject({ errcode: 0 });
		expect(await notices()).toEqual([]);
		expect(await client.post('/wxaapi/newtmpl/deltemplate', { priTmplId })).toMatchObject({ errcode: 40037 });
	});

	test.each<[number[], string, string, number]>([
		[[1], '99', 'x', 200020],
		[[1, 2, 3, 4, 5, 6], '99', 'x', 200020],
		[[1, 9], '99', 'x', 200020],
		[[1, 2], '98', 'x', 200014],
		[[1, 2], '99', '', 200021],
		[[1, 2], '99', '一二三四五六七八九十一二三四五六', 200021],
	])('%j of %s for “%s”: %d', async (kidList, tid, sceneDesc, errcode) => {
		expect(await addNotice(kidList, tid, sceneDesc)).toMatchObject({ errcode });
	});

	test('no two alike, and 25 at most', async () => {
		await addNotice([1, 2]);
		expect(await addNotice([1, 2])).toMatchObject({ errcode: 200022 });
		for (let n = 0; n < 24; n++) expect(await addNotice([1, 2], String(2000 + n))).toMatchObject({ errcode: 0 });
		expect(await addNotice([2, 1])).toMatchObject({ errcode: 200012 });
	});
});

describe('subscribe/bizsend', () => {
	const PAID = values({ amount1: '9.90', thing2: '茶' });
	const send = async (touser: string, template_id: string, data: object = PAID, more: object = {}) =>
		await client.post('/cgi-bin/message/subscribe/bizsend', { touser, template_id, data, ...more });

	test('each permission is good for one notice, with its own template', async () => {
		const [openid, { priTmplId: id }, { priTmplId: other }] = [await client.follower(), await addNotice([1, 2]), await addNotice([1, 2], '2000')];
		expect(await send(openid, id)).toMatchObject({ errcode: 43101 });
		await client.control('/permissions', { openid, template_id: id, count: 2 });
		expect(await send(openid, other)).toMatchObject({ errcode: 43101 });
		expect(await send(openid, id)).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(await send(openid, id)).toMatchObject({ errcode: 0 });
		expect(await send(openid, id)).toMatchObject({ errcode: 43101 });
		expect(await said(openid)).toMatchObject([{ type: 'subscription_notice', via: 'template' }, { content: { title: '付款成功通知' } }]);
	});

	test('a value that does not fit uses up no permission; a repetition neither', async () => {
		const [openid, { priTmplId }] = [await client.follower(), await addNotice([1, 2])];
		await client.control('/permissions', { openid, template_id: priTmplId });
		expect(await send(openid, priTmplId, values({ amount1: 'much', thing2: '茶' }))).toMatchObject({ errcode: 47003 });
		for (let n = 0; n < 2; n++) expect(await send(openid, priTmplId, PAID, { client_msg_id: 'a' })).toMatchObject({ errcode: 0 });
		expect(await said(openid)).toHaveLength(1);
	});

	test('a long-term permission is not used up; a value of an enumeration is one of its list', async () => {
		const [openid, { priTmplId }] = [await client.follower({ subscribed: false }), await addNotice([1, 2], '301')];
		await client.control('/permissions', { openid, template_id: priTmplId });
		const at = (place: string) => values({ enum_string1: place, time2: '15:00' });
		for (let n = 0; n < 3; n++) expect(await send(openid, priTmplId, at('茶室'))).toMatchObject({ errcode: 0 });
		expect(await send(openid, priTmplId, at('厨房'))).toMatchObject({ errcode: 47003 });
	});
});

describe('template/subscribe', () => {
	const send = async (more: object) =>
		await client.post('/cgi-bin/message/template/subscribe', {
			template_id: LIBRARY.oneTime,
			scene: '1000',
			title: 'Sample',
			data: values({ content: 'On its way' }),
			...more,
		});

	test('one message for one permission of one scene', async () => {
		const touser = await client.follower();
		await client.control('/permissions', { openid: touser, scene: '1000' });
		expect(await send({ touser, scene: '1' })).toMatchObject({ errcode: 43101 });
		expect(await send({ touser })).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(await send({ touser })).toMatchObject({ errcode: 43101 });
		expect(await said(touser)).toMatchObject([{ type: 'one_time', content: { title: 'Sample', content: 'On its way' } }]);
	});

	test.each([
		[{ template_id: 'other' }, 40037],
		[{ touser: 'nobody' }, 40003],
		[{ scene: '10001' }, 40035],
		[{ scene: '-1' }, 40035],
		[{ title: '' }, 40062],
		[{ title: 'Sixteen letters!' }, 40062],
		[{ data: values({ text: 'x' }) }, 47001],
		[{ data: values({ content: '很'.repeat(201) }) }, 45002],
	])('%j: %d', async (bad, errcode) => {
		expect(await send({ touser: await client.follower(), ...bad })).toMatchObject({ errcode });
	});
});

test('whom WeChat did not deliver a message to: by message, 100 at a time, from the largest id on', async () => {
	const ask = async (largest_id: number, limit: number, tmpl_msg_id = '7') =>
		await client.post('/wxa/sec/queryblocktmplmsg', { tmpl_msg_id, largest_id, limit });
	expect(await ask(0, 100)).toEqual({ errcode: 0, errmsg: 'ok', msginfo: [] });
	expect(await client.control('/blocked', { msgid: '7', openids: ['a', 'b', 'c'] })).toEqual({ blocked: 3 });
	expect((await ask(1, 1)).msginfo).toEqual([{ id: 2, tmpl_msg_id: '7', title: '', content: '', send_timestamp: expect.any(Number), openid: 'b' }]);
	expect((await ask(0, 100, '8')).msginfo).toEqual([]);
	expect([(await ask(0, 101)).errcode, (await ask(0, 0)).errcode]).toEqual([40035, 40035]);
});

test.each([
	['/permissions', {}, 'openid is missing'],
	['/permissions', { openid: 'a', template_id: 'x', count: -1 }, 'count must be a whole number'],
	['/permissions', { openid: 'a' }, 'a one-time permission names its scene'],
	['/blocked', { msgid: 7, openids: [] }, 'Give msgid (a text) and openids'],
])('a mistake in the order %s %j: %s', async (path, body, error) => {
	expect(await client.control(path, body)).toEqual({ error });
});
