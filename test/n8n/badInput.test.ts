import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { binary } from './engine';
import { customerService, files, officialAccount, useWechat } from './wechat';

/** A mistake in the node or in what comes from earlier nodes: one sentence that names the field, and nothing done in WeChat. */
const wechat = useWechat();

const choose = (mode: string, value: unknown) => ({ __rl: true, mode, value });

/** What an expression yields instead of what the field wants. */
const WRONG = {
	object: { a: 1 },
	list: ['a', 'b'],
	'not a number': NaN,
	nothing: null,
	'an empty text': '',
};

/** Runs the node on one item whose field `wrong` has the value; resolves with the error. */
async function failure(node: ReturnType<typeof officialAccount>, item: Partial<INodeExecutionData> = {}) {
	const run = await wechat.run(node, { items: [{ json: {}, ...item }] });
	expect(run.items('WeChat')).toBeUndefined();
	const { message, description } = run.error as { message: string; description?: string };
	expect(run.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 0 } });
	return { message, description };
}

async function nothingDone(): Promise<void> {
	const changes = (await wechat.calls()).filter(({ method, path }) => method === 'POST' && !path.endsWith('batchget'));
	expect(changes).toEqual([]);
}

const message = (parameters: IDataObject) =>
	customerService('message', 'send', { recipient: 'openid', touser: 'o1', msgtype: 'text', content: 'Hello', ...parameters });

