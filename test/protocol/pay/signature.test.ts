import { createPublicKey, verify } from 'node:crypto';
import {
	appParameters,
	authorization,
	checkSignature,
	NotAuthentic,
	payParameters,
	signatureIn,
} from '../../../nodes/protocol/pay/signature';
import { payVectors } from '../vectors';
import { foreign, merchantKey, pem, sampleKey, signedHeaders, thrown, wechatPayKey } from './material';

const NOW = 1722850421;
const BODY = '{"code_url":"weixin://wxpay/bizpayurl?pr=JyC91EIz1"}';

describe('known answers', () => {
	test('a request of the documentation is signed as it says', () => {
		const { mchid, serial_no, method, uri, timestamp, nonce, body, signature } = payVectors.requestSign;
		const header = authorization(
			{ mchid, serialNo: serial_no, privateKey: sampleKey },
			{ method, target: uri, timestamp: Number(timestamp), nonce, body },
		);
		expect(header).toBe(
			`WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${serial_no}",signature="${signature}"`,
		);
	});

	test('the pay button of the documentation is signed as it says', () => {
		const { appId, timeStamp, nonceStr, line4, paySign } = payVectors.paySignJsapi;
		const order = { appid: appId, prepayId: line4.replace('prepay_id=', ''), timestamp: Number(timeStamp), nonce: nonceStr };
		expect(payParameters(order, sampleKey)).toEqual({ appId, timeStamp, nonceStr, package: line4, signType: 'RSA', paySign });
	});

	test('the pay button of an app in the documentation is signed as it says', () => {
		const { appId, timeStamp, nonceStr, line4, sign } = payVectors.paySignApp;
		const order = { appid: appId, mchid: '1900007291', prepayId: line4, timestamp: Number(timeStamp), nonce: nonceStr };
		expect(appParameters(order, sampleKey)).toMatchObject({ appid: appId, prepayid: line4, noncestr: nonceStr, timestamp: timeStamp, sign });
	});

	test('an answer of the documentation is genuine, to the second', () => {
		const { wechatpayPublicKeySpkiBase64, serial, signatureType, timestamp, nonce, body, signature } = payVectors.responseVerify;
		const key = createPublicKey(pem('PUBLIC KEY', wechatpayPublicKeySpkiBase64));
		const headers = {
			'wechatpay-timestamp': timestamp,
			'wechatpay-nonce': nonce,
			'wechatpay-signature': signature,
			'wechatpay-serial': serial,
			'wechatpay-signature-type': signatureType,
		};
		const read = signatureIn(headers, Number(timestamp));
		expect(read).toEqual({ timestamp, nonce, signature, serial });
		expect(() => checkSignature(read, Buffer.from(body), key)).not.toThrow();
		expect(() => checkSignature(read, Buffer.from(`${body} `), key)).toThrow(NotAuthentic);
	});
});

describe('the request', () => {
	const signer = { mchid: '1900071234', serialNo: 'ABC', privateKey: merchantKey };
	const signatureOf = (header: string) => Buffer.from(/signature="([^"]+)"/.exec(header)?.[1] ?? '', 'base64');

	test('has a header of one line: the scheme, a space, five pairs', () => {
		const header = authorization(signer, { method: 'GET', target: '/v3/x?a=1', timestamp: NOW, nonce: 'n', body: '' });
		expect(header).toMatch(
			/^WECHATPAY2-SHA256-RSA2048 mchid="1900071234",nonce_str="n",timestamp="1722850421",serial_no="ABC",signature="[A-Za-z0-9+/]{342}=="$/,
		);
	});

	test('without a body ends in an empty line, which is signed too', () => {
		const header = authorization(signer, { method: 'GET', target: '/v3/x?a=1', timestamp: NOW, nonce: 'n', body: '' });
		const isSigned = (message: string) => verify('RSA-SHA256', Buffer.from(message), merchantKey as never, signatureOf(header));
		expect(isSigned(`GET\n/v3/x?a=1\n${NOW}\nn\n\n`)).toBe(true);
		expect(isSigned(`GET\n/v3/x?a=1\n${NOW}\nn\n`)).toBe(false);
	});

	test.each([{ method: 'PUT' }, { target: '/v3/y' }, { timestamp: NOW + 1 }, { nonce: 'm' }, { body: '{} ' }])(
		'is signed with its %p',
		(changed) => {
			const request = { method: 'POST', target: '/v3/x', timestamp: NOW, nonce: 'n', body: '{}' };
			const [one, other] = [request, { ...request, ...changed }].map((each) => signatureOf(authorization(signer, each)).toString('hex'));
			expect(one).not.toBe(other);
		},
	);

	test('is signed over UTF-8', () => {
		const header = authorization(signer, { method: 'POST', target: '/', timestamp: 1, nonce: 'n', body: '{"茶":"🍵"}' });
		expect(verify('RSA-SHA256', Buffer.from('POST\n/\n1\nn\n{"茶":"🍵"}\n', 'utf8'), merchantKey as never, signatureOf(header))).toBe(true);
	});
});

describe('the pay button', () => {
	test('has everything as text, and no line of it can be exchanged', () => {
		const order = { appid: 'wx1', prepayId: 'wx2', timestamp: 5, nonce: 'n' };
		const { timeStamp, paySign, ...rest } = payParameters(order, merchantKey);
		expect({ timeStamp, ...rest }).toEqual({ appId: 'wx1', timeStamp: '5', nonceStr: 'n', package: 'prepay_id=wx2', signType: 'RSA' });
		const message = Buffer.from('wx1\n5\nn\nprepay_id=wx2\n');
		expect(verify('RSA-SHA256', message, merchantKey as never, Buffer.from(paySign, 'base64'))).toBe(true);
	});
});

