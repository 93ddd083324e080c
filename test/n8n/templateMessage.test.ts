import type { IDataObject } from 'n8n-workflow';
import { subscriptionNotice } from '../../nodes/WechatOfficialAccount/resources/subscriptionNotice';
import { templateMessage } from '../../nodes/WechatOfficialAccount/resources/templateMessage';
import { choose } from './cases/case';
import type { NodeInput } from './engine';
import { nodeTypes, typeNamed } from './engine/nodeTypes';
import { addNotice, addTemplate, automatically, form, inEditor, message, outputOf } from './templates';
import { items, officialAccount, SERVICE, useWechat } from './wechat';

/** Template messages 模板消息: filled in like a form, refused without failing, and never sent twice. */
const wechat = useWechat();

const SEND = '/cgi-bin/message/template/send';
const LIST = '/cgi-bin/template/get_all_private_template';

const THING = { id: 'thing1', displayName: '商品名称 (thing1 ≤ 20)', required: true };
const AMOUNT = { id: 'amount2', displayName: '支付金额 (amount2)', required: true };

/** A template with 商品名称 and 支付金额, and a follower. */
async function scene(names = ['商品名称', '支付金额']) {
	return { id: await addTemplate(wechat.client, names), openid: await wechat.client.follower() };
}

const send = (parameters: IDataObject, settings: Partial<NodeInput> = {}) =>
	officialAccount('templateMessage', 'send', parameters, settings as never);

/** n8n itself stops what is left empty; an expression may come to nothing. */
const EMPTY = '={{ "" }}';

const PAID = form({ thing1: '铁观音', amount2: '99.00' }, [THING, AMOUNT]);

/** What is on this person's phone. */
async function phone(openid: string): Promise<string[]> {
	const chats = await wechat.client.control(`/conversations?openid=${openid}`);
	return (chats[openid] ?? []).map(({ content }: any) => content.content);
}

const bodies = async () => (await wechat.calls(SEND)).map(({ body }) => body as any);

async function failure(parameters: IDataObject, item: IDataObject = {}) {
	const { error } = await wechat.run(send(parameters), { items: items(item) });
	return error as unknown as { message: string; description: string; httpCode?: string };
}

