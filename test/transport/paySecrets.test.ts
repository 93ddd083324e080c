import { inspect } from 'node:util';
import { describe as inWords } from '../../nodes/operation/failure';
import { logged, payClientOf, storeOf } from './context';
import { BY_CERTIFICATE, MERCHANT, payCredential, refused, signed } from './payServer';
import { raw, type Answer, type Seen, type Server, startServer } from './server';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow'),
	sleep: async () => undefined,
}));

const WRITE = { method: 'POST', path: '/v3/x', body: { a: 1 }, repeatable: true, makes: { what: 'order', number: { out_trade_no: 'LT1' } } } as const;
const APIV3_KEY = 'an APIv3 key/with+every=sign~&"x';
const KEY_LINES = MERCHANT.privateKey.split('\n').filter((line) => line.length > 20 && !line.startsWith('---'));
/** As they stand in a URL, in JSON, in a log. */
const TRACES = [APIV3_KEY, encodeURIComponent(APIV3_KEY), JSON.stringify(APIV3_KEY).slice(1, -1), Buffer.from(APIV3_KEY).toString('base64'), ...KEY_LINES];

let server: Server;

beforeEach(async () => {
	logged.length = 0;
	server = await startServer();
});
afterEach(async () => await server.close());

/** Everything that an error holds, or that n8n's log got meanwhile. */
function everything(error: unknown): string {
	const { message, stack, description } = error as Error & { description?: string };
	return [
		...[message, stack, description, String(error)],
		JSON.stringify(error),
		JSON.stringify(inWords(error)),
		inspect(error, { depth: Infinity, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity }),
		...logged,
	].join('\n');
}

async function failure(more = {}): Promise<unknown> {
	const store = storeOf(payCredential(server.url, { apiV3Key: APIV3_KEY, ...more }));
	const error: unknown = await payClientOf(store).json(WRITE).then(() => undefined, (thrown: unknown) => thrown);
	expect(error).toBeInstanceOf(Error);
	return error;
}

const tracesIn = (text: string) => TRACES.filter((trace) => text.includes(trace));

it('the key has 32 bytes and the traces are long enough to mean something', () => {
	expect(Buffer.byteLength(APIV3_KEY)).toBe(32);
	expect(KEY_LINES.length).toBeGreaterThan(20);
	expect(tracesIn(`…${APIV3_KEY}…${KEY_LINES[3]}`)).toEqual([APIV3_KEY, KEY_LINES[3]]);
});

describe('no secret in an error or in the log', () => {
	const echoed = ({ url, headers, body }: Seen) => `you sent ${url} ${JSON.stringify(headers)} ${body.toString()}`;

	it.each<[string, (request: Seen) => Answer]>([
		['a refusal', (request) => refused(401, 'SIGN_ERROR', echoed(request), { detail: { sign_information: echoed(request) } })],
		['a failure', (request) => refused(500, 'SYSTEM_ERROR', echoed(request))],
		['a page', (request) => raw(`<html>${echoed(request)}</html>`, {}, 502)],
		['an answer that is not signed', (request) => raw(echoed(request))],
		['certificates of another key', () => signed({ data: [{ encrypt_certificate: {} }] }, {}, BY_CERTIFICATE)],
		['a cut connection', () => (response) => response.socket?.destroy()],
	])('%s', async (_, answer) => {
		server.answers = answer;
		expect(tracesIn(everything(await failure()))).toEqual([]);
	});

	it('nor the signature of the request, with which somebody could repeat it', async () => {
		server.answers = (request) => raw(`<html>${echoed(request)}</html>`, {}, 502);
		const said = everything(await failure());
		for (const { headers } of server.seen) expect(said).not.toContain(/signature="([^"]+)"/.exec(String(headers.authorization))?.[1]);
	});

	it('whatever WeChat Pay repeats of the APIv3 key is hidden', async () => {
		server.answers = () => refused(400, 'PARAM_ERROR', `no: ${APIV3_KEY}.`, { detail: { deep: [{ value: APIV3_KEY, url: encodeURIComponent(APIV3_KEY) }] } });
		const error = await failure();
		expect((error as Error).message).toBe('WeChat refused: no: ***. (PARAM_ERROR)');
		expect(tracesIn(everything(error))).toEqual([]);
	});

	it.each<[string, object]>([
		['a private key that lacks a line', { privateKey: MERCHANT.privateKey.replace(/\n.{64}\n/, '\n') }],
		['a private key without its last line', { privateKey: MERCHANT.privateKey.replace(/-----END.*/s, '') }],
		['a private key in the field of the public key', { publicKey: MERCHANT.privateKey }],
		['a private key in the field of the serial number', { serialNo: MERCHANT.privateKey }],
		['a private key in the field of the APIv3 key', { apiV3Key: MERCHANT.privateKey }],
		['an APIv3 key in the field of the merchant', { mchid: APIV3_KEY }],
		['an APIv3 key in the field of the base URL', { baseUrl: APIV3_KEY }],
		['an APIv3 key in the field of the public key id', { publicKeyId: APIV3_KEY }],
	])('%s', async (_, more) => {
		expect(tracesIn(everything(await failure(more)))).toEqual([]);
		expect(server.seen).toEqual([]);
	});

	it('hosts that there are not', async () => {
		for (const baseUrl of ['http://pay.invalid', 'http://127.0.0.1:9', 'http://127.0.0.1:99999', `http://127.0.0.1:9/?key=${encodeURIComponent(APIV3_KEY)}`]) {
			expect(tracesIn(everything(await failure({ baseUrl })))).toEqual([]);
		}
	});
});
