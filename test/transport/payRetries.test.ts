import { isOutcomeUnknown, Unreachable, WechatRefusal } from '../../nodes/transport/errors';
import { wechatPay } from '../../nodes/transport/wechatPay';
import { type CredentialStore, payClientOf, storeOf } from './context';
import { authorizationIn, isSigned, payCredential, refused, signed, thrown } from './payServer';
import { raw, type Answer, type Server, startServer } from './server';

/** Pauses are noted instead of waited for. */
const mockPauses: number[] = [];

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow'),
	sleep: async (ms: number) => void mockPauses.push(ms),
}));

/** In the message itself: an AI agent gets nothing else to read. */
const MAY_EXIST = '. The order LT2026-1 may exist all the same: never take a new number for it';

const NUMBER = { out_trade_no: 'LT2026-1' };
const READ = { method: 'GET', path: '/v3/pay/transactions/id/4200', query: { mchid: '1' } } as const;
/** Protected by its number: it may be sent again, and then is the same one. */
const ORDER = {
	method: 'POST',
	path: '/v3/pay/transactions/jsapi',
	body: { ...NUMBER, description: '茶' },
	repeatable: true,
	makes: { what: 'order', number: NUMBER },
} as const;
/** Without a number: a second one would be a second one. */
const REPLY = { method: 'POST', path: '/v3/merchant-service/complaints-v2/1/response', body: { response_content: '茶' } } as const;
/** May be done twice, and makes nothing. */
const CLOSE = { method: 'POST', path: '/v3/pay/transactions/out-trade-no/1/close', body: {}, repeatable: true } as const;

const cut: Answer = (response) => response.socket?.destroy();
const half: Answer = (response) => {
	response.writeHead(200, { 'content-length': '1000' });
	response.write('{"prepay_id"');
	setTimeout(() => response.socket?.destroy(), 20);
};
const gateway = raw('<html>502 Bad Gateway</html>', { 'content-type': 'text/html' }, 502);

let server: Server;
let store: CredentialStore;
/** Answers in turn; the last one goes on. */
let answers: () => Answer[];

beforeEach(async () => {
	mockPauses.length = 0;
	server = await startServer();
	const left: Answer[] = [];
	let isFirst = true;
	server.answers = () => {
		if (isFirst) left.push(...answers());
		isFirst = false;
		return left.length > 1 ? left.shift()! : left[0];
	};
	store = storeOf(payCredential(server.url));
});
afterEach(async () => await server.close());

const says = (...given: Array<() => Answer>) => (answers = () => given.map((make) => make()));
const ok = () => signed({ prepay_id: 'wx1' });
const json = async (request: typeof READ | typeof ORDER | typeof REPLY | typeof CLOSE) => await payClientOf(store).json(request);

/** That the same bytes came every time, signed anew every time. */
function expectSameBytesSignedAnew(times: number): void {
	const { seen } = server;
	expect(seen).toHaveLength(times);
	for (const request of seen) {
		expect(isSigned(request)).toBe(true);
		expect({ url: request.url, body: request.body.toString() }).toEqual({ url: seen[0].url, body: seen[0].body.toString() });
	}
	for (const name of ['nonce_str', 'signature']) {
		expect(new Set(seen.map((request) => authorizationIn(request)[name])).size).toBe(times);
	}
}

describe('too many calls: nothing was done', () => {
	it.each([
		[429, 'FREQUENCY_LIMITED'],
		[429, 'RATELIMIT_EXCEEDED'],
		[429, 'ANYTHING'],
		[400, 'FREQUENCY_LIMIT_EXCEED'],
	])('%d %s: tried again after pauses, also without a number', async (status, code) => {
		const busy = () => refused(status, code, '频率超限');
		says(busy, busy, ok);
		expect(await json(REPLY)).toEqual({ prepay_id: 'wx1' });
		expect(mockPauses).toEqual([1000, 2000]);
		expectSameBytesSignedAnew(3);
	});

	it('is given up after three tries, and was not done', async () => {
		says(() => refused(429, 'FREQUENCY_LIMITED'));
		for (const request of [ORDER, REPLY]) {
			server.seen.length = 0;
			const { refusal, outcome, numbers } = await thrown(WechatRefusal, json(request));
			expect({ code: refusal.errcode, kind: refusal.kind, outcome, numbers }).toEqual({ code: 'FREQUENCY_LIMITED', kind: 'throttled', outcome: 'not done', numbers: 'makes' in request ? request.makes.number : {} });
			expect(server.seen).toHaveLength(3);
		}
	});
});

