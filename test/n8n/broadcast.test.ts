import type { IDataObject } from 'n8n-workflow';
import { binary, type NodeInput } from './engine';
import { useWebServer } from './webServer';
import { files, items, MINI, officialAccount, useWechat } from './wechat';

/** Broadcasts: to the right people, once, and what stands in the way said in words. */
const wechat = useWechat();
const web = useWebServer();

const SEND_ALL = '/cgi-bin/message/mass/sendall';
const SEND = '/cgi-bin/message/mass/send';
const PREVIEW = '/cgi-bin/message/mass/preview';
const UPLOAD = '/cgi-bin/media/upload';
const RETRIES: Partial<NodeInput> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const tagNamed = (value: string) => ({ __rl: true, mode: 'name', value });
const toVip = { audience: 'tag', tagid: tagNamed('VIP'), msgtype: 'text', content: '618' };
const send = (parameters: IDataObject = {}, settings: Partial<NodeInput> = {}) =>
	officialAccount('broadcast', 'send', { ...toVip, ...parameters }, settings as never);
const vip = async () => await wechat.client.follower({ tags: ['VIP'] });
const bodies = async (path: string) => (await wechat.calls(path)).map(({ body }) => body as IDataObject);
const paths = async () => (await wechat.calls()).map(({ path }) => path);
const message = async (path: string) => {
	const [{ clientmsgid: _, filter: __, touser: ___, ...body }] = await bodies(path);
	return body;
};

async function refusal(node: NodeInput, more = {}) {
	const run = await wechat.run(node, more);
	expect(run.items('WeChat')).toBeUndefined();
	const { message: words, description } = run.error as { message: string; description?: string };
	return { message: words, description };
}

