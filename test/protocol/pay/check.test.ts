import { checkMerchant, type Ask, type PayAnswer } from '../../../nodes/protocol/pay/check';
import { merchantOf } from '../../../nodes/protocol/pay/merchant';
import { MerchantMistake } from '../../../nodes/protocol/pay/mistake';
import { ENTERED, encrypted, foreign, MERCHANT, PLATFORM, rejected, signedHeaders, WECHAT_PAY } from './material';

const NOW = Date.parse('2026-11-22T20:00:00+08:00');
const ORDER = '/v3/pay/transactions/out-trade-no/n8n_credential_test?mchid=1900071234';
const CERTIFICATES = '/v3/certificates';
const ECHO = '/v3/security/echo';
const [CERTIFICATE] = PLATFORM;

type Given = object | string;
interface How {
	status?: number;
	headers?: Record<string, string | undefined>;
}

/** As it came: signed in the way that was asked for. */
function answer(body: Given, { status = 200, headers = {} }: How = {}): PayAnswer {
	const content = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
	return { status, headers: { date: new Date(NOW).toUTCString(), ...headers }, content };
}

function signed(body: Given, by: Parameters<typeof signedHeaders>[2] = {}): PayAnswer {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return answer(body, { headers: signedHeaders(text, NOW / 1000, by) });
}

const refused = (status: number, code: string, message = '') => answer({ code, message }, { status });
const byCertificate = { privateKey: CERTIFICATE.privateKey, serial: CERTIFICATE.serial };

const list = (key?: string) => ({
	data: [
		{
			effective_time: '2024-03-01T08:00:00+08:00',
			expire_time: '2034-03-01T08:00:00+08:00',
			encrypt_certificate: encrypted(CERTIFICATE.certificate, { key }),
		},
	],
});

/** What WeChat Pay says to somebody whose credential is right. */
const RIGHT: Record<string, PayAnswer> = {
	[ORDER]: refused(404, 'ORDER_NOT_EXIST', '订单不存在'),
	[ECHO]: signed({ echo_message: 'n8n' }),
	[CERTIFICATES]: signed(list(), byCertificate),
};

let asked: string[];

async function check(answers: Record<string, PayAnswer> = {}, entered: object = {}, now = NOW): Promise<void> {
	asked = [];
	const ask: Ask = async ({ method, target, body }) => {
		asked.push(`${method} ${target}${body ? ` ${body}` : ''}`);
		return { ...RIGHT, ...answers }[target];
	};
	await checkMerchant(merchantOf({ ...ENTERED, ...entered }), ask, now);
}