describe('an expression that yields the wrong thing', () => {
	const EXPRESSION = '={{ $json.wrong }}';
	const get = (more: IDataObject) => officialAccount('follower', 'getAll', more);

	test.each<[string, string, ReturnType<typeof officialAccount>, Partial<Record<keyof typeof WRONG, string>>]>([
		[
			'a text',
			'Text',
			message({ content: EXPRESSION }),
			{
				object: '“Text” must be a text, but it is an object',
				list: '“Text” must be a text, but it is a list',
				'not a number': '“Text” must be a text, but it is “NaN”',
				nothing: '“Text” is empty',
				'an empty text': '“Text” is empty',
			},
		],
		[
			'an openid',
			'OpenID',
			officialAccount('follower', 'get', { openid: EXPRESSION }),
			{
				object: '“OpenID” must be a text, but it is an object',
				list: '“OpenID” must be a text, but it is a list',
				'not a number': '“OpenID” must be a text, but it is “NaN”',
				nothing: '“OpenID” is empty',
				'an empty text': '“OpenID” is empty',
			},
		],
		[
			'a list of openids',
			'OpenIDs',
			officialAccount('follower', 'block', { openid_list: EXPRESSION }),
			{
				object: '“OpenIDs” must be a list of texts, but it is an object',
				'not a number': '“OpenIDs” must be a list of texts, but it is “NaN”',
				nothing: '“OpenIDs” is empty',
				'an empty text': '“OpenIDs” is empty',
			},
		],
		[
			'a number that is chosen',
			'Merchant',
			message({ options: { businessid: EXPRESSION } }),
			{
				object: '“Merchant” must be a text, but it is an object',
				list: '“Merchant” must be a text, but it is a list',
				'not a number': '“Merchant” must be a text, but it is “NaN”',
			},
		],
		[
			'a switch',
			'Mark as AI-Generated',
			message({ options: { is_ai_msg: EXPRESSION } }),
			{
				object: '“Mark as AI-Generated” must be true or false, but it is an object',
				list: '“Mark as AI-Generated” must be true or false, but it is a list',
				'not a number': '“Mark as AI-Generated” must be true or false, but it is “NaN”',
				'an empty text': '“Mark as AI-Generated” must be true or false, but it is “”',
			},
		],
		[
			'a choice',
			'Typing',
			customerService('message', 'showTyping', { recipient: 'openid', touser: 'o1', command: EXPRESSION }),
			{
				object: '“Typing” cannot be “{"a":1}”',
				list: '“Typing” cannot be “["a","b"]”',
				'not a number': '“Typing” cannot be “NaN”',
			},
		],
		[
			'JSON',
			'JSON',
			officialAccount('apiCall', 'call', { method: 'POST', path: '/cgi-bin/tags/create', body: EXPRESSION }),
			{
				list: '“JSON” must be an object',
				'not a number': '“JSON” is not valid JSON',
			},
		],
		[
			'a tag',
			'Tag',
			officialAccount('tag', 'delete', { tagid: choose('id', EXPRESSION) }),
			{
				object: '“Tag” must be a text, but it is an object',
				list: '“Tag” must be a text, but it is a list',
				'not a number': '“Tag” must be a text, but it is “NaN”',
				nothing: '“Tag” is empty',
				'an empty text': '“Tag” is empty',
			},
		],
		[
			'a media ID',
			'Media',
			message({ msgtype: 'image', mediaSource: 'media', media_id: choose('id', EXPRESSION) }),
			{
				object: '“Media” must be a text, but it is an object',
				list: '“Media” must be a text, but it is a list',
				'not a number': '“Media” must be a text, but it is “NaN”',
				nothing: '“Media” is empty',
				'an empty text': '“Media” is empty',
			},
		],
		[
			'a web address',
			'Media URL',
			message({ msgtype: 'image', mediaSource: 'url', mediaUrl: EXPRESSION }),
			{
				object: '“Media URL” must be a text, but it is an object',
				list: '“Media URL” must be a text, but it is a list',
				'not a number': '“Media URL” must be a text, but it is “NaN”',
				nothing: '“Media URL” is empty',
				'an empty text': '“Media URL” is empty',
			},
		],
		[
			'a member of staff',
			'Staff Account',
			message({ options: { kf_account: choose('id', EXPRESSION) } }),
			{
				object: '“Staff Account” must be a text, but it is an object',
				list: '“Staff Account” must be a text, but it is a list',
				'not a number': '“Staff Account” must be a text, but it is “NaN”',
			},
		],
		[
			'an answer of a menu',
			'Text',
			message({ msgtype: 'msgmenu', list: { item: [{ id: '1', content: EXPRESSION }] } }),
			{
				object: '“Text” must be a text, but it is an object',
				list: '“Text” must be a text, but it is a list',
				'not a number': '“Text” must be a text, but it is “NaN”',
				nothing: '“Text” is empty',
				'an empty text': '“Text” is empty',
			},
		],
		[
			'Limit',
			'Limit',
			get({ limit: EXPRESSION }),
			{
				object: '“Limit” must be a number, but it is an object',
				list: '“Limit” must be a number, but it is a list',
				'not a number': '“Limit” must be a number, but it is “NaN”',
				nothing: '“Limit” is empty',
				'an empty text': '“Limit” is empty',
			},
		],
		[
			'Return All',
			'Return All',
			get({ returnAll: EXPRESSION }),
			{
				object: '“Return All” must be true or false, but it is an object',
				list: '“Return All” must be true or false, but it is a list',
				'not a number': '“Return All” must be true or false, but it is “NaN”',
			},
		],
	])('in %s (%s)', async (_, field, node, expected) => {
		for (const [kind, sentence] of Object.entries(expected)) {
			const { message: said, description } = await failure(node, {
				json: { wrong: WRONG[kind as keyof typeof WRONG] as never },
			});
			expect([kind, said]).toEqual([kind, sentence]);
			expect(said).toContain(`“${field}”`);
			expect(description).toMatch(/^[A-Z].{10,}/);
		}
		await nothingDone();
	});

	test.each([
		['a number in a text', message({ content: EXPRESSION }), 42],
		['a text in a number', message({ options: { businessid: EXPRESSION } }), '7'],
		['a word in a switch', message({ options: { is_ai_msg: EXPRESSION } }), 'true'],
		['a number as a tag', officialAccount('follower', 'getAll', { list: 'tag', tagid: choose('id', EXPRESSION) }), 2],
		['a text as Limit', get({ limit: EXPRESSION }), '1'],
	])('is put right where there is no doubt: %s', async (_, node, wrong) => {
		const touser = await wechat.customer();
		const parameters = node.parameters as IDataObject;
		if (parameters.touser) parameters.touser = touser;
		const run = await wechat.run(node, { items: [{ json: { wrong } }] });
		expect(run.error).toBeUndefined();
	});

	test('a Limit of less than one is refused rather than taken for everything or nothing', async () => {
		for (const wrong of [0, -5]) {
			expect(await failure(get({ limit: EXPRESSION }), { json: { wrong } })).toMatchObject({
				message: `“Limit” must be at least 1, but it is “${wrong}”`,
			});
		}
		expect(await wechat.calls()).toEqual([]);
	});
});