describe('the form', () => {
	test.each<[string, IDataObject, string]>([
		['no template', message('o1', EMPTY, PAID), '“Template” is empty'],
		['nobody to write to', message(EMPTY, 't1', PAID), '“OpenID” is empty'],
		['a blank for an openid', message('={{ " " }}', 't1', PAID), '“OpenID” is empty'],
		['a field is empty', message('o1', 't1', form({ thing1: '', amount2: '99' }, [THING, AMOUNT])), `“${THING.displayName}” is empty`],
		['a field with an example in its label', message('o1', 't1', form({ thing1: '' }, [{ ...THING, displayName: `${THING.displayName}, e.g. 铁观音` }])), `“${THING.displayName}” is empty`],
		['a field is blank', message('o1', 't1', form({ thing1: ' ', amount2: '99' }, [THING, AMOUNT])), `“${THING.displayName}” is empty`],
		['a field came to nothing', message('o1', 't1', form({ thing1: null, amount2: '99' }, [THING, AMOUNT])), `“${THING.displayName}” is empty`],
		['never filled in', message('o1', 't1', { mappingMode: 'defineBelow', value: null }), '“Template Fields” is empty'],
		['only optional fields, all empty', message('o1', 't1', form({ first: '' }, [{ id: 'first', displayName: 'first' }])), '“Template Fields” is empty'],
		['an object in a field', message('o1', 't1', form({ thing1: '={{ $json.object }}' }, [THING])), `“${THING.displayName}” must be a text, but it is an object`],
		['a list in a field', message('o1', 't1', form({ thing1: '={{ [1] }}' }, [THING])), `“${THING.displayName}” must be a text, but it is a list`],
		['a calculation without result', message('o1', 't1', form({ thing1: '={{ 0 / 0 }}' }, [THING])), `“${THING.displayName}” must be a text, but it is “NaN”`],
		['an expression that yields no object', message('o1', 't1', '={{ "Tea" }}'), '“Template Fields” must be an object such as { "thing1": "Tea" }'],
		['a list instead of the form', message('o1', 't1', '={{ [1] }}'), '“Template Fields” must be an object such as { "thing1": "Tea" }'],
		['no link', message('o1', 't1', PAID, { opens: 'webPage', url: EMPTY }), '“Link” is empty'],
		['no Mini Program', message('o1', 't1', PAID, { opens: 'miniprogram', appid: EMPTY, pagepath: 'pages/a' }), '“Mini Program App ID” is empty'],
		['no page', message('o1', 't1', PAID, { opens: 'miniprogram', appid: 'wx1', pagepath: EMPTY }), '“Mini Program Page” is empty'],
	])('%s: one sentence, and WeChat is not called', async (_, parameters, sentence) => {
		const error = await failure(parameters, { object: { a: 1 } });
		expect(error.message).toBe(sentence);
		expect(error.description).toMatch(/\w/);
		expect(await wechat.calls()).toEqual([]);
	});

	test('a field that was taken out of the form is not sent, also when its value is still stored', async () => {
		const { id, openid } = await scene(['商品名称']);
		const old = { id: 'remark', displayName: 'remark', removed: true };
		const run = await wechat.run(send(message(openid, id, form({ thing1: 'Tea', remark: 'old' }, [THING, old]))));
		expect(run.error).toBeUndefined();
		expect((await bodies())[0].data).toEqual({ thing1: { value: 'Tea' } });
	});

	test('a template of the old kind: its fields are any text, and may be left empty', async () => {
		const id = await addTemplate(wechat.client, [], 'OPENTM207498902');
		const openid = await wechat.client.follower();
		const long = '很'.repeat(30);
		await wechat.run(send(message(openid, id, form({ first: `${long}\n!`, keyword1: '', keyword2: 7 }))));
		expect((await bodies())[0].data).toEqual({ first: { value: `${long}\n!` }, keyword2: { value: '7' } });
	});

	test('a Mini Program page; a link that was entered before is not sent', async () => {
		const { id, openid } = await scene();
		const more = { opens: 'miniprogram', appid: 'wx1234567890abcdef', pagepath: 'pages/order', url: 'https://example.com' };
		await wechat.run(send(message(openid, id, PAID, more)));
		expect((await bodies())[0]).toMatchObject({ miniprogram: { appid: 'wx1234567890abcdef', pagepath: 'pages/order' } });
		expect((await bodies())[0]).not.toHaveProperty('url');
	});

	test('an openid with blanks or a line end around it, as from a sheet', async () => {
		const { id, openid } = await scene();
		const run = await wechat.run([send(message(` ${openid}\r\n`, id, PAID)), { ...officialAccount('follower', 'updateRemark', { openid: `${openid}\n`, remark: 'Lin' }), name: 'Remark' }]);
		expect(run.error).toBeUndefined();
		expect(run.json('WeChat')).toMatchObject([{ openid, status: 'sent' }]);
	});

	test('a calculation: nobody reads where the machine cannot count in tenths; what is entered stays', async () => {
		const { id, openid } = await scene();
		const run = await wechat.run(send(message(openid, id, form({ thing1: '={{ $json.tea }}', amount2: '={{ $json.price * 3 }}' }))), {
			items: items({ tea: 0.1 + 0.2, price: 9.9 }, { tea: '29.700000000000003', price: 1234567.89 }),
		});
		expect(run.error).toBeUndefined();
		expect((await bodies()).map(({ data }) => [data.thing1.value, data.amount2.value])).toEqual([['0.3', '29.7'], ['29.700000000000003', '3703703.67']]);
	});

	test('times and dates, however they come, are written as WeChat wants them; what is none stays', async () => {
		const id = await addTemplate(wechat.client, ['预约时间', '预约日期', '预约项目'], '51888');
		const openid = await wechat.client.follower();
		const fill = (time: string, date: string) => send(message(openid, id, form({ time2: time, date4: date, thing3: '2026-11-24' })));
		await wechat.run(fill('={{ new Date("2026-11-24T07:05:00Z") }}', '={{ "2026-11-04" }}'));
		await wechat.run(fill('9:00~10:00', '={{ DateTime.fromISO("2026-11-24T09:00:00+08:00") }}'));
		expect((await bodies()).map(({ data }) => [data.time2.value, data.date4.value, data.thing3.value])).toEqual([
			['2026年11月24日 15:05', '2026年11月4日', '2026-11-24'],
			['9:00~10:00', '2026年11月24日 09:00', '2026-11-24'],
		]);
	});
});

