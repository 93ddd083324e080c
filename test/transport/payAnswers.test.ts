import { Unreachable, WechatRefusal } from '../../nodes/transport/errors';
import { payClientOf, storeOf } from './context';
import { BY_CERTIFICATE, BY_PUBLIC_KEY, MERCHANT, payCredential, PLATFORM, refused, signatureOf, signed, thrown, WECHAT_PAY } from './payServer';
import { raw, type Answer, type Server, startServer } from './server';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow'),
	sleep: async () => undefined,
}));

const READ = { method: 'GET', path: '/v3/refund/domestic/refunds/R1' } as const;
const WRITE = { method: 'POST', path: '/v3/merchant-service/complaints-v2/1/response', body: {} } as const;

let server: Server;
let client: ReturnType<typeof payClientOf>;

beforeEach(async () => {
	server = await startServer();
	client = payClientOf(storeOf(payCredential(server.url)));
});
afterEach(async () => await server.close());

const answers = (answer: Answer) => (server.answers = () => answer);

describe('a genuine answer', () => {
	it('is believed', async () => {
		answers(signed({ refund_id: '50', amount: { total: 1 }, text: '莲花 🍵' }));
		expect(await client.json(READ)).toEqual({ refund_id: '50', amount: { total: 1 }, text: '莲花 🍵' });
	});

	it('keeps all digits of its ids', async () => {
		answers(signed('{"transaction_id":12345678901234567890}'));
		expect(await client.json(READ)).toEqual({ transaction_id: '12345678901234567890' });
	});

	it('of 204 has no content, and is signed all the same', async () => {
		answers(signed('', { 'content-type': undefined }, BY_PUBLIC_KEY, 204));
		expect(await client.json(WRITE)).toEqual({});
		answers(raw('', {}, 204));
		expect((await thrown(Unreachable, client.json(WRITE))).message).toMatch(/cannot be trusted/);
	});

	it.each([201, 202])('may have the status %d', async (status) => {
		answers(signed({ a: 1 }, {}, BY_PUBLIC_KEY, status));
		expect(await client.json(READ)).toEqual({ a: 1 });
	});

	it('is verified before anything else is done with it: bytes that are no text', async () => {
		const body = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
		answers(raw(body, signatureOf(body)));
		expect((await thrown(Unreachable, client.json(WRITE))).message).toBe('The answer did not come from WeChat');
	});

	it('may come without a signature type', async () => {
		answers(signed({ a: 1 }, { 'Wechatpay-Signature-Type': undefined }));
		expect(await client.json(READ)).toEqual({ a: 1 });
	});
});

