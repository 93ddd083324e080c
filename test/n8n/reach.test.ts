import type { IDataObject } from 'n8n-workflow';
import { refusals } from '../../nodes/WechatCustomerService/resources/message/reach/refusals.data';
import { reaction } from '../../nodes/protocol/errcodes/errcodes';
import type { NodeInput } from './engine';
import { addTemplates, CHAT, NOTICE, paid, reach, TEMPLATE, tries, type Templates } from './reach';
import { outputOf } from './templates';
import { items, SERVICE, useWechat } from './wechat';

/** One message, in whatever way reaches the person: the next way only after a clear no, and never two messages. */
const wechat = useWechat();

const RETRIES: Partial<NodeInput> = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

let templates: Templates;
beforeEach(async () => {
	templates = await addTemplates(wechat.client);
});

const follower = async (more: IDataObject = {}): Promise<string> => await wechat.client.follower(more);

/** Does not follow the account, and has allowed one notice. */
async function subscriber(): Promise<string> {
	const openid = await follower({ subscribed: false });
	await wechat.client.control('/permissions', { openid, template_id: templates.notice });
	return openid;
}

async function run(openid: unknown, more: IDataObject = {}, settings: Partial<NodeInput> = {}) {
	return await wechat.run(reach(paid(openid, templates, more), settings));
}

async function failure(openid: unknown, more: IDataObject = {}, settings: Partial<NodeInput> = {}) {
	return (await run(openid, more, settings)).error as unknown as { message: string; description: string; httpCode?: string };
}

const CLOSED = 'Customer Service Message: the time for chat messages is over (45015)';
const LEFT = 'Template Message: this person does not follow the account (43004)';
const NOT_ALLOWED = 'Subscription Notice: this person has not allowed it, or has used up the permission (43101)';

