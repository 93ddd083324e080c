import { MERCHANT, SERVICE } from './client';
import { newNonce } from './http/payCipher';
import { PayClient, type PayOptions, signerOf } from './payClient';
import { payScene } from './payScene';
import keys from './world/pay/madeUpKeys.json';

const scene = payScene();
const PATH = '/v3/pay/transactions/out-trade-no/LT123456';
const query = { mchid: MERCHANT.mchid };

/** A call that is all right but for what is given. */
async function call(spoilt: PayOptions) {
	const { status, data, headers } = await scene.pay.send('GET', PATH, { query, ...spoilt });
	return { status, code: data.code, message: data.message, detail: data.detail, headers };
}

const seconds = (offset: number) => String(Math.floor(Date.now() / 1000) + offset);

test('a call that is all right comes to the order, which is not there', async () => {
	const answer = await call({});
	expect(answer).toMatchObject({ status: 404, code: 'ORDER_NOT_EXIST', message: '订单不存在' });
	expect(answer.headers['request-id']).toMatch(/^08[0-9A-F]{36}-268512771$/);
	expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
});

test('a no is not signed', async () => {
	const { headers } = await call({});
	expect(Object.keys(headers).filter((name) => name.startsWith('wechatpay-'))).toEqual([]);
});

const MALFORMED = 'Http头Authorization值格式错误，请参考《微信支付商户REST API签名规则》';

describe('Authorization', () => {
	const spoil = (change: (header: string) => string) => async () => {
		const header = scene.pay.authorization('GET', `${PATH}?mchid=${MERCHANT.mchid}`, '');
		return await call({ headers: { Authorization: change(header) } });
	};
	test.each<[string, (header: string) => string, string]>([
		['is missing', () => '', MALFORMED],
		['has another scheme', (header) => header.replace('WECHATPAY2', 'WECHATPAY3'), 'Http头Authorization认证类型不正确'],
		['is a token', () => 'Bearer abc', 'Http头Authorization认证类型不正确'],
		['has a space too many', (header) => header.replace(' ', '  '), MALFORMED],
		['has spaces between its parts', (header) => header.replaceAll('",', '", '), MALFORMED],
		['has no quotes', (header) => header.replace(/mchid="(\d+)"/, 'mchid=$1'), MALFORMED],
		['has a part too few', (header) => header.replace(/nonce_str="\w+",/, ''), MALFORMED],
		['has a part twice', (header) => header.replace(/nonce_str=/, 'mchid='), MALFORMED],
		['has a part too many', (header) => `${header},more="1"`, MALFORMED],
	])('that %s', async (_, change, message) => {
		expect(await spoil(change)()).toMatchObject({ status: 401, code: 'SIGN_ERROR', message });
	});

	test('may have its parts in any order', async () => {
		const reversed = (header: string) => {
			const [scheme, pairs] = header.split(' ');
			return `${scheme} ${pairs.split(',').reverse().join(',')}`;
		};
		expect(await spoil(reversed)()).toMatchObject({ status: 404 });
	});

	test.each<[string, PayOptions['credentials'], object]>([
		[
			'of a merchant nobody knows',
			{ mchid: '1900000001' },
			{ status: 400, code: 'MCH_NOT_EXISTS', message: '商户号不存在' },
		],
		[
			'with the serial of another certificate',
			{ serial_no: 'A'.repeat(40) },
			{ status: 401, code: 'SIGN_ERROR', message: '商户证书序列号有误。请使用签名私钥匹配的证书序列号' },
		],
		[
			'with a nonce of 33 letters',
			{ nonce_str: newNonce(33) },
			{ status: 401, code: 'SIGN_ERROR', message: MALFORMED },
		],
		['with no nonce', { nonce_str: '' }, { status: 401, code: 'SIGN_ERROR', message: MALFORMED }],
		['with milliseconds', { timestamp: `${Date.now()}` }, { status: 401, code: 'SIGN_ERROR', message: MALFORMED }],
		['with a signature that is none', { signature: 'abc!' }, { status: 401, code: 'SIGN_ERROR' }],
	])('%s', async (_, credentials, expected) => {
		expect(await call({ credentials })).toMatchObject(expected);
	});

	test.each([-301, -3600, 302])('of %d seconds ago or ahead', async (offset) => {
		const answer = await call({ credentials: { timestamp: seconds(offset) } });
		const message = 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟';
		expect(answer).toMatchObject({ status: 401, code: 'SIGN_ERROR', message });
	});

	test.each([-295, 295])('within five minutes (%d s) is taken', async (offset) => {
		expect(await call({ credentials: { timestamp: seconds(offset) } })).toMatchObject({ status: 404 });
	});

	test('follows the clock of the simulated world', async () => {
		await scene.client.control('/clock', { advance: 3600 });
		expect(await call({})).toMatchObject({ status: 401 });
		expect(await call({ credentials: { timestamp: seconds(3600) } })).toMatchObject({ status: 404 });
	});

	test.each([0, 3600, -3600])('%d s away, every answer says in Date what time it is there', async (advance) => {
		await scene.client.control('/clock', { advance });
		for (const timestamp of [seconds(0), seconds(advance)]) {
			const { headers } = await scene.pay.send('GET', '/v3/certificates', { credentials: { timestamp } });
			expect(Math.abs(Date.parse(headers.date) - Date.now() - advance * 1000)).toBeLessThan(5000);
		}
	});
});