describe('an answer that somebody else could have made', () => {
	const FORGED = '{"status":"SUCCESS"}';
	const { 'Wechatpay-Signature': genuine } = signatureOf(FORGED);
	const now = () => Date.now();

	it.each<[string, () => Answer, RegExp]>([
		['without a signature', () => raw(FORGED), /header Wechatpay-timestamp is missing/],
		['without the serial number', () => signed(FORGED, { 'Wechatpay-Serial': undefined }), /header Wechatpay-serial is missing/],
		['with the signature of another answer', () => signed(FORGED, { 'Wechatpay-Signature': genuine }), /Its signature is wrong/],
		['with the signature of a merchant', () => signed(FORGED, {}, { ...BY_PUBLIC_KEY, privateKey: MERCHANT.privateKey }), /Its signature is wrong/],
		['with the probe SIGNTEST', () => signed(FORGED, { 'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${genuine.slice(19)}` }), /Its signature is wrong/],
		['from ten minutes ago', () => raw(FORGED, signatureOf(FORGED, BY_PUBLIC_KEY, now() - 600_000)), /five minutes off/],
		['from five minutes ahead', () => raw(FORGED, signatureOf(FORGED, BY_PUBLIC_KEY, now() + 305_000)), /five minutes off/],
		['with another public key', () => signed(FORGED, { 'Wechatpay-Serial': `${WECHAT_PAY.publicKeyId}9` }), /a key that the credential does not have \(PUB_KEY_ID_/],
		['with an algorithm of another kind', () => signed(FORGED, { 'Wechatpay-Signature-Type': 'WECHATPAY2-SM2-WITH-SM3' }), /not supported/],
	])('%s is not believed', async (_, answer, why) => {
		server.answers = answer;
		const read = await thrown(Unreachable, client.json(READ));
		expect(read.message).toMatch(/^The answer cannot be trusted to be WeChat Pay's\. /);
		expect(read.message).toMatch(why);
		expect({ outcome: read.outcome, calls: server.seen.length }).toEqual({ outcome: 'not done', calls: 3 });
		const write = await thrown(Unreachable, client.json(WRITE));
		expect({ outcome: write.outcome, calls: server.seen.length }).toEqual({ outcome: 'unknown', calls: 4 });
	});

	it('is asked for again: the probe SIGNTEST comes once', async () => {
		const all = [signed(FORGED, { 'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${genuine.slice(19)}` }), signed({ a: 1 })];
		server.answers = () => all.shift()!;
		expect(await client.json(READ)).toEqual({ a: 1 });
	});

	it('by five minutes less two seconds is believed: clocks differ', async () => {
		for (const off of [-298_000, 297_000]) {
			answers(raw('{"a":1}', signatureOf('{"a":1}', BY_PUBLIC_KEY, now() + off)));
			expect(await client.json(READ)).toEqual({ a: 1 });
		}
	});
});

describe('a certificate that signs', () => {
	it('is asked for, and not found, when the merchant has none (404): once', async () => {
		server.answers = ({ path }) =>
			path === '/v3/certificates' ? refused(404, 'RESOURCE_NOT_EXISTS') : signed({}, {}, { serial: PLATFORM[0].serial, privateKey: BY_CERTIFICATE.privateKey });
		const { message } = await thrown(Unreachable, client.json(READ));
		expect(message).toMatch(new RegExp(`a key that the credential does not have \\(${PLATFORM[0].serial}\\)`));
		expect(server.at('/v3/certificates')).toHaveLength(1);
	});

	it.each(['', 'x', 'F'.repeat(31), 'G'.repeat(40), 'PUB_KEY_ID_5', `${'F'.repeat(40)}\u00e9`])('is not asked for by a serial number that is none: %j', async (serial) => {
		answers(signed({}, { 'Wechatpay-Serial': serial }));
		await thrown(Unreachable, client.json(READ));
		expect(server.at('/v3/certificates')).toEqual([]);
	});
});

describe('downloads', () => {
	it.each([
		'/v3/billdownload/file',
		'/v3/transferdownload/signfile',
		'/v3/transferdownload/elecvoucherfile',
		'/v3/merchant-service/images/abc',
		'/v3/global/merchant-service/images/abc',
		'/v3/statements',
		'/v3/global/statements',
		'/hk/v3/statements',
	])('%s is not signed, and is taken as it comes', async (path) => {
		const content = Buffer.from([0x1f, 0x8b, 0, 255, 13, 10]);
		answers(raw(content, { 'content-type': 'application/x-gzip' }));
		expect(await client.file({ method: 'GET', path })).toEqual({ file: { content, contentType: 'application/x-gzip', fileName: '' } });
	});

	it.each(['/v3/bill/tradebill', '/v3/merchant-service/complaints-v2', '/x/v3/billdownload/file', '/v3/billdownload', '/v3/global/bill'])(
		'%s is none of them',
		async (path) => {
			answers(raw('{"a":1}'));
			for (const ask of [client.json({ method: 'GET', path }), client.file({ method: 'GET', path })]) {
				expect((await thrown(Unreachable, ask)).message).toMatch(/cannot be trusted/);
			}
		},
	);
});

describe('a refusal', () => {
	it('is told with its code, its words, what to do, where, and the id for WeChat Pay’s support', async () => {
		const detail = { field: '/amount/currency', value: 'XYZ', issue: 'no such currency', location: 'body' };
		answers(refused(400, 'PARAM_ERROR', '参数错误', { detail }));
		const { message, refusal, outcome, numbers } = await thrown(WechatRefusal, client.json(WRITE));
		expect(message).toBe('WeChat refused: 参数错误 (PARAM_ERROR)');
		expect(refusal).toEqual({
			errcode: 'PARAM_ERROR',
			errmsg: '参数错误',
			rid: '08C5-268435461',
			hint: expect.stringMatching(/does not take one of the values/),
			details: { detail },
			kind: 'final',
		});
		expect({ outcome, numbers, calls: server.seen.length }).toEqual({ outcome: 'not done', numbers: {}, calls: 1 });
	});

	it('may lack words, details and id', async () => {
		answers(raw('{"code":"NO_AUTH","detail":"x"}', {}, 403));
		const { message, refusal } = await thrown(WechatRefusal, client.json(READ));
		expect(message).toBe('WeChat refused: no reason given (NO_AUTH)');
		expect(refusal).toMatchObject({ rid: null, details: {} });
	});

	it('over the signature says how wrong our clock is, where WeChat’s answer has the time', async () => {
		const body = '{"code":"SIGN_ERROR","message":"no"}';
		answers(raw(body, { date: new Date(Date.now() - 600_000).toUTCString() }, 401));
		const { refusal } = await thrown(WechatRefusal, client.json(READ));
		expect(refusal.hint).toMatch(/^The clock of this n8n server is 10 minutes ahead\. Set it right/);
		answers(raw(body, { date: new Date().toUTCString() }, 401));
		expect((await thrown(WechatRefusal, client.json(READ))).refusal.hint).toMatch(/Certificate Serial Number/);
	});

	it.each([
		[400, 'INVALID_REQUEST'],
		[401, 'SIGN_ERROR'],
		[403, 'NOT_ENOUGH'],
		[403, 'RULE_LIMIT'],
		[404, 'ORDER_NOT_EXIST'],
		[400, 'STATEMENT_CREATING'],
	])('%d %s is never tried again', async (status, code) => {
		answers(refused(status, code));
		expect((await thrown(WechatRefusal, client.json(READ))).refusal).toMatchObject({ errcode: code, kind: 'final' });
		expect(server.seen).toHaveLength(1);
	});

	it.each([
		['a page', '<html>Forbidden</html>', 403],
		['nothing', '', 404],
		['JSON without a code', '{"message":"no"}', 400],
		['JSON whose code is no text', '{"code":5}', 400],
		['JSON null', 'null', 401],
	])('is no refusal when somebody else makes it: %s', async (_, body, status) => {
		answers(raw(body, {}, status));
		expect((await thrown(Unreachable, client.json(READ))).message).toBe(`WeChat Pay's server answered with HTTP status ${status}`);
	});

	it('is not answered by testing the credential, as n8n does after a 401', async () => {
		answers(refused(401, 'SIGN_ERROR'));
		const store = storeOf(payCredential(server.url));
		await thrown(WechatRefusal, payClientOf(store).json(READ));
		expect(server.seen).toHaveLength(1);
		expect(store.writes).toBe(0);
	});
});
