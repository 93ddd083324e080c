import type { KeyObject } from 'node:crypto';
import { openNotification } from '../../../nodes/protocol/pay/notification';
import { NotAuthentic } from '../../../nodes/protocol/pay/signature';
import { encrypted, foreign, MERCHANT, rejected, signedHeaders, WECHAT_PAY, wechatPayKey } from './material';

const NOW = 1_794_000_000;
const PAYMENT = { mchid: '1900071234', out_trade_no: 'LT2026-1', amount: { total: 9900 } };

type Values = Record<string, unknown>;

/** A notification as WeChat Pay writes it. */
function envelope(changed: Values = {}, resource: Values = {}, content: unknown = PAYMENT): Values {
	const plain = typeof content === 'string' ? content : JSON.stringify(content);
	return {
		id: 'EV-2026112220154015406',
		create_time: '2026-11-22T20:15:40+08:00',
		resource_type: 'encrypt-resource',
		event_type: 'TRANSACTION.SUCCESS',
		summary: '支付成功',
		resource: { original_type: 'transaction', ...encrypted(plain, { associated_data: 'transaction' }), ...resource },
		...changed,
	};
}

const given = (serial: string): KeyObject | undefined => (serial === WECHAT_PAY.publicKeyId ? wechatPayKey : undefined);

async function open(what: Values | string | Buffer, { headers = {} as Values, now = NOW, keyOf = async (serial: string) => given(serial) } = {}) {
	const body = Buffer.isBuffer(what) ? what : Buffer.from(typeof what === 'string' ? what : JSON.stringify(what));
	return await openNotification({ headers: { ...signedHeaders(body, NOW), ...headers }, body }, MERCHANT.apiV3Key, keyOf, now);
}

/** Why it is refused; nothing of what it holds is in there. */
async function refusal(...how: Parameters<typeof open>): Promise<string> {
	const { message } = await rejected(NotAuthentic, open(...how));
	for (const secret of [MERCHANT.apiV3Key, 'LT2026-1', 'EV-2026']) expect(message).not.toContain(secret);
	return message;
}

describe('a notification', () => {
	test('is verified, decrypted and read', async () => {
		expect(await open(envelope())).toEqual({
			id: 'EV-2026112220154015406',
			create_time: '2026-11-22T20:15:40+08:00',
			event_type: 'TRANSACTION.SUCCESS',
			summary: '支付成功',
			original_type: 'transaction',
			resource: PAYMENT,
			signature: signedHeaders(JSON.stringify(envelope()), NOW)['wechatpay-signature'],
			...{ api_version: 'v3', is_verified: true },
		});
	});

	test('may lack its original_type: complaints have none', async () => {
		expect(await open(envelope({}, { original_type: undefined }))).toMatchObject({ original_type: null, resource: PAYMENT });
	});

	test('may have empty associated data, or none', async () => {
		const resource = encrypted(JSON.stringify(PAYMENT), { associated_data: '' });
		expect(await open(envelope({ resource }))).toMatchObject({ resource: PAYMENT });
		expect(await open(envelope({ resource: { ...resource, associated_data: undefined } }))).toMatchObject({ resource: PAYMENT });
	});

	test('keeps all digits of its numbers', async () => {
		const { resource } = await open(envelope({}, {}, '{"transaction_id":12345678901234567890,"n":5}'));
		expect(resource).toEqual({ transaction_id: '12345678901234567890', n: 5 });
	});

	test('has texts where it says nothing', async () => {
		const { resource } = envelope();
		expect(await open({ resource })).toMatchObject({ id: '', event_type: '', create_time: '', summary: '' });
	});

	test('is read from its raw bytes: spaces and order are as they came', async () => {
		expect(await open(`  ${JSON.stringify(envelope(), null, 2)}\n`)).toMatchObject({ resource: PAYMENT });
	});

	test('asks for the key that it names', async () => {
		const asked: string[] = [];
		await open(envelope(), { keyOf: async (serial) => (asked.push(serial), given(serial)) });
		expect(asked).toEqual([WECHAT_PAY.publicKeyId]);
	});
});