describe('the signature', () => {
	const wrong = {
		status: 401,
		code: 'SIGN_ERROR',
		message: '错误的签名，验签失败',
		detail: { field: 'signature', location: 'authorization', issue: 'sign not match' },
	};

	test('with another private key', async () => {
		const answer = await call({ privateKey: keys.platform[0].privateKey });
		expect(answer).toMatchObject(wrong);
		expect(answer.headers['request-id']).toMatch(/-268443699$/);
	});

	test('of another body; the answer says what was to be signed', async () => {
		const signed = scene.pay.authorization('POST', '/v3/pay/transactions/native', '{"a":1}', {
			nonce_str: 'N',
			timestamp: seconds(0),
		});
		const answer = await scene.pay.post(
			'/v3/pay/transactions/native',
			{ a: 2 },
			{ headers: { Authorization: signed } },
		);
		const message = `POST\n/v3/pay/transactions/native\n${/timestamp="(\d+)"/.exec(signed)?.[1]}\nN\n{"a":2}\n`;
		expect(answer.data.detail.sign_information).toEqual({
			method: 'POST',
			url: '/v3/pay/transactions/native',
			truncated_sign_message: message,
			sign_message_length: message.length,
		});
	});

	test('without the query', async () => {
		expect(await call({ headers: { Authorization: scene.pay.authorization('GET', PATH, '') } })).toMatchObject(wrong);
	});

	test('covers the path as it was sent, not as it is read', async () => {
		const encoded = '/v3/pay/transactions/out-trade-no/LT%31%32%33456';
		expect((await scene.pay.send('GET', encoded, { query })).data.code).toBe('ORDER_NOT_EXIST');
	});

	test('of an upload covers its meta only', async () => {
		const meta = JSON.stringify({ filename: 'a.jpg', sha256: 'ab' });
		const body = Buffer.from(
			`--x\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n${meta}\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nJPG\r\n--x--\r\n`,
		);
		const upload = async (signed: string) =>
			(
				await scene.pay.post('/v3/merchant/media/upload', body, {
					headers: {
						Authorization: scene.pay.authorization('POST', '/v3/merchant/media/upload', signed),
						'Content-Type': 'multipart/form-data; boundary=x',
					},
				})
			).status;
		expect([await upload(meta), await upload(body.toString())]).toEqual([400, 401]);
	});
});

