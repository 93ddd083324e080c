import type { IDataObject, WorkflowExecuteMode } from 'n8n-workflow';
import type { Arrow, NodeInput } from './engine';
import { customerService, items, MINI, officialAccount, SERVICE, textTo, useWechat } from './wechat';

/** Whom a message goes to: to be right behind an AI Agent, for many customers at once, and with two accounts. */
const wechat = useWechat();

const { appid } = SERVICE;
const SEND = '/cgi-bin/message/custom/send';

const trigger: NodeInput = { name: 'When somebody writes', type: 'wechatTrigger' };

const toCustomer = (content = 'Hello', settings: Partial<NodeInput> = {}) =>
	customerService('message', 'send', { recipient: 'fromTrigger', msgtype: 'text', content }, settings as never);

/** What the trigger says of a push of this customer. */
const pushOf = (openid: string, more: IDataObject = {}): IDataObject => ({ openid, unionid: null, appid, event: 'message.text', ...more });

/** Runs trigger → these nodes, one after the other unless `connections` says otherwise. */
async function run(nodes: NodeInput[], pushes: IDataObject[], connections?: Arrow[], mode?: WorkflowExecuteMode) {
	return await wechat.run([], { nodes: [trigger, ...nodes], items: items(...pushes), connections, mode });
}

