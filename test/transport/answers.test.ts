import type { Answer as Read } from '../../nodes/transport/answer';
import { Unreachable, WechatRefusal } from '../../nodes/transport/errors';
import { clientOf, credential, storeOf } from './context';
import { raw, type Answer, type Server, startServer, Tokens } from './server';

const DOWNLOAD = { method: 'GET', path: '/cgi-bin/media/get', query: { media_id: 'm1' } } as const;
const WRITE = { method: 'POST', path: '/cgi-bin/message/mass/send', body: {} } as const;

let server: Server;
let answer: Answer;

beforeEach(async () => {
	server = await startServer();
	new Tokens(server, () => answer);
});
afterEach(async () => await server.close());

const json = async (request: Parameters<ReturnType<typeof clientOf>['json']>[0] = WRITE) =>
	await clientOf(storeOf(credential(server.url))).json(request);
const download = async (): Promise<Read> => await clientOf(storeOf(credential(server.url))).file(DOWNLOAD);

async function thrown<T extends Error>(type: abstract new (...given: never[]) => T, promise: Promise<unknown>): Promise<T> {
	const error: unknown = await promise.then(() => undefined, (reason: unknown) => reason);
	expect(error).toBeInstanceOf(type);
	return error as T;
}

/** Every byte there is, so none of them may be changed on the way. */
const BYTES = Buffer.from(Array.from({ length: 1024 }, (_, n) => (n * 7) % 256));
const REFUSAL = { errcode: 40007, errmsg: 'invalid media_id rid: 65f-1-2' };

describe('JSON.parse on an image', () => {
	it.each([
		['an image', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), BYTES]), 'image/jpeg'],
		['one that begins with {', Buffer.concat([Buffer.from('{'), BYTES]), 'image/jpeg'],
		['a file that is labelled as JSON', BYTES, 'application/json'],
		['a file that is labelled as text', BYTES, 'text/plain; charset=utf-8'],
		['a file without a label', BYTES, ''],
		['a file of one byte', Buffer.from([0]), 'audio/amr'],
		['a list in JSON, which WeChat never answers', Buffer.from('[{"errcode":40007}]'), 'application/json'],
	])('%s is a file, byte for byte', async (_, content, type) => {
		answer = raw(content, type ? { 'content-type': type } : {});
		const got = await download();
		expect(got).toEqual({
			file: { content, contentType: type.split(';')[0] || 'application/octet-stream', fileName: '' },
		});
	});

	it('a large file comes whole', async () => {
		const content = Buffer.concat(Array.from({ length: 5 * 1024 }, () => BYTES));
		answer = raw(content, { 'content-type': 'video/mp4' });
		const got = await download();
		expect('file' in got && got.file.content.equals(content)).toBe(true);
	});

	it.each([
		['attachment; filename="MEDIA.jpg"', 'MEDIA.jpg'],
		['attachment; filename=MEDIA.amr', 'MEDIA.amr'],
		[`attachment; filename="a.jpg"; filename*=utf-8''%E8%8C%B6.jpg`, '茶.jpg'],
		[`attachment; filename="a.jpg"; filename*=UTF-8''%E8%8`, 'a.jpg'],
		['inline', ''],
	])('is named by %s', async (disposition, fileName) => {
		answer = raw(BYTES, { 'content-disposition': disposition });
		expect(await download()).toMatchObject({ file: { fileName } });
	});
});

