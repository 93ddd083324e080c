import type { IDataObject } from 'n8n-workflow';
import { binary, type NodeInput } from './engine';
import { packageNodes } from './engine/nodeTypes';
import { files, officialAccount, useWechat } from './wechat';

/** Article: Create, and what follows at once: a preview, or publication. */
const wechat = useWechat();

const ADD = '/cgi-bin/draft/add';
const PREVIEW = '/cgi-bin/message/mass/preview';
const SUBMIT = '/cgi-bin/freepublish/submit';
const STATUS = '/cgi-bin/freepublish/get';

const RETRIES: Partial<NodeInput> = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

const KEYS = [
	...['media_id', 'article_type', 'title', 'articles', 'dropped_images', 'uploaded_images', 'status', 'status_text'],
	...['publish_id', 'article_id', 'url', 'urls', 'failed_articles', 'msg_data_id'],
];

const news = { article_type: 'news', contentFormat: 'markdown', title: 'Tea', content: 'Picked', coverSource: 'binary' };

async function run(parameters: IDataObject, settings: Partial<NodeInput> = {}, json: IDataObject = {}) {
	const item = { json, binary: { data: await binary(files.jpg, 'tea.jpg', 'image/jpeg') } };
	return await wechat.run(officialAccount('article', 'create', { ...news, ...parameters }, settings), { items: [item] });
}

async function done(parameters: IDataObject, settings: Partial<NodeInput> = {}, input: IDataObject = {}) {
	const result = await run(parameters, settings, input);
	expect(result.error).toBeUndefined();
	const [json] = result.json('WeChat')!;
	expect(Object.keys(json).sort()).toEqual([...KEYS].sort());
	return json;
}

const drafts = async () => (await wechat.client.get('/cgi-bin/draft/count')).total_count;

test('nothing: it is a draft', async () => {
	expect(await done({})).toMatchObject({ status: 'draft', status_text: 'In the draft box (草稿箱)', publish_id: null, url: null });
});

describe('a preview', () => {
	test('on the phone of a person', async () => {
		const openid = await wechat.client.follower();
		expect(await done({ afterwards: 'preview', previewTo: 'openid', touser: openid }, {}, { openid, unionid: 'u1' })).toMatchObject({ status: 'previewed', publish_id: null });
		expect(await wechat.phone(openid)).toEqual(['[mpnews]']);
		expect(await drafts()).toBe(1);
		// Whom to show it to is no part of the draft.
		expect(Object.keys((await wechat.calls(ADD))[0].body as object)).toEqual(['articles']);
		expect(JSON.stringify((await wechat.calls(ADD))[0].body)).not.toContain(openid);
	});

	test('to the tester of the credential', async () => {
		const openid = await wechat.client.follower();
		wechat.credential({ testerOpenid: openid });
		await done({ afterwards: 'preview', previewTo: 'tester' });
		expect(await wechat.phone(openid)).toEqual(['[mpnews]']);
	});

	test('without a tester: no draft is made', async () => {
		const result = await run({ afterwards: 'preview', previewTo: 'tester' });
		expect(result.error?.message).toBe('The credential names no tester');
		expect(await wechat.calls(ADD)).toEqual([]);
	});

	test('is refused: the draft is there, and the error names it', async () => {
		const stranger = await wechat.client.follower({ subscribed: false });
		const result = await run({ afterwards: 'preview', previewTo: 'openid', touser: stranger }, { onError: 'continueRegularOutput' });
		const [json] = result.json('WeChat')!;
		expect(json).toMatchObject({ errcode: expect.any(Number), media_id: expect.stringMatching(/./), hint: expect.stringContaining(`The draft is made all the same: its media ID is ${String(json.media_id)}.`) });
		expect(await wechat.client.post('/cgi-bin/draft/get', { media_id: json.media_id })).toHaveProperty('news_item');
	});

	test.each([
		['WeChat is busy', { errcode: 45009 }],
		['no answer comes', { drop: true }],
	])('fails, %s: another run would make another draft, and is not said to do no harm', async (_, fault) => {
		const openid = await wechat.client.follower();
		await wechat.fault({ path: PREVIEW, times: 3, ...fault });
		const result = await run({ afterwards: 'preview', previewTo: 'openid', touser: openid }, { onError: 'continueRegularOutput' });
		const [json] = result.json('WeChat')!;
		expect(json).toMatchObject({ safe_to_repeat: false, media_id: expect.stringMatching(/./), hint: expect.stringMatching(/Create would make another one\.?$/) });
		expect(json.hint).not.toContain('run it again');
	});

	test('is refused once: Retry On Fail makes no second draft', async () => {
		const openid = await wechat.client.follower();
		await wechat.fault({ path: PREVIEW, errcode: 45009 });
		expect(await done({ afterwards: 'preview', previewTo: 'openid', touser: openid }, RETRIES)).toMatchObject({ status: 'previewed' });
		expect(await wechat.calls(ADD)).toHaveLength(1);
		expect(await drafts()).toBe(1);
	});
});