describe('Customer From Trigger', () => {
	test('the customer who wrote', async () => {
		const openid = await wechat.customer();
		const { error, json } = await run([toCustomer()], [pushOf(openid, { unionid: 'oR5' })]).then((done) => ({
			error: done.error,
			json: done.json('WeChat'),
		}));
		expect(error).toBeUndefined();
		expect(json).toEqual([
			{ openid, unionid: 'oR5', appid, sent_to_tester: null, msgtype: 'text', messages: 1, event: 'message.text' },
		]);
		expect(await wechat.phone(openid)).toEqual(['Hello']);
	});

	test('output of the AI Agent dropped the openid: it is found all the same', async () => {
		const openid = await wechat.customer();
		const answered = await run(
			[{ name: 'Agent', type: 'dropFields' }, { name: 'Wait', type: 'passThrough' }, toCustomer('={{ $json.output }}')],
			[pushOf(openid, { unionid: 'oR5' })],
		);
		expect(answered.error).toBeUndefined();
		expect(await wechat.phone(openid)).toEqual(['answer 0']);
		expect(answered.json('WeChat')).toEqual([
			{ output: 'answer 0', openid, unionid: 'oR5', appid, sent_to_tester: null, msgtype: 'text', messages: 1 },
		]);
	});

	test('several customers at once: each gets their own answer', async () => {
		const people = [await wechat.customer(), await wechat.customer(), await wechat.customer()];
		const sent = await run(
			[{ name: 'Agent', type: 'dropFields' }, toCustomer('={{ $json.output }}')],
			people.map((openid) => pushOf(openid)),
		);
		expect(sent.error).toBeUndefined();
		for (const [index, openid] of people.entries()) expect(await wechat.phone(openid)).toEqual([`answer ${index}`]);
	});

	const forgetful: NodeInput = { name: 'Code', type: 'dropFields', parameters: { keepsPairing: false } };

	test('a node that cannot say where its items came from: one customer leaves no doubt', async () => {
		const openid = await wechat.customer();
		expect((await run([forgetful, toCustomer()], [pushOf(openid)])).error).toBeUndefined();
		expect(await wechat.phone(openid)).toEqual(['Hello']);
	});

	test('a node that cannot say where its items came from: of two customers none is guessed', async () => {
		const pushes = [pushOf(await wechat.customer()), pushOf(await wechat.customer())];
		const sent = await run([forgetful, toCustomer()], pushes);
		expect(sent.error?.message).toBe('It cannot be told which of several customers this item belongs to');
		expect(await wechat.calls()).toEqual([]);
	});

	test('a trigger found by its display name: any name will do, and it may stand beside another', async () => {
		const openid = await wechat.customer();
		const sent = await wechat.run([], {
			nodes: [
				{ name: '客户来信 (2)', type: 'wechatTrigger' },
				{ name: 'Other WeChat Trigger', type: 'wechatTrigger' },
				toCustomer(),
			],
			connections: [
				['客户来信 (2)', 'WeChat'],
				['Other WeChat Trigger', 'WeChat'],
			],
			items: items(pushOf(openid)),
		});
		expect(sent.error).toBeUndefined();
		expect(await wechat.phone(openid)).toEqual(['Hello']);
	});

	test('another trigger has a pinned push: the customer is the one who set off this run', async () => {
		const [here, pinned] = [await wechat.customer(), await wechat.customer()];
		const other: NodeInput = { name: 'Other', type: 'wechatTrigger' };
		const edit: NodeInput = { name: 'Edit', type: 'dropFields' };
		const sent = await wechat.run([], {
			nodes: [trigger, other, edit, toCustomer()],
			connections: [
				[trigger.name, 'Edit'],
				['Edit', 'WeChat'],
				['Other', 'WeChat'],
			],
			items: items(pushOf(here)),
			mode: 'manual',
			pinData: { Other: items(pushOf(pinned)) },
		});
		expect(sent.error).toBeUndefined();
		expect([await wechat.phone(here), await wechat.phone(pinned)]).toEqual([['Hello'], []]);
	});

	test('an item that carries another openid went to the trigger’s customer: it is refused, and nothing is sent', async () => {
		const [customer, friend] = [await wechat.customer(), await wechat.customer()];
		const lookUp = officialAccount('follower', 'get', { openid: friend }, { name: 'Friend' });
		const sent = await run([lookUp, toCustomer()], [pushOf(customer)]);
		expect(sent.json('Friend')).toMatchObject([{ openid: friend }]);
		expect(sent.error).toMatchObject({
			message: "This item carries another openid than the trigger's customer",
			description: expect.stringContaining('Set “Send To” to OpenID'),
		});
		expect(await wechat.calls(SEND)).toEqual([]);
	});

	test('a message with the same text to the same customer from two branches is two messages', async () => {
		const openid = await wechat.customer();
		const sent = await run([toCustomer('One', { name: 'One' }), toCustomer('Two', { name: 'Two' })], [pushOf(openid)], [
			[trigger.name, 'One'],
			[trigger.name, 'Two'],
		]);
		expect(sent.error).toBeUndefined();
		expect((await wechat.phone(openid)).sort()).toEqual(['One', 'Two']);
	});

	test.each([
		['a schedule started the workflow', [{ name: 'Start', type: 'start' }]],
		['the WeChat Trigger is in the workflow, but something else started it', [{ name: 'Start', type: 'start' }, trigger]],
	] as Array<[string, NodeInput[]]>)('%s: the sentence says what to do', async (_, [start, other]) => {
		const nodes = [start, ...(other ? [other] : []), toCustomer()];
		const connections: Arrow[] = [[start.name, 'WeChat'], ...(other ? ([[other.name, 'WeChat']] as Arrow[]) : [])];
		const sent = await wechat.run([], { nodes, connections, items: items({ openid: 'of the form', appid }) });
		expect(sent.error).toMatchObject({
			message: 'No customer was found: this item does not come from a WeChat Trigger',
			description: 'Set “Send To” to OpenID and enter whom to write to',
		});
		expect(await wechat.calls()).toEqual([]);
	});

	test('an event that belongs to nobody has no customer', async () => {
		const sent = await run([toCustomer()], [{ openid: null, appid, event: 'event.annual_renew' }]);
		expect(sent.error?.message).toMatch(/^No customer was found/);
	});
});

