import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { binary, type NodeInput, type RunInput } from './engine';
import { files, items, MINI, officialAccount, SERVICE, useWechat } from './wechat';

/** The answer to a push: handed to the trigger while WeChat waits, and a customer-service message when it no longer does. */

const SEND = '/cgi-bin/message/custom/send';

/** The trigger does not run here: n8n hands on what its webhook made of a push. */
const trigger: NodeInput = { name: 'WeChat Trigger', type: 'wechatTrigger' };

const reply = (parameters: IDataObject, settings: Partial<NodeInput> = {}) =>
	officialAccount('reply', 'send', parameters, settings as never);

const at = (ms: number) => new Date(Date.now() + ms).toISOString();
const inTime = () => at(3000);
const late = () => at(-1);

const push = (openid: string, reply_by: string | null, more: IDataObject = {}): IDataObject => ({
	openid,
	unionid: 'oR5',
	appid: SERVICE.appid,
	event: 'message.text',
	reply_by,
	...more,
});

const choose = (value: unknown) => ({ __rl: true, mode: 'id', value });

/** Types of replies: the form, and the message in the shape of the customer-service API. */
const types: Record<string, [IDataObject, (ids: IDataObject) => IDataObject]> = {
	text: [{ content: 'Hello <a href="https://example.com">tea</a>' }, () => ({ text: { content: 'Hello <a href="https://example.com">tea</a>' } })],
	image: [{ mediaSource: 'media', media_id: choose('={{ $json.ids.image }}') }, ({ image }) => ({ image: { media_id: image } })],
	voice: [{ mediaSource: 'media', media_id: choose('={{ $json.ids.voice }}') }, ({ voice }) => ({ voice: { media_id: voice } })],
	music: [
		{ title: 'Rain', musicurl: 'https://m.example/a.mp3', thumbSource: 'media', thumb_media_id: choose('={{ $json.ids.thumb }}') },
		({ thumb }) => ({ music: { title: 'Rain', musicurl: 'https://m.example/a.mp3', thumb_media_id: thumb } }),
	],
	video: [
		{
			...{ mediaSource: 'media', media_id: choose('={{ $json.ids.video }}'), title: 'Tea' },
			...{ thumbSource: 'media', thumb_media_id: choose('={{ $json.ids.thumb }}') },
		},
		({ video, thumb }) => ({ video: { media_id: video, title: 'Tea', thumb_media_id: thumb } }),
	],
	news: [
		{ articles: { article: [{ title: '618', url: 'https://example.com/618' }] } },
		() => ({ news: { articles: [{ title: '618', url: 'https://example.com/618' }] } }),
	],
};

/** WeChat wants more of these as customer-service messages than as replies. */
const asCustomerService: typeof types = {
	...types,
	news: [types.news[0], () => ({ news: { articles: [{ title: '618', description: '', url: 'https://example.com/618', picurl: '' }] } })],
};

