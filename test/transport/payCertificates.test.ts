import { Unreachable, WechatRefusal } from '../../nodes/transport/errors';
import { wechatPay } from '../../nodes/transport/wechatPay';
import { type CredentialStore, payClientOf, storeOf } from './context';
import { BY_CERTIFICATE, BY_NEW_CERTIFICATE, BY_PUBLIC_KEY, certificates, isSigned, payCredential, PLATFORM, refused, signatureOf, signed, thrown, WECHAT_PAY } from './payServer';
import { raw, type Answer, type Server, startServer } from './server';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow'),
	sleep: async () => undefined,
}));

const READ = { method: 'GET', path: '/v3/refund/domestic/refunds/R1' } as const;
const LIST = '/v3/certificates';
const MINUTE = 60_000;
const HALF_A_DAY = 12 * 60 * MINUTE;

let server: Server;
let store: CredentialStore;
/** What WeChat Pay lists, and by which key it answers; its clock is ours. */
let list: Answer;
let by: typeof BY_CERTIFICATE;
let passed = 0;

beforeEach(async () => {
	passed = 0;
	const realNow = Date.now;
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + passed);
	server = await startServer();
	by = BY_CERTIFICATE;
	list = certificates(PLATFORM[0]);
	server.answers = ({ path }) => (path === LIST ? list : raw('{"a":1}', signatureOf('{"a":1}', by)));
	store = storeOf(payCredential(server.url, { verifyWith: 'platformCertificate', publicKeyId: '', publicKey: '' }));
});
afterEach(async () => {
	jest.restoreAllMocks();
	await server.close();
});

const read = async () => await payClientOf(store).json(READ);
const fetched = () => server.at(LIST).length;
const refusal = async () => (await thrown(Unreachable, read())).message;