describe('whom it is for', () => {
	test('a tag, by its number', async () => {
		const openid = await vip();
		const other = await wechat.client.follower();
		await wechat.run(send());
		expect(await bodies(SEND_ALL)).toEqual([
			{ filter: { is_to_all: false, tag_id: 100 }, msgtype: 'text', text: { content: '618' }, clientmsgid: expect.any(String) },
		]);
		expect([await wechat.phone(openid), await wechat.phone(other)]).toEqual([['618'], []]);
	});

	test('all followers', async () => {
		const other = await wechat.client.follower();
		const run = await wechat.run(send({ audience: 'everyone' }));
		expect(run.error).toBeUndefined();
		expect(await bodies(SEND_ALL)).toMatchObject([{ filter: { is_to_all: true } }]);
		expect(await wechat.phone(other)).toEqual(['618']);
	});

	test('nobody is the default: a tag has to be chosen', async () => {
		const node = officialAccount('broadcast', 'send', { msgtype: 'text', content: '618' });
		await expect(wechat.run(node)).rejects.toThrow('Parameter "Tag" is required');
		expect(await wechat.calls()).toEqual([]);
	});

	test('a list of openids, each once', async () => {
		const { openids } = await wechat.client.control('/followers', { count: 3 });
		const run = await wechat.run(send({ audience: 'openids', touser: `${openids[0]}, ${openids[1]}\n${openids[0]}` }));
		expect(run.json('WeChat')).toMatchObject([{ recipients: 2, msg_data_id: null }]);
		expect(await bodies(SEND)).toMatchObject([{ touser: [openids[0], openids[1]] }]);
		expect(await bodies(SEND)).not.toMatchObject([{ filter: expect.anything() }]);
		expect([await wechat.phone(openids[1]), await wechat.phone(openids[2])]).toEqual([['618'], []]);
	});

	test('one openid only: said in words, and nothing uploaded', async () => {
		const node = send({ audience: 'openids', touser: 'o1', msgtype: 'voice' });
		const item = { json: {}, binary: { data: await binary(files.mp3, 'a.mp3', 'audio/mpeg') } };
		expect(await refusal(node, { items: [item] })).toEqual({
			message: '“OpenIDs” has one openid only, and a broadcast goes to two followers or more',
			description: expect.stringContaining('Aggregate'),
		});
		expect(await wechat.calls()).toEqual([]);
	});

	const people = async (count: number): Promise<string[]> => {
		await wechat.client.control('/followers', { count });
		const appid = wechat.client.appid;
		return (await wechat.client.control(`/followers?appid=${appid}&limit=${count}`)).map(({ openid }: { openid: string }) => openid);
	};
	/** Who got how many. */
	const received = async () =>
		Object.entries(await wechat.client.control('/conversations')).map(([openid, chat]) => [openid, (chat as unknown[]).length]);
	const toList = () => send({ audience: 'openids', touser: '={{ $json.all }}' }, RETRIES);

	test('10,000 openids are one broadcast, and 10,001 are two of which none has a single openid', async () => {
		const all = await people(10_001);
		expect((await wechat.run(toList(), { items: items({ all: all.slice(0, 10_000) }) })).items('WeChat')).toHaveLength(1);
		const run = await wechat.run(toList(), { items: items({ all }) });
		expect(run.error).toBeUndefined();
		expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.recipients, pairedItem])).toEqual([
			[5001, { item: 0 }],
			[5000, { item: 0 }],
		]);
		const [first, second] = run.json('WeChat')!;
		expect(first.msg_id).not.toBe(second.msg_id);
		expect(first.clientmsgid).toBe(second.clientmsgid);
		// Once from each of the two executions, but the last one.
		expect(await received()).toEqual(all.map((openid, index) => [openid, index < 10_000 ? 2 : 1]));
	});

	test('the second of two portions fails once: the next try sends that one only', async () => {
		const all = await people(10_001);
		await wechat.fault({ path: SEND, errcode: 45009, skip: 1 });
		const run = await wechat.run(toList(), { items: items({ all }) });
		expect(run.error).toBeUndefined();
		expect(await wechat.calls(SEND)).toHaveLength(3);
		expect(await received()).toEqual(all.map((openid) => [openid, 1]));
	});

	test('the second portion fails every time: how far it came is said, and nobody got it twice', async () => {
		const all = await people(10_001);
		await wechat.fault({ path: SEND, errcode: 45009, skip: 1, times: 3 });
		const run = await wechat.run({ ...toList(), onError: 'continueRegularOutput' }, { items: items({ all }) });
		expect(run.json('WeChat')).toMatchObject([
			{ error: expect.stringMatching(/\(45009\)\. 1 of 2 broadcasts went out before it \(msg_id \d+\)\. To send the rest only/), messages_sent: 1, safe_to_repeat: false },
		]);
		expect(await received()).toEqual(all.slice(0, 5001).map((openid) => [openid, 1]));
		// As the message says.
		await wechat.client.control('/faults', {}, 'DELETE');
		const [clientmsgid] = /[0-9a-f]{32}/.exec(String(run.json('WeChat')![0].error))!;
		const parameters = { ...toList().parameters, options: { clientmsgid } };
		const rest = await wechat.run({ ...toList(), parameters }, { items: items({ all }) });
		expect(rest.json('WeChat')).toMatchObject([{ status: 'already_sent' }, { status: 'sending' }]);
		expect(await received()).toEqual(all.map((openid) => [openid, 1]));
	});
});