describe('an Official Account', () => {
	const wechat = useWechat();

	const run = async (node: NodeInput, pushes: IDataObject[], more: Partial<RunInput> = {}) =>
		await wechat.run([], { mode: 'webhook', nodes: [trigger, node], items: items(...pushes), ...more });

	async function mediaIds(): Promise<IDataObject> {
		const upload = async (type: string, name: string, content: Buffer) =>
			await wechat.client.upload('/cgi-bin/media/upload', { type }, { name, content });
		return {
			image: (await upload('image', 'a.jpg', files.jpg)).media_id,
			voice: (await upload('voice', 'a.mp3', files.mp3)).media_id,
			video: (await upload('video', 'a.mp4', files.mp4)).media_id,
			thumb: (await upload('thumb', 'a.jpg', files.jpg)).thumb_media_id,
		};
	}

	describe('in time', () => {
		test.each(Object.keys(types))('%s is handed to the trigger, and WeChat is not called', async (msgtype) => {
			const ids = await mediaIds();
			const [parameters, message] = types[msgtype];
			const done = await run(reply({ msgtype, ...parameters }), [push('oAnn', inTime(), { ids })]);
			expect(done.error).toBeUndefined();
			expect(done.responses).toEqual([
				{ body: { wechatReply: { msgtype, ...message(ids) } }, headers: {}, statusCode: 200 },
			]);
			expect(await wechat.calls(SEND)).toEqual([]);
			expect(done.json('WeChat')).toMatchObject([{ openid: 'oAnn', sent_as: 'reply', sent_as_reason: null, event: 'message.text' }]);
		});

		test('a video with its words', async () => {
			const parameters = {
				...{ msgtype: 'video', mediaSource: 'media', media_id: choose('m1'), title: 'Tea', description: 'Two minutes' },
				...{ thumbSource: 'media', thumb_media_id: choose('m2') },
			};
			const done = await run(reply(parameters), [push('oAnn', inTime())]);
			expect(done.responses).toMatchObject([
				{ body: { wechatReply: { msgtype: 'video', video: { media_id: 'm1', title: 'Tea', description: 'Two minutes' } } } },
			]);
		});

		test.each([
			[{}, {}],
			[{ kf_account: choose('lan@lotustea') }, { transfer_customer_service: { kf_account: 'lan@lotustea' } }],
		])('hand-over to staff: %o', async (parameters, message) => {
			const done = await run(reply({ msgtype: 'transfer_customer_service', ...parameters }), [push('oAnn', inTime())]);
			expect(done.error).toBeUndefined();
			expect(done.responses).toMatchObject([{ body: { wechatReply: { msgtype: 'transfer_customer_service', ...message } } }]);
		});

		test('behind an AI Agent nothing has to be typed, and the customer is found', async () => {
			const nodes = [trigger, { name: 'Agent', type: 'dropFields' }, reply({ msgtype: 'text' })];
			const done = await run(trigger, [push('oAnn', inTime())], { nodes });
			expect(done.responses).toMatchObject([{ body: { wechatReply: { msgtype: 'text', text: { content: 'answer 0' } } } }]);
			expect(done.json('WeChat')).toEqual([
				{
					...{ output: 'answer 0', openid: 'oAnn', unionid: 'oR5', appid: SERVICE.appid },
					...{ sent_as: 'reply', sent_as_reason: null, sent_to_tester: null },
				},
			]);
		});

		test('WeChat takes one reply: the other items say that they were not sent', async () => {
			const done = await run(reply({ msgtype: 'text', content: '={{ $itemIndex }}' }), [
				push('oAnn', inTime()),
				push('oAnn', inTime()),
				push('oAnn', inTime()),
			]);
			expect(done.responses).toHaveLength(1);
			expect(done.json('WeChat')!.map(({ sent_as, sent_as_reason }) => [sent_as, sent_as_reason])).toEqual([
				['reply', null],
				[null, 'WeChat takes one reply: that of the first item'],
				[null, 'WeChat takes one reply: that of the first item'],
			]);
			expect(await wechat.calls()).toEqual([]);
		});

		test('an item that failed in between does not lead to a second reply', async () => {
			const texts = ['First', { wrong: 1 }, 'Third'];
			const done = await run(
				reply({ msgtype: 'text', content: '={{ $json.say }}' }, { onError: 'continueRegularOutput' }),
				texts.map((say) => push('oAnn', inTime(), { say })),
			);
			expect(done.responses).toHaveLength(1);
			expect(done.json('WeChat')!.map(({ sent_as }) => sent_as)).toEqual(['reply', undefined, null]);
		});

		test('Retry On Fail does not reply a second time', async () => {
			const photo = async (): Promise<INodeExecutionData> => ({
				json: push('oAnn', inTime()),
				binary: { data: await binary(files.jpg, 'a.jpg', 'image/jpeg') },
			});
			await wechat.fault({ path: '/cgi-bin/media/upload', errcode: 45009, skip: 1 });
			const done = await run(
				reply({ msgtype: 'image', mediaSource: 'binary' }, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }),
				[],
				{ items: [await photo(), await photo()] },
			);
			expect(done.error).toBeUndefined();
			expect(done.responses).toHaveLength(1);
			expect(done.json('WeChat')!.map(({ sent_as }) => sent_as)).toEqual(['reply', null]);
		});
	});

	describe('a text that is too long', () => {
		const LONG = `${'茶'.repeat(600)}。\n${'香'.repeat(600)}`;
		const REST = 'The text is longer than one message: the rest went out as customer service messages';

		test('is split: what does not fit into the reply follows as customer-service messages', async () => {
			const openid = await wechat.customer();
			const done = await run(reply({ msgtype: 'text', content: LONG }), [push(openid, inTime())]);
			expect(done.responses).toMatchObject([{ body: { wechatReply: { text: { content: `${'茶'.repeat(600)}。` } } } }]);
			expect(await wechat.phone(openid)).toEqual(['香'.repeat(600)]);
			expect(done.json('WeChat')).toMatchObject([{ sent_as: 'reply', sent_as_reason: REST }]);
		});

		test('is split when it is late, too', async () => {
			const openid = await wechat.customer();
			const done = await run(reply({ msgtype: 'text', content: LONG }), [push(openid, late())]);
			expect(await wechat.phone(openid)).toEqual([`${'茶'.repeat(600)}。`, '香'.repeat(600)]);
			expect(done.json('WeChat')).toMatchObject([{ sent_as: 'customer_service' }]);
		});

		test('Retry On Fail goes on with the part that was refused', async () => {
			const openid = await wechat.customer();
			await wechat.fault({ path: SEND, errcode: 45009, skip: 1 });
			const node = reply({ msgtype: 'text', content: LONG }, { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } as never);
			const done = await run(node, [push(openid, late())]);
			expect(done.error).toBeUndefined();
			expect(await wechat.phone(openid)).toEqual([`${'茶'.repeat(600)}。`, '香'.repeat(600)]);
		});

		test('the rest is refused: the reply is counted among what went out', async () => {
			const openid = await wechat.customer();
			await wechat.fault({ path: SEND, errcode: 45047 });
			const done = await run(reply({ msgtype: 'text', content: LONG }, { onError: 'continueRegularOutput' } as never), [push(openid, inTime())]);
			expect(done.json('WeChat')).toMatchObject([
				{ error: expect.stringMatching(/\(45047\)\. 1 of 2 messages went out before it/), messages_sent: 1, safe_to_repeat: false },
			]);
		});

		test('of a reply that is out Retry On Fail sends the rest, and another branch does not reply again', async () => {
			const openid = await wechat.customer();
			await wechat.fault({ path: SEND, errcode: 45009 });
			const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 } as never;
			const done = await run(reply({ msgtype: 'text', content: LONG }, settings), [push(openid, inTime())]);
			expect(done.error).toBeUndefined();
			expect(done.responses).toHaveLength(1);
			expect(await wechat.phone(openid)).toEqual(['香'.repeat(600)]);
			expect(done.json('WeChat')).toMatchObject([{ sent_as: 'reply', sent_as_reason: REST }]);
		});

		test('when the rest is refused the beginning was the reply all the same', async () => {
			const openid = await wechat.customer();
			await wechat.fault({ path: SEND, errcode: 48001 });
			const done = await wechat.run([], {
				mode: 'webhook',
				nodes: [
					trigger,
					reply({ msgtype: 'text', content: LONG }, { name: 'Long', onError: 'continueRegularOutput' } as never),
					reply({ msgtype: 'text', content: 'Second' }, { name: 'Short' }),
				],
				connections: [
					['WeChat Trigger', 'Long'],
					['WeChat Trigger', 'Short'],
				],
				items: items(push(openid, inTime())),
			});
			expect(done.responses).toHaveLength(1);
			expect(done.json('Short')).toMatchObject([{ sent_as: null, sent_as_reason: 'WeChat takes one reply: that of “Long” came first' }]);
		});

		test('is shortened', async () => {
			const done = await run(reply({ msgtype: 'text', content: LONG, tooLong: 'shorten' }), [push('oAnn', inTime())]);
			const { content } = (done.responses[0] as any).body.wechatReply.text;
			expect(content).toMatch(/^茶{600}。…$/);
		});

		test('stops the flow, and nothing is sent', async () => {
			const done = await run(reply({ msgtype: 'text', content: LONG, tooLong: 'fail' }), [push('oAnn', inTime())]);
			expect(done.error).toMatchObject({
				message: '“Text” has 3604 bytes, and WeChat takes 2048 in one message',
				description: 'Shorten it (a Chinese character has three bytes), or choose to split it',
			});
			expect([done.responses, await wechat.calls()]).toEqual([[], []]);
		});
	});

	describe('several branches', () => {
		const two = async (replyBy: string, openid: string, first: IDataObject = {}) =>
			await wechat.run([], {
				mode: 'webhook',
				nodes: [
					trigger,
					reply({ msgtype: 'text', content: 'First', ...first }, { name: 'Coupon', onError: 'continueRegularOutput' } as never),
					reply({ msgtype: 'text', content: 'Second' }, { name: 'Everything Else' }),
				],
				connections: [
					['WeChat Trigger', 'Coupon'],
					['WeChat Trigger', 'Everything Else'],
				],
				items: items(push(openid, replyBy, { dedup_key: '24012345678901234' })),
			});
		const SECOND = [{ sent_as: null, sent_as_reason: 'WeChat takes one reply: that of “Coupon” came first' }];

		test('only the first counts', async () => {
			const done = await two(inTime(), 'oAnn');
			expect(done.responses).toMatchObject([{ body: { wechatReply: { text: { content: 'First' } } } }]);
			expect(done.json('Everything Else')).toMatchObject(SECOND);
		});

		test('also when it is too late for a reply', async () => {
			const openid = await wechat.customer();
			const done = await two(late(), openid);
			expect(await wechat.phone(openid)).toEqual(['First']);
			expect(done.json('Everything Else')).toMatchObject(SECOND);
		});

		test('one that failed does not count', async () => {
			const done = await two(inTime(), 'oAnn', { content: '茶'.repeat(1000), tooLong: 'fail' });
			expect(done.responses).toMatchObject([{ body: { wechatReply: { text: { content: 'Second' } } } }]);
			expect(done.json('Everything Else')).toMatchObject([{ sent_as: 'reply' }]);
		});
	});

	describe('too late', () => {
		test.each(Object.keys(asCustomerService))('%s goes out as the customer-service message of the same kind', async (msgtype) => {
			const ids = await mediaIds();
			const openid = await wechat.customer();
			const [parameters, message] = asCustomerService[msgtype];
			const done = await run(reply({ msgtype, ...parameters }), [push(openid, late(), { ids })]);
			expect(done.error).toBeUndefined();
			expect(done.responses).toEqual([]);
			expect((await wechat.calls(SEND)).map(({ body, errcode }) => [body, errcode])).toEqual([
				[{ touser: openid, msgtype, ...message(ids) }, 0],
			]);
			expect(done.json('WeChat')).toMatchObject([
				{ openid, sent_as: 'customer_service', sent_as_reason: 'The time in which WeChat takes a reply was over' },
			]);
		});

		test('of eight articles one is left: a customer-service message has one', async () => {
			const openid = await wechat.customer();
			const article = ['A', 'B', 'C'].map((title) => ({ title, description: title, url: 'https://a.example', picurl: 'https://p.example' }));
			const done = await run(reply({ msgtype: 'news', articles: { article } }), [push(openid, late())]);
			expect(done.error).toBeUndefined();
			expect((await wechat.calls(SEND)).map(({ body }) => body)).toEqual([
				{ touser: openid, msgtype: 'news', news: { articles: [article[0]] } },
			]);
		});

		test.each([
			['too late', late()],
			['the trigger answered immediately', null],
		])('of several items only the first was sent: by customer service all of them are (%s)', async (_, replyBy) => {
			const [ann, bob] = [await wechat.customer(), await wechat.customer()];
			const pushes = [ann, ann, bob].map((openid, n) => push(openid, replyBy, { say: `Message ${n}` }));
			const done = await run(reply({ msgtype: 'text', content: '={{ $json.say }}' }), pushes);
			expect(done.responses).toEqual([]);
			expect([await wechat.phone(ann), await wechat.phone(bob)]).toEqual([['Message 0', 'Message 1'], ['Message 2']]);
			expect(done.json('WeChat')!.map(({ sent_as }) => sent_as)).toEqual(Array(3).fill('customer_service'));
		});

		test('hand-over to staff is not possible any more, and says so', async () => {
			const done = await run(reply({ msgtype: 'transfer_customer_service' }), [push('oAnn', late())]);
			expect(done.error).toMatchObject({
				message: 'It is too late to hand the conversation over to staff',
				description: 'The time in which WeChat takes a reply was over',
			});
			expect([done.responses, await wechat.calls()]).toEqual([[], []]);
		});

		test('the trigger answered immediately: a customer-service message, which says why', async () => {
			const openid = await wechat.customer();
			const done = await run(reply({ msgtype: 'text', content: 'Hello' }), [push(openid, null)]);
			expect(done.responses).toEqual([]);
			expect(await wechat.phone(openid)).toEqual(['Hello']);
			expect(done.json('WeChat')).toMatchObject([
				{ sent_as: 'customer_service', sent_as_reason: 'The WeChat Trigger does not wait for a reply: it is set to respond immediately, or another trigger has sent the push on to it' },
			]);
		});

		test.each([
			['too late', late],
			['in time', inTime],
		])('with the credential of another account it is refused %s, and WeChat is not called', async (_when, replyBy) => {
			const done = await run(reply({ msgtype: 'text', content: 'Hello' }), [push('oMini', replyBy(), { appid: MINI.appid })]);
			expect(done.responses).toEqual([]);
			expect(done.error?.message).toBe(
				`The trigger belongs to another App ID (${MINI.appid}), and the credential is for ${SERVICE.appid}`,
			);
			expect(await wechat.calls()).toEqual([]);
		});

		test('what WeChat refused was not sent: the next item or the next try is', async () => {
			const openid = await wechat.customer();
			await wechat.fault({ path: SEND, errcode: 45009 });
			const pushes = ['First', 'Second'].map((say) => push(openid, null, { say }));
			const node = reply({ msgtype: 'text', content: '={{ $json.say }}' }, { onError: 'continueRegularOutput' });
			const done = await run(node, pushes);
			expect(done.json('WeChat')!.map(({ sent_as, errcode }) => sent_as ?? errcode)).toEqual([45009, 'customer_service']);
			expect(await wechat.phone(openid)).toEqual(['Second']);

			await wechat.fault({ path: SEND, errcode: 45009 });
			const retried = reply({ msgtype: 'text', content: 'Third' }, { retryOnFail: true, waitBetweenTries: 1 });
			expect((await run(retried, pushes)).json('WeChat')!.map(({ sent_as }) => sent_as)).toEqual(['customer_service', 'customer_service']);
			expect(await wechat.phone(openid)).toEqual(['Second', 'Third', 'Third']);
		});

		test("a test run with a real customer's push goes to the tester's phone", async () => {
			const [customer, tester] = [await wechat.customer(), await wechat.customer()];
			wechat.credential({ testerOpenid: tester });
			const done = await run(reply({ msgtype: 'text', content: 'Hello' }), [push(customer, late())], { mode: 'manual' });
			expect(done.error).toBeUndefined();
			expect([await wechat.phone(customer), await wechat.phone(tester)]).toEqual([[], ['Hello']]);
			expect(done.json('WeChat')).toMatchObject([{ openid: customer, sent_as: 'customer_service', sent_to_tester: tester }]);
		});
	});

	describe('as a tool of an AI Agent', () => {
		const agent = (invokes: boolean): NodeInput => ({
			name: 'Agent',
			type: 'agent',
			parameters: { invokes, calls: JSON.stringify([{ tool: 'Answer', input: { text: 'Hello' } }]) },
		});
		const tool: NodeInput = {
			...reply({ msgtype: 'text', content: "={{ $fromAI('text') }}" }, { name: 'Answer' }),
			type: 'wechatOfficialAccountTool',
		};
		const byAgent = async (openid: string, invokes: boolean) =>
			await run(trigger, [push(openid, inTime())], {
				nodes: [trigger, agent(invokes), tool],
				connections: [
					[trigger.name, 'Agent'],
					['Answer', 'Agent', { type: 'ai_tool' }],
				],
			});

		test('run by the engine, it replies', async () => {
			const done = await byAgent('oAnn', false);
			expect(done.responses).toMatchObject([{ body: { wechatReply: { msgtype: 'text', text: { content: 'Hello' } } } }]);
		});

		test('invoked by the agent, n8n knows no way back to the request: a customer-service message', async () => {
			const openid = await wechat.customer();
			const done = await byAgent(openid, true);
			expect(done.responses).toEqual([]);
			expect(await wechat.phone(openid)).toEqual(['Hello']);
			expect(JSON.stringify(done.json('Agent'))).toContain('As a tool of this agent, Reply cannot answer in the same exchange');
		});
	});

	test.each([[[{ name: 'Start', type: 'start' }]], [[{ name: 'Start', type: 'start' }, trigger]]] as NodeInput[][][])(
		'nothing to reply to: the sentence says what to use instead',
		async (nodes) => {
			const done = await run(trigger, [{ openid: 'oAnn', reply_by: inTime() }], {
				nodes: [...nodes, reply({ msgtype: 'text', content: 'Hello' })],
				connections: nodes.map(({ name }) => [name, 'WeChat']),
			});
			expect(done.error).toMatchObject({
				message: 'There is nothing to reply to: this item does not come from a WeChat Trigger',
				description: expect.stringContaining('WeChat Customer Service'),
			});
			expect([done.responses, await wechat.calls()]).toEqual([[], []]);
		},
	);

	test.each([
		['in time', inTime, 'reply'],
		['too late', late, 'customer_service'],
	])('spaces that were copied with the App ID are no other account (%s)', async (_, replyBy, sent_as) => {
		wechat.credential({ appId: ` ${SERVICE.appid}\n`, appSecret: `${SERVICE.secret} ` });
		const done = await run(reply({ msgtype: 'text', content: 'Hello' }), [push(await wechat.customer(), replyBy())]);
		expect(done.error).toBeUndefined();
		expect(done.json('WeChat')).toMatchObject([{ sent_as }]);
	});

	test('a mistake in the form sends nothing', async () => {
		const done = await run(reply({ msgtype: 'text', content: '={{ $json.nothing }}' }), [push('oAnn', inTime())]);
		expect(done.error?.message).toBe('“Text” is empty');
		expect(done.responses).toEqual([]);
	});
});

describe('a Mini Program', () => {
	const wechat = useWechat(MINI);
	const run = async (parameters: IDataObject, openid: string) =>
		await wechat.run([], {
			mode: 'webhook',
			nodes: [trigger, reply(parameters)],
			items: items(push(openid, inTime(), { appid: MINI.appid })),
		});

	test('takes no replies: a text is a customer-service message at once', async () => {
		const openid = await wechat.customer();
		const done = await run({ msgtype: 'text', content: 'Hello' }, openid);
		expect(done.responses).toEqual([]);
		expect(await wechat.phone(openid)).toEqual(['Hello']);
		expect(done.json('WeChat')).toMatchObject([{ sent_as: 'customer_service', sent_as_reason: 'A Mini Program takes no replies' }]);
	});

	test('takes the hand-over to staff', async () => {
		const done = await run({ msgtype: 'transfer_customer_service' }, 'oMini');
		expect(done.responses).toMatchObject([{ body: { wechatReply: { msgtype: 'transfer_customer_service' } } }]);
		expect(await wechat.calls()).toEqual([]);
	});
});