describe('values that are too long', () => {
	const twenty = '二十个汉字正好可以放进一个事物字段里面的';

	test('20 characters go out as they are, of 21 the end is cut; line breaks become spaces', async () => {
		const { id, openid } = await scene();
		for (const thing1 of [twenty, `${twenty}啊`, '一\n二']) {
			await wechat.run(send(message(openid, id, form({ thing1, amount2: '99' }))));
		}
		expect((await bodies()).map(({ data }) => data.thing1.value)).toEqual([twenty, `${twenty.slice(0, 19)}…`, '一 二']);
		expect(await phone(openid)).toHaveLength(3);
	});

	test('Shorten Long Values off: an error that names the field', async () => {
		const { openid, id } = await scene();
		const error = await failure(message(openid, id, form({ thing1: `${twenty}啊`, amount2: '99' }, [THING]), { options: { shortenLongValues: false } }));
		expect(error.message).toBe(`“${THING.displayName}” is too long: it has 21, and WeChat takes 20`);
		expect(await wechat.calls(SEND)).toEqual([]);
	});

	test('an amount is never cut: it would be another one', async () => {
		const { openid, id } = await scene();
		const error = await failure(message(openid, id, form({ thing1: 'Tea', amount2: '12345678901.00' }, [THING, AMOUNT])));
		expect(error.message).toBe(`“${AMOUNT.displayName}” is too long: it has 11, and WeChat takes 10`);
		expect(await wechat.calls(SEND)).toEqual([]);
	});
});

describe('Map Automatically', () => {
	test('takes the fields named like the places, or like WeChat’s words for them, of each item; the templates are read once', async () => {
		const { id, openid } = await scene();
		const run = await wechat.run(send(message(openid, id, automatically)), {
			items: items({ thing1: 'Tea', amount2: '1' }, { 商品名称: '铁观音', ' 支付金额 ': 2, other: 'x' }, { thing1: 'Key', 商品名称: 'Words', amount2: 3 }),
		});
		expect(run.error).toBeUndefined();
		expect((await bodies()).map(({ data }) => [data.thing1.value, data.amount2.value])).toEqual([['Tea', '1'], ['铁观音', '2'], ['Key', '3']]);
		expect(Object.keys((await bodies())[1].data)).toEqual(['thing1', 'amount2']);
		expect(await wechat.calls(LIST)).toHaveLength(1);
	});

	test('columns in upper or lower case, and English words; the one that is written exactly alike counts', async () => {
		const openid = await wechat.client.follower();
		const template = { template_id: 't1', title: 'Paid', content: 'Product name: {{thing1.DATA}}\nPaid: {{amount2.DATA}}', example: '' };
		await wechat.fault({ path: LIST, status: 200, body: JSON.stringify({ template_list: [template] }) });
		const run = await wechat.run(send({ ...message(openid, 't1', automatically), options: {} }, { onError: 'continueRegularOutput' } as never), {
			items: items({ THING1: 'Tea', ' Amount2 ': '1' }, { 'product name': 'Cup', paid: 2 }, { thing1: 'Yes', Thing1: 'No', AMOUNT2: 3 }),
		});
		expect(run.error).toBeUndefined();
		expect((await bodies()).map(({ data }) => [data.thing1.value, data.amount2.value])).toEqual([['Tea', '1'], ['Cup', '2'], ['Yes', '3']]);
	});

	test('a column without a name fills no place, though the place has no words either', async () => {
		const id = await addTemplate(wechat.client, [], 'OPENTM207498902');
		const run = await wechat.run(send(message(await wechat.client.follower(), id, automatically)), { items: items({ '': '17', keyword1: '品茶' }) });
		expect(run.error).toBeUndefined();
		expect((await bodies())[0].data).toEqual({ keyword1: { value: '品茶' } });
	});

	test('another template for each item, by an expression', async () => {
		const { id, openid } = await scene();
		const other = await addTemplate(wechat.client, ['预约项目'], '51888');
		const run = await wechat.run(send(message(openid, '={{ $json.template }}', automatically)), {
			items: items({ template: id, 商品名称: '茶', 支付金额: '1' }, { template: other, 预约项目: '品茶' }),
		});
		expect(run.error).toBeUndefined();
		expect(await phone(openid)).toEqual(['商品名称:茶\n支付金额:1', '预约项目:品茶']);
	});

	test('a field that the item does not have is named', async () => {
		const { id, openid } = await scene();
		expect((await failure(message(openid, id, automatically), { thing1: 'Tea' })).message).toBe(`“${AMOUNT.displayName}” is empty`);
		expect(await wechat.calls(SEND)).toEqual([]);
	});

	test('a template that the account does not have', async () => {
		expect((await failure(message('o1', 'TM00015', automatically))).message).toBe('The account has no template “TM00015”');
	});
});