describe('the time of an answer', () => {
	const at = (seconds: number, now = NOW) => signatureIn(signedHeaders(BODY, seconds), now);

	test.each([0, 1, 299, -1, -299])('may differ by %p seconds', (difference) => {
		expect(at(NOW + difference).timestamp).toBe(String(NOW + difference));
	});

	test.each([300, 301, 86_400, -300, -301, -86_400])('may not differ by %p seconds', (difference) => {
		const { message } = thrown(NotAuthentic, () => at(NOW + difference));
		expect(message).toMatch(/five minutes off/);
		expect(message).toMatch(/clock/);
	});

	test('is compared with fractions of a second', () => {
		expect(() => at(NOW, NOW + 299.999)).not.toThrow();
		expect(() => at(NOW, NOW + 300)).toThrow(NotAuthentic);
	});

	test.each(['1e9', '1722850421.0', ' 1722850421', '0x66b0a0f5', '+1722850421', '1722850421\n', 'NaN', '-1722850421', '1'.repeat(13)])(
		'%j is none',
		(timestamp) => {
			const headers = { ...signedHeaders(BODY, NOW), 'wechatpay-timestamp': timestamp };
			expect(() => signatureIn(headers, Number(timestamp) || NOW)).toThrow(NotAuthentic);
		},
	);
});

describe('the headers of an answer', () => {
	test.each(['timestamp', 'nonce', 'signature', 'serial'])('Wechatpay-%s cannot be missing, empty, or come twice', (name) => {
		for (const value of [undefined, '', ['a', 'b'], 5]) {
			const headers = { ...signedHeaders(BODY, NOW), [`wechatpay-${name}`]: value };
			expect(thrown(NotAuthentic, () => signatureIn(headers, NOW)).message).toBe(`The header Wechatpay-${name} is missing.`);
		}
	});

	test('the signature type may be missing, and is then RSA', () => {
		const { 'wechatpay-signature-type': _, ...headers } = signedHeaders(BODY, NOW);
		expect(signatureIn(headers, NOW).nonce).toBe(headers['wechatpay-nonce']);
	});

	test.each(['WECHATPAY2-SM2-WITH-SM3', '', 'wechatpay2-sha256-rsa2048', 'none'])('the signature type %j is refused', (type) => {
		const headers = { ...signedHeaders(BODY, NOW), 'wechatpay-signature-type': type };
		expect(thrown(NotAuthentic, () => signatureIn(headers, NOW)).message).toMatch(/not supported/);
	});
});

describe('the signature of an answer', () => {
	const signature = signatureIn(signedHeaders(BODY, NOW), NOW);
	const check = (changed: object = {}, body = BODY, key = wechatPayKey) => checkSignature({ ...signature, ...changed }, Buffer.from(body), key);

	test('is right', () => {
		expect(() => check()).not.toThrow();
	});

	test.each<[string, () => void]>([
		['another key', () => check({}, BODY, foreign.publicKey)],
		['another letter', () => check({}, BODY.replace('p', 'q'))],
		['a space more', () => check({}, `${BODY} `)],
		['no body', () => check({}, '')],
		['another time', () => check({ timestamp: String(NOW + 1) })],
		['another nonce', () => check({ nonce: 'another' })],
		['time and nonce that swap a digit', () => check({ timestamp: `${NOW}${signature.nonce[0]}`, nonce: signature.nonce.slice(1) })],
		['no signature', () => check({ signature: '' })],
	])('is wrong for %s', (_, action) => {
		expect(thrown(NotAuthentic, action).message).toBe('Its signature is wrong.');
	});

	test('is over bytes, not characters: an emoji and a broken one', () => {
		for (const body of [Buffer.from('{"attach":"茶🍵"}'), Buffer.from([0x7b, 0xff, 0xfe, 0x7d])]) {
			const signed = signatureIn(signedHeaders(body, NOW), NOW);
			expect(() => checkSignature(signed, body, wechatPayKey)).not.toThrow();
			expect(() => checkSignature(signed, Buffer.concat([body, Buffer.from('x')]), wechatPayKey)).toThrow(NotAuthentic);
		}
		// Decoded and encoded again it is another body.
		const broken = Buffer.from([0x7b, 0xff, 0x7d]);
		const signed = signatureIn(signedHeaders(broken, NOW), NOW);
		expect(() => checkSignature(signed, Buffer.from(broken.toString('utf8')), wechatPayKey)).toThrow(NotAuthentic);
	});

	test('of an empty answer (204) is right too', () => {
		expect(() => checkSignature(signatureIn(signedHeaders('', NOW), NOW), Buffer.alloc(0), wechatPayKey)).not.toThrow();
	});

	// Node's decoder takes all of these for the same bytes.
	test.each<[string, (given: string) => string]>([
		['no padding', (given) => given.replace(/=+$/, '')],
		['a line break', (given) => `${given.slice(0, 64)}\n${given.slice(64)}`],
		['a space before it', (given) => ` ${given}`],
		['the letters of URLs', (given) => given.replaceAll('+', '-').replaceAll('/', '_')],
		['more after its end', (given) => `${given}AAAA`],
		['other bits at its end', (given) => given.replace(/(.)==$/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}==`)],
	])('has one spelling only: %s', (_, spell) => {
		const other = spell(signature.signature);
		expect(other).not.toBe(signature.signature);
		expect(() => check({ signature: other })).toThrow(NotAuthentic);
	});

	test('of the probe SIGNTEST is wrong like any other', () => {
		const probe = `WECHATPAY/SIGNTEST/${signature.signature.slice(19)}`;
		expect(thrown(NotAuthentic, () => check({ signature: probe })).message).toBe('Its signature is wrong.');
	});
});