describe('what is sent', () => {
	beforeEach(async () => void (await vip()));

	test('an article: the draft by its media ID', async () => {
		const { media_id } = await wechat.client.control('/news', { articles: [{ title: 'Tea', content: 'x' }] });
		const draft = { __rl: true, mode: 'id', value: media_id };
		await wechat.run(send({ msgtype: 'mpnews', mpnews_media_id: draft, options: { send_ignore_reprint: true } }));
		expect(await message(SEND_ALL)).toEqual({ msgtype: 'mpnews', mpnews: { media_id }, send_ignore_reprint: 1 });
	});

	test('a voice from an earlier node is uploaded', async () => {
		const item = { json: {}, binary: { data: await binary(files.mp3, 'a.mp3', 'audio/mpeg') } };
		await wechat.run(send({ msgtype: 'voice' }), { items: [item] });
		expect(await wechat.calls(UPLOAD)).toMatchObject([{ query: { type: 'voice' } }]);
		expect(await message(SEND_ALL)).toEqual({ msgtype: 'voice', voice: { media_id: expect.any(String) } });
	});

	test('a video is made ready for broadcasts by itself', async () => {
		const item = { json: {}, binary: { data: await binary(files.mp4, 'a.mp4', 'video/mp4') } };
		const run = await wechat.run(send({ msgtype: 'mpvideo', title: 'How to brew' }), { items: [item] });
		expect(run.error).toBeUndefined();
		expect((await wechat.calls(UPLOAD)).map(({ query }) => query.type)).toEqual(['video']);
		const [made] = await bodies('/cgi-bin/media/uploadvideo');
		expect(made).toEqual({ media_id: expect.any(String), title: 'How to brew', description: '' });
		const sent = (await message(SEND_ALL)) as { mpvideo: IDataObject };
		expect(sent).toEqual({ msgtype: 'mpvideo', mpvideo: { media_id: expect.any(String) } });
		expect(sent.mpvideo.media_id).not.toBe(made.media_id);
	});

	test('a card', async () => {
		await wechat.run(send({ msgtype: 'wxcard', card_id: 'p1Pj9jr90' }));
		expect(await message(SEND_ALL)).toEqual({ msgtype: 'wxcard', wxcard: { card_id: 'p1Pj9jr90' } });
	});

	const pictures = async () => ({ json: {}, binary: { a: await binary(files.jpg, 'a.jpg', 'image/jpeg'), b: await binary(files.png, 'b.png', 'image/png') } });
	const withWords = { options: { recommend: 'Spring tea', need_open_comment: true, only_fans_can_comment: false } };

	test('several pictures of earlier nodes, in their order', async () => {
		const run = await wechat.run(send({ msgtype: 'image', imagesBinaryPropertyNames: 'b, a', ...withWords }), { items: [await pictures()] });
		expect(run.error).toBeUndefined();
		const { images } = (await message(SEND_ALL)) as { images: IDataObject & { media_ids: string[] } };
		expect(images).toEqual({ media_ids: [expect.any(String), expect.any(String)], recommend: 'Spring tea', need_open_comment: 1, only_fans_can_comment: 0 });
		const [first, second] = await Promise.all(
			images.media_ids.map(async (media_id) => (await wechat.client.download('/cgi-bin/media/get', { media_id })).data),
		);
		expect([first, second]).toEqual([files.png, files.jpg]);
	});

	test('pictures of the library, and of web addresses', async () => {
		const { media_id } = await wechat.client.upload('/cgi-bin/material/add_material', { type: 'image' }, { name: 'a.jpg', content: files.jpg });
		const image = [{ media_id: { __rl: true, mode: 'list', value: media_id } }];
		await wechat.run(send({ msgtype: 'image', imagesSource: 'media', imagesLibrary: { image } }));
		expect(await message(SEND_ALL)).toEqual({ msgtype: 'image', images: { media_ids: [media_id] } });
		web.pages['/a.jpg'] = { type: 'image/jpeg', body: files.jpg };
		const run = await wechat.run(send({ msgtype: 'image', imagesSource: 'url', imagesUrls: `${web.url}/a.jpg` }));
		expect(run.error).toBeUndefined();
		expect(await wechat.calls(UPLOAD)).toHaveLength(1);
		expect(await wechat.calls(SEND_ALL)).toHaveLength(2);
	});

	// A fixed field that is empty n8n itself refuses.
	const NOTHING = '={{ "" }}';

	test.each<[string, IDataObject, string]>([
		['no text', { content: NOTHING }, '“Text” is empty'],
		['no draft', { msgtype: 'mpnews', mpnews_media_id: { __rl: true, mode: 'id', value: NOTHING } }, '“Draft” is empty'],
		['no title of a video', { msgtype: 'mpvideo', title: NOTHING }, '“Title” is empty'],
		['no card', { msgtype: 'wxcard', card_id: NOTHING }, '“Card ID” is empty'],
		['no pictures', { msgtype: 'image', imagesSource: 'media' }, '“Images” is empty'],
		['an empty picture', { msgtype: 'image', imagesSource: 'media', imagesLibrary: { image: [{ media_id: { __rl: true, mode: 'id', value: NOTHING } }] } }, '“Image” is empty'],
		['no such field with a picture', { msgtype: 'image' }, '“Input Data Field Names”: the item has no file in its field “data”'],
		['no address of a picture', { msgtype: 'image', imagesSource: 'url', imagesUrls: NOTHING }, '“Image URLs” is empty'],
		['a Client Message ID of 33 characters', { options: { clientmsgid: 'a'.repeat(33) } }, '“Client Message ID” is too long: 33 bytes'],
	])('%s: the field is named, and nothing is done in WeChat', async (_, parameters, expected) => {
		expect((await refusal(send(parameters))).message).toBe(expected);
		expect((await wechat.calls()).filter(({ method }) => method === 'POST')).toEqual([]);
	});

	test('a picture of the wrong kind is not uploaded', async () => {
		const item = { json: {}, binary: { data: await binary(files.mp3, 'a.mp3', 'audio/mpeg') } };
		expect((await refusal(send({ msgtype: 'image' }), { items: [item] })).message).toContain('cannot be an image');
		expect(await wechat.calls(UPLOAD)).toEqual([]);
	});
});