describe('an AI agent', () => {
	async function byAgent(data: unknown, input: IDataObject) {
		const { id, openid } = await scene();
		await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				{ name: 'Agent', type: 'agent', parameters: { calls: JSON.stringify([{ tool: 'Do', input }]) } },
				{
					name: 'Do',
					type: 'wechatOfficialAccountTool',
					parameters: { resource: 'templateMessage', operation: 'send', ...message(openid, id, data) } as never,
				},
			],
			connections: [
				['Start', 'Agent'],
				['Do', 'Agent', { type: 'ai_tool' }],
			],
		});
		return await phone(openid);
	}

	test('fills in the fields one by one', async () => {
		const data = form({ thing1: "={{ $fromAI('product') }}", amount2: "={{ $fromAI('amount') }}" }, [THING, AMOUNT]);
		expect(await byAgent(data, { product: '铁观音', amount: '99' })).toEqual(['商品名称:铁观音\n支付金额:99']);
	});

	test.each([
		['as an object', { thing1: '铁观音', amount2: 99 }],
		['as JSON', '{"thing1":"铁观音","amount2":99}'],
	])('or all of them at once, %s', async (_, fields) => {
		expect(await byAgent("={{ $fromAI('fields', '', 'json') }}", { fields: fields as never })).toEqual(['商品名称:铁观音\n支付金额:99']);
	});
});

describe('what WeChat says', () => {
	test('a template that is gone: its code, and what to do', async () => {
		const error = await failure(message(await wechat.client.follower(), 'gone', PAID));
		expect(error).toMatchObject({ message: 'WeChat refused: invalid template_id (40037)', httpCode: '40037', description: expect.stringContaining('template') });
	});

	test('a value that it does not take: the field is named as people know it', async () => {
		const { id, openid } = await scene();
		const error = await failure(message(openid, id, form({ thing1: 'Tea', amount2: 'much' }, [THING, AMOUNT])));
		expect(error.message).toBe('WeChat refused: argument invalid! data.amount2.value invalid (47003)');
		expect(error.description).toContain(`WeChat does not take what “${AMOUNT.displayName}” has.`);
	});

	test('someone who left does not stop the others: refused is an outcome', async () => {
		const { id, openid } = await scene();
		const left = await wechat.client.follower({ subscribed: false });
		const run = await wechat.run(send(message('={{ $json.to }}', id, PAID)), {
			items: items({ to: left, status: 'SUCCESS', reason: 'paid' }, { to: openid, status: 'SUCCESS', reason: 'paid', errcode: 43101 }),
		});
		expect(run.json('WeChat')).toEqual([
			{
				to: left,
				...{ openid: left, unionid: null, appid: SERVICE.appid, sent_to_tester: null },
				...{ status: 'refused', errcode: 43004, msgid: null, reason: expect.stringContaining('does not follow the account') },
			},
			expect.objectContaining({ to: openid, status: 'sent', errcode: 0, reason: '', msgid: '3721874638401568001' }),
		]);
	});

	test('the number of a message is a text, however long it is', async () => {
		const { id, openid } = await scene();
		await wechat.fault({ path: SEND, status: 200, body: '{"errcode":0,"errmsg":"ok","msgid":200228332}' });
		const run = await wechat.run(send(message(openid, id, PAID)), { items: items({}, {}) });
		expect(run.json('WeChat')!.map(({ msgid }) => msgid)).toEqual(['200228332', '3721874638401568001']);
	});

	test.each([43004, 43019, 50001, 50002, 50005])('one who cannot be reached (%d) does not stop the others', async (errcode) => {
		const { id, openid } = await scene();
		await wechat.fault({ path: SEND, errcode });
		const run = await wechat.run(send(message(openid, id, PAID)), { items: items({ n: 1 }, { n: 2 }) });
		expect(run.json('WeChat')).toMatchObject([{ n: 1, status: 'refused', errcode, reason: expect.stringMatching(/\w/) }, { n: 2, status: 'sent' }]);
	});

	test('Continue On Fail: what an earlier message came to does not pass for the outcome of this one', async () => {
		const { id } = await scene();
		const run = await wechat.run(send(message('={{ $json.to }}', id, PAID), { onError: 'continueRegularOutput' }), {
			items: items({ to: 'nobody', status: 'sent', reason: '', msgid: '7' }),
		});
		expect(outputOf(run)).toMatchObject([{ errcode: 40003, status: 'failed', reason: '', msgid: null }]);
	});

	test('a refusal has no number, though an earlier message had one', async () => {
		const { id, openid } = await scene();
		await wechat.fault({ path: SEND, errcode: 43004 });
		const run = await wechat.run(send(message(openid, id, PAID)), { items: items({ status: 'sent', msgid: '7' }) });
		expect(outputOf(run)).toMatchObject([{ status: 'refused', msgid: null }]);
	});

	test('Fail When Refused: it is an error', async () => {
		const { id } = await scene();
		const left = await wechat.client.follower({ subscribed: false });
		const error = await failure(message(left, id, PAID, { options: { failWhenRefused: true } }));
		expect(error).toMatchObject({ message: 'WeChat refused: require subscribe (43004)', httpCode: '43004' });
	});

	test('a manual run goes to the tester, and says so', async () => {
		const { id, openid } = await scene();
		const tester = await wechat.client.follower();
		wechat.credential({ testerOpenid: tester });
		const run = await wechat.run(send(message(openid, id, PAID)), { mode: 'manual' });
		expect(run.json('WeChat')).toMatchObject([{ openid, sent_to_tester: tester, status: 'sent' }]);
		expect([await phone(openid), await phone(tester)]).toMatchObject([[], [expect.anything()]]);
	});
});

