import type { IDataObject } from 'n8n-workflow';
import { chatFields, noticeFields, tap, templateMessageFields } from '../../nodes/WechatCustomerService/resources/message/reach/fields';
import { ways } from '../../nodes/WechatCustomerService/resources/message/reach/ways';
import { isKind, type Field } from '../../nodes/operation/operation';
import { choose } from './cases/case';
import { nodeTypes, typeNamed } from './engine/nodeTypes';
import { addTemplates, AMOUNT, CHAT, NOTICE, NOTICE_AMOUNT, paid, reach, TEMPLATE, type Templates } from './reach';
import { addTemplate, automatically, form, inEditor, outputOf } from './templates';
import { customerService, files, items, MINI, useWechat } from './wechat';

/** The form of Reach Customer: one message in three ways, each with fields of its own, all of them right before the first call. */

/** What an expression yields that finds nothing. */
const EMPTY = '={{ "" }}';

describe('an Official Account', () => {
	const wechat = useWechat();

	let templates: Templates;
	let before: number;
	beforeEach(async () => {
		templates = await addTemplates(wechat.client);
		before = (await wechat.calls()).length;
	});

	/** Someone who can be reached in no way but the notice. */
	async function subscriber(): Promise<string> {
		const openid = await wechat.client.follower({ subscribed: false });
		await wechat.client.control('/permissions', { openid, template_id: templates.notice });
		return openid;
	}

	const bodies = async (path: string) => (await wechat.calls(path)).map(({ body }) => body as IDataObject);

	const tooLong = { content: 'a'.repeat(2049), tooLong: 'fail' };
	const long = { amount2: '99', thing1: '很'.repeat(21) };

	test.each<[string, IDataObject, string]>([
		['a way that there is not', { channels: ['telegram'] }, '“Ways to Try” has none that there is'],
		['no text', { content: EMPTY }, '“Text” is empty'],
		['a text that is too long, and is to be refused', tooLong, '“Text” has 2049 bytes, and WeChat takes 2048 in one message'],
		['no template', { template_id: choose(EMPTY) }, '“Template” is empty'],
		['an empty field of the template', { data: form({ amount2: EMPTY }, [AMOUNT]) }, '“支付金额 (amount2)” is empty'],
		['an empty form of the template', { data: form({}) }, '“Template Fields” is empty'],
		['a value that is too long', { data: form(long), options: { shortenLongValues: false } }, '“thing1 ≤ 20” is too long: it has 21, and WeChat takes 20'],
		['no template of the notice', { notice_template_id: choose(EMPTY) }, '“Notice Template” is empty'],
		['an empty field of the notice', { notice_data: form({ amount1: EMPTY, thing2: 'Tea' }, [NOTICE_AMOUNT]) }, '“付款金额 (amount1)” is empty'],
		['an empty form of the notice', { notice_data: form({}) }, '“Notice Fields” is empty'],
		['no link', { opens: 'webPage', link: EMPTY }, '“Link to Open” is empty'],
		['no Mini Program', { opens: 'miniprogram', miniprogram_appid: EMPTY, miniprogram_pagepath: 'pages/a' }, '“Mini Program to Open” is empty'],
		['no page', { opens: 'miniprogram', miniprogram_appid: 'wx1', miniprogram_pagepath: EMPTY }, '“Mini Program Page to Open” is empty'],
	])('%s: one sentence before the first call, though the chat is open', async (_, more, sentence) => {
		const run = await wechat.run(reach(paid(await wechat.customer(), templates, more)));
		expect(run.error?.message).toBe(sentence);
		expect(run.error?.description).toMatch(/\w/);
		expect((await wechat.calls()).slice(before)).toEqual([]);
	});

	test('no way at all: n8n itself says so', async () => {
		await expect(wechat.run(reach(paid('o1', templates, { channels: [] })))).rejects.toThrow('Parameter "Ways to Try" is required');
	});

	test('what is not chosen may be empty', async () => {
		const openid = await wechat.customer();
		const only = { recipient: 'openid', touser: openid, channels: ['customerServiceMessage'], msgtype: 'text', content: 'Paid' };
		expect(outputOf(await wechat.run(reach(only)))).toMatchObject([{ channel: 'customerServiceMessage' }]);
	});

	test('a long value is shortened unless told otherwise', async () => {
		const openid = await subscriber();
		await wechat.run(reach(paid(openid, templates, { notice_data: form({ amount1: '99', thing2: '很'.repeat(21) }) })));
		expect(await bodies(NOTICE)).toMatchObject([{ data: { thing2: { value: `${'很'.repeat(19)}…` } } }]);
	});

	test('Map Automatically: each form takes the columns of its own template', async () => {
		const openid = await subscriber();
		const run = await wechat.run(reach(paid(openid, templates, { data: automatically, notice_data: automatically })), {
			items: items({ 支付金额: 88, 付款金额: 99, 商品: 'Tea' }),
		});
		expect(outputOf(run)).toMatchObject([{ channel: 'subscriptionNotice' }]);
		expect([...(await bodies(TEMPLATE)), ...(await bodies(NOTICE))].map(({ template_id, data }) => [template_id, data])).toEqual([
			[templates.template, { amount2: { value: '88' } }],
			[templates.notice, { amount1: { value: '99' }, thing2: { value: 'Tea' } }],
		]);
	});

	test.each([
		['nothing', {}, {}, {}],
		['a web page', { opens: 'webPage', link: 'https://a.cn/7' }, { url: 'https://a.cn/7' }, { page: 'https://a.cn/7' }],
		[
			'a Mini Program',
			{ opens: 'miniprogram', miniprogram_appid: MINI.appid, miniprogram_pagepath: 'pages/a?no=7' },
			{ miniprogram: { appid: MINI.appid, pagepath: 'pages/a?no=7' } },
			{ miniprogram: { appid: MINI.appid, pagepath: 'pages/a?no=7' } },
		],
	])('a tap on template message or notice opens %s; nothing else of another way goes along', async (_, opens, byTemplate, byNotice) => {
		const touser = await subscriber();
		await wechat.run(reach(paid(touser, templates, { ...opens, options: { is_ai_msg: true, kf_account: choose('lan@lotustea') } })));
		const client_msg_id = expect.stringMatching(/^[0-9a-f]{32}$/);
		expect(await bodies(CHAT)).toEqual([
			{ touser, msgtype: 'text', text: { content: 'Paid' }, aimsgcontext: { is_ai_msg: 1 }, customservice: { kf_account: 'lan@lotustea' } },
		]);
		const [template] = await bodies(TEMPLATE);
		expect(template).toEqual({ touser, template_id: templates.template, data: { amount2: { value: '99' } }, ...byTemplate, client_msg_id });
		const [notice] = await bodies(NOTICE);
		const data = { amount1: { value: '99' }, thing2: { value: 'Tea' } };
		expect(notice).toEqual({ touser, template_id: templates.notice, data, ...byNotice, client_msg_id });
		expect(notice.client_msg_id).not.toBe(template.client_msg_id);
	});

	test.each<[string, (image: string) => IDataObject]>([
		['image', (media_id) => ({ mediaSource: 'media', media_id: choose(media_id) })],
		['news', () => ({ title: '618', description: 'Half', url: 'https://a.cn', picurl: 'https://a.cn/a.jpg' })],
		['miniprogrampage', (id) => ({ title: 'Order', appid: MINI.appid, pagepath: 'pages/a', thumbSource: 'media', thumb_media_id: choose(id) })],
		['msgmenu', () => ({ head_content: 'Well?', list: { item: [{ id: '1', content: 'Yes' }] } })],
	])('a chat message of type %s is the same as that of Send; what a tap on the others opens does not get into it', async (msgtype, of) => {
		const touser = await wechat.customer();
		const { media_id } = await wechat.client.upload('/cgi-bin/media/upload', { type: 'image' }, { name: 'a.jpg', content: files.jpg });
		const message = { msgtype, ...of(media_id) };
		expect((await wechat.run(customerService('message', 'send', { recipient: 'openid', touser, ...message }))).error).toBeUndefined();
		const { content: _, ...rest } = paid(touser, templates, { ...message, opens: 'webPage', link: 'https://other.cn' });
		expect(outputOf(await wechat.run(reach(rest)))).toMatchObject([{ channel: 'customerServiceMessage' }]);
		const [sent, reached] = await bodies(CHAT);
		expect(reached).toEqual(sent);
	});

	test('a value that WeChat does not take is named as the form of its own way has it', async () => {
		// Both forms have an amount2.
		const both = form({ amount2: '99' }, [{ ...AMOUNT, displayName: 'Notice amount' }]);
		for (const [path, label, others] of [[TEMPLATE, '支付金额 (amount2)', 'Notice amount'], [NOTICE, 'Notice amount', '支付金额']] as const) {
			await wechat.fault({ path, status: 200, body: '{"errcode":47003,"errmsg":"argument invalid! data.amount2.value invalid"}' });
			const { error } = await wechat.run(reach(paid(await wechat.client.follower({ subscribed: path === TEMPLATE }), templates, { notice_data: both })));
			expect(error?.description).toContain(`WeChat does not take what “${label}” has.`);
			expect(error?.description).not.toContain(others);
		}
	});

	test('in the editor: templates and forms of both lists', async () => {
		const other = await addTemplate(wechat.client, ['预约项目'], '51888');
		const parameters = { resource: 'message', operation: 'reach', template_id: choose(other, 'list'), notice_template_id: choose(templates.notice, 'list') };
		const { search, fields } = await inEditor(wechat, parameters as never, 'wechatCustomerService');
		expect((await search('searchTemplates')).results.map(({ name }) => name)).toEqual(['订单支付成功通知', '预约提醒']);
		expect((await search('searchNoticeTemplates')).results).toEqual([{ name: '付款成功通知', value: templates.notice }]);
		expect((await fields('getTemplateFields')).fields.map(({ id }) => id)).toEqual(['thing3']);
		expect((await fields('getNoticeFields')).fields.map(({ id }) => id)).toEqual(['amount1', 'thing2']);
	});
});