describe('as a tool of an AI Agent', () => {
	const tool = customerService(
		'message',
		'send',
		{ recipient: 'fromTrigger', msgtype: 'text', content: "={{ $fromAI('text', 'What to write') }}" },
		{ name: 'Write' },
	);

	const agent = (invokes: boolean, ...texts: string[]): NodeInput => ({
		name: 'Agent',
		type: 'agent',
		parameters: { invokes, calls: JSON.stringify(texts.map((text) => ({ tool: 'Write', input: { text } }))) },
	});

	const asTool: NodeInput = { ...tool, type: 'wechatCustomerServiceTool' };

	describe.each([
		['run by the engine', false],
		['invoked by the agent', true],
	])('%s', (_, invokes) => {
		test('it writes to the customer of the trigger above the agent', async () => {
			const openid = await wechat.customer();
			const sent = await run([agent(invokes, 'Your order is on its way'), asTool], [pushOf(openid)], [
				[trigger.name, 'Agent'],
				['Write', 'Agent', { type: 'ai_tool' }],
			]);
			expect(sent.error).toBeUndefined();
			expect(await wechat.phone(openid)).toEqual(['Your order is on its way']);
			expect(JSON.stringify(sent.json('Agent'))).toContain(openid);
		});

		test('also with nodes between trigger and agent', async () => {
			const openid = await wechat.customer();
			const sent = await run(
				[{ name: 'Edit', type: 'dropFields' }, { name: 'IF', type: 'passThrough' }, agent(invokes, 'Hello'), asTool],
				[pushOf(openid)],
				[
					[trigger.name, 'Edit'],
					['Edit', 'IF'],
					['IF', 'Agent'],
					['Write', 'Agent', { type: 'ai_tool' }],
				],
			);
			expect(sent.error).toBeUndefined();
			expect(await wechat.phone(openid)).toEqual(['Hello']);
		});

		test('called twice, it writes twice: the second message is no repetition of the first', async () => {
			const openid = await wechat.customer();
			await run([agent(invokes, 'First', 'Second', 'Second'), asTool], [pushOf(openid)], [
				[trigger.name, 'Agent'],
				['Write', 'Agent', { type: 'ai_tool' }],
			]);
			expect((await wechat.phone(openid)).sort()).toEqual(['First', 'Second', 'Second']);
		});

		test('what WeChat refuses is told to the agent, with what to do', async () => {
			const openid = await wechat.client.follower();
			const sent = await run([agent(invokes, 'Hello'), asTool], [pushOf(openid)], [
				[trigger.name, 'Agent'],
				['Write', 'Agent', { type: 'ai_tool' }],
			]);
			expect(JSON.stringify(sent.json('Agent'))).toMatch(/45015.*48 hours/);
			expect(await wechat.phone(openid)).toEqual([]);
		});
	});
});

describe('an openid of another App ID', () => {
	const other = MINI.appid;
	const sentence = `This openid belongs to another App ID (${other}), and the credential is for ${appid}`;

	test('from the trigger is refused, and WeChat is not called', async () => {
		const sent = await run([toCustomer()], [pushOf('oMini', { appid: other })]);
		expect(sent.error).toMatchObject({
			message: sentence,
			description: expect.stringContaining("choose that account's credential"),
		});
		expect([await wechat.calls(), await wechat.tokenCalls()]).toEqual([[], []]);
	});

	test('from the trigger is refused also behind a node that dropped the App ID', async () => {
		const sent = await run([{ name: 'Agent', type: 'dropFields' }, toCustomer()], [pushOf('oMini', { appid: other })]);
		expect(sent.error?.message).toBe(sentence);
		expect(await wechat.calls()).toEqual([]);
	});

	test('in an item that names its account is refused, and WeChat is not called', async () => {
		const sent = await wechat.run(textTo('={{ $json.openid }}', 'Hello'), { items: items({ openid: 'oMini', appid: other }) });
		expect(sent.error?.message).toBe(sentence);
		expect([await wechat.calls(), await wechat.tokenCalls()]).toEqual([[], []]);
	});

	test('is none because of spaces that were copied with App ID and secret', async () => {
		wechat.credential({ appId: ` ${appid}\n`, appSecret: `\t${SERVICE.secret} ` });
		const openid = await wechat.customer();
		const sent = await run([toCustomer()], [pushOf(openid)]);
		expect(sent.json('WeChat')).toMatchObject([{ openid, appid }]);
		expect(await wechat.phone(openid)).toEqual(['Hello']);
		const byOpenid = await wechat.run(textTo(openid, 'Again'), { items: items({ openid, appid }) });
		expect(byOpenid.error).toBeUndefined();
	});

	test('that nothing says is explained where WeChat refuses it', async () => {
		const openid = await wechat.client.as(other).follower();
		const sent = await wechat.run(textTo(openid, 'Hello'));
		expect(sent.error).toMatchObject({
			message: 'WeChat refused: invalid openid (40003)',
			description: expect.stringContaining('An openid is valid only with the App ID it came from'),
		});
	});

	test('does not stand in the way of another openid in the same item', async () => {
		const touser = await wechat.customer();
		const sent = await wechat.run(textTo(touser, 'Hello'), { items: items({ openid: 'oMini', appid: other, a: 1 }) });
		expect(sent.error).toBeUndefined();
		expect(await wechat.phone(touser)).toEqual(['Hello']);
		// The input's fields are never overwritten.
		expect(sent.json('WeChat')).toEqual([
			{ openid: 'oMini', unionid: null, appid: other, a: 1, sent_to_tester: null, msgtype: 'text', messages: 1 },
		]);
	});
});