describe('nothing twice', () => {
	const RETRIES: Partial<NodeInput> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	test('the answer was lost: it is asked for again, and the message is there once', async () => {
		const { id, openid } = await scene();
		await wechat.fault({ path: SEND, status: 502, body: '' });
		await wechat.fault({ path: SEND, errcode: -1 });
		const run = await wechat.run(send(message(openid, id, PAID)));
		expect(run.json('WeChat')).toMatchObject([{ status: 'sent' }]);
		expect(new Set((await bodies()).map((body) => body?.client_msg_id).filter(Boolean)).size).toBe(1);
		expect(await phone(openid)).toHaveLength(1);
	});

	test('it went out, and the answer was cut off: WeChat recognizes the repetition', async () => {
		const { id, openid } = await scene();
		await wechat.fault({ path: SEND, drop: true });
		const run = await wechat.run(send(message(openid, id, PAID)));
		expect(run.json('WeChat')).toMatchObject([{ status: 'sent', msgid: '3721874638401568001' }]);
		expect(await wechat.calls(SEND)).toHaveLength(2);
		expect(await phone(openid)).toHaveLength(1);
	});

	test('no answer at all: it says that nobody knows, and Retry On Fail does not send it again', async () => {
		const { id, openid } = await scene();
		await wechat.fault({ path: SEND, drop: true, times: 3 });
		const run = await wechat.run(send(message(openid, id, PAID), RETRIES));
		expect((run.error as unknown as Error & { description: string }).description).toContain('It is not known whether WeChat carried it out');
		expect(await wechat.calls(SEND)).toHaveLength(3);
		expect(await phone(openid)).toHaveLength(1);
	}, 20_000);

	test('after a try that may have gone out, a refusal is not taken for the outcome', async () => {
		const { id, openid } = await scene();
		await wechat.fault({ path: SEND, errcode: -1 });
		await wechat.fault({ path: SEND, errcode: 43101 });
		const run = await wechat.run(send(message(openid, id, PAID)));
		expect(run.error).toMatchObject({ httpCode: '43101' });
	});

	test('items that are alike are messages of their own, and so is another run of the node', async () => {
		const { id, openid } = await scene();
		const run = await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				{ name: 'Morning', type: 'passThrough' },
				{ name: 'Evening', type: 'passThrough' },
				send(message(openid, id, PAID)),
			],
			connections: [
				['Start', 'Morning'],
				['Start', 'Evening'],
				['Morning', 'WeChat'],
				['Evening', 'WeChat'],
			],
			items: items({}, {}),
		});
		expect(run.error).toBeUndefined();
		expect(await phone(openid)).toHaveLength(4);
	});

	test('Send Once per ID: a second execution within ten minutes sends nothing', async () => {
		const { id, openid } = await scene();
		const once = send(message(openid, id, PAID, { options: { client_msg_id: 'LT1-paid' } }));
		const msgids = [await wechat.run(once), await wechat.run(once)].map((run) => run.json('WeChat')![0].msgid);
		expect(msgids).toEqual(['3721874638401568001', '3721874638401568001']);
		expect((await bodies()).map(({ client_msg_id }) => client_msg_id)).toEqual(['LT1-paid', 'LT1-paid']);
		expect(await phone(openid)).toHaveLength(1);
	});
});

