import type { IDataObject } from 'n8n-workflow';
import { choose } from './cases/case';
import { binary, type NodeInput } from './engine';
import { addNotice, addTemplate, automatically, form, outputOf } from './templates';
import { files, items, officialAccount, SERVICE, useWechat } from './wechat';

/** One message to many people: each once, in order, and what happens to one harms nobody else. */
const wechat = useWechat();

const SEND = '/cgi-bin/message/template/send';
const LIST = '/cgi-bin/template/get_all_private_template';
const { appid } = SERVICE;

const TEA = form({ thing1: '={{ $json.tea ?? "铁观音" }}' });
const FAILED = { status: 'failed', errcode: null, msgid: null };

const many = (parameters: IDataObject, settings: Partial<NodeInput> = {}) => officialAccount('templateMessage', 'sendToMany', parameters, settings as never);
const each = (template_id: unknown, more: IDataObject = {}) => ({ recipients: 'item', template_id: choose(template_id), data: TEA, ...more }) as IDataObject;
const listed = (openid_list: unknown, template_id: unknown, more: IDataObject = {}) =>
	({ recipients: 'list', openid_list, template_id: choose(template_id), data: TEA, ...more }) as IDataObject;

/** A template with one field, and so many followers. */
async function scene(count: number) {
	const { openids } = await wechat.client.control('/followers', { count });
	return { id: await addTemplate(wechat.client, ['商品名称']), openids: openids as string[] };
}

const toAll = (openids: string[]) => items(...openids.map((openid) => ({ openid })));
const bodies = async () => (await wechat.calls(SEND)).map(({ body }) => body as any);

/** What is on the phones of these people, each a list. */
async function phones(openids: string[]): Promise<string[][]> {
	const chats = await wechat.client.control('/conversations');
	return openids.map((openid) => (chats[openid] ?? []).map(({ content }: any) => content.content));
}

const statuses = (run: { json(name: string): IDataObject[] | undefined }) => run.json('WeChat')!.map(({ status }) => status);