describe('an unknown choice', () => {
	test('of an option names the field and what there is', async () => {
		const node = customerService('message', 'showTyping', { recipient: 'openid', touser: 'o1', command: '={{ "typing" }}' });
		expect(await failure(node)).toEqual({
			message: '“Typing” cannot be “typing”',
			description: 'Choose one of: CancelTyping, Typing',
		});
	});

	test('of an operation says which, where the workflow was made by another version', async () => {
		expect(await failure(officialAccount('follower', 'greet'))).toEqual({
			message: 'There is no operation “greet” of “follower”',
			description: 'Choose the operation again in the node',
		});
		expect((await failure(officialAccount('lottery', 'draw'))).message).toBe('There is no resource “lottery”');
	});
});

test('“Custom API Call”, which n8n adds to every list, says what to choose instead', async () => {
	const sentence = {
		message: '“Custom API Call” does nothing here',
		description: 'Choose the resource API Call of this node',
	};
	const CUSTOM = '__CUSTOM_API_CALL__';
	for (const [resource, operation] of [[CUSTOM, 'getAll'], [CUSTOM, CUSTOM], ['follower', CUSTOM]]) {
		expect(await failure(officialAccount(resource, operation))).toEqual(sentence);
	}
	expect(await failure(customerService('message', CUSTOM))).toEqual(sentence);
	expect([await wechat.calls(), await wechat.tokenCalls()]).toEqual([[], []]);
});

describe('a text that is too long for WeChat', () => {
	test('a remark: 29 bytes, a Chinese character counts as 3', async () => {
		const openid = await wechat.client.follower();
		const remark = (text: string) => officialAccount('follower', 'updateRemark', { openid, remark: text });
		expect((await wechat.run(remark('九个汉字的备注名啊'))).error).toBeUndefined();
		expect(await failure(remark('十个汉字的备注名好吧'))).toEqual({
			message: '“Remark” is too long: 30 bytes',
			description: 'WeChat takes 29 bytes (a Chinese character counts as 3)',
		});
		expect(await wechat.calls()).toMatchObject([{ errcode: 0 }]);
	});

	test('the name of a tag: 30 bytes', async () => {
		const create = (name: string) => officialAccount('tag', 'create', { name });
		expect((await wechat.run(create('十个汉字的标签名好吧'))).error).toBeUndefined();
		expect(await failure(create('十个汉字的标签名好吧!'))).toEqual({
			message: '“Name” is too long: 31 bytes',
			description: 'WeChat takes 30 bytes (a Chinese character counts as 3)',
		});
		expect((await failure(officialAccount('tag', 'update', { tagid: choose('id', '100'), name: 'x'.repeat(31) }))).message).toBe(
			'“New Name” is too long: 31 bytes',
		);
		expect(await wechat.calls()).toMatchObject([{ errcode: 0 }]);
	});
});

test('an empty remark is no mistake: it clears the remark', async () => {
	const openid = await wechat.client.follower({ remark: 'Li' });
	const run = await wechat.run(officialAccount('follower', 'updateRemark', { openid, remark: '' }));
	expect(run.error).toBeUndefined();
	expect(await wechat.client.get('/cgi-bin/user/info', { openid })).toMatchObject({ remark: '' });
});

describe('an empty required field', () => {
	test('that is fixed stops the workflow before it starts, by n8n', async () => {
		await expect(wechat.run(officialAccount('tag', 'create', { name: '' }))).rejects.toThrow('Parameter "Name" is required');
	});

	test.each([
		['a list that an expression yields empty', officialAccount('follower', 'block', { openid_list: '={{ [] }}' }), '“OpenIDs” is empty'],
		['a list of nothing but separators', officialAccount('follower', 'block', { openid_list: '={{ " , \\n" }}' }), '“OpenIDs” is empty'],
		['answers of a menu', message({ msgtype: 'msgmenu' }), '“Answers” is empty'],
		[
			'the ID of an answer',
			message({ msgtype: 'msgmenu', list: { item: [{ id: '={{ "" }}', content: 'Yes' }] } }),
			'“ID” is empty',
		],
	])('%s', async (_, node, sentence) => {
		expect((await failure(node)).message).toBe(sentence);
		await nothingDone();
	});

	test('a list with objects in it', async () => {
		const node = officialAccount('follower', 'block', { openid_list: '={{ [{ openid: "o1" }] }}' });
		expect((await failure(node)).message).toBe('“OpenIDs” must be a list of texts, but it is a list');
	});

	test('JSON with a comma too many', async () => {
		const node = officialAccount('apiCall', 'call', { method: 'POST', path: '/cgi-bin/tags/create', body: '={{ "{a:1,}" }}' });
		expect(await failure(node)).toEqual({
			message: '“JSON” is not valid JSON',
			description: 'Check brackets, commas and quotation marks',
		});
	});
});