describe('Get Blocked', () => {
	const get = (more: IDataObject) => officialAccount('templateMessage', 'getBlocked', { tmpl_msg_id: '77', ...more });

	test('page after page, each once', async () => {
		const { openids } = await wechat.client.control('/followers', { count: 100 });
		await wechat.client.control('/blocked', { msgid: '76', openids });
		await wechat.client.control('/blocked', { msgid: '77', openids });
		await wechat.client.control('/blocked', { msgid: '77', openids: openids.slice(0, 50) });
		const run = await wechat.run(get({ returnAll: true }));
		expect(run.json('WeChat')!.map(({ id }) => Number(id))).toEqual(Array.from({ length: 150 }, (_, n) => 101 + n));
		expect((await wechat.calls('/wxa/sec/queryblocktmplmsg')).map(({ body }) => (body as any).largest_id)).toEqual([0, 200]);
	});

	test('no more than the limit; nobody: no items', async () => {
		await wechat.client.control('/blocked', { msgid: '77', openids: ['a', 'b', 'c'] });
		expect(outputOf(await wechat.run(get({ limit: 2 }))).map(({ openid }) => openid)).toEqual(['a', 'b']);
		expect(outputOf(await wechat.run(get({ tmpl_msg_id: '78' })))).toEqual([]);
	});

	test('the one entry as an object, as the documents show it; and none', async () => {
		await wechat.fault({ path: '/wxa/sec/queryblocktmplmsg', status: 200, body: '{"errcode":0,"msginfo":{"id":5,"tmpl_msg_id":"77","openid":"a","send_timestamp":1795176940}}' });
		expect((await wechat.run(get({}))).json('WeChat')).toMatchObject([{ id: '5', openid: 'a', title: null, sent_at: '2026-11-20T20:15:40+08:00' }]);
		await wechat.fault({ path: '/wxa/sec/queryblocktmplmsg', status: 200, body: '{"errcode":0}' });
		expect(outputOf(await wechat.run(get({})))).toEqual([]);
	});

	test('without a message ID', async () => {
		expect((await wechat.run(get({ tmpl_msg_id: EMPTY }))).error?.message).toBe('“Message ID” is empty');
	});
});

describe('the account’s templates', () => {
	const list = async (more: IDataObject = {}) => outputOf(await wechat.run(officialAccount('templateMessage', 'getAll', more)));

	test('none; some; no more than the limit', async () => {
		expect(await list()).toEqual([]);
		const ids = [await addTemplate(wechat.client), await addTemplate(wechat.client, [], 'TM00015')];
		expect((await list()).map(({ template_id }) => template_id)).toEqual(ids);
		expect((await list())[1]).toMatchObject({
			industry: 'IT科技, 互联网|电子商务',
			fields: 'first, 支付金额 (orderMoneySum), 商品信息 (orderProductName), Remark',
		});
		expect(await list({ limit: 1 })).toHaveLength(1);
	});

	test('Add: WeChat wants the keywords by the names of its list', async () => {
		const add = officialAccount('templateMessage', 'add', { template_id_short: '43216', keyword_name_list: '没有' });
		expect((await wechat.run(add)).error).toMatchObject({ httpCode: '40246', description: expect.stringContaining('keywords') });
		const old = officialAccount('templateMessage', 'add', { template_id_short: 'TM00015' });
		expect((await wechat.run(old)).json('WeChat')).toEqual([{ template_id: expect.any(String) }]);
		const none = officialAccount('templateMessage', 'add', { template_id_short: EMPTY });
		expect((await wechat.run(none)).error?.message).toBe('“Library Number” is empty');
	});

	test('Delete: a template that is gone', async () => {
		const run = await wechat.run(officialAccount('templateMessage', 'delete', { template_id: choose('gone') }));
		expect(run.error).toMatchObject({ httpCode: '40037' });
	});
});

