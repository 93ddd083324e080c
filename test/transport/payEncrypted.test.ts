import { createPrivateKey } from 'node:crypto';
import { decryptSensitive } from '../../nodes/protocol/pay/cipher';
import { payClientOf, storeOf } from './context';
import { BY_CERTIFICATE, certificates, isSigned, payCredential, PLATFORM, refused, signed, WECHAT_PAY } from './payServer';
import { type Server, startServer } from './server';

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof import('n8n-workflow')>('n8n-workflow'),
	sleep: async () => undefined,
}));

/** What only WeChat Pay may read goes out encrypted with the key that the same request names. */
let server: Server;

beforeEach(async () => {
	server = await startServer();
	server.answers = ({ path }) => (path === '/v3/certificates' ? certificates(PLATFORM[0]) : signed({}, {}, BY_CERTIFICATE));
});
afterEach(async () => await server.close());

const TRANSFER = { method: 'POST', path: '/v3/transfer', body: { user_name: '李茶', amount: 100 }, encrypted: ['user_name'] } as const;

const send = async (more = {}) => await payClientOf(storeOf(payCredential(server.url, more))).json({ ...TRANSFER, encrypted: [...TRANSFER.encrypted] });

function arrived(privateKey: string) {
	const seen = server.seen.find(({ path }) => path === TRANSFER.path)!;
	const { user_name, ...rest } = JSON.parse(seen.body.toString('utf8')) as Record<string, string>;
	expect(isSigned(seen)).toBe(true);
	return { names: seen.headers['wechatpay-serial'], user_name: decryptSensitive(user_name, createPrivateKey(privateKey)), ...rest };
}

test('with the public key', async () => {
	server.answers = () => signed({});
	await send();
	expect(arrived(WECHAT_PAY.privateKey)).toEqual({ names: WECHAT_PAY.publicKeyId, user_name: '李茶', amount: 100 });
});

test('with the newest platform certificate', async () => {
	await send({ verifyWith: 'platformCertificate', publicKeyId: '', publicKey: '' });
	expect(arrived(PLATFORM[0].privateKey)).toEqual({ names: PLATFORM[0].serial, user_name: '李茶', amount: 100 });
});

test('with the public key of a merchant who has no platform certificate any more', async () => {
	server.answers = ({ path }) => (path === '/v3/certificates' ? refused(404, 'RESOURCE_NOT_EXISTS') : signed({}));
	await send({ verifyWith: 'platformCertificate' });
	expect(arrived(WECHAT_PAY.privateKey)).toEqual({ names: WECHAT_PAY.publicKeyId, user_name: '李茶', amount: 100 });
});

/** What came, of all tries. */
const tries = () =>
	server.at(TRANSFER.path).map(({ body, headers }) => ({ body: body.toString('utf8'), names: headers['wechatpay-serial'] }));

test('what is sent again is the same to the byte, as WeChat asks of a repetition; another call is encrypted anew', async () => {
	server.answers = () => refused(500, 'SYSTEM_ERROR');
	const client = payClientOf(storeOf(payCredential(server.url)));
	const call = async () => await client.json({ ...TRANSFER, encrypted: [...TRANSFER.encrypted], repeatable: true }).catch(() => undefined);
	await call();
	expect(new Set(tries().map(({ body }) => body)).size).toBe(1);
	await call();
	expect([tries().length, new Set(tries().map(({ body }) => body)).size]).toEqual([6, 2]);
});

test('with the key that took over meanwhile, once more', async () => {
	let isChanged = false;
	server.answers = ({ path, headers }) => {
		if (path === '/v3/certificates') return isChanged ? refused(404, 'RESOURCE_NOT_EXISTS') : certificates(PLATFORM[0]);
		isChanged = true;
		return headers['wechatpay-serial'] === WECHAT_PAY.publicKeyId ? signed({}) : refused(400, 'PARAM_ERROR', '平台证书序列号Wechatpay-Serial错误');
	};
	await send({ verifyWith: 'platformCertificate' });
	const [before, after] = tries();
	expect([before.names, after.names]).toEqual([PLATFORM[0].serial, WECHAT_PAY.publicKeyId]);
	const { user_name } = JSON.parse(after.body) as { user_name: string };
	expect(decryptSensitive(user_name, createPrivateKey(WECHAT_PAY.privateKey))).toBe('李茶');
});