describe('once', () => {
	let openid: string;
	beforeEach(async () => void (openid = await vip()));

	test.each([
		['the answer was lost', { drop: true }],
		['WeChat was busy', { errcode: -1 }],
	])('%s: it is asked again, and goes out once', async (_, fault) => {
		await wechat.fault({ path: SEND_ALL, ...fault });
		const run = await wechat.run(send());
		expect(run.error).toBeUndefined();
		expect(await wechat.calls(SEND_ALL)).toHaveLength(2);
		expect(await wechat.phone(openid)).toEqual(['618']);
		expect(run.json('WeChat')).toMatchObject([{ status: 'drop' in fault ? 'already_sent' : 'sending', msg_id: expect.stringMatching(/^\d+$/) }]);
	}, 20_000);

	test('no answer ever comes: nobody knows, Retry On Fail does not send it again, and what to do is said', async () => {
		await wechat.fault({ path: SEND_ALL, drop: true, times: 9 });
		const { message: words, description } = await refusal(send({}, RETRIES));
		expect(words).toMatch(/The broadcast [0-9a-f]{32} may exist all the same/);
		expect(description).toContain('Client Message ID');
		expect(await wechat.calls(SEND_ALL)).toHaveLength(3);
		expect(await wechat.phone(openid)).toEqual(['618']);
		// With the number from the message the next execution sends nothing twice.
		await wechat.client.control('/faults', {}, 'DELETE');
		const [clientmsgid] = /[0-9a-f]{32}/.exec(words)!;
		const run = await wechat.run(send({ options: { clientmsgid } }));
		expect(run.json('WeChat')).toMatchObject([{ status: 'already_sent', clientmsgid }]);
		expect(await wechat.phone(openid)).toEqual(['618']);
	}, 30_000);

	test('two executions of one workflow are two broadcasts', async () => {
		await wechat.run(send());
		const run = await wechat.run(send());
		expect(run.json('WeChat')).toMatchObject([{ status: 'sending' }]);
		expect(await wechat.phone(openid)).toEqual(['618', '618']);
	});

	test('each item and each branch has an ID of its own', async () => {
		const run = await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				{ name: 'Morning', type: 'passThrough' },
				{ name: 'Evening', type: 'passThrough' },
				send(),
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
		const ids = (await bodies(SEND_ALL)).map(({ clientmsgid }) => clientmsgid);
		expect([ids.length, new Set(ids).size]).toEqual([4, 4]);
		// Four a month.
		expect(await wechat.phone(openid)).toEqual(['618', '618', '618', '618']);
	});

	test.each([false, true])('agents may send several in one execution (invoked by them: %s)', async (invokes) => {
		const agent = (name: string, ...texts: string[]) => {
			const calls = texts.map((content) => ({ tool: 'Do', input: { content } }));
			return { name, type: 'agent', parameters: { invokes, calls: JSON.stringify(calls) } };
		};
		await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				agent('Agent', 'Morning', 'Noon'),
				agent('Other Agent', 'Evening'),
				{
					name: 'Do',
					type: 'wechatOfficialAccountTool',
					parameters: { resource: 'broadcast', operation: 'send', ...toVip, content: "={{ $fromAI('content') }}", intended: true } as never,
				},
			],
			connections: [
				['Start', 'Agent'],
				['Agent', 'Other Agent'],
				['Do', 'Agent', { type: 'ai_tool' }],
				['Do', 'Other Agent', { type: 'ai_tool' }],
			],
		});
		expect(await wechat.phone(openid)).toEqual(['Morning', 'Noon', 'Evening']);
	});

	test("the user's own ID rules out a second broadcast in another execution, within 24 hours", async () => {
		const node = () => send({ options: { clientmsgid: '2026-06-18' } });
		const first = await wechat.run(node());
		const second = await wechat.run(node());
		expect(second.json('WeChat')).toMatchObject([{ status: 'already_sent', msg_id: first.json('WeChat')![0].msg_id, clientmsgid: '2026-06-18' }]);
		await wechat.client.control('/clock', { advance: 24 * 3600 });
		expect((await wechat.run(node())).json('WeChat')).toMatchObject([{ status: 'sending' }]);
		expect(await wechat.phone(openid)).toEqual(['618', '618']);
	});
});

