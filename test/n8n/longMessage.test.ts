import type { IDataObject } from 'n8n-workflow';
import { files, MINI, textTo, customerService, useWechat } from './wechat';
import { binary, type NodeInput } from './engine';

/** A text that is longer than one message, a type that the product lacks, the article and the merchant of a message. */

const SEND = '/cgi-bin/message/custom/send';
const RETRIES: Partial<NodeInput> = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

/** Three messages: 2048 bytes each, of which a Chinese character takes three. */
const LONG = ['春'.repeat(600), '夏'.repeat(600), '秋'.repeat(600)];
const text = LONG.join('\n\n');

const choose = (value: unknown) => ({ __rl: true, mode: 'id', value });

describe('an Official Account', () => {
	const wechat = useWechat();

	test('a long text goes out as several messages, and their number is told', async () => {
		const touser = await wechat.customer();
		const run = await wechat.run(textTo(touser, text));
		expect(run.error).toBeUndefined();
		expect(await wechat.phone(touser)).toEqual(LONG);
		expect(run.json('WeChat')).toMatchObject([{ openid: touser, msgtype: 'text', messages: 3 }]);
	});

	test.each([
		['2048 bytes are one message', 2048, 1],
		['one more are two', 2049, 2],
	])('%s', async (_, bytes, messages) => {
		const touser = await wechat.customer();
		const run = await wechat.run(textTo(touser, 'a'.repeat(bytes)));
		expect(run.json('WeChat')).toMatchObject([{ messages }]);
		expect((await wechat.phone(touser)).join('')).toBe('a'.repeat(bytes));
	});

	test('each part is in the name of the same member of staff', async () => {
		const touser = await wechat.customer();
		const { name, type, parameters } = textTo(touser, text);
		await wechat.run({ name, type, parameters: { ...parameters, options: { kf_account: choose('lan@lotustea') } } as never });
		const bodies = (await wechat.calls(SEND)).map(({ body }) => (body as { customservice: IDataObject }).customservice);
		expect(bodies).toEqual(LONG.map(() => ({ kf_account: 'lan@lotustea' })));
	});

	test('it can be shortened', async () => {
		const touser = await wechat.customer();
		const { name, type, parameters } = textTo(touser, text);
		const run = await wechat.run({ name, type, parameters: { ...parameters, tooLong: 'shorten' } as never });
		expect(run.json('WeChat')).toMatchObject([{ messages: 1 }]);
		const [seen] = await wechat.phone(touser);
		expect(seen.endsWith('…')).toBe(true);
		expect(Buffer.byteLength(seen)).toBeLessThanOrEqual(2048);
	});

	test('it can be refused, and nothing is sent', async () => {
		const touser = await wechat.customer();
		const { name, type, parameters } = textTo(touser, text);
		const run = await wechat.run({ name, type, parameters: { ...parameters, tooLong: 'fail' } as never });
		expect(run.error).toMatchObject({ message: `“Text” has ${Buffer.byteLength(text)} bytes, and WeChat takes 2048 in one message` });
		expect(await wechat.calls()).toEqual([]);
	});

	test('the second part fails: it is said what went out, and that it is not to be sent again', async () => {
		const touser = await wechat.customer();
		await wechat.fault({ path: SEND, errcode: 45047, skip: 1 });
		const run = await wechat.run(textTo(touser, text, { onError: 'continueRegularOutput' }));
		expect(run.json('WeChat')).toMatchObject([
			{
				error: 'WeChat refused: out of response count limit (45047). 1 of 3 messages went out before it: do not send them again',
				...{ errcode: 45047, messages_sent: 1, safe_to_repeat: false },
			},
		]);
		expect(await wechat.phone(touser)).toEqual([LONG[0]]);
	});

	test('throttled in the middle: whoever repeats it all would send the beginning twice', async () => {
		const touser = await wechat.customer();
		// Three tries: it passes by itself.
		await wechat.fault({ path: SEND, errcode: 45033, skip: 1, times: 3 });
		const run = await wechat.run(textTo(touser, text, { onError: 'continueRegularOutput' }));
		expect(run.json('WeChat')).toMatchObject([{ errcode: 45033, messages_sent: 1, safe_to_repeat: false }]);
	}, 20_000);

	test('nobody answers in the middle: it is said what went out', async () => {
		const touser = await wechat.customer();
		await wechat.fault({ path: SEND, drop: true, skip: 2 });
		const run = await wechat.run(textTo(touser, text, { onError: 'continueRegularOutput' }));
		expect(run.json('WeChat')).toMatchObject([
			{ error: expect.stringMatching(/could not be reached: .*\. 2 of 3 messages went out before it/), messages_sent: 2, safe_to_repeat: false },
		]);
	});

	test('the first part fails: nothing is said of others', async () => {
		const touser = await wechat.customer();
		await wechat.fault({ path: SEND, errcode: 45047 });
		const run = await wechat.run(textTo(touser, text, { onError: 'continueRegularOutput' }));
		expect(run.json('WeChat')![0].error).toBe('WeChat refused: out of response count limit (45047)');
		expect(run.json('WeChat')![0]).not.toHaveProperty('messages_sent');
	});

	test('Retry On Fail goes on with the part that failed', async () => {
		const touser = await wechat.customer();
		await wechat.fault({ path: SEND, errcode: 45009, skip: 1 });
		const run = await wechat.run(textTo(touser, text, RETRIES));
		expect(run.error).toBeUndefined();
		expect(await wechat.phone(touser)).toEqual(LONG);
		expect(run.json('WeChat')).toMatchObject([{ messages: 3 }]);
	});

	test('several items with the same long text: each customer has all of it', async () => {
		const people = [await wechat.customer(), await wechat.customer()];
		const run = await wechat.run(textTo('={{ $json.to }}', text), { items: people.map((to) => ({ json: { to } })) });
		expect(run.json('WeChat')!.map(({ messages }) => messages)).toEqual([3, 3]);
		for (const person of people) expect(await wechat.phone(person)).toEqual(LONG);
	});

	test('a link, which only a Mini Program sends: the hint says so', async () => {
		const link = { title: 'Tea', description: 'Fresh', url: 'https://example.com', thumb_url: 'https://example.com/t.jpg' };
		const run = await wechat.run(
			customerService('message', 'send', { recipient: 'openid', touser: await wechat.customer(), msgtype: 'link', ...link }),
		);
		expect(run.error).toMatchObject({
			message: 'WeChat refused: invalid message type (40008)',
			description: expect.stringMatching(
				/^“Link” exists in a Mini Program only, and the credential is for an Official Account\. Choose another credential, or correct its account type\./,
			),
		});
	});

	test('without an account type in the credential nothing is claimed about it', async () => {
		wechat.credential({ accountType: '' });
		const link = { title: 'Tea', description: 'Fresh', url: 'https://example.com', thumb_url: 'https://example.com/t.jpg' };
		const run = await wechat.run(
			customerService('message', 'send', { recipient: 'openid', touser: await wechat.customer(), msgtype: 'link', ...link }),
		);
		expect(run.error!.description).toMatch(/^WeChat does not take this type of message here/);
	});
});

