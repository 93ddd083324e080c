import { createPrivateKey } from 'node:crypto';
import { decryptSensitive } from '../../nodes/protocol/pay/cipher';
import { payClientOf, storeOf } from './context';
import { BY_CERTIFICATE, certificates, isSigned, payCredential, PLATFORM, refused, signed, WECHAT_PAY } from './payServer';
import { type Server, startServer } from './server';

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