describe('headers', () => {
	test.each(['Accept', 'User-Agent'])('without %s', async (name) => {
		const answer = await call({ headers: { [name]: undefined } });
		expect(answer).toMatchObject({
			status: 400,
			code: 'PARAM_ERROR',
			message: 'Http头缺少Accept或User-Agent',
			detail: { field: name, location: 'header' },
		});
	});

	test('a body that is not called JSON', async () => {
		const answer = await scene.pay.post('/v3/pay/transactions/native', scene.order(), {
			headers: { 'Content-Type': 'text/plain' },
		});
		expect([answer.status, answer.data.detail.field]).toEqual([400, 'Content-Type']);
	});

	test('Wechatpay-Serial must be a key that the merchant has', async () => {
		const message = '平台证书序列号Wechatpay-Serial错误';
		const certificate = MERCHANT.certificates[0].serial;
		const status = async (serial: string) => await call({ headers: { 'Wechatpay-Serial': serial } });
		expect(await status(certificate)).toMatchObject({ status: 400, code: 'PARAM_ERROR', message });
		expect(await status(MERCHANT.publicKeyId)).toMatchObject({ status: 404 });
		await scene.client.control('/merchants', { mchid: MERCHANT.mchid, mode: 'platformCertificate' });
		expect(await status(certificate)).toMatchObject({ status: 404 });
		expect(await status(MERCHANT.certificates[1].serial)).toMatchObject({ status: 400, message });
		expect(await status(MERCHANT.publicKeyId)).toMatchObject({ status: 400, message });
	});
});

describe('the path', () => {
	test.each([
		['GET', '/v3/nothing'],
		['POST', '/v3/certificates'],
		['GET', '/v3/pay/transactions/jsapi'],
		['GET', '/v3/pay/transactions/out-trade-no'],
	])('%s %s is not documented', async (method, path) => {
		const answer = await scene.pay.send(method, path);
		expect([answer.status, answer.data.code]).toEqual([404, 'RESOURCE_NOT_EXISTS']);
	});

	test('documented, but not done yet', async () => {
		const answer = await scene.pay.get('/v3/merchantfund/merchant/income-records', { account_type: 'BASIC', date: '2026-11-22', limit: '10' });
		expect([answer.status, answer.data.error]).toEqual([
			501,
			expect.stringContaining('/v3/merchantfund/merchant/income-records'),
		]);
	});
});

describe('the body', () => {
	const send = async (text: string | Buffer) =>
		(await scene.pay.post('/v3/pay/transactions/native', Buffer.from(text))).data;

	test.each(['{"a":', '[]', '"text"', 'null'])('%s is no JSON object', async (text) => {
		expect(await send(text)).toMatchObject({ code: 'PARAM_ERROR', message: 'HTTP请求的body不是合法的JSON' });
	});

	test('that is not UTF-8', async () => {
		expect(await send(Buffer.from('{"description":"\xff"}', 'latin1'))).toMatchObject({ code: 'PARAM_ERROR' });
	});
});

test('a good answer is signed with the key that the merchant has', async () => {
	const answer = await scene.pay.post('/v3/pay/transactions/jsapi', scene.order());
	expect([answer.status, signerOf(answer)]).toEqual([200, MERCHANT.publicKeyId]);
	expect(answer.headers['wechatpay-signature-type']).toBe('WECHATPAY2-SHA256-RSA2048');
	expect(answer.headers['request-id']).toMatch(/-0$/);
	expect(signerOf({ ...answer, raw: Buffer.from(answer.raw.toString().replace('wx', 'wy')) })).toBeUndefined();
	expect(new PayClient(scene.url).serial).toBe(MERCHANT.publicKeyId);
});

test('the log has the call, whose it was and what came of it, but no key', async () => {
	await scene.pay.post('/v3/pay/transactions/jsapi', scene.order({ amount: { total: 0 } }));
	await scene.pay.post('/v3/pay/transactions/jsapi', scene.order());
	await call({});
	const calls = await scene.client.control('/calls');
	expect(calls).toMatchObject([
		{
			method: 'POST',
			path: '/v3/pay/transactions/jsapi',
			mchid: MERCHANT.mchid,
			appid: SERVICE.appid,
			status: 400,
			code: 'PARAM_ERROR',
		},
		{ status: 200, body: { description: 'Spring tea 春茶' }, answer: expect.stringContaining('prepay_id') },
		{ method: 'GET', path: PATH, query, status: 404, code: 'ORDER_NOT_EXIST' },
	]);
	expect(JSON.stringify(calls)).not.toMatch(/PRIVATE KEY|LotusTeaSimulatorApiV3Key/);
	expect(calls[1]).not.toHaveProperty('errcode');
});