describe('JSON where a file was expected', () => {
	it.each([
		['application/json', ''],
		['application/json; encoding=utf-8', ''],
		['text/plain', ''],
		['image/jpeg', ''],
		['text/plain', '\n\t '],
		['text/plain', '\ufeff'],
	])('is a refusal with its errcode, labelled as %s, after %j', async (type, before) => {
		answer = raw(before + JSON.stringify(REFUSAL), { 'content-type': type });
		const { message, refusal } = await thrown(WechatRefusal, download());
		expect(message).toBe('WeChat refused: invalid media_id (40007)');
		expect(refusal).toMatchObject({ errcode: 40007, rid: '65f-1-2', hint: expect.stringMatching(/3 days/) });
	});

	it('that is no refusal is handed on: a video is named by its address', async () => {
		answer = raw('{"video_url":"https://example.com/v"}', { 'content-type': 'text/plain' });
		expect(await download()).toEqual({ json: { video_url: 'https://example.com/v' } });
	});

	it.each([
		['no content', raw('')],
		['no content, labelled as image', raw('', { 'content-type': 'image/jpeg' })],
		['a login page', raw('<!doctype html><title>Log in</title>', { 'content-type': 'text/html; charset=utf-8' })],
	])('and neither came (%s): nothing is saved as if it were the file', async (_, given) => {
		answer = given;
		const { message, description, outcome } = await thrown(Unreachable, download());
		expect(message).toBe('The answer did not come from WeChat');
		expect(description).toMatch(/Base URL/);
		expect(outcome).toBe('not done');
	});
});

describe('an answer in JSON', () => {
	it('keeps all digits of its ids', async () => {
		answer = raw('{"errcode":0,"msg_id":12345678901234567890,"media":[{"id":-9007199254740993}],"count":42,"price":1.5}');
		expect(await json()).toEqual({
			errcode: 0,
			msg_id: '12345678901234567890',
			media: [{ id: '-9007199254740993' }],
			count: 42,
			price: 1.5,
		});
	});

	it.each(['application/json', 'text/plain', 'text/html', ''])('is read whatever its label: %j', async (type) => {
		answer = raw('{"errcode":0,"errmsg":"ok","remark":"茶 🍵"}', type ? { 'content-type': type } : {});
		expect(await json()).toEqual({ errcode: 0, errmsg: 'ok', remark: '茶 🍵' });
	});

	it('without errcode is fine, and errcode as text is not overlooked', async () => {
		answer = { tags: [] };
		expect(await json()).toEqual({ tags: [] });
		answer = { errcode: '45157', errmsg: 'invalid tag name' };
		expect((await thrown(WechatRefusal, json())).refusal.errcode).toBe(45157);
	});

	it('that refuses keeps what else it says: the openids it is about', async () => {
		answer = { errcode: 40031, errmsg: 'invalid openid list', rid: 'r', invalid: ['o1', 'o2'] };
		const { refusal } = await thrown(WechatRefusal, json());
		expect(refusal).toMatchObject({ errcode: 40031, details: { rid: 'r', invalid: ['o1', 'o2'] } });
	});

	it.each([
		['test', /^A test account/],
		['subscription', /^A subscription account/],
		['', /^This account may not use this function/],
	])('that refuses tells what to do with an account of the type “%s”', async (accountType, words) => {
		answer = { errcode: 48001, errmsg: 'api unauthorized' };
		const client = clientOf(storeOf(credential(server.url, { accountType })));
		expect((await thrown(WechatRefusal, client.json(WRITE))).refusal.hint).toMatch(words);
	});

	it('that refuses without words says so', async () => {
		answer = { errcode: 99999 };
		const { message, refusal } = await thrown(WechatRefusal, json());
		expect(message).toBe('WeChat refused: no reason given (99999)');
		expect(refusal.hint).toMatch(/Look up 99999 at https:/);
	});

	it.each([
		['a login page of a proxy', raw('<html>Log in to the WLAN</html>', { 'content-type': 'text/html' })],
		['no content', raw('')],
		['a picture', raw(BYTES, { 'content-type': 'image/png' })],
		['JSON that is cut off', raw('{"errcode":0,"errmsg":', { 'content-type': 'application/json' })],
		['only a word', raw('null', { 'content-type': 'application/json' })],
	])('that is none (%s): a write may have been done all the same', async (_, given) => {
		answer = given;
		const { message, outcome } = await thrown(Unreachable, json());
		expect(message).toBe('The answer did not come from WeChat');
		expect(outcome).toBe('unknown');
		expect(server.at(WRITE.path)).toHaveLength(1);
	});
});
