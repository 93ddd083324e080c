import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type CallbackKeys, decrypt, encrypt, PushRefused } from '../../nodes/protocol/callbackCipher';
import { randomNumbers } from './random';
import { callbackVectors, keysOf, type Vector, vector } from './vectors';

const given = vector('doc-safe-in-json');
const keys = keysOf(given);
const random = Buffer.from('0123456789abcdef');
const rawKey = Buffer.from(`${keys.encodingAesKey}=`, 'base64');

/** Encrypts bytes as they are, padding and all. */
function encryptRaw(plain: Buffer): string {
	const cipher = createCipheriv('aes-256-cbc', rawKey, rawKey.subarray(0, 16)).setAutoPadding(false);
	return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

function decryptRaw(encrypted: string, { encodingAesKey }: CallbackKeys): Buffer {
	const key = Buffer.from(`${encodingAesKey}=`, 'base64');
	const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
	return Buffer.concat([decipher.update(encrypted, 'base64'), decipher.final()]);
}

/** Random, length, message, App ID: without padding. */
function content(message: string, { length = Buffer.byteLength(message), appId = keys.appId } = {}): Buffer {
	const head = Buffer.alloc(20, 'r');
	head.writeUInt32BE(length, 16);
	return Buffer.concat([head, Buffer.from(message + appId)]);
}

const padded = (plain: Buffer, padding = 32 - (plain.length % 32)) => Buffer.concat([plain, Buffer.alloc(padding, padding)]);

function refusal(encrypted: string, by = keys): string {
	try {
		decrypt(encrypted, by);
	} catch (error) {
		expect(error).toBeInstanceOf(PushRefused);
		return (error as Error).message;
	}
	throw new Error('decrypted');
}

describe('known answers', () => {
	const ciphers = callbackVectors
		.map((each): [string, string, Vector] => [each.id, each.encrypt ?? each.echostr_encrypted ?? '', each])
		.filter(([, encrypted]) => encrypted !== '');

	test('are all here', () => {
		expect(ciphers.map(([id]) => id)).toEqual([
			'doc-safe-in-json',
			'doc-safe-out-json',
			'wxjava-enc1',
			'easywechat-dec',
			'wechatpy-work-echostr',
			'wechatpy-work-enc',
		]);
	});

	test.each(ciphers)('%s decrypts', (_id, encrypted, each) => {
		expect(decrypt(encrypted, keysOf(each))).toBe(each.plaintext);
	});

	test.each(ciphers)('%s encrypts to the same bytes', (_id, encrypted, each) => {
		const sent = decryptRaw(encrypted, keysOf(each)).subarray(0, 16);
		if (each.random) expect(sent.toString()).toBe(each.random);
		expect(encrypt(each.plaintext ?? '', keysOf(each), sent)).toBe(encrypted);
	});

	test.each(ciphers.filter(([, , { pad }]) => pad))('%s has a padding that blocks of 16 do not know', (_id, encrypted, each) => {
		expect(decryptRaw(encrypted, keysOf(each)).at(-1)).toBe(each.pad);
		expect(each.pad).toBeGreaterThan(16);
	});
});

test('every length of message comes back', () => {
	for (let length = 0; length <= 70; length++) {
		const message = 'x'.repeat(length);
		const encrypted = encrypt(message, keys, random);
		expect(Buffer.from(encrypted, 'base64').length % 32).toBe(0);
		expect(decrypt(encrypted, keys)).toBe(message);
	}
	const long = '中😀]]>\r\n\0'.repeat(20_000);
	expect(decrypt(encrypt(long, keys, random), keys)).toBe(long);
});

test('the length counts bytes, not characters', () => {
	expect(decryptRaw(encrypt('我是中文', keys, random), keys).readUInt32BE(16)).toBe(12);
});

test('the random bytes change every block', () => {
	const [one, other] = [random, Buffer.from('0123456789abcdeg')].map((bytes) => encrypt('hello', keys, bytes));
	expect(one.slice(0, 16)).not.toBe(other.slice(0, 16));
	expect(one.slice(-16)).not.toBe(other.slice(-16));
	expect(() => encrypt('hello', keys, Buffer.alloc(15))).toThrow(RangeError);
	expect(() => encrypt('hello', keys, Buffer.alloc(17))).toThrow(RangeError);
});

describe('the EncodingAESKey', () => {
	test('may end in any character: the last one carries two bits too many', () => {
		const key = vector('wxjava-enc1').encodingAESKey ?? '';
		// G = 000110: the lowest two bits are of no use.
		for (const last of ['E', 'F', 'G', 'H']) {
			const same = { ...keysOf(vector('wxjava-enc1')), encodingAesKey: key.slice(0, -1) + last };
			expect(decrypt(vector('wxjava-enc1').encrypt ?? '', same)).toBe(vector('wxjava-enc1').plaintext);
		}
		const other = { ...keysOf(vector('wxjava-enc1')), encodingAesKey: `${key.slice(0, -1)}I` };
		expect(refusal(vector('wxjava-enc1').encrypt ?? '', other)).toMatch(/EncodingAESKey/);
	});

	test('may have been copied with its "="', () => {
		expect(decrypt(given.encrypt ?? '', { ...keys, encodingAesKey: `${keys.encodingAesKey}=` })).toBe(given.plaintext);
	});

	test.each(['', ' ', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}-`, `${'A'.repeat(43)}\n`, `${'A'.repeat(42)}中`])(
		'%p is none',
		(encodingAesKey) => {
			expect(refusal(given.encrypt ?? '', { ...keys, encodingAesKey })).toMatch(/43/);
			expect(() => encrypt('x', { ...keys, encodingAesKey }, random)).toThrow(PushRefused);
		},
	);

	test('of another account does not decrypt', () => {
		expect(refusal(given.encrypt ?? '', { ...keys, encodingAesKey: 'B'.repeat(43) })).toMatch(/EncodingAESKey/);
	});
});

describe('the App ID', () => {
	test.each(['', 'wxba5fad812f8e6fb8', 'wxba5fad812f8e6fb', 'wxba5fad812f8e6fb99', 'WXBA5FAD812F8E6FB9', 'xba5fad812f8e6fb9'])(
		'%p is another one',
		(appId) => {
			expect(refusal(given.encrypt ?? '', { ...keys, appId })).toMatch(/App ID/);
			expect(refusal(encryptRaw(padded(content('hello', { appId }))))).toMatch(/App ID/);
		},
	);

	test('cannot be part of the message', () => {
		const inside = content(`hello${keys.appId}`, { appId: '' });
		expect(refusal(encryptRaw(padded(inside)))).toMatch(/App ID/);
	});
});

describe('the padding', () => {
	/** A message for which a padding of this length is right. */
	const fitting = (padding: number) => content('m'.repeat(64 - padding + ((32 - ((20 + keys.appId.length) % 32)) % 32)));

	test('of every length from 1 to 32 is right', () => {
		for (let padding = 1; padding <= 32; padding++) {
			const plain = fitting(padding);
			expect((plain.length + padding) % 32).toBe(0);
			expect(decrypt(encryptRaw(padded(plain, padding)), keys)).toMatch(/^m+$/);
		}
	});

	test('is checked byte by byte', () => {
		for (let padding = 2; padding <= 32; padding++) {
			for (let wrong = 1; wrong <= padding; wrong++) {
				const plain = padded(fitting(padding), padding);
				plain[plain.length - wrong] ^= 1;
				refusal(encryptRaw(plain));
			}
		}
	});

	test('is 1 to 32, not 0 and not more', () => {
		for (let last = 0; last < 256; last++) {
			const whole = padded(content('hello'));
			whole.fill(0, whole.length - 1).writeUInt8(last, whole.length - 1);
			if (last !== whole.length - content('hello').length) refusal(encryptRaw(whole));
		}
		for (const last of [0, 33, 48, 64, 128, 255]) {
			const plain = content('m'.repeat(1024));
			const whole = Buffer.concat([plain, Buffer.alloc(256 + ((32 - (plain.length % 32)) % 32), last)]);
			expect(refusal(encryptRaw(whole))).toMatch(/cannot be decrypted/);
		}
	});

	test('of blocks of 16 is not WeChat’s', () => {
		const plain = content('mm');
		expect(plain.length).toBe(40);
		expect(refusal(encryptRaw(padded(plain, 8)))).toMatch(/damaged/);
		expect(decrypt(encryptRaw(padded(plain, 24)), keys)).toBe('mm');
	});
});

describe('damage', () => {
	test.each([
		['one too long', 6],
		['too short', 4],
		['none', 0],
	])('a length that is %s', (_what, length) => {
		refusal(encryptRaw(padded(content('hello', { length }))));
	});

	test.each([64, 1_000_000, 0x7fffffff, 0xffffffff])('a length of %p, beyond the end', (length) => {
		expect(refusal(encryptRaw(padded(content('hello', { length }))))).toMatch(/cannot be decrypted/);
	});

	test('a message that leaves no room for an App ID', () => {
		const all = content('hello', { appId: '' });
		refusal(encryptRaw(padded(all)));
		expect(decrypt(encryptRaw(padded(all)), { ...keys, appId: '' })).toBe('hello');
	});

	test('one block of anything', () => {
		const numbers = randomNumbers(3);
		for (let round = 0; round < 500; round++) {
			refusal(Buffer.from(Array.from({ length: 32 }, () => numbers() * 256)).toString('base64'));
		}
	});

	test.each(['', ' ', '=', '====', 'AAAA', '!!!!', '<xml>', '中文', '\0', 'A'.repeat(43), 'A'.repeat(64)])('%p', (encrypted) => {
		refusal(encrypted);
	});

	test('every truncation', () => {
		const whole = vector('easywechat-dec');
		const encrypted = (whole.encrypt ?? '').replace(/=+$/, '');
		for (let length = 0; length < encrypted.length; length++) refusal(encrypted.slice(0, length), keysOf(whole));
	});

	test('every bit of the last two blocks: length, App ID and padding cannot be changed unseen', () => {
		const encrypted = Buffer.from(encrypt('hi', keys, random), 'base64');
		for (let bit = 0; bit < encrypted.length * 8; bit++) {
			const changed = Buffer.from(encrypted);
			changed[bit >> 3] ^= 1 << (bit & 7);
			// Bits of the first 16 bytes come out as bits of the length and the message: that is what the signature is for.
			if (bit >= 16 * 8) refusal(changed.toString('base64'));
		}
	});

	test('is told without secrets', () => {
		const messages = [
			refusal(''),
			refusal(given.encrypt ?? '', { ...keys, appId: 'wx1' }),
			refusal(given.encrypt ?? '', { ...keys, encodingAesKey: 'B'.repeat(43) }),
			refusal(given.encrypt ?? '', { ...keys, encodingAesKey: 'secret' }),
		];
		for (const message of messages) {
			expect(message).toMatch(/^[A-Z][^.]*\.$/);
			expect(message).not.toMatch(/secret|AAAA|BBBB|wx1|wxba5|debug/);
		}
	});
});