describe("the tester's phone", () => {
	let tester: string;
	let customer: string;
	beforeEach(async () => {
		tester = await wechat.customer();
		customer = await wechat.customer();
		wechat.credential({ testerOpenid: tester });
	});
	const phones = async () => ({ tester: await wechat.phone(tester), customer: await wechat.phone(customer) });

	test('gets every message of a test run, and the output says so', async () => {
		const sent = await wechat.run(textTo('={{ $json.to }}', 'Hello'), {
			mode: 'manual',
			items: items({ to: customer }, { to: 'nobody' }),
		});
		expect(sent.error).toBeUndefined();
		expect(await phones()).toEqual({ tester: ['Hello', 'Hello'], customer: [] });
		expect(sent.json('WeChat')).toEqual([
			{ to: customer, openid: customer, unionid: null, appid, sent_to_tester: tester, msgtype: 'text', messages: 1 },
			{ to: 'nobody', openid: 'nobody', unionid: null, appid, sent_to_tester: tester, msgtype: 'text', messages: 1 },
		]);
	});

	test('gets the messages of an evaluation: it runs over recorded data of real customers', async () => {
		const sent = await run([toCustomer()], [pushOf(customer)], undefined, 'evaluation');
		expect(sent.json('WeChat')).toMatchObject([{ openid: customer, sent_to_tester: tester }]);
		expect(await phones()).toEqual({ tester: ['Hello'], customer: [] });
	});

	test('gets the message of a test run with the pinned push of a real customer', async () => {
		const sent = await wechat.run([], {
			nodes: [trigger, toCustomer()],
			mode: 'manual',
			pinData: { [trigger.name]: items(pushOf(customer)) },
		});
		expect(sent.error).toBeUndefined();
		expect(await phones()).toEqual({ tester: ['Hello'], customer: [] });
	});

	test('sees the typing of a test run', async () => {
		const show = customerService('message', 'showTyping', { recipient: 'openid', touser: customer });
		expect((await wechat.run(show, { mode: 'manual' })).json('WeChat')).toMatchObject([{ sent_to_tester: tester }]);
		expect((await wechat.calls()).map(({ body }) => body)).toEqual([{ touser: tester, command: 'Typing' }]);
	});

	test.each(['trigger', 'webhook', 'integrated', 'retry'] as const)('gets nothing of a production run (%s)', async (mode) => {
		const sent = await wechat.run(textTo(customer, 'Hello'), { mode });
		expect(sent.json('WeChat')).toMatchObject([{ openid: customer, sent_to_tester: null }]);
		expect(await phones()).toEqual({ tester: [], customer: ['Hello'] });
	});

	test('is not needed: without one a test run writes to the customer', async () => {
		wechat.credential({ testerOpenid: '' });
		await wechat.run(textTo(customer, 'Hello'), { mode: 'manual' });
		expect(await phones()).toEqual({ tester: [], customer: ['Hello'] });
	});

	test('does not hide that an openid is of another App ID', async () => {
		const sent = await wechat.run(textTo('={{ $json.openid }}', 'Hello'), {
			mode: 'manual',
			items: items({ openid: 'oMini', appid: MINI.appid }),
		});
		expect(sent.error?.message).toMatch(/^This openid belongs to another App ID/);
		expect(await wechat.calls(SEND)).toEqual([]);
	});
});