describe('recipients', () => {
	test('one per item: everybody has a message of their own, the items come out in their order with their fields', async () => {
		const { id, openids } = await scene(40);
		await wechat.client.control('/latency', { ms: 20 });
		const input = openids.map((openid, n) => ({ openid, tea: `茶${n}`, errcode: 'mine' }));
		const run = await wechat.run(many(each(id)), { items: items(...input) });
		const output = outputOf(run);
		expect(output.map(({ openid, tea }) => [openid, tea])).toEqual(input.map(({ openid, tea }) => [openid, tea]));
		expect(output[0]).toEqual({
			...{ openid: openids[0], tea: '茶0', unionid: null, appid, sent_to_tester: null },
			...{ status: 'sent', reason: '', errcode: 0, msgid: '3721874638401568001', safe_to_repeat: false },
		});
		expect(run.items('WeChat')!.map(({ pairedItem }) => pairedItem)).toEqual(openids.map((_, item) => ({ item })));
		expect(await phones(openids)).toEqual(openids.map((_, n) => [`商品名称:茶${n}`]));
	});

	test('a list: everybody in it gets the message of the item, also of several items', async () => {
		const { id, openids } = await scene(5);
		const [a, b, c, d, e] = openids;
		const input = items({ to: [a, b], tea: '绿茶' }, { to: `${c}\n${d}, ${e}，${d}`, tea: '红茶', openid: 'of-the-group' });
		const run = await wechat.run(many(listed('={{ $json.to }}', id)), { items: input });
		expect(outputOf(run).map(({ openid, tea, status }) => [openid, tea, status])).toEqual(openids.map((openid, n) => [openid, n < 2 ? '绿茶' : '红茶', 'sent']));
		expect(run.items('WeChat')!.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual([0, 0, 1, 1, 1]);
		expect(await phones(openids)).toEqual(openids.map((_, n) => [n < 2 ? '商品名称:绿茶' : '商品名称:红茶']));
	});

	test('no items: nothing', async () => {
		expect((await wechat.run(many(each('t1')), { items: [] })).json('WeChat') ?? []).toEqual([]);
		expect(await wechat.calls()).toEqual([]);
	});

	test('template, fields and what a tap opens are those of each item; the templates are read once', async () => {
		const { id, openids } = await scene(2);
		const other = await addTemplate(wechat.client, ['预约项目'], '51888');
		const parameters = { recipients: 'item', template_id: choose('={{ $json.template }}'), data: automatically, opens: 'webPage', url: '={{ $json.link }}' };
		const input = [
			{ openid: openids[0], template: id, 商品名称: '茶', link: 'https://example.com/1' },
			{ openid: openids[1], template: other, 预约项目: '品茶', link: 'https://example.com/2' },
		];
		outputOf(await wechat.run(many(parameters), { items: items(...input) }));
		expect((await bodies()).map(({ url, template_id }) => [template_id, url])).toEqual([[id, 'https://example.com/1'], [other, 'https://example.com/2']]);
		expect(await phones(openids)).toEqual([['商品名称:茶'], ['预约项目:品茶']]);
		expect(await wechat.calls(LIST)).toHaveLength(1);
	});

	test('files of an item stay with it', async () => {
		const { id, openids } = await scene(2);
		const data = await binary(files.jpg, 'a.jpg', 'image/jpeg');
		const run = await wechat.run(many(each(id)), { items: [{ json: { openid: openids[0] } }, { json: { openid: openids[1] }, binary: { data } }] });
		expect(run.items('WeChat')!.map((item) => item.binary?.data?.fileName)).toEqual([undefined, 'a.jpg']);
	});
});

describe('one person’s trouble', () => {
	test('stops nobody else, and says what it is', async () => {
		const { id, openids } = await scene(8);
		const left = await wechat.client.follower({ subscribed: false });
		const trouble = [
			{ openid: '' },
			{ openid: 'oNobody' },
			{ openid: left },
			{ openid: openids[0], tea: '' },
			{ openid: openids[1], appid: 'wxAnother' },
			{ openid: openids[2], tea: '很'.repeat(30) },
			{ openid: openids[3], tea: { a: 1 } },
		];
		const parameters = each(id, { options: { shortenLongValues: false } });
		const run = await wechat.run(many(parameters), { items: items(...trouble, { openid: openids[4] }) });
		expect(outputOf(run)).toMatchObject([
			{ ...FAILED, openid: '', reason: '“OpenID” is empty. Fill it in, or check the expression that should yield it', safe_to_repeat: false },
			{ status: 'failed', openid: 'oNobody', errcode: 40003, reason: expect.stringMatching(/\(40003\)\. .{20}/) },
			{ status: 'refused', openid: left, errcode: 43004, reason: expect.stringContaining('does not follow') },
			{ ...FAILED, openid: openids[0], reason: expect.stringContaining('is empty') },
			{ ...FAILED, openid: openids[1], appid: 'wxAnother', reason: expect.stringContaining('belongs to another App ID') },
			{ ...FAILED, openid: openids[2], reason: expect.stringContaining('is too long: it has 30, and WeChat takes 20') },
			{ ...FAILED, openid: openids[3], reason: expect.stringContaining('must be a text, but it is an object') },
			{ status: 'sent', openid: openids[4] },
		]);
		expect(await phones(openids)).toEqual([[], [], [], [], ['商品名称:铁观音'], [], [], []]);
	});

	test('what the item says of an earlier message is not said of this one', async () => {
		const { id, openids } = await scene(1);
		const earlier = { status: 'failed', reason: 'not tried', errcode: 45009, msgid: '77', safe_to_repeat: true };
		const run = await wechat.run(many(each(id)), { items: items({ ...earlier, openid: openids[0], tea: '' }, { ...earlier, openid: '' }, { openid: openids[0] }) });
		expect(outputOf(run)).toMatchObject([{ ...FAILED, msgid: null, openid: openids[0], safe_to_repeat: false }, { ...FAILED, msgid: null, openid: '' }, { status: 'sent' }]);
	});

	test('an openid and a template’s ID with blanks or a line end, as pasted or from a sheet', async () => {
		const { id, openids } = await scene(1);
		const run = await wechat.run(many(each(` ${id}\n`)), { items: items({ openid: `${openids[0]}\r\n` }, { openid: ' ' }) });
		expect(outputOf(run)).toMatchObject([{ status: 'sent' }, { ...FAILED, reason: expect.stringContaining('“OpenID” is empty') }]);
		expect((await bodies()).map(({ touser, template_id }) => [touser, template_id])).toEqual([[openids[0], id]]);
	});

	test('a value that WeChat does not take: the field is named as people know it', async () => {
		const { openids } = await scene(1);
		const id = await addTemplate(wechat.client, ['支付金额']);
		const data = form({ amount2: 'much' }, [{ id: 'amount2', displayName: '支付金额 (amount2)', required: true }]);
		const [{ reason, errcode }] = outputOf(await wechat.run(many({ ...listed(openids[0], id), data })));
		expect([errcode, reason]).toEqual([47003, expect.stringContaining('WeChat does not take what “支付金额 (amount2)” has.')]);
	});

	test('a list whose message cannot be written: everybody in it hears so', async () => {
		const { id, openids } = await scene(2);
		const input = items({ to: openids, tea: '' }, { to: [openids[0]] });
		const run = await wechat.run(many(listed('={{ $json.to }}', id)), { items: input });
		expect(outputOf(run).map(({ openid, status }) => [openid, status])).toEqual([[openids[0], 'failed'], [openids[1], 'failed'], [openids[0], 'sent']]);
	});

	test('two messages at once for the same person are too many for WeChat: the second follows a moment later', async () => {
		const { id, openids: [openid] } = await scene(1);
		await wechat.fault({ path: SEND, errcode: 43108, skip: 1 });
		const run = await wechat.run(many(each(id)), { items: items({ openid, tea: '绿茶' }, { openid, tea: '红茶' }) });
		expect(statuses(run)).toEqual(['sent', 'sent']);
		expect(await phones([openid])).toEqual([['商品名称:绿茶', '商品名称:红茶']]);
	});

	test('too many at once for WeChat three times: this one may be sent again', async () => {
		const { id, openids } = await scene(2);
		await wechat.fault({ path: SEND, errcode: 45033, times: 3 });
		const run = await wechat.run(many(each(id)), { items: toAll(openids) });
		expect(outputOf(run)).toMatchObject([{ status: 'failed', errcode: 45033, safe_to_repeat: true }, { status: 'sent' }]);
	}, 15_000);
});

describe('what would happen to everybody', () => {
	test.each([
		['a template that is gone', 40037],
		['no permission', 48001],
		['the quota of the day', 45009],
		['the whitelist', 40164],
	])('%s, at the first one: an error, and one call', async (_, errcode) => {
		const { id, openids } = await scene(30);
		await wechat.fault({ path: SEND, errcode, times: 99 });
		const run = await wechat.run(many(each(id), { retryOnFail: false }), { items: toAll(openids) });
		expect(run.error).toMatchObject({ httpCode: String(errcode) });
		expect(await wechat.calls(SEND)).toHaveLength(1);
	});

	test('later: those in flight end, the others are not tried and may be sent to again', async () => {
		const { id, openids } = await scene(60);
		await wechat.client.control('/latency', { ms: 20 });
		await wechat.fault({ path: SEND, errcode: 45009, skip: 5, times: 99 });
		const run = await wechat.run(many(each(id)), { items: toAll(openids) });
		const output = outputOf(run);
		expect(output.slice(0, 5).map(({ status }) => status)).toEqual(Array(5).fill('sent'));
		expect(output[5]).toMatchObject({ status: 'failed', errcode: 45009 });
		const tried = (await wechat.calls(SEND)).length;
		expect(tried).toBeLessThan(5 + 25);
		const last = { ...FAILED, openid: openids[59], reason: expect.stringMatching(/^not tried: WeChat refused: .*\(45009\)$/), safe_to_repeat: true };
		expect(output[59]).toMatchObject(last);
		expect(output.filter(({ reason }) => String(reason).startsWith('not tried'))).toHaveLength(60 - tried);
	});

	test('one template of several is gone: only its messages are not tried', async () => {
		const { id, openids } = await scene(6);
		const input = openids.map((openid, n) => ({ openid, template: n % 2 ? 'gone' : id }));
		const run = await wechat.run(many(each('={{ $json.template }}', { options: { messagesPerSecond: 1000 } })), { items: items(...input) });
		expect(statuses(run)).toEqual(['sent', 'failed', 'sent', 'failed', 'sent', 'failed']);
		expect(run.json('WeChat')![1]).toMatchObject({ errcode: 40037 });
	});

	test('Continue On Fail: everybody’s item goes on, each with the reason', async () => {
		const { id, openids } = await scene(3);
		await wechat.fault({ path: SEND, errcode: 48001, times: 99 });
		const run = await wechat.run(many(each(id), { onError: 'continueRegularOutput' }), { items: toAll(openids) });
		expect(outputOf(run)).toMatchObject([
			{ openid: openids[0], status: 'failed', errcode: 48001 },
			{ openid: openids[1], ...FAILED, reason: expect.stringContaining('not tried: ') },
			{ openid: openids[2], ...FAILED },
		]);
	});

	test('not one message could be written: an error, and WeChat is not called', async () => {
		const { id, openids } = await scene(2);
		const run = await wechat.run(many(each(id, { data: form({ thing1: '={{ $json.nothing }}' }) })), { items: toAll(openids) });
		expect(run.error?.message).toBe('“thing1 ≤ 20” is empty');
		expect(await wechat.calls(SEND)).toEqual([]);
	});

	test('all openids are of another account: an error', async () => {
		const { id, openids } = await scene(2);
		const run = await wechat.run(many(each(id)), { items: items(...openids.map((openid) => ({ openid, appid: 'wxAnother' }))) });
		expect(run.error?.message).toContain('belongs to another App ID (wxAnother)');
	});

	test('the templates cannot be read: an error, and they are asked for once', async () => {
		const { id, openids } = await scene(5);
		await wechat.fault({ path: LIST, errcode: 48001, times: 9 });
		const run = await wechat.run(many(each(id, { data: automatically })), { items: toAll(openids) });
		expect(run.error).toMatchObject({ httpCode: '48001' });
		expect(await wechat.calls()).toHaveLength(2);
	});

	test('nor can they with Continue On Fail: everybody hears why, and who is nobody that they are', async () => {
		const { id, openids } = await scene(3);
		await wechat.fault({ path: LIST, errcode: 48001, times: 9 });
		const run = await wechat.run(many(each(id, { data: automatically }), { onError: 'continueRegularOutput' }), { items: items(...toAll(openids).map(({ json }) => json), { openid: '' }) });
		expect(outputOf(run).map(({ openid, errcode }) => [openid, errcode])).toEqual([...openids.map((openid) => [openid, 48001]), ['', null]]);
		expect(await wechat.calls(LIST)).toHaveLength(1);
	});

	test('a pace that is none, with Continue On Fail: everybody’s item goes on', async () => {
		const { openids } = await scene(3);
		const run = await wechat.run(many(each('t1', { options: { messagesPerSecond: 0 } }), { onError: 'continueRegularOutput' }), { items: toAll(openids) });
		const error = '“Messages per Second” must be at least 1, but it is “0”';
		expect(run.items('WeChat')).toMatchObject(openids.map((openid, item) => ({ json: { openid, error }, pairedItem: { item } })));
	});

	test('a token that the account does not get', async () => {
		const { id, openids } = await scene(3);
		wechat.credential({ appSecret: '0123456789abcdef0123456789abcdef' });
		const run = await wechat.run(many(each(id)), { items: toAll(openids) });
		expect(run.error).toMatchObject({ httpCode: '40125' });
		expect((await wechat.tokenCalls()).filter(({ errcode }) => errcode === 40125)).toHaveLength(1);
	});

	test('Retry On Fail: nobody has got anything, and everybody is sent to', async () => {
		const { id, openids } = await scene(3);
		await wechat.fault({ path: SEND, errcode: 45009 });
		const run = await wechat.run(many(each(id), { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }), { items: toAll(openids) });
		expect(statuses(run)).toEqual(['sent', 'sent', 'sent']);
		expect((await phones(openids)).map((texts) => texts.length)).toEqual([1, 1, 1]);
	});
});

describe('nothing twice', () => {
	test('the same message to the same person goes out once in a run, another one too', async () => {
		const { id, openids: [a, b] } = await scene(2);
		const input = items({ openid: a }, { openid: b }, { openid: a }, { openid: a, tea: '红茶' });
		const run = await wechat.run(many(each(id)), { items: input });
		expect(outputOf(run)).toMatchObject([
			{ openid: a, status: 'sent' },
			{ openid: b, status: 'sent' },
			{ openid: a, status: 'skipped', errcode: null, msgid: null, safe_to_repeat: false, reason: expect.stringContaining('came before in this run') },
			{ openid: a, status: 'sent' },
		]);
		expect(await phones([a, b])).toEqual([['商品名称:铁观音', '商品名称:红茶'], ['商品名称:铁观音']]);
	});

	test('an answer was lost: it is asked for again, and the message is there once', async () => {
		const { id, openids } = await scene(3);
		await wechat.fault({ path: SEND, drop: true, skip: 1 });
		const run = await wechat.run(many(each(id)), { items: toAll(openids) });
		expect(statuses(run)).toEqual(['sent', 'sent', 'sent']);
		expect(await wechat.calls(SEND)).toHaveLength(4);
		expect((await phones(openids)).map((texts) => texts.length)).toEqual([1, 1, 1]);
	});

	test('no answer at all: it may have been sent, is not sent again, and the others are', async () => {
		const { id, openids } = await scene(3);
		await wechat.fault({ path: SEND, drop: true, times: 3 });
		const run = await wechat.run(many(each(id), { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 }), { items: toAll(openids) });
		expect(outputOf(run)).toMatchObject([
			{ ...FAILED, reason: expect.stringMatching(/^may have been sent: /), safe_to_repeat: false },
			{ status: 'sent' },
			{ status: 'sent' },
		]);
		expect(await wechat.calls(SEND)).toHaveLength(5);
		expect((await phones(openids)).map((texts) => texts.length)).toEqual([1, 1, 1]);
	}, 15_000);

	test('WeChat has stopped answering: after sixteen lost answers nobody else is tried', async () => {
		const { id, openids } = await scene(50);
		await wechat.fault({ path: SEND, status: 502, body: '', skip: 1, times: 999 });
		const run = await wechat.run(many(each(id)), { items: toAll(openids) });
		const reasons = outputOf(run).map(({ reason }) => String(reason));
		expect(reasons[0]).toBe('');
		const lost = reasons.filter((reason) => reason.startsWith('may have been sent: ')).length;
		// While the sixteenth is waited for, others have begun.
		expect([lost >= 16, lost < 16 + 24]).toEqual([true, true]);
		expect(reasons.filter((reason) => reason.startsWith('not tried: '))).toHaveLength(49 - lost);
	}, 20_000);

	test('Send Once per ID: a lost answer is one person’s, and may have been sent', async () => {
		const { id, openids } = await scene(5);
		await wechat.fault({ path: SEND, drop: true, times: 3 });
		const run = await wechat.run(many(each(id, { options: { client_msg_id: 'sale' } })), { items: toAll(openids) });
		expect(outputOf(run)).toMatchObject([{ ...FAILED, reason: expect.stringMatching(/^may have been sent: /), safe_to_repeat: false }, ...Array(4).fill({ status: 'sent' })]);
		expect((await phones(openids)).map((texts) => texts.length)).toEqual([1, 1, 1, 1, 1]);
	});

	test('Send Once per ID: a second execution within ten minutes sends nothing', async () => {
		const { id, openids } = await scene(2);
		const node = many(each(id, { options: { client_msg_id: '={{ "sale-" + $json.openid.slice(-8) }}' } }));
		for (let n = 0; n < 2; n++) expect(statuses(await wechat.run(node, { items: toAll(openids) }))).toEqual(['sent', 'sent']);
		expect((await phones(openids)).map((texts) => texts.length)).toEqual([1, 1]);
	});
});

describe('the pace', () => {
	const at = async () => (await wechat.calls(SEND)).map((call) => Number(new Date((call as any).at)));

	test('never more in a second than the user sets', async () => {
		const { id, openids } = await scene(9);
		await wechat.run(officialAccount('tag', 'getAll'));
		outputOf(await wechat.run(many(each(id, { options: { messagesPerSecond: 4.9 } })), { items: toAll(openids) }));
		const times = await at();
		// What reaches WeChat may be a little closer together than what sets out.
		expect(times[8] - times[0]).toBeGreaterThan(1900);
		expect(times[8] - times[0]).toBeLessThan(4000);
	});

	test.each([
		['none at all', 0, '“Messages per Second” must be at least 1, but it is “0”'],
		['a word', '={{ "fast" }}', '“Messages per Second” must be a number, but it is “fast”'],
	])('%s: an error', async (_, messagesPerSecond, sentence) => {
		const run = await wechat.run(many(each('t1', { options: { messagesPerSecond } })), { items: items({ openid: 'o1' }) });
		expect(run.error?.message).toBe(sentence);
		expect(await wechat.calls()).toEqual([]);
	});

	test('at most 24 are on their way', async () => {
		const { id, openids } = await scene(60);
		await wechat.client.control('/latency', { ms: 1000 });
		const start = Date.now();
		outputOf(await wechat.run(many(each(id, { options: { messagesPerSecond: 1000 } })), { items: toAll(openids) }));
		const waited = Math.floor((Date.now() - start) / 1000);
		// The list of templates, the first message, then 59, 24 at a time.
		expect(waited).toBe(5);
	});
});

describe('a test run', () => {
	test('with a tester’s phone: the first message goes there, and nobody else gets one', async () => {
		const { id, openids } = await scene(3);
		const tester = await wechat.client.follower();
		wechat.credential({ testerOpenid: tester });
		const input = items({ openid: '' }, ...openids.map((openid) => ({ openid })));
		const run = await wechat.run(many(each(id)), { items: input, mode: 'manual' });
		expect(outputOf(run)).toMatchObject([
			{ ...FAILED, sent_to_tester: null },
			{ openid: openids[0], status: 'sent', sent_to_tester: tester },
			{ openid: openids[1], status: 'skipped', sent_to_tester: null, reason: expect.stringContaining('test run') },
			{ openid: openids[2], status: 'skipped' },
		]);
		expect(await phones([...openids, tester])).toEqual([[], [], [], ['商品名称:铁观音']]);
	});

	test('without one, and when the flow runs by itself, everybody gets it', async () => {
		const { id, openids } = await scene(2);
		expect(statuses(await wechat.run(many(each(id)), { items: toAll(openids), mode: 'manual' }))).toEqual(['sent', 'sent']);
		wechat.credential({ testerOpenid: 'oTester' });
		expect(statuses(await wechat.run(many(each(id)), { items: toAll(openids) }))).toEqual(['sent', 'sent']);
	});
});

describe('an AI agent', () => {
	test('sends to a list when the user allowed it', async () => {
		const { id, openids } = await scene(2);
		const run = await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				{ name: 'Agent', type: 'agent', parameters: { calls: JSON.stringify([{ tool: 'Do', input: { people: openids } }]) } },
				{
					name: 'Do',
					type: 'wechatOfficialAccountTool',
					parameters: {
						...{ resource: 'templateMessage', operation: 'sendToMany', intended: true },
						...listed("={{ $fromAI('people', '', 'json') }}", id, { data: form({ thing1: '铁观音' }) }),
					} as never,
				},
			],
			connections: [
				['Start', 'Agent'],
				['Do', 'Agent', { type: 'ai_tool' }],
			],
		});
		expect(run.error).toBeUndefined();
		expect((await phones(openids)).map((texts) => texts.length)).toEqual([1, 1]);
	});
});

describe('subscription notices', () => {
	test('one permission is good for one: the second is refused', async () => {
		const [id, openid] = [await addNotice(wechat.client), await wechat.client.follower()];
		await wechat.client.control('/permissions', { openid, template_id: id });
		const node = officialAccount('subscriptionNotice', 'sendToMany', {
			recipients: 'item',
			template_id: choose(id),
			data: form({ amount1: '99.00', thing2: '={{ $json.tea }}' }),
			opens: 'webPage',
			url: '',
			page: 'https://example.com',
		});
		const run = await wechat.run(node, { items: items({ openid, tea: '绿茶' }, { openid, tea: '红茶' }) });
		expect(outputOf(run)).toMatchObject([{ status: 'sent', msgid: null }, { status: 'refused', errcode: 43101 }]);
	});
});