describe('publication', () => {
	test('is waited for, and gives the link', async () => {
		const json = await done({ afterwards: 'publish' });
		expect(json).toMatchObject({ status: 'published', status_text: 'Published', publish_id: expect.stringMatching(/^\d+$/), article_id: expect.stringMatching(/./), url: expect.stringContaining('/s/') });
		expect(await drafts()).toBe(0);
	});

	test('is not waited for', async () => {
		expect(await done({ afterwards: 'publish', wait: false })).toMatchObject({ status: 'publishing', url: null, publish_id: expect.stringMatching(/^\d+$/) });
		expect(await wechat.calls(STATUS)).toEqual([]);
	});

	test('is waited for only so long', async () => {
		await wechat.fault({ path: STATUS, body: '{"publish_id":"1","publish_status":1,"fail_idx":[]}', times: 9 });
		expect(await done({ afterwards: 'publish', seconds: 1 })).toMatchObject({ status: 'publishing' });
		expect(await wechat.calls(STATUS)).toHaveLength(1);
	});

	test('is not granted by WeChat’s check', async () => {
		await wechat.client.control('/publishing', { status: 4, fail_idx: [1] });
		expect(await done({ afterwards: 'publish' })).toMatchObject({ status: 'rejected', failed_articles: '1', url: null });
	});

	test('of several articles gives all links', async () => {
		const article = [{ title: 'Pots', content: 'b', coverSource: 'binary' }];
		const { url, urls, articles } = await done({ afterwards: 'publish', articles: { article } });
		expect([articles, String(urls).split(', ').length, String(urls).split(', ')[0]]).toEqual([2, 2, url]);
	});

	test('of a picture post', async () => {
		expect(await done({ article_type: 'newspic', picturesSource: 'binary', picturesBinaryPropertyNames: 'data', afterwards: 'publish' })).toMatchObject({ article_type: 'newspic', status: 'published', uploaded_images: 0 });
	});

	test.each([
		['an account that may not', async () => await wechat.client.control('/accounts', { verified: false })],
		['a draft that only the console may publish', async () => await wechat.fault({ path: SUBMIT, errcode: 53504 })],
	])('%s: the draft is ready for the console', async (_, given) => {
		await given();
		const json = await done({ afterwards: 'publish' });
		expect(json).toMatchObject({ status: 'draft', status_text: expect.stringMatching(/^Draft ready: publish it in the WeChat console/), publish_id: null });
		expect(await drafts()).toBe(1);
	});

	test('is refused for another reason: the error names the draft, which is not made again', async () => {
		await wechat.fault({ path: SUBMIT, errcode: 45009, times: 2 });
		const result = await run({ afterwards: 'publish' }, RETRIES);
		expect(result.error?.description).toContain('The draft is made all the same: its media ID is ');
		expect(await wechat.calls(ADD)).toHaveLength(1);
		expect(await wechat.calls(SUBMIT)).toHaveLength(2);
	});

	test('the answer to the order is lost: neither is done again', async () => {
		await wechat.fault({ path: SUBMIT, drop: true });
		const result = await run({ afterwards: 'publish' }, RETRIES);
		expect(result.error?.description).toMatch(/look in WeChat before running it again.*The draft is made all the same/);
		expect([(await wechat.calls(ADD)).length, (await wechat.calls(SUBMIT)).length]).toEqual([1, 1]);
	});
});

describe('an agent', () => {
	test('is asked about where it is about publishing', () => {
		const { description } = packageNodes.find(({ description: { name } }) => name === 'wechatOfficialAccount')!;
		const shown = description.properties.filter(({ name, displayOptions }) => name === 'intended' && displayOptions?.show?.resource?.includes('article') && displayOptions.show.operation?.includes('create'));
		expect(shown.map(({ displayOptions }) => displayOptions?.show?.afterwards)).toEqual([['publish']]);
	});

	const byAgent = async (more: IDataObject) =>
		await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				{ name: 'Agent', type: 'agent', parameters: { calls: JSON.stringify([{ tool: 'Do', input: {} }]) } },
				{ name: 'Do', type: 'wechatOfficialAccountTool', parameters: { resource: 'article', operation: 'create', ...news, ...more } as never },
			],
			connections: [
				['Start', 'Agent'],
				['Do', 'Agent', { type: 'ai_tool' }],
			],
		});

	const fromLibrary = { ...news, coverSource: 'media' };
	const cover = async () => (await wechat.client.upload('/cgi-bin/material/add_material', { type: 'image' }, { name: 'tea.jpg', content: files.jpg })).media_id;

	test.each<[string, IDataObject, number, number]>([
		['may make a draft', {}, 1, 0],
		['may not publish', { afterwards: 'publish' }, 0, 0],
		['may publish when the user allowed it', { afterwards: 'publish', intended: true, wait: false }, 1, 1],
	])('%s', async (_name, more, made, published) => {
		await byAgent({ ...fromLibrary, thumb_media_id: { __rl: true, mode: 'id', value: await cover() }, ...more });
		expect([(await wechat.calls(ADD)).length, (await wechat.calls(SUBMIT)).length]).toEqual([made, published]);
	});
});