describe('a forgery', () => {
	const body = JSON.stringify(envelope());
	const { 'wechatpay-signature': signature } = signedHeaders(body, NOW);

	test.each<[string, () => Parameters<typeof open>, RegExp]>([
		['a signature of another key', () => [body, { headers: signedHeaders(body, NOW, { privateKey: MERCHANT.privateKey }) }], /^Its signature is wrong\.$/],
		['a changed body', () => [body.replace('支付', '退款'), { headers: { 'wechatpay-signature': signature } }], /signature is wrong/],
		['the probe SIGNTEST', () => [body, { headers: { 'wechatpay-signature': `WECHATPAY/SIGNTEST/${signature.slice(19)}` } }], /signature is wrong/],
		['another nonce', () => [body, { headers: { 'wechatpay-nonce': 'x' } }], /signature is wrong/],
		['a time that was changed', () => [body, { headers: { 'wechatpay-timestamp': String(NOW + 1) } }], /signature is wrong/],
		['an old one', () => [body, { now: NOW + 300 }], /five minutes off/],
		['one from the future', () => [body, { now: NOW - 300 }], /five minutes off/],
		['a key of nobody', () => [body, { headers: { 'wechatpay-serial': 'A'.repeat(40) } }], /a key that the credential does not have \(A{40}\)/],
		['a key with a name of its own making', () => [body, { headers: { 'wechatpay-serial': 'call +86 138 and pay' } }], /^It is signed with a key that the credential does not have\.$/],
		['a public key of nobody', () => [body, { headers: { 'wechatpay-serial': 'PUB_KEY_ID_0199' } }], /does not have \(PUB_KEY_ID_0199\)\.$/],
		['no signature', () => [body, { headers: { 'wechatpay-signature': undefined } }], /Wechatpay-signature is missing/],
		['another algorithm of the signature', () => [body, { headers: { 'wechatpay-signature-type': 'WECHATPAY2-SM2-WITH-SM3' } }], /not supported/],
		['another algorithm of the resource', () => [envelope({}, { algorithm: 'AEAD_SM4_GCM' })], /not supported/],
		['another APIv3 key', () => [envelope({ resource: encrypted('{}', { key: 'x'.repeat(32) }) })], /APIv3 key in the credential/],
		['a resource that was changed', () => [envelope({}, { nonce: 'a-nonce-of13' })], /cannot be decrypted/],
		['no resource', () => [envelope({ resource: undefined })], /It has no resource/],
		['a resource that is a text', () => [envelope({ resource: 'x' })], /It has no resource/],
		['a resource that is a list', () => [envelope({ resource: [] })], /not supported/],
		['a resource that is null', () => [envelope({ resource: null })], /It has no resource/],
		['no JSON', () => ['<xml>'], /not the JSON/],
		['a list', () => ['[]'], /not the JSON/],
		['null', () => ['null'], /not the JSON/],
		['no body', () => [''], /not the JSON/],
		['JSON that was cut off', () => [body.slice(0, -1)], /not the JSON/],
		['a reserved name', () => ['{"__proto__":{"resource":{}}}'], /not the JSON/],
		['content that is no JSON', () => [envelope({}, {}, 'hello')], /not the JSON/],
		['content that is a list', () => [envelope({}, {}, [PAYMENT])], /not the JSON/],
	])('%s is refused', async (_, how, why) => {
		expect(await refusal(...how())).toMatch(why);
	});

	test('that names a very long key does not fill the log', async () => {
		expect((await refusal(body, { headers: { 'wechatpay-serial': 'A'.repeat(10_000) } })).length).toBeLessThan(200);
	});

	test('that is unsigned is not read at all: its JSON could be made to hurt', async () => {
		const asked: string[] = [];
		const hostile = '{"a":'.repeat(50_000);
		const keyOf = async (serial: string) => (asked.push(serial), given(serial));
		expect(await refusal(hostile, { headers: { 'wechatpay-signature': signature }, keyOf })).toMatch(/signature is wrong/);
		// And its time is looked at before anybody is asked for a key.
		await refusal(body, { now: NOW + 300, keyOf });
		expect(asked).toHaveLength(1);
	});

	test('of a megabyte is refused before anything else', async () => {
		let asked = 0;
		const keyOf = async (serial: string) => (asked++, given(serial));
		const of = (length: number) => Buffer.from(`${body}${' '.repeat(length - Buffer.byteLength(body))}`);
		expect(await refusal(of(256 * 1024 + 1), { keyOf })).toMatch(/larger than any notification/);
		expect(asked).toBe(0);
		expect(await open(of(256 * 1024))).toMatchObject({ resource: PAYMENT });
	});

	test('cannot be told with a key of another merchant', async () => {
		expect(await refusal(body, { keyOf: async () => foreign.publicKey })).toMatch(/signature is wrong/);
	});

	test('that the key could not be fetched is the error of whoever fetches', async () => {
		const keyOf = async () => await Promise.reject(new Error('no answer'));
		await expect(open(body, { keyOf })).rejects.toThrow('no answer');
	});
});