describe('platform certificates', () => {
	it('are fetched once, with a signed call, for all that come at the same time and later', async () => {
		await Promise.all(Array.from({ length: 5 }, read));
		await read();
		expect(fetched()).toBe(1);
		expect(isSigned(server.at(LIST)[0])).toBe(true);
		expect(server.at(READ.path)).toHaveLength(6);
	});

	it('are fetched again when WeChat Pay signs with a new one, once a minute at most', async () => {
		await read();
		passed = MINUTE + 1000;
		by = BY_NEW_CERTIFICATE;
		expect(await refusal()).toMatch(new RegExp(`does not have \\(${PLATFORM[1].serial}\\)`));
		await refusal();
		expect(fetched()).toBe(2);
		list = certificates(...PLATFORM);
		passed += MINUTE;
		expect(await read()).toEqual({ a: 1 });
		expect(fetched()).toBe(3);
	});

	it('are renewed after half a day; the old ones serve when that fails', async () => {
		await read();
		list = refused(500, 'SYSTEM_ERROR');
		passed = HALF_A_DAY - 5 * MINUTE;
		await read();
		expect(fetched()).toBe(1);
		passed = HALF_A_DAY;
		expect(await read()).toEqual({ a: 1 });
		while (fetched() < 2) await new Promise((resolve) => setTimeout(resolve, 5));
		expect(await read()).toEqual({ a: 1 });
		expect(fetched()).toBe(2);
	});

	it('may be named in small letters', async () => {
		by = { ...BY_CERTIFICATE, serial: BY_CERTIFICATE.serial.toLowerCase() };
		expect(await read()).toEqual({ a: 1 });
	});

	it('of a merchant who is being changed over stand beside the public key', async () => {
		store = storeOf(payCredential(server.url, { verifyWith: 'platformCertificate' }));
		by = BY_PUBLIC_KEY;
		expect(await read()).toEqual({ a: 1 });
		by = BY_CERTIFICATE;
		expect(await read()).toEqual({ a: 1 });
		expect(fetched()).toBe(1);
	});

	it('a merchant who has been changed over has none any more, and the public key serves', async () => {
		store = storeOf(payCredential(server.url, { verifyWith: 'platformCertificate' }));
		by = BY_PUBLIC_KEY;
		list = refused(404, 'RESOURCE_NOT_EXISTS');
		expect(await read()).toEqual({ a: 1 });
	});

	it('a public key that is not ours is not looked for among them', async () => {
		by = BY_PUBLIC_KEY;
		expect(await refusal()).toMatch(/does not have \(PUB_KEY_ID_/);
		expect(fetched()).toBe(1);
	});
});

describe('a certificate that WeChat Pay knows no more', () => {
	const WRITE = { method: 'POST', path: '/v3/refund/domestic/refunds', body: {}, makes: { what: 'refund', number: { out_refund_no: 'R1' } } } as const;
	const write = async () => await payClientOf(store).json(WRITE);
	const gone = refused(400, 'PARAM_ERROR', '平台证书序列号Wechatpay-Serial错误');
	const named = () => server.at(WRITE.path).map(({ headers }) => headers['wechatpay-serial']);

	/** Calls that name anything else are refused. */
	const onlyKnows = (serial: string | undefined, signer: typeof BY_CERTIFICATE) =>
		(server.answers = ({ path, headers }) => {
			if (path === LIST) return list;
			return headers['wechatpay-serial'] === serial ? signed({ a: 1 }, {}, signer) : gone;
		});

	it('is replaced by the one there is now, and the call goes out once more', async () => {
		await read();
		list = certificates(PLATFORM[1]);
		onlyKnows(PLATFORM[1].serial, BY_NEW_CERTIFICATE);
		expect(await write()).toEqual({ a: 1 });
		expect([named(), fetched()]).toEqual([PLATFORM.map(({ serial }) => serial), 2]);
		await write();
		expect(fetched()).toBe(2);
	});

	it('is replaced by the public key, where the credential has it', async () => {
		store = storeOf(payCredential(server.url, { verifyWith: 'platformCertificate' }));
		await read();
		list = refused(404, 'RESOURCE_NOT_EXISTS');
		onlyKnows(WECHAT_PAY.publicKeyId, BY_PUBLIC_KEY);
		expect(await write()).toEqual({ a: 1 });
		expect(named()).toEqual([PLATFORM[0].serial, WECHAT_PAY.publicKeyId]);
	});

	it('without the public key in the credential: says that it is needed, and that nothing was done', async () => {
		await read();
		list = refused(404, 'RESOURCE_NOT_EXISTS');
		onlyKnows(undefined, BY_PUBLIC_KEY);
		const { message, description, outcome, numbers } = await thrown(Unreachable, write());
		expect(message).toBe('WeChat Pay API credential: this merchant has no platform certificates');
		expect(description).toContain('set “Verify With” to WeChat Pay Public Key');
		expect({ outcome, numbers, calls: named().length }).toEqual({ outcome: 'not done', numbers: WRITE.makes.number, calls: 1 });
	});

	it('when the next one is not known either, that is the answer', async () => {
		onlyKnows('another', BY_CERTIFICATE);
		const { refusal, outcome } = await thrown(WechatRefusal, write());
		expect([refusal.errcode, outcome, named().length]).toEqual(['PARAM_ERROR', 'not done', 2]);
	});

	it.each([
		['another value', { verifyWith: 'platformCertificate' }, refused(400, 'PARAM_ERROR', '金额错误')],
		['another code', { verifyWith: 'platformCertificate' }, refused(401, 'SIGN_ERROR', 'Wechatpay-Serial')],
		['a credential that names the public key', {}, gone],
	])('is not meant by a refusal of %s', async (_, credential, answer) => {
		store = storeOf(payCredential(server.url, credential));
		server.answers = ({ path }) => (path === LIST ? list : answer);
		await thrown(WechatRefusal, write());
		expect(named()).toHaveLength(1);
	});
});

describe('platform certificates that cannot be had', () => {
	it.each<[string, Answer, RegExp]>([
		['a refusal', refused(403, 'NO_AUTH'), /certificates could not be fetched \(HTTP status 403\)/],
		['another 404', refused(404, 'NOT_FOUND'), /certificates could not be fetched \(HTTP status 404\)/],
		['a page', raw('<html>'), /certificates could not be fetched \(HTTP status 200\)/],
		['a cut connection', (response) => response.socket?.destroy(), /WeChat Pay could not be reached: the connection was cut/],
		['a list that is none', signed({ data: 5 }), /list of certificates cannot be read/],
		['a list without certificates in it', signed({ data: [{}] }), /list of certificates cannot be read/],
	])('%s: says so, nothing is asked, and the next try asks again', async (_, answer, why) => {
		list = answer;
		expect(await refusal()).toMatch(why);
		expect(server.at(READ.path)).toEqual([]);
		list = certificates(PLATFORM[0]);
		expect(await read()).toEqual({ a: 1 });
	});

	it('another APIv3 key: the field is named', async () => {
		store = storeOf(payCredential(server.url, { verifyWith: 'platformCertificate', publicKeyId: '', publicKey: '', apiV3Key: 'x'.repeat(32) }));
		expect(await refusal()).toMatch(/the APIv3 key in the credential is not the one that WeChat uses/);
	});
});

describe('a write', () => {
	const ORDER = { method: 'POST', path: '/v3/pay/transactions/jsapi', body: {}, repeatable: true, makes: { what: 'order', number: { out_trade_no: 'LT1' } } } as const;
	const write = async () => await payClientOf(store).json(ORDER);

	it('goes out when there is a certificate by which to verify its answer, and names it', async () => {
		expect(await write()).toEqual({ a: 1 });
		expect(server.seen.map(({ path, headers }) => [path, headers['wechatpay-serial']])).toEqual([
			[LIST, undefined],
			[ORDER.path, PLATFORM[0].serial],
		]);
		await write();
		expect(fetched()).toBe(1);
	});

	it.each<[string, Answer, RegExp]>([
		['a merchant who has none', refused(404, 'RESOURCE_NOT_EXISTS'), /^WeChat Pay API credential: this merchant has no platform certificates$/],
		['a refusal', refused(403, 'NO_AUTH'), /certificates could not be fetched \(HTTP status 403\)/],
		['a cut connection', (response) => response.socket?.destroy(), /^WeChat Pay could not be reached: the connection was cut$/],
	])('does not go out without one: %s', async (_, answer, why) => {
		list = answer;
		const { message, description, outcome, numbers } = await thrown(Unreachable, write());
		expect(message).toMatch(why);
		expect(description).toMatch(/credential/);
		expect({ outcome, numbers }).toEqual({ outcome: 'not done', numbers: ORDER.makes.number });
		expect(server.at(ORDER.path)).toEqual([]);
	});

	it('does not go out with another APIv3 key: its answer could not be verified', async () => {
		store = storeOf(payCredential(server.url, { verifyWith: 'platformCertificate', publicKeyId: '', publicKey: '', apiV3Key: 'x'.repeat(32) }));
		const { message, outcome } = await thrown(Unreachable, write());
		expect(message).toMatch(/the APIv3 key in the credential is not the one that WeChat uses/);
		expect(outcome).toBe('not done');
		expect(server.at(ORDER.path)).toEqual([]);
	});

	it('asks for no certificate with a public key', async () => {
		store = storeOf(payCredential(server.url));
		by = BY_PUBLIC_KEY;
		expect(await write()).toEqual({ a: 1 });
		expect(fetched()).toBe(0);
	});
});

it('the certificates were asked of a dead host after the call had gone to the second one', async () => {
	const product = { ...wechatPay, hosts: () => ['http://127.0.0.1:9', server.url] };
	expect(await payClientOf(store, product).json(READ)).toEqual({ a: 1 });
	expect(fetched()).toBe(1);
});

describe('on the way to the certificates', () => {
	const ORDER = {
		method: 'POST',
		path: '/v3/pay/transactions/native',
		body: { out_trade_no: 'LT2026-1' },
		repeatable: true,
		makes: { what: 'order', number: { out_trade_no: 'LT2026-1' } },
	} as const;
	const write = async () => await payClientOf(store).json(ORDER);
	const written = () => server.at(ORDER.path).length;

	it('a dead host: they come from the next one', async () => {
		const client = payClientOf(store, { ...wechatPay, hosts: () => ['http://127.0.0.1:9', server.url] });
		expect(await client.json(ORDER)).toEqual({ a: 1 });
		expect([fetched(), written()]).toEqual([1, 1]);
	});

	it('a cut connection: it is tried again', async () => {
		const good = list;
		list = (response) => {
			list = good;
			response.socket?.destroy();
		};
		expect(await write()).toEqual({ a: 1 });
		expect([fetched(), written()]).toEqual([2, 1]);
	});
});