describe('a Mini Program', () => {
	const wechat = useWechat(MINI);

	test('has the chat', async () => {
		const openid = await wechat.customer();
		const only = { recipient: 'openid', touser: openid, channels: ['customerServiceMessage'], msgtype: 'text', content: 'Paid' };
		expect(outputOf(await wechat.run(reach(only)))).toMatchObject([{ openid, channel: 'customerServiceMessage' }]);
	});

	test.each([
		['Template Message', ['customerServiceMessage', 'templateMessage']],
		['Subscription Notice', ['subscriptionNotice']],
	])('but no %s: that is said before anything is asked of WeChat', async (name, channels) => {
		const lists = { data: automatically, notice_data: automatically };
		const run = await wechat.run(reach(paid(await wechat.customer(), { template: 't1', notice: 'n1' }, { channels, ...lists })));
		expect(run.error).toMatchObject({
			message: `“Ways to Try” has ${name}, which exists in an Official Account only, and the credential is for a Mini Program`,
			description: 'Take it out, choose another credential, or correct its account type',
		});
		expect(await wechat.calls()).toEqual([]);
	});

	test('without an account type in the credential nothing is claimed about it', async () => {
		wechat.credential({ accountType: '' });
		const openid = await wechat.client.follower();
		expect(outputOf(await wechat.run(reach(paid(openid, { template: 't1', notice: 'n1' }))))).toMatchObject([
			{ status: 'refused', reason: expect.stringContaining('the account does not have it (48001)') },
		]);
	});
});