test("the user's own ID for two items would leave the second unsent: said before", async () => {
	const openid = await vip();
	const run = await wechat.run(send({ content: '={{ $json.say }}', options: { clientmsgid: 'today' } }, { onError: 'continueRegularOutput' }), {
		items: items({ say: 'Morning' }, { say: 'Evening' }),
	});
	expect(run.json('WeChat')).toMatchObject([{ status: 'sending' }, { error: '“Client Message ID” is that of item 0 already: today' }]);
	expect(await wechat.phone(openid)).toEqual(['Morning']);
	expect(await wechat.calls(SEND_ALL)).toHaveLength(1);
});

describe('what WeChat says', () => {
	beforeEach(async () => void (await vip()));

	test('none left today: what happened, the code, what to do', async () => {
		await wechat.run(send({ audience: 'everyone' }));
		expect(await refusal(send({ audience: 'everyone' }))).toEqual({
			message: expect.stringContaining('has no masssend quota (45028)'),
			description: expect.stringContaining('at most four a month'),
		});
	});

	test('the administrator has to confirm it: it waits, and is no failure', async () => {
		await wechat.fault({ path: SEND_ALL, body: { errcode: 89504, errmsg: 'waiting for confirmation', msg_id: 3147483999 } });
		const run = await wechat.run(send());
		expect(run.json('WeChat')).toMatchObject([{ status: 'waiting_for_confirmation', msg_id: '3147483999' }]);
		expect(await wechat.calls(SEND_ALL)).toHaveLength(1);
	});

	test('a subscription account has no lists of openids', async () => {
		await wechat.client.control('/accounts', { type: 'subscription' });
		const { openids } = await wechat.client.control('/followers', { count: 2 });
		expect((await refusal(send({ audience: 'openids', touser: openids.join() }))).message).toContain('48001');
	});
});