describe('the way that works', () => {
	test('the chat is open: a chat message, and nothing else is tried', async () => {
		const openid = await wechat.customer();
		expect(outputOf(await run(openid))).toEqual([
			{
				...{ openid, unionid: null, appid: SERVICE.appid, sent_to_tester: null },
				...{ status: 'sent', channel: 'customerServiceMessage', reason: '', errcode: 0, msgid: null },
			},
		]);
		expect(await wechat.phone(openid)).toEqual(['Paid']);
		expect(await tries(wechat)).toEqual([CHAT]);
	});

	test('what an earlier message came to does not stand beside it', async () => {
		const earlier = { order: 7, status: 'refused', channel: 'templateMessage', reason: 'does not follow', errcode: 43004, msgid: '7' };
		const sent = await wechat.run(reach(paid(await wechat.customer(), templates)), { items: items(earlier) });
		expect(outputOf(sent)).toMatchObject([{ order: 7, status: 'sent', channel: 'customerServiceMessage', reason: '', errcode: 0, msgid: null }]);
	});

	test('48 hours after they wrote: a template message, and why', async () => {
		const openid = await follower();
		await wechat.client.control('/push', { openid, MsgType: 'text', Content: 'Hello' });
		await wechat.client.control('/clock', { advance: 48 * 3600 });
		expect(outputOf(await run(openid))).toEqual([
			{
				...{ openid, unionid: null, appid: SERVICE.appid, sent_to_tester: null },
				...{ status: 'sent', channel: 'templateMessage', reason: CLOSED, errcode: 0, msgid: '3721874638401568001' },
			},
		]);
		expect(await wechat.phone(openid)).toEqual(['[template]']);
	});

	test('the messages of the chat are used up: a template message', async () => {
		const openid = await follower();
		await wechat.client.control('/push', { openid, MsgType: 'text', Content: 'Hello' });
		for (let count = 1; count <= 5; count++) expect(outputOf(await run(openid))).toMatchObject([{ channel: 'customerServiceMessage' }]);
		expect(outputOf(await run(openid))).toMatchObject([
			{ channel: 'templateMessage', reason: 'Customer Service Message: the messages of this chat are used up (45047)' },
		]);
	});

	test('does not follow, but has allowed a notice: the notice, once', async () => {
		const openid = await subscriber();
		expect(outputOf(await run(openid))).toMatchObject([
			{ openid, status: 'sent', channel: 'subscriptionNotice', reason: `${CLOSED}; ${LEFT}`, errcode: 0, msgid: null },
		]);
		expect(await wechat.phone(openid)).toEqual(['[subscription_notice]']);
		expect(await tries(wechat)).toEqual([CHAT, TEMPLATE, NOTICE]);
		expect(outputOf(await run(openid))).toMatchObject([{ status: 'refused', channel: '' }]);
	});

	test('only the chosen ways are tried, in their fixed order, and only their fields are needed', async () => {
		const openid = await subscriber();
		const { template_id: _1, data: _2, ...rest } = paid(openid, templates, { channels: ['subscriptionNotice', 'customerServiceMessage'] });
		expect(outputOf(await wechat.run(reach(rest)))).toMatchObject([{ channel: 'subscriptionNotice', reason: CLOSED }]);
		expect(await tries(wechat)).toEqual([CHAT, NOTICE]);
	});

	test('a subscription account has no template messages: the notice', async () => {
		const openid = await subscriber();
		await wechat.client.control('/accounts', { type: 'subscription' });
		expect(outputOf(await run(openid))).toMatchObject([
			{ channel: 'subscriptionNotice', reason: `${CLOSED}; Template Message: the account does not have it (48001)` },
		]);
	});

	test('several people, each in their own way; the input’s fields and the pairing stay', async () => {
		const people = [await follower(), await subscriber(), await wechat.customer(), await follower({ subscribed: false })];
		const sent = await wechat.run(reach(paid('={{ $json.to }}', templates)), { items: items(...people.map((to, order) => ({ to, order, channel: 'shop' }))) });
		expect(outputOf(sent).map(({ to, order, status, channel }) => [to, order, status, channel])).toEqual([
			[people[0], 0, 'sent', 'templateMessage'],
			[people[1], 1, 'sent', 'subscriptionNotice'],
			[people[2], 2, 'sent', 'customerServiceMessage'],
			[people[3], 3, 'refused', ''],
		]);
		expect(sent.items('WeChat')!.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		expect(await Promise.all(people.map(wechat.phone))).toEqual([['[template]'], ['[subscription_notice]'], ['Paid'], []]);
	});
});

describe('no way works', () => {
	test('the item goes on, with the reason of each way', async () => {
		const openid = await follower({ subscribed: false });
		expect(outputOf(await run(openid))).toEqual([
			{
				...{ openid, unionid: null, appid: SERVICE.appid, sent_to_tester: null },
				...{ status: 'refused', channel: '', reason: `${CLOSED}; ${LEFT}; ${NOT_ALLOWED}`, errcode: 43101, msgid: null },
			},
		]);
		expect(await wechat.phone(openid)).toEqual([]);
	});

	test('Fail When Refused: an error that says the same', async () => {
		const error = await failure(await follower({ subscribed: false }), { options: { failWhenRefused: true } });
		expect(error).toMatchObject({
			message: `This person could not be reached. ${CLOSED}; ${LEFT}; ${NOT_ALLOWED}`,
			description: expect.stringContaining('Leave this person out'),
			httpCode: '43101',
		});
	});
});

test('every clear no leads to the next way, and its reason is in words; none of them is a mistake, or passes by itself', async () => {
	const codes = Object.keys(refusals).map(Number);
	expect(new Set(codes.map(reaction))).toEqual(new Set(['permission', 'user', 'state', 'quota', 'window']));
	const openid = await follower();
	for (const errcode of codes) await wechat.fault({ path: CHAT, errcode });
	const sent = outputOf(await wechat.run(reach(paid(openid, templates)), { items: items(...codes.map((errcode) => ({ n: errcode }))) }));
	expect(sent.map(({ channel, reason }) => [channel, reason])).toEqual(
		codes.map((errcode) => ['templateMessage', `Customer Service Message: ${refusals[errcode]} (${errcode})`]),
	);
});

describe('a mistake that the user must hear of ends it', () => {
	test.each<[number, string]>([
		[40003, 'the openid is wrong'],
		[40037, 'the template is wrong'],
		[40164, 'the IP address is not in the whitelist'],
		[45002, 'the text is too long'],
		[45011, 'too many calls in this minute'],
		[40249, 'the template is wrong or blocked'],
	])('%d: %s', async (errcode) => {
		await wechat.fault({ path: CHAT, errcode });
		expect(await failure(await wechat.customer())).toMatchObject({
			message: expect.stringMatching(new RegExp(`^Customer Service Message: WeChat refused: .* \\(${errcode}\\)$`)),
			httpCode: String(errcode),
		});
		expect(await tries(wechat)).toEqual([CHAT]);
	});

	test('in a later way too: the notice is not tried when the template is gone', async () => {
		await wechat.client.post('/cgi-bin/template/del_private_template', { template_id: templates.template });
		expect(await failure(await subscriber())).toMatchObject({
			message: 'Template Message: WeChat refused: invalid template_id (40037)',
			httpCode: '40037',
		});
		expect(await tries(wechat)).toEqual([CHAT, TEMPLATE]);
	});

	test('nobody answers at that address: nothing was done', async () => {
		wechat.credential({ baseUrl: 'http://127.0.0.1:9', accessToken: 'a token', expiresAt: Date.now() + 3600_000, issuedAppId: SERVICE.appid });
		const error = await failure('o1');
		expect(error.message).toBe('Customer Service Message: WeChat could not be reached: nobody answers at that address');
		expect(error.description).not.toContain('not known');
	});
});

describe('when nobody knows whether it arrived, no other way is tried', () => {
	const unknown = (name: string) => ({
		message: `${name}: WeChat could not be reached: the connection was cut. It may have arrived all the same, so no other way was tried`,
		description: expect.stringContaining('It is not known whether WeChat carried it out'),
	});

	test('the chat: also with Retry On Fail', async () => {
		const openid = await wechat.customer();
		await wechat.fault({ path: CHAT, drop: true });
		expect(await failure(openid, {}, RETRIES)).toMatchObject(unknown('Customer Service Message'));
		expect(await tries(wechat)).toEqual([CHAT]);
		expect(await wechat.phone(openid)).toEqual(['Paid']);
	});

	test('WeChat was busy', async () => {
		await wechat.fault({ path: CHAT, errcode: -1 });
		expect(await failure(await follower())).toMatchObject({ message: expect.stringMatching(/\(-1\)\. It may have arrived/), httpCode: '-1' });
		expect(await tries(wechat)).toEqual([CHAT]);
	});

	test.each([
		['Template Message', TEMPLATE, [CHAT, TEMPLATE, TEMPLATE, TEMPLATE]],
		['Subscription Notice', NOTICE, [CHAT, TEMPLATE, NOTICE, NOTICE, NOTICE]],
	])('%s: WeChat is asked again, which does no harm, and then it ends, also with Retry On Fail', async (name, path, called) => {
		const openid = path === NOTICE ? await subscriber() : await follower();
		await wechat.fault({ path, drop: true, times: 9 });
		expect(await failure(openid, {}, RETRIES)).toMatchObject(unknown(name));
		expect(await tries(wechat)).toEqual(called);
		expect(await wechat.phone(openid)).toHaveLength(1);
	}, 20_000);

	test('the answer was lost, and WeChat recognizes the message when it is asked again', async () => {
		const openid = await follower();
		await wechat.fault({ path: TEMPLATE, drop: true });
		expect(outputOf(await run(openid))).toMatchObject([{ status: 'sent', channel: 'templateMessage', msgid: '3721874638401568001' }]);
		expect(await wechat.phone(openid)).toEqual(['[template]']);
	});

	test('a refusal after a lost answer is no clear no: the first try may have used up the permission', async () => {
		const openid = await follower();
		await wechat.fault({ path: TEMPLATE, drop: true });
		await wechat.fault({ path: TEMPLATE, errcode: 43004 });
		expect((await failure(openid)).message).toMatch(/^Template Message: .*\(43004\)\. It may have arrived/);
		expect(await tries(wechat)).toEqual([CHAT, TEMPLATE, TEMPLATE]);
	});
});

describe('a long text in several messages', () => {
	const LONG = ['春'.repeat(600), '夏'.repeat(600)];
	const long = { content: LONG.join('\n\n'), tooLong: 'split' };

	test('all of it in the chat', async () => {
		const openid = await wechat.customer();
		expect(outputOf(await run(openid, long))).toMatchObject([{ channel: 'customerServiceMessage' }]);
		expect(await wechat.phone(openid)).toEqual(LONG);
	});

	test('the first is refused: the next way', async () => {
		const openid = await follower();
		expect(outputOf(await run(openid, long))).toMatchObject([{ channel: 'templateMessage' }]);
		expect(await tries(wechat)).toEqual([CHAT, TEMPLATE]);
	});

	test('the second is refused: the person has seen the beginning, so it ends with an error', async () => {
		const openid = await wechat.customer();
		await wechat.fault({ path: CHAT, errcode: 45047, skip: 1 });
		const sent = await run(openid, long, { onError: 'continueRegularOutput' });
		expect(sent.json('WeChat')).toMatchObject([
			{ error: expect.stringContaining('1 of 2 messages went out before it: do not send them again'), errcode: 45047, messages_sent: 1, safe_to_repeat: false },
		]);
		expect(await wechat.phone(openid)).toEqual([LONG[0]]);
	});

	test('Retry On Fail goes on with the second', async () => {
		const openid = await wechat.customer();
		await wechat.fault({ path: CHAT, errcode: 45047, skip: 1 });
		expect(outputOf(await run(openid, long, RETRIES))).toMatchObject([{ channel: 'customerServiceMessage' }]);
		expect(await wechat.phone(openid)).toEqual(LONG);
	});
});

describe('n8n tries again, or goes on', () => {
	test('Retry On Fail: who has the message does not get it again', async () => {
		const people = [await wechat.customer(), await follower(), await follower()];
		await wechat.fault({ path: TEMPLATE, errcode: 45011, skip: 1 });
		const sent = await wechat.run(reach(paid('={{ $json.to }}', templates), RETRIES), { items: items(...people.map((to) => ({ to }))) });
		expect(outputOf(sent).map(({ channel }) => channel)).toEqual(['customerServiceMessage', 'templateMessage', 'templateMessage']);
		expect(await Promise.all(people.map(wechat.phone))).toEqual([['Paid'], ['[template]'], ['[template]']]);
	});

	test('Continue On Fail: the one with the mistake says so, the others go on', async () => {
		const openid = await follower();
		const sent = await wechat.run(reach(paid('={{ $json.to }}', templates), { onError: 'continueRegularOutput' }), {
			items: items({ to: 'stranger' }, { to: '' }, { to: openid }),
		});
		expect(sent.json('WeChat')).toEqual([
			expect.objectContaining({ to: 'stranger', error: expect.stringMatching(/^Customer Service Message: .*\(40003\)$/), errcode: 40003 }),
			expect.objectContaining({ to: '', error: '“OpenID” is empty', errcode: null }),
			expect.objectContaining({ to: openid, status: 'sent', channel: 'templateMessage' }),
		]);
	});

	test('Continue On Fail: what an earlier message came to does not pass for the outcome of this one', async () => {
		const earlier = { to: 'stranger', status: 'sent', channel: 'templateMessage', msgid: '7' };
		const sent = await wechat.run(reach(paid('={{ $json.to }}', templates), { onError: 'continueRegularOutput' }), { items: items(earlier) });
		expect(sent.json('WeChat')).toMatchObject([{ to: 'stranger', errcode: 40003, status: 'failed', channel: '', msgid: null }]);
	});

	test('the same message for two items is two messages', async () => {
		const openid = await follower();
		await wechat.run(reach(paid(openid, templates)), { items: items({}, {}) });
		expect(await wechat.phone(openid)).toEqual(['[template]', '[template]']);
	});
});

test('a manual run goes to the tester in every way, and says so', async () => {
	const [openid, tester] = [await wechat.customer(), await subscriber()];
	wechat.credential({ testerOpenid: tester });
	const sent = await wechat.run(reach(paid(openid, templates)), { mode: 'manual' });
	expect(outputOf(sent)).toMatchObject([{ openid, sent_to_tester: tester, channel: 'subscriptionNotice' }]);
	expect([await wechat.phone(openid), await wechat.phone(tester)]).toEqual([[], ['[subscription_notice]']]);
});

test('the customer of the trigger', async () => {
	const openid = await follower();
	const sent = await wechat.run([], {
		nodes: [{ name: 'Trigger', type: 'wechatPayTrigger' }, { name: 'Edit', type: 'dropFields' }, reach(paid('', templates, { recipient: 'fromTrigger' }))],
		items: items({ openid, unionid: 'oR5', appid: SERVICE.appid }),
	});
	expect(outputOf(sent)).toMatchObject([{ openid, unionid: 'oR5', channel: 'templateMessage' }]);
});

describe('as a tool of an AI Agent', () => {
	const model = (key: string) => `={{ $fromAI('${key}') }}`;

	async function byAgent(openid: string): Promise<string> {
		const tool = reach(
			paid(openid, templates, { content: model('text'), data: { mappingMode: 'defineBelow', value: { amount2: model('amount') }, schema: [] } }),
		);
		const input = { text: 'Your parcel is on its way', amount: '88' };
		const sent = await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				{ name: 'Agent', type: 'agent', parameters: { calls: JSON.stringify([{ tool: 'Do', input }]) } },
				{ ...tool, name: 'Do', type: 'wechatCustomerServiceTool' },
			],
			connections: [
				['Start', 'Agent'],
				['Do', 'Agent', { type: 'ai_tool' }],
			],
		});
		return JSON.stringify(sent.json('Agent'));
	}

	test('the model’s words go out in the chat', async () => {
		const openid = await wechat.customer();
		expect(await byAgent(openid)).toContain('customerServiceMessage');
		expect(await wechat.phone(openid)).toEqual(['Your parcel is on its way']);
	});

	test('or into the template; the agent is told which way it went', async () => {
		const openid = await follower();
		expect(await byAgent(openid)).toContain('templateMessage');
		expect((await wechat.calls(TEMPLATE))[0].body).toMatchObject({ data: { amount2: { value: '88' } } });
	});

	test('a person who cannot be reached is an answer, not a failure', async () => {
		expect(await byAgent(await follower({ subscribed: false }))).toContain('has not allowed it');
	});
});