describe('nobody knows what was done', () => {
	const LOST: Array<[string, () => Answer]> = [
		['a cut connection', () => cut],
		['half an answer', () => half],
		['a page of a gateway', () => gateway],
		['a failure without words', () => raw('', {}, 503)],
		['SYSTEM_ERROR', () => refused(500, 'SYSTEM_ERROR', '系统异常')],
		['BANKERROR', () => refused(500, 'BANKERROR')],
		['SERVICE_UNAVAILABLE', () => refused(503, 'SERVICE_UNAVAILABLE')],
		['an unknown code with status 500', () => refused(500, 'ANYTHING')],
		['an answer that is not signed', () => raw('{"prepay_id":"wx2"}')],
	];

	it.each(LOST)('%s: a read is tried three times, with the same bytes and a new signature', async (_, lost) => {
		says(lost, lost, ok);
		expect(await json(READ)).toEqual({ prepay_id: 'wx1' });
		expect(mockPauses).toEqual([1000, 2000]);
		expectSameBytesSignedAnew(3);
	});

	it.each(LOST)('%s: an order too, with the same number, because its number protects it', async (_, lost) => {
		says(lost, lost, ok);
		expect(await json(ORDER)).toEqual({ prepay_id: 'wx1' });
		expectSameBytesSignedAnew(3);
		expect(server.seen[0].body.toString()).toBe('{"out_trade_no":"LT2026-1","description":"茶"}');
	});

	it.each(LOST)('%s, three times: of a read nothing was done', async (_, lost) => {
		says(lost);
		for (const request of [READ, CLOSE]) {
			const error = await thrown(Error, json(request));
			expect(isOutcomeUnknown(error)).toBe(false);
			expect(error).toMatchObject({ outcome: 'not done', numbers: {} });
			// Closing twice does no harm; but nobody says that it was not closed.
			const isSaid = /not known whether WeChat carried it out.*does no harm/.test((error as { description?: string }).description ?? '');
			expect(isSaid).toBe(error instanceof Unreachable && request === CLOSE);
		}
		expect(server.seen).toHaveLength(6);
	});

	it.each(LOST)('%s, three times: an order may be there, and its number is named', async (_, lost) => {
		says(lost);
		const error = await thrown(Error, json(ORDER));
		expect(isOutcomeUnknown(error)).toBe(true);
		expect(error).toMatchObject({ outcome: 'unknown', numbers: NUMBER });
		const advice = error instanceof WechatRefusal ? error.refusal.hint : (error as Unreachable).description;
		expect(error.message).toContain(MAY_EXIST);
		expect(advice).toContain('Look it up by this number (operation Get) before anything else');
		expectSameBytesSignedAnew(3);
	});

	it.each(LOST)('%s: what has no number is not sent again, and may have been done', async (_, lost) => {
		says(lost, ok);
		const error = await thrown(Error, json(REPLY));
		expect(error).toMatchObject({ outcome: 'unknown', numbers: {} });
		expect(server.seen).toHaveLength(1);
		expect(mockPauses).toEqual([]);
	});
});

describe('a refusal after a cut does not say that nothing was done', () => {
	it.each([
		[403, 'OUT_TRADE_NO_USED'],
		[400, 'PARAM_ERROR'],
		[403, 'NOT_ENOUGH'],
	])('%d %s', async (status, code) => {
		says(() => cut, () => refused(status, code, '商户订单号重复'));
		const { refusal, outcome, numbers, message } = await thrown(WechatRefusal, json(ORDER));
		expect({ outcome, numbers, message }).toEqual({ outcome: 'unknown', numbers: NUMBER, message: `WeChat refused: 商户订单号重复 (${code})${MAY_EXIST}` });
		expect(refusal.hint).toContain('Look it up by this number');
		expect(server.seen).toHaveLength(2);
	});

	it('nor does a server that is gone then', async () => {
		says(() => (response) => {
			response.socket?.destroy();
			void server.close();
		});
		expect(await thrown(Unreachable, json(ORDER))).toMatchObject({
			message: `WeChat Pay could not be reached: nobody answers at that address${MAY_EXIST}`,
			outcome: 'unknown',
			numbers: NUMBER,
		});
	});

	it('nor too many calls then', async () => {
		says(() => cut, () => refused(429, 'FREQUENCY_LIMITED'));
		expect(await thrown(WechatRefusal, json(ORDER))).toMatchObject({ outcome: 'unknown', numbers: NUMBER });
		expect(server.seen).toHaveLength(3);
	});

	it('while a refusal of the first call does, also by its hint', async () => {
		says(() => refused(403, 'OUT_TRADE_NO_USED'));
		const { refusal, outcome, numbers } = await thrown(WechatRefusal, json(ORDER));
		expect({ outcome, numbers }).toEqual({ outcome: 'not done', numbers: NUMBER });
		expect(refusal.hint).not.toMatch(/may exist all the same/);
	});

	it('and of a read it does always', async () => {
		says(() => cut, () => refused(404, 'ORDER_NOT_EXIST'));
		expect(await thrown(WechatRefusal, json(READ))).toMatchObject({ outcome: 'not done', numbers: {} });
	});
});