describe('a Mini Program', () => {
	const wechat = useWechat(MINI);

	const send = async (msgtype: string, parameters: IDataObject) =>
		await wechat.run(
			customerService('message', 'send', { recipient: 'openid', touser: await wechat.customer(), msgtype, ...parameters }),
			{ items: [{ json: {}, binary: { data: await binary(files.mp3, 'a.mp3', 'audio/mpeg') } }] },
		);

	test.each([
		['Voice', 'voice', { mediaSource: 'binary' }],
		['Menu of Answers', 'msgmenu', { list: { item: [{ id: '1', content: 'Yes' }] } }],
		['Link With Picture', 'news', { title: 'Tea', url: 'https://example.com' }],
		['Article', 'mpnewsarticle', { article_id: choose('a1') }],
		['Card or Coupon', 'wxcard', { card_id: 'c1' }],
	])('%s, which only an Official Account sends: the hint says so', async (name, msgtype, parameters) => {
		const run = await send(msgtype, parameters);
		expect(run.error!.description).toMatch(
			new RegExp(`^“${name}” exists in an Official Account only, and the credential is for a Mini Program\\.`),
		);
	});

	test('another refusal keeps its own hint', async () => {
		await wechat.fault({ path: SEND, errcode: 45015 });
		const run = await send('text', { content: 'Hello' });
		expect(run.error!.description).toMatch(/^The time for chat messages is over/);
	});

	test('in the name of a merchant, also the typing', async () => {
		const { media_id } = await wechat.client.upload('/cgi-bin/media/upload', { type: 'image' }, { name: 'a.jpg', content: files.jpg });
		await wechat.client.post('/cgi-bin/business/register', { account_name: 'jasmine', nickname: 'Jasmine', icon_media_id: media_id });
		const touser = await wechat.customer();
		const of = { recipient: 'openid', touser, options: { businessid: choose('1') } };
		const sent = await wechat.run(customerService('message', 'send', { ...of, msgtype: 'text', content: 'Hello' }));
		const typed = await wechat.run(customerService('message', 'showTyping', { ...of, command: 'Typing' }));
		expect([sent.error, typed.error]).toEqual([undefined, undefined]);
		expect((await wechat.calls()).slice(-2).map(({ path, body }) => [path, body])).toEqual([
			[SEND, { touser, msgtype: 'text', text: { content: 'Hello' }, businessid: 1 }],
			['/cgi-bin/message/custom/business/typing', { touser, command: 'Typing', businessid: 1 }],
		]);
	});

	test('a merchant that does not exist', async () => {
		const run = await send('text', { content: 'Hello', options: { businessid: choose('9') } });
		expect(run.error).toMatchObject({ httpCode: '45071' });
	});

	test('a merchant that is no number is refused before anything is sent', async () => {
		const run = await send('text', { content: 'Hello', options: { businessid: choose('jasmine') } });
		expect(run.error).toMatchObject({ message: '“Merchant” must be the number of a merchant, but it is “jasmine”' });
		expect(await wechat.calls()).toEqual([]);
	});
});
