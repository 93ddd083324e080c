import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { startServer, type Seen, type Server } from '../../transport/server';
import { binary, bytesOf } from '../engine';
import { packageNodes } from '../engine/nodeTypes';
import { files, items, MERCHANT, SERVICE, useWechat, wechatPay } from '../wechat';
import { earlier, isSigned, NOWHERE, orders, PATHS, sale, sent } from './shop';

/** What only programmers need: any endpoint of WeChat Pay, signed, and its answer verified. */
const wechat = useWechat();

const { mchid } = MERCHANT;
const call = (parameters: IDataObject, settings = {}) => wechatPay('apiCall', 'call', parameters, settings);
const post = (path: string, body: string, more: IDataObject = {}) => call({ method: 'POST', path, send: 'json', body, ...more });

const NATIVE = {
	...{ appid: SERVICE.appid, mchid, description: '茶', out_trade_no: 'LT-2026-1', notify_url: NOWHERE },
	amount: { total: 1, currency: 'CNY' },
};

test('GET: query parameters from the path and from the list, and WeChat’s own answer', async () => {
	const { out_trade_no, openid } = await sale(wechat);
	const run = await wechat.run(call({ method: 'GET', path: `/v3/pay/transactions/out-trade-no/${out_trade_no}?mchid=${mchid}` }));
	expect(run.json('WeChat')).toMatchObject([{ trade_state: 'SUCCESS', payer: { openid } }]);
	const query = { parameter: [{ name: 'bill_date', value: '2026-09-30' }, { name: 'bill_type', value: 'ALL' }] };
	await wechat.run(call({ method: 'GET', path: `${PATHS.bill}?tar_type=GZIP`, query }));
	expect((await sent(wechat))[1].query).toEqual({ tar_type: 'GZIP', bill_date: '2026-09-30', bill_type: 'ALL' });
});

test.each([
	['an object from an expression', '={{ $json }}'],
	['a text', JSON.stringify(NATIVE, null, '\t')],
])('POST: the body is %s', async (_, body) => {
	const run = await wechat.run(post(PATHS.native, body), { items: items(NATIVE) });
	expect(run.json('WeChat')).toEqual([{ code_url: expect.stringMatching(/^weixin:/) }]);
	expect(await sent(wechat)).toMatchObject([{ method: 'POST', body: NATIVE }]);
});

test('what is sent can be entered for the methods that send something', () => {
	const { properties } = packageNodes.find(({ description }) => description.name === 'wechatPay')!.description;
	const ofBody = properties.filter(({ name }) => ['send', 'body', 'formFields'].includes(name));
	expect(ofBody.map(({ displayOptions }) => displayOptions!.show!.method)).toEqual(Array(3).fill(['PATCH', 'POST', 'PUT']));
});

test('an answer without a body is an item without fields', async () => {
	await wechat.run(post(PATHS.native, JSON.stringify(NATIVE)));
	const run = await wechat.run(post('/v3/pay/transactions/out-trade-no/LT-2026-1/close', JSON.stringify({ mchid })));
	expect(run.json('WeChat')).toEqual([{}]);
	expect(await orders(wechat)).toMatchObject([{ trade_state: 'CLOSED' }]);
});

test('a number of 19 digits in the answer keeps every one', async () => {
	await wechat.fault({ path: '/v3/certificates', status: 200, body: '{"id":1234567890123456789,"n":1}' });
	expect((await wechat.run(call({ method: 'GET', path: '/v3/certificates' }))).json('WeChat')).toEqual([{ id: '1234567890123456789', n: 1 }]);
});

test('a file where the endpoint answers with one', async () => {
	const { paid_at } = await earlier(wechat, 2, async () => await sale(wechat));
	const path = `${PATHS.bill}?bill_date=${paid_at.slice(0, 10)}`;
	const [{ download_url }] = (await wechat.run(call({ method: 'GET', path }))).json('WeChat')!;
	const { pathname, search } = new URL(String(download_url));
	const [item] = (await wechat.run(call({ method: 'GET', path: pathname + search, outputPropertyName: 'bill' }))).items('WeChat')!;
	expect(item.json).toMatchObject({ mime_type: 'text/plain', bytes: expect.any(Number) });
	expect((await bytesOf(item, 'bill')).toString()).toContain('交易时间');
});

test('what WeChat refuses is an error, as everywhere', async () => {
	const run = await wechat.run(call({ method: 'GET', path: '/v3/no/such/thing' }));
	expect(run.error).toMatchObject({ name: 'NodeApiError', httpCode: 'RESOURCE_NOT_EXISTS', message: expect.stringContaining('/v3/no/such/thing') });
});

