import { decryptFile, Undecipherable } from '../../../nodes/protocol/pay/cipher';
import { foreign, merchantKey, thrown } from './material';

/** Made with Python's cryptography 48: OAEP with SHA-1 over a key that is no text, AES-256-GCM without further data. */
const KEY =
	'XZsJLBwhfq/7Nx+wy7Dk/2mUXWm/S9adKEcPh/vPnUhZR0qtMDSo3V/CumZWsYBNo5rkGpLI1w9J/XxsxWfkJtuhCF7eMa978nxqPePL0daDg3h9+/9mPoWt1EPRODpohKagOpaNBYTMTXlRTHKQV/mOgXr7wfwWMOkI/Oxc8KDm+s/+wqLqYRJQ85LiudIjtrNnSTwDfhxzHMepgp8iemmA1mOParOCrCbAEWVefOksBu/Z+v29qzC/uYPfab92B+yorgQQGYWYrnCvWvDOQj+XSwC3tkyiRu4FW4NpDsbKhgTQypbnvMS+sH6YomLLdhwIL5U4Vt0Lv9PYH10kjg==';
const FILE = Buffer.from('g6LkcKiu8oP2tRKjthV7C83FdM54vT5W/U/sK70LQC3brjvjLsN/KtELXOIoWnYPV4bl6go0sm9vfu/TVquxSA==', 'base64');
const NONCE = 'bd04a3e5f1c7';

const open = (content = FILE, key = KEY, nonce = NONCE, privateKey = merchantKey) => decryptFile(content, key, nonce, privateKey);

test('a sealed file is opened, byte for byte', () => {
	expect(open().toString('utf8')).toBe('记账时间,备注\r\n`2026-11-22 20:15:40,`茶\r\n');
});

const spoilt = (at: number) => Buffer.from(FILE.map((byte, place) => (place === at ? byte ^ 1 : byte)));

test.each<[string, () => unknown]>([
	['its first byte changed', () => open(spoilt(0))],
	['its tag changed', () => open(spoilt(FILE.length - 1))],
	['its end missing', () => open(FILE.subarray(0, -1))],
	['less than a tag', () => open(FILE.subarray(0, 4))],
	['nothing', () => open(Buffer.alloc(0))],
	['another nonce', () => open(FILE, KEY, 'bd04a3e5f1c8')],
	['no nonce', () => open(FILE, KEY, '')],
	['a key for somebody else', () => open(FILE, KEY, NONCE, foreign.privateKey)],
	['no key', () => open(FILE, 'undefined')],
])('%s: it is not taken', (_, act) => {
	expect(thrown(Undecipherable, act).message).toBe('It cannot be decrypted: it was encrypted for another merchant key, or changed on its way.');
});