describe('the fields of the ways', () => {
	const namesOf = (fields: Field[]): string[] =>
		fields.flatMap((field) => (isKind(field) ? [field.name, ...field.properties.map(({ name }) => name)] : [field.name]));

	test('have names of their own: two ways are shown at once', () => {
		const lists = [chatFields, templateMessageFields, noticeFields, tap('url')].map((fields) => [...new Set(namesOf(fields))]);
		const all = [...lists.flat(), 'recipient', 'touser', 'channels', 'options'];
		expect(all.filter((name, index) => all.indexOf(name) !== index)).toEqual([]);
		expect(namesOf(tap('page'))).toEqual(namesOf(tap('url')));
	});

	test('are shown with their own way, of those that are chosen at first', () => {
		const { properties } = nodeTypes.getByNameAndVersion(typeNamed('wechatCustomerService')).description;
		const [channels] = properties.filter(({ name }) => name === 'channels');
		expect(channels.default).toEqual(ways.map(({ value }) => value));
		expect(channels.options).toMatchObject(ways.map(({ value, name }) => ({ name, value })));
		const shown = (name: string) => properties.find((one) => one.name === name && one.displayOptions?.show?.operation?.includes('reach'))!.displayOptions;
		expect(shown('content')?.show).toMatchObject({ channels: ['customerServiceMessage'], msgtype: ['text'] });
		expect(shown('data')).toMatchObject({ show: { channels: ['templateMessage'] }, hide: { template_id: [''] } });
		expect(shown('notice_data')).toMatchObject({ show: { channels: ['subscriptionNotice'] }, hide: { notice_template_id: [''] } });
		expect(shown('link')?.show).toMatchObject({ channels: ['templateMessage', 'subscriptionNotice'], opens: ['webPage'] });
	});
});