describe("the tester's phone", () => {
	test('gets a preview in runs by hand, and nobody gets a broadcast', async () => {
		const other = await vip();
		const testerOpenid = await wechat.client.follower();
		wechat.credential({ testerOpenid });
		const item = { json: {}, binary: { data: await binary(files.jpg, 'a.jpg', 'image/jpeg') } };
		const options = { clientmsgid: 'x', recommend: 'Spring tea' };
		const run = await wechat.run(send({ msgtype: 'image', options }), { mode: 'manual', items: [item] });
		expect(run.json('WeChat')).toEqual([
			{ msg_id: expect.any(String), msg_data_id: null, status: 'preview', recipients: 1, clientmsgid: null, sent_to_tester: testerOpenid },
		]);
		expect(await bodies(PREVIEW)).toEqual([{ touser: testerOpenid, msgtype: 'image', image: { media_id: expect.any(String) } }]);
		expect([await wechat.phone(testerOpenid), await wechat.phone(other)]).toEqual([['[image]'], []]);
		expect(await paths()).not.toContain(SEND_ALL);
	});

	test('is left out in production', async () => {
		const other = await vip();
		wechat.credential({ testerOpenid: await wechat.client.follower() });
		await wechat.run(send());
		expect(await wechat.phone(other)).toEqual(['618']);
	});
});

describe('Preview', () => {
	const preview = (parameters: IDataObject, settings = {}) =>
		officialAccount('broadcast', 'preview', { msgtype: 'text', content: '618', ...parameters }, settings);

	test("is shown on the tester's phone unless told", async () => {
		const testerOpenid = await wechat.client.follower();
		wechat.credential({ testerOpenid });
		const run = await wechat.run(preview({}));
		expect(run.json('WeChat')).toMatchObject([{ openid: testerOpenid, wechat_id: null, status: 'preview' }]);
		expect(await wechat.phone(testerOpenid)).toEqual(['618']);
	});

	test('without a tester in the credential: what to do, and nothing is called', async () => {
		expect(await refusal(preview({}))).toEqual({
			message: 'The credential names no tester',
			description: expect.stringContaining("“Tester's OpenID”"),
		});
		expect(await wechat.calls()).toEqual([]);
	});

	test('by WeChat ID', async () => {
		const openid = await wechat.client.follower({ wxname: 'lotus_anna' });
		const run = await wechat.run(preview({ previewTo: 'wechatId', towxname: 'lotus_anna' }));
		expect(run.json('WeChat')).toMatchObject([{ openid: null, wechat_id: 'lotus_anna' }]);
		expect(await bodies(PREVIEW)).toEqual([{ towxname: 'lotus_anna', msgtype: 'text', text: { content: '618' } }]);
		expect(await wechat.phone(openid)).toEqual(['618']);
		expect((await refusal(preview({ previewTo: 'wechatId', towxname: 'nobody' }))).description).toContain('not the nickname');
	});

	test('to several people: each item has its own', async () => {
		const { openids } = await wechat.client.control('/followers', { count: 2 });
		const run = await wechat.run(preview({ previewTo: 'openid', touser: '={{ $json.to }}', content: '={{ $json.say }}' }), {
			items: items({ to: openids[0], say: 'a' }, { to: openids[1], say: 'b' }),
		});
		expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.openid, json.say, pairedItem])).toEqual([
			[openids[0], 'a', { item: 0 }],
			[openids[1], 'b', { item: 1 }],
		]);
		expect([await wechat.phone(openids[0]), await wechat.phone(openids[1])]).toEqual([['a'], ['b']]);
	});

	test('an openid of another App ID is refused before anything is sent', async () => {
		const item = { openid: 'oMini', appid: MINI.appid };
		const words = await refusal(preview({ previewTo: 'openid', touser: '={{ $json.openid }}' }), { items: items(item) });
		expect(words.message).toContain('belongs to another App ID');
		expect(await wechat.calls()).toEqual([]);
	});

	test('shows a video as a broadcast would', async () => {
		const openid = await wechat.client.follower();
		const item = { json: {}, binary: { data: await binary(files.mp4, 'a.mp4', 'video/mp4') } };
		const run = await wechat.run(preview({ previewTo: 'openid', touser: openid, msgtype: 'mpvideo', title: 'Tea', description: 'Green' }), { items: [item] });
		expect(run.error).toBeUndefined();
		expect(await bodies('/cgi-bin/media/uploadvideo')).toMatchObject([{ title: 'Tea', description: 'Green' }]);
		expect(await wechat.phone(openid)).toEqual(['[mpvideo]']);
	});
});