describe('in the editor', () => {
	const chosen = (id: string) => ({ resource: 'templateMessage', operation: 'send', template_id: choose(id, 'list') }) as never;

	test('the account’s templates by title, filtered', async () => {
		const id = await addTemplate(wechat.client);
		await addTemplate(wechat.client, ['预约项目'], '51888');
		await addNotice(wechat.client);
		const { search } = await inEditor(wechat, {});
		expect((await search('searchTemplates')).results.map(({ name }) => name)).toEqual(['订单支付成功通知', '预约提醒']);
		expect(await search('searchTemplates', '支付')).toEqual({ results: [{ name: '订单支付成功通知', value: id }] });
	});

	test('the form has a field for each place, named by WeChat’s words, type, limit and example', async () => {
		const { id } = await scene();
		const { fields } = await inEditor(wechat, chosen(id));
		const common = { required: true, display: true, defaultMatch: false, canBeUsedToMatch: false, type: 'string' };
		expect(await fields('getTemplateFields')).toEqual({
			fields: [
				{ ...common, id: 'thing1', displayName: `${THING.displayName}, e.g. 铁观音` },
				{ ...common, id: 'amount2', displayName: `${AMOUNT.displayName}, e.g. ￥99.00` },
			],
		});
	});

	test('of a template of the old kind no field has to be filled in', async () => {
		const id = await addTemplate(wechat.client, [], 'OPENTM207498902');
		const { fields } = await (await inEditor(wechat, chosen(id))).fields('getTemplateFields');
		expect(fields.map((field) => [field.id, field.displayName, field.required])).toEqual([
			['first', 'first, e.g. 您好，您已预约成功', false],
			['keyword1', '预约项目 (keyword1), e.g. 品茶会', false],
			['keyword2', '预约时间 (keyword2), e.g. 2026年11月30日', false],
			['remark', 'remark, e.g. 欢迎光临', false],
		]);
	});

	test('an ID that was pasted with a blank behind it is that template’s', async () => {
		const { id } = await scene();
		const { fields } = await (await inEditor(wechat, chosen(`${id} `))).fields('getTemplateFields');
		expect(fields.map((field) => field.id)).toEqual(['thing1', 'amount2']);
	});

	test.each(['', 'not-there'])('no template “%s”: says how the fields appear', async (id) => {
		const answer = await (await inEditor(wechat, chosen(id))).fields('getTemplateFields');
		expect(answer).toEqual({ fields: [], emptyFieldsNotice: expect.stringContaining('Map Automatically') });
	});
});

test('an agent may send to many and delete templates only with permission; what the form and the choosers ask the node for exists', () => {
	const own = [templateMessage, subscriptionNotice];
	const irreversible = own.flatMap(({ value, operations }) => operations.filter((one) => one.irreversible).map((one) => `${value} ${one.value}`));
	expect(irreversible).toEqual([
		'templateMessage sendToMany',
		'templateMessage delete',
		'subscriptionNotice sendToMany',
		'subscriptionNotice delete',
	]);
	const { description, methods } = nodeTypes.getByNameAndVersion(typeNamed('wechatOfficialAccount'));
	const asked = description.properties.flatMap(({ typeOptions }) => [typeOptions?.loadOptionsMethod, typeOptions?.resourceMapper?.resourceMapperMethod]);
	const there = [...Object.keys(methods!.loadOptions!), ...Object.keys(methods!.resourceMapping!)];
	expect([...new Set(asked.filter((name) => name !== undefined))].filter((name) => !there.includes(name))).toEqual([]);
	expect(asked).toEqual(expect.arrayContaining(['getTemplateFields', 'getNoticeFields', 'getNoticeKeywords']));
});