it('a refused connection: an order was not made, and three tries were', async () => {
	await server.close();
	expect(await thrown(Unreachable, json(ORDER))).toMatchObject({
		message: 'WeChat Pay could not be reached: nobody answers at that address',
		outcome: 'not done',
		numbers: {},
	});
	expect(mockPauses).toEqual([1000, 2000]);
});

it('an answer that is signed but no JSON: the order may be there', async () => {
	says(() => signed('<html>'));
	expect(await thrown(Unreachable, json(ORDER))).toMatchObject({ message: `The answer did not come from WeChat${MAY_EXIST}`, outcome: 'unknown', numbers: NUMBER });
	expect(await thrown(Unreachable, json(READ))).toMatchObject({ outcome: 'not done' });
});

describe('the second host', () => {
	const DEAD = 'http://127.0.0.1:9';
	let backup: Server;

	beforeEach(async () => (backup = await startServer()));
	afterEach(async () => await backup.close());

	const at = (...hosts: string[]) => payClientOf(store, { ...wechatPay, hosts: () => hosts });

	it("is WeChat Pay's own, and only for WeChat Pay's own host", () => {
		const hosts = (baseUrl: string) => wechatPay.hosts(payCredential(baseUrl));
		const both = ['https://api.mch.weixin.qq.com', 'https://api2.mch.weixin.qq.com'];
		expect(hosts('https://api.mch.weixin.qq.com')).toEqual(both);
		expect(hosts('https://api.mch.weixin.qq.com/')).toEqual(both);
		expect(hosts('')).toEqual(both);
		expect(hosts('https://relay.example.com/pay/')).toEqual(['https://relay.example.com/pay']);
	});

	it('gets the same order, with the same number, when the first one is dead', async () => {
		backup.answers = ok;
		expect(await at(DEAD, backup.url).json(ORDER)).toEqual({ prepay_id: 'wx1' });
		expect(backup.seen.map(({ body }) => body.toString())).toEqual(['{"out_trade_no":"LT2026-1","description":"茶"}']);
		expect(isSigned(backup.seen[0])).toBe(true);
		expect(mockPauses).toEqual([1000]);
	});

	it('gets it after a cut too, with the same bytes', async () => {
		says(() => cut);
		backup.answers = ok;
		expect(await at(server.url, backup.url).json(ORDER)).toEqual({ prepay_id: 'wx1' });
		server.seen.push(...backup.seen);
		expectSameBytesSignedAnew(2);
	});

	it('is left again for the first one', async () => {
		says(() => cut, ok);
		backup.answers = () => cut;
		expect(await at(server.url, backup.url).json(ORDER)).toEqual({ prepay_id: 'wx1' });
		expect([server.seen.length, backup.seen.length]).toEqual([2, 1]);
	});

	it.each<[string, () => Answer]>([
		['SYSTEM_ERROR', () => refused(500, 'SYSTEM_ERROR')],
		['a gateway', () => gateway],
		['too many calls', () => refused(429, 'FREQUENCY_LIMITED')],
		['an answer that is not signed', () => raw('{}')],
	])('is not asked while the first one answers: %s', async (_, answer) => {
		says(answer, ok);
		await at(server.url, backup.url).json(ORDER);
		expect([server.seen.length, backup.seen.length]).toEqual([2, 0]);
	});

	it('is not asked by what has no number and may have arrived', async () => {
		says(() => cut);
		expect(await thrown(Unreachable, at(server.url, backup.url).json(REPLY))).toMatchObject({ outcome: 'unknown' });
		expect(backup.seen).toEqual([]);
	});
});