/** The two sentences; no secret in them. */
async function mistake(...how: Parameters<typeof check>): Promise<string> {
	const { message, what, description } = await rejected(MerchantMistake, check(...how));
	expect(message).toBe(`${what}. ${description}`);
	expect(message).not.toMatch(/undefined|\[object/);
	for (const secret of [MERCHANT.apiV3Key, MERCHANT.privateKey.slice(40, 60)]) expect(message).not.toContain(secret);
	return message;
}

const WITH_CERTIFICATES = { verifyWith: 'platformCertificate' };

describe('a credential that is right', () => {
	test('with a public key: an order that there is not, and an echo', async () => {
		await check();
		expect(asked).toEqual([`GET ${ORDER}`, `POST ${ECHO} {"echo_message":"n8n"}`]);
	});

	test('with platform certificates: an order that there is not, and the certificates', async () => {
		await check({}, WITH_CERTIFICATES);
		expect(asked).toEqual([`GET ${ORDER}`, `GET ${CERTIFICATES}`]);
	});

	test('while WeChat Pay changes the merchant over: the public key may sign', async () => {
		await check({ [CERTIFICATES]: signed(list()) }, WITH_CERTIFICATES);
	});

	test.each(['ORDERNOTEXIST', 'RESOURCE_NOT_EXISTS'])('to which WeChat Pay says %s', async (code) => {
		await check({ [ORDER]: refused(404, code) });
	});

	test('of a merchant who has an order of that number', async () => {
		await check({ [ORDER]: signed({ out_trade_no: 'n8n_credential_test', trade_state: 'NOTPAY' }) });
	});

	test.each([[404, 'RESOURCE_NOT_EXISTS'], [403, 'NO_AUTH'], [500, 'SYSTEM_ERROR']])('to which the echo is not offered (%d)', async (status, code) => {
		await check({ [ECHO]: refused(status, code) });
	});

	test('that meets the probe SIGNTEST, which is wrong on purpose', async () => {
		for (const path of [ECHO, CERTIFICATES]) {
			const { headers, ...rest } = RIGHT[path];
			const probe = { ...rest, headers: { ...headers, 'wechatpay-signature': `WECHATPAY/SIGNTEST/${headers['wechatpay-signature']?.slice(19)}` } };
			await check({ [path]: probe }, path === ECHO ? {} : WITH_CERTIFICATES);
		}
	});
});

describe('the clock', () => {
	test.each([299, -299, 0])('may be %d seconds off', async (seconds) => {
		const date = new Date(NOW + seconds * 1000).toUTCString();
		await check({ [ORDER]: { ...RIGHT[ORDER], headers: { date } } });
	});

	test.each([
		[-600, '10 minutes ahead'],
		[-300, '5 minutes ahead'],
		[300, '5 minutes behind'],
		[86_400, '1440 minutes behind'],
	])('%d seconds: is said before anything else, because everything else follows from it', async (seconds, words) => {
		const headers = { date: new Date(NOW + seconds * 1000).toUTCString() };
		const late = { ...refused(401, 'SIGN_ERROR', 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟'), headers };
		expect(await mistake({ [ORDER]: late })).toMatch(new RegExp(`^The clock of this n8n server is ${words}\\. Set it right`));
		expect(asked).toHaveLength(1);
	});

	test.each([undefined, '', 'today'])('is not judged by the date %p, but by what WeChat Pay says', async (date) => {
		await check({ [ORDER]: { ...RIGHT[ORDER], headers: { date } } });
		const late = refused(401, 'SIGN_ERROR', 'Http头Authorization中的timestamp与发起请求的时间不得超过5分钟');
		expect(await mistake({ [ORDER]: { ...late, headers: { date } } })).toMatch(/^The clock of this n8n server is wrong\. Set it right .*不得超过5分钟$/);
	});
});

describe('what WeChat Pay does not accept', () => {
	test.each<[string, PayAnswer, RegExp]>([
		['the serial number', refused(401, 'SIGN_ERROR', '商户证书序列号有误。请使用签名私钥匹配的证书序列号'), /^“Certificate Serial Number” is not that of a certificate of this merchant\. Compare .*API安全.* WeChat Pay says: 商户证书序列号有误/],
		['the serial number, in English', refused(401, 'SIGN_ERROR', 'serial_no not match'), /^“Certificate Serial Number” is not/],
		['the private key', refused(401, 'SIGN_ERROR', '错误的签名，验签失败'), /^“Merchant Private Key” does not belong to the certificate with this serial number\. Compare .*验签失败$/],
		['the signature, in the older spelling, without words', refused(401, 'SIGNERROR'), /^“Merchant Private Key” does not belong .*\(API安全\)\.$/],
		['the merchant', refused(400, 'MCH_NOT_EXISTS', '商户号不存在'), /^There is no merchant with this “Merchant ID”\. Check the number\. WeChat Pay says: 商户号不存在$/],
		['the id of the public key', refused(400, 'PARAM_ERROR', '平台证书序列号Wechatpay-Serial错误'), /^“Public Key ID” is not that of this merchant\. Paste .*微信支付公钥.*Wechatpay-Serial错误$/],
		['the IP address', refused(403, 'NO_AUTH', '此IP地址不允许调用该接口'), /^WeChat Pay answered with NO_AUTH\. WeChat Pay says: 此IP地址不允许调用该接口$/],
		['a failure', refused(500, 'SYSTEM_ERROR', '系统异常'), /^WeChat Pay answered with SYSTEM_ERROR\. WeChat Pay says: 系统异常$/],
	])('%s', async (_, said, sentence) => {
		for (const entered of [{}, WITH_CERTIFICATES]) {
			expect(await mistake({ [ORDER]: said }, entered)).toMatch(sentence);
			expect(asked).toHaveLength(1);
		}
	});
});

describe('somebody else answers', () => {
	test.each<[string, Given, number]>([
		['a page', '<html>Welcome to nginx!</html>', 200],
		['a page that is not there', '<html>404 Not Found</html>', 404],
		['a gateway', '<html>502 Bad Gateway</html>', 502],
		['nothing', '', 200],
		['JSON null', 'null', 200],
		['a text in JSON', '"ORDER_NOT_EXIST"', 404],
		['a list', '[]', 200],
		['JSON of another kind', { ok: true }, 200],
		['a code that is a number', { code: 404 }, 404],
	])('%s: the Base URL is to be checked', async (_, body, status) => {
		expect(await mistake({ [ORDER]: answer(body, { status }) })).toBe(`WeChat Pay answered with HTTP status ${status}. Check the Base URL in the credential`);
	});
});

describe('the public key', () => {
	const unsigned = answer({ echo_message: 'n8n' });

	test.each<[string, PayAnswer, object, RegExp]>([
		['of another merchant', signed({ echo_message: 'n8n' }, { privateKey: foreign.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }), {}, /^“Public Key” does not belong to “Public Key ID”/],
		['that is another one than signs', signed({ echo_message: 'n8n' }, { serial: 'PUB_KEY_ID_5' }), {}, /^WeChat Pay signs with another key than “Public Key ID” names: PUB_KEY_ID_5/],
		['when a certificate signs', signed({ echo_message: 'n8n' }, byCertificate), {}, /names: 5157F09EFDC096DE15EBE81A47057A7232F1B801/],
		['when nobody signs', unsigned, {}, /or the answer is not from WeChat Pay/],
		['when an old answer is repeated', answer({}, { headers: signedHeaders('{}', NOW / 1000 - 300) }), {}, /or the answer is not from WeChat Pay/],
		['when the answer was changed', { ...RIGHT[ECHO], content: Buffer.from('{"echo_message":"n8m"}') }, {}, /^“Public Key” does not belong/],
	])('%s', async (_, echo, entered, sentence) => {
		const said = await mistake({ [ECHO]: echo }, entered);
		expect(said).toMatch(sentence);
		expect(said).toMatch(/Paste the WeChat Pay public key and its id again/);
	});

	test('may be the second of two', async () => {
		const other = foreign.publicKey.export({ type: 'spki', format: 'pem' }).toString();
		const two = { publicKeyId: 'PUB_KEY_ID_1', publicKey: other, publicKeyId2: WECHAT_PAY.publicKeyId, publicKey2: WECHAT_PAY.publicKey };
		await check({}, two);
	});
});

describe('the platform certificates', () => {
	test.each<[string, PayAnswer, RegExp]>([
		['that there are none of: a merchant with a public key', refused(404, 'RESOURCE_NOT_EXISTS', '无可用的平台证书'), /^This merchant has no platform certificates\. Set “Verify With” to WeChat Pay Public Key/],
		['with another APIv3 key', signed(list('x'.repeat(32)), byCertificate), /^“APIv3 Key” is not the one that is set at WeChat Pay\. Set it again .*APIv3密钥/],
		['that nobody signed', answer(list()), /^The answer is not signed by WeChat Pay\. Check the Base URL/],
		['that another key signed', signed(list(), { ...byCertificate, privateKey: MERCHANT.privateKey }), /^The answer is not signed by WeChat Pay/],
		['that a certificate signed which is not listed', signed({ data: [] }, byCertificate), /^The answer is not signed by WeChat Pay/],
		['that could not be had', refused(429, 'FREQUENCY_LIMITED', '频率超限'), /^WeChat Pay answered with FREQUENCY_LIMITED\. WeChat Pay says: 频率超限$/],
		['for which a gateway answers', answer('<html>', { status: 502 }), /^WeChat Pay answered with HTTP status 502\. Check the Base URL/],
	])('%s', async (_, said, sentence) => {
		expect(await mistake({ [CERTIFICATES]: said }, WITH_CERTIFICATES)).toMatch(sentence);
	});
});