test('an answer that WeChat did not sign is not taken', async () => {
	for (const badSignature of [true, 'missing']) {
		await wechat.fault({ path: PATHS.native, badSignature });
		const run = await wechat.run(post(PATHS.native, JSON.stringify(NATIVE)));
		expect(run.items('WeChat')).toBeUndefined();
		expect(run.error).toMatchObject({
			message: expect.stringContaining('cannot be trusted'),
			description: expect.stringContaining('It is not known whether WeChat carried it out'),
		});
	}
});

test('a write is not repeated when its answer was lost, a GET is', async () => {
	await wechat.fault({ path: PATHS.native, drop: true });
	expect((await wechat.run(post(PATHS.native, JSON.stringify(NATIVE)))).error).toMatchObject({
		description: expect.stringContaining('It is not known whether WeChat carried it out'),
	});
	expect(await wechat.calls(PATHS.native)).toHaveLength(1);
	await wechat.fault({ path: PATHS.bill, drop: true });
	const run = await wechat.run(call({ method: 'GET', path: `${PATHS.bill}?bill_date=2026-09-30` }));
	expect(run.error).toMatchObject({ httpCode: 'NO_STATEMENT_EXIST' });
	expect(await wechat.calls(PATHS.bill)).toHaveLength(2);
});

describe('byte for byte', () => {
	let server: Server;
	beforeEach(async () => {
		server = await startServer();
		wechat.payCredential({ baseUrl: server.url });
	});
	afterEach(async () => await server.close());

	/** Whether this is what the merchant signed: of an upload, its `meta`. */
	function isSignedAs({ method, url, headers }: Seen, signed: string): boolean {
		const given = Object.fromEntries([...headers.authorization!.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
		expect(given).toMatchObject({ mchid, serial_no: MERCHANT.serialNo });
		return isSigned([method, url, given.timestamp, given.nonce_str, signed], given.signature);
	}

	test.each(['POST', 'PUT', 'PATCH'])('%s: what was typed goes out as it was typed, and is what is signed', async (method) => {
		const body = '{ "id": 1234567890123456789, "n": 1.50, "name": "茶 & co" }';
		await wechat.run(call({ method, path: '/v3/a/b%20c?d=%E8%8C%B6', send: 'json', body }));
		const [seen] = server.seen;
		expect([seen.method, seen.body.toString(), seen.headers['content-type']]).toEqual([method, body, expect.stringContaining('application/json')]);
		expect(isSignedAs(seen, body)).toBe(true);
		expect(server.seen).toHaveLength(1);
	});

	test.each(['GET', 'DELETE'])('%s: no body, and an empty one is signed', async (method) => {
		await wechat.run(call({ method, path: '/v3/a', query: { parameter: [{ name: 'd', value: '茶 +&=' }] }, body: '{"left":"over"}' }));
		const [seen] = server.seen;
		expect([seen.method, seen.query, seen.body.length]).toEqual([method, { d: '茶 +&=' }, 0]);
		expect(isSignedAs(seen, '')).toBe(true);
	});

	test('an upload: what the file is comes first and is what is signed, then the form fields and the file', async () => {
		const node = call({
			...{ method: 'POST', path: '/v3/merchant/media/upload', send: 'file', binaryPropertyName: 'photo' },
			formFields: { field: [{ name: 'note', value: '茶' }] },
		});
		await wechat.run(node, { items: [{ json: {}, binary: { photo: await binary(files.jpg, '茶.jpg', 'image/jpeg') } }] });
		const [seen] = server.seen;
		const meta = JSON.stringify({ filename: '茶.jpg', sha256: createHash('sha256').update(files.jpg).digest('hex') });
		expect(isSignedAs(seen, meta)).toBe(true);
		const form = await new Response(new Uint8Array(seen.body), { headers: { 'content-type': seen.headers['content-type']! } }).formData();
		expect([...seen.body.toString('latin1').matchAll(/form-data; name="(\w+)"/g)].map(([, name]) => name)).toEqual(['meta', 'note', 'file']);
		expect([form.get('meta'), form.get('note')]).toEqual([meta, '茶']);
		const photo = form.get('file') as File;
		expect([photo.name, photo.type, Buffer.from(await photo.arrayBuffer())]).toEqual(['茶.jpg', 'image/jpeg', files.jpg]);
	});

	test.each(['https://evil.example/v3/a', '//evil.example/v3/a', '@evil.example/v3/a', '.evil.example/v3/a', 'v3/a', '/v3/a b', '/\\evil.example/a', '/v3/a#b'])(
		'the signature goes to the host in the credential only: %s is refused',
		async (path) => {
			const run = await wechat.run(call({ method: 'GET', path: `={{ ${JSON.stringify(path)} }}` }));
			expect(run.error).toMatchObject({
				message: '“Path” must be a path such as /v3/certificates',
				description: 'Leave out https://api.mch.weixin.qq.com: the host comes from the credential',
			});
			expect(server.seen).toEqual([]);
		},
	);
});