describe('a file', () => {
	const image = message({ msgtype: 'image', mediaSource: 'binary' });
	const upload = (type: string) => officialAccount('media', 'upload', { usedFor: 'message', type });
	const item = async (content: Buffer, name: string, mime: string, property = 'data') => ({
		binary: { [property]: await binary(content, name, mime) },
	});
	const MB = 1024 * 1024;

	test('that is not there: the fields with files are named', async () => {
		const { binary: photo } = await item(files.jpg, 'a.jpg', 'image/jpeg', 'photo');
		const { binary: scan } = await item(files.jpg, 'b.jpg', 'image/jpeg', 'scan');
		expect(await failure(image, { binary: { ...photo, ...scan } })).toEqual({
			message: '“Media”: the item has no file in its field “data”',
			description: 'It has files in: photo, scan',
		});
		expect(await failure(upload('image'))).toEqual({
			message: '“Input Data Field Name”: the item has no file in its field “data”',
			description: expect.stringContaining('Add a node before this one'),
		});
	});

	test.each([
		['image', 'a.pdf', 'application/pdf', 'a.pdf (application/pdf) cannot be an image', 'WeChat takes jpg, jpeg, png, gif, bmp'],
		['voice', 'a.ogg', 'audio/ogg', 'a.ogg (audio/ogg) cannot be a voice message', 'WeChat takes mp3, amr, wma, wav'],
		['video', 'a.mov', 'video/quicktime', 'a.mov (video/quicktime) cannot be a video', 'WeChat takes mp4'],
		['thumb', 'a.png', 'image/png', 'a.png (image/png) cannot be a thumbnail', 'WeChat takes jpg, jpeg'],
	])('of the wrong kind: %s from %s', async (type, name, mime, sentence, description) => {
		expect(await failure(upload(type), await item(files.png, name, mime))).toEqual({
			message: `“Input Data Field Name”: ${sentence}`,
			description,
		});
		await nothingDone();
	});

	test.each([
		['image', 'a.jpg', 'image/jpeg', 10 * MB, '10 MB'],
		['voice', 'a.mp3', 'audio/mpeg', 2 * MB, '2 MB'],
		['video', 'a.mp4', 'video/mp4', 10 * MB, '10 MB'],
		['thumb', 'a.jpg', 'image/jpeg', 64 * 1024, '64 KB'],
	])('too large: %s', async (type, name, mime, most, readable) => {
		const head = { 'a.jpg': files.jpg, 'a.mp3': files.mp3, 'a.mp4': files.mp4 }[name]!;
		const ofSize = async (bytes: number) => await item(Buffer.concat([head, Buffer.alloc(bytes - head.length)]), name, mime);
		expect((await wechat.run(upload(type), { items: [{ json: {}, ...(await ofSize(most)) }] })).error).toBeUndefined();
		expect(await failure(upload(type), await ofSize(most + most / 10))).toMatchObject({
			message: expect.stringMatching(new RegExp(`^“Input Data Field Name”: ${name} is too large: `)),
			description: expect.stringContaining(`WeChat takes ${readable}`),
		});
		expect(await wechat.calls()).toMatchObject([{ errcode: 0 }]);
	});

	test('that is empty', async () => {
		expect(await failure(image, await item(Buffer.alloc(0), 'a.jpg', 'image/jpeg'))).toEqual({
			message: '“Media”: the file is empty',
			description: 'Check the node that should deliver it',
		});
		await nothingDone();
	});
});