describe('how it stands', () => {
	const status = (msg_id: string) => officialAccount('broadcast', 'getStatus', { msg_id });

	test.each([
		['SENDING', 'sending'],
		['SEND_SUCCESS', 'sent'],
		['SEND_FAIL', 'failed'],
		['DELETE', 'deleted'],
		['SOMETHING_NEW', 'something_new'],
	])('%s is %s', async (msg_status, expected) => {
		await wechat.fault({ path: '/cgi-bin/message/mass/get', body: { msg_id: 7, msg_status } });
		expect((await wechat.run(status('7'))).json('WeChat')).toEqual([{ msg_id: '7', status: expected }]);
	});

	test('from Send to sent', async () => {
		await vip();
		const run = await wechat.run([send(), { ...status('={{ $json.msg_id }}'), name: 'Status' }]);
		expect(run.json('Status')).toMatchObject([{ status: 'sending', msg_id: run.json('WeChat')![0].msg_id }]);
	});

	test.each(['eleven', '1234567890123456', 12345678901234567890])('no msg_id: %s', async (msg_id) => {
		const { message: words } = await refusal(status(`={{ ${JSON.stringify(msg_id)} }}`));
		expect(words).toContain('“Message ID”');
		expect(await wechat.calls()).toEqual([]);
	});

	test('one that WeChat does not know', async () => {
		expect((await refusal(status('7'))).message).toContain('invalid msg id (40059)');
	});
});

describe('Delete', () => {
	const remove = (parameters: IDataObject) => officialAccount('broadcast', 'delete', parameters);
	const sent = async () => {
		await vip();
		const { media_id } = await wechat.client.control('/news', { articles: [{ title: 'a' }, { title: 'b' }] });
		const { msg_id } = await wechat.client.post(SEND_ALL, { filter: { tag_id: 100 }, msgtype: 'mpnews', mpnews: { media_id } });
		await wechat.client.control('/clock', { advance: 60 });
		return msg_id as number;
	};
	const path = '/cgi-bin/message/mass/delete';

	test('one of several articles', async () => {
		const msg_id = await sent();
		const run = await wechat.run(remove({ msg_id: String(msg_id), article_idx: 2 }));
		expect(run.json('WeChat')).toEqual([{ msg_id: String(msg_id), article_number: 2, url: null, deleted: true }]);
		expect(await bodies(path)).toEqual([{ msg_id, article_idx: 2 }]);
		expect(await wechat.client.post('/cgi-bin/message/mass/get', { msg_id })).toMatchObject({ msg_status: 'SEND_SUCCESS' });
		expect((await refusal(remove({ msg_id: String(msg_id), article_idx: 3 }))).description).toContain('no article with this number');
	});

	test('an expression that finds no number deletes nothing, rather than everything', async () => {
		expect((await refusal(remove({ msg_id: '7', article_idx: '={{ $json.nothing }}' }))).message).toBe('“Article Number” is empty');
		expect(await wechat.calls()).toEqual([]);
	});

	test('by the address of the article', async () => {
		const url = 'https://mp.weixin.qq.com/s/a';
		expect((await refusal(remove({ deleteBy: 'url', url }))).message).toContain('40059');
		expect(await bodies(path)).toEqual([{ url }]);
		await wechat.fault({ path, errcode: 0 });
		const run = await wechat.run(remove({ deleteBy: 'url', url }));
		expect(run.json('WeChat')).toEqual([{ msg_id: null, article_number: null, url, deleted: true }]);
		expect((await refusal(remove({ deleteBy: 'url', url: 'mp.weixin.qq.com/s/a' }))).message).toContain('“Address of the Article” must be a web address');
	});

	test('is not repeated when its answer was lost', async () => {
		const msg_id = await sent();
		await wechat.fault({ path, drop: true });
		expect((await refusal(remove({ msg_id: String(msg_id) }))).description).toContain('It is not known whether WeChat carried it out');
		expect(await wechat.calls(path)).toHaveLength(1);
	});
});
