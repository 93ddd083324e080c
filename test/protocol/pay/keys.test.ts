import { createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto';
import { certificateOf, privateKeyOf, publicKeyOf } from '../../../nodes/protocol/pay/keys';
import { MerchantMistake } from '../../../nodes/protocol/pay/mistake';
import { foreign, MERCHANT, merchantKey, pem, PLATFORM, thrown, WECHAT_PAY, wechatPayKey } from './material';

const PRIVATE = 'Merchant Private Key';
const PUBLIC = 'Public Key';
const pkcs1 = merchantKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const pkcs1Public = wechatPayKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const ecPrivate = ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const ecSec1 = ec.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
const ecPublic = ec.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const locked = { cipher: 'aes-256-cbc', passphrase: 'tea', format: 'pem' } as const;
const lockedPkcs8 = merchantKey.export({ type: 'pkcs8', ...locked }).toString();
const lockedPkcs1 = merchantKey.export({ type: 'pkcs1', ...locked }).toString();

/** How a PEM comes out of consoles, editors, JSON files and one-line fields. */
const SPELLINGS: Array<[string, (text: string) => string]> = [
	['as it is', (text) => text],
	['without the last line break', (text) => text.trim()],
	['with lost line breaks', (text) => text.replaceAll('\n', '')],
	['with spaces for line breaks', (text) => text.replaceAll('\n', ' ')],
	['with \\n for line breaks', (text) => text.replaceAll('\n', '\\n')],
	['with \\r\\n for line breaks', (text) => text.replaceAll('\n', '\\r\\n')],
	['with the line breaks of Windows', (text) => text.replaceAll('\n', '\r\n')],
	['with the line breaks of old Macs', (text) => text.replaceAll('\n', '\r')],
	['indented', (text) => text.replaceAll('\n', '\n\t  ')],
	['in lines of 76', (text) => text.replace(/(?<=-\n)[\s\S]+(?=-----END)/, (body) => `${body.replaceAll('\n', '').replace(/.{76}/g, '$&\n')}\n`)],
	['with a byte order mark and a note before it', (text) => `\uFEFFBag Attributes\n  friendlyName: Tenpay\n${text}`],
	['with another block behind it', (text) => `${text}${WECHAT_PAY.publicKey}${MERCHANT.privateKey}`],
];

const isSame = (one: KeyObject, other: KeyObject) => one.equals(other);

describe('the private key', () => {
	describe.each([['PKCS#8', MERCHANT.privateKey], ['PKCS#1', pkcs1]])('in %s', (_kind, text) => {
		test.each(SPELLINGS)('%s', (_, spell) => {
			expect(isSame(privateKeyOf(spell(text), PRIVATE), merchantKey)).toBe(true);
		});
	});

	test.each([
		['a certificate', PLATFORM[0].certificate, /holds a certificate, not a private key/, /apiclient_key\.pem/],
		['a public key', WECHAT_PAY.publicKey, /holds a public key, not a private key/, /apiclient_key\.pem/],
		['a certificate request', pem('CERTIFICATE REQUEST', 'AAAA'), /holds a certificate request/, /apiclient_key\.pem/],
		['an EC key', ecPrivate, /another kind than RSA/, /Paste all of the \.pem file/],
		['an EC key of another format', ecSec1, /another kind than RSA/, /Paste all of the \.pem file/],
		['a key with a password', lockedPkcs8, /damaged or has a password/, /Paste all of the \.pem file/],
		['an old key with a password', lockedPkcs1, /damaged or has a password/, /Paste all of the \.pem file/],
		['a key that lacks a line', MERCHANT.privateKey.replace(/\n.{64}\n/, '\n'), /damaged/, /Paste all of the \.pem file/],
		['a key of other letters', MERCHANT.privateKey.replace(/\n.{64}\n/, `\n${'!'.repeat(64)}\n`), /damaged/, /Paste all of the \.pem file/],
		['an empty key', pem('PRIVATE KEY', ''), /damaged/, /Paste all of the \.pem file/],
		['a key without its first line', MERCHANT.privateKey.split('\n').slice(1).join('\n'), /no key in PEM form/, /-----BEGIN PRIVATE KEY-----/],
		['a key without its last line', MERCHANT.privateKey.split('\n').slice(0, -2).join('\n'), /no key in PEM form/, /-----END PRIVATE KEY-----/],
		['a key whose lines do not belong together', MERCHANT.privateKey.replace('END PRIVATE', 'END PUBLIC'), /no key in PEM form/, /text editor/],
		['the letters alone', MERCHANT.privateKey.replace(/-----[^-]+-----|\n/g, ''), /no key in PEM form/, /text editor/],
		['rubbish', 'my key is 12345', /no key in PEM form/, /text editor/],
		['nothing', '', /no key in PEM form/, /text editor/],
		['the name of a file', '/etc/ssl/apiclient_key.pem', /no key in PEM form/, /text editor/],
	])('is not %s', (_, text, what, description) => {
		const mistake = thrown(MerchantMistake, () => privateKeyOf(text, PRIVATE));
		expect(mistake.what).toMatch(/^“Merchant Private Key” /);
		expect(mistake.what).toMatch(what);
		expect(mistake.description).toMatch(description);
		// Nothing of what was pasted: not the key, not a line of it.
		for (const line of text.split(/\s+|-----[A-Z ]+-----/).filter((each) => each.length > 15)) expect(mistake.message).not.toContain(line);
		expect(mistake.message.length).toBeLessThan(260);
		expect(mistake.cause).toBeUndefined();
	});
});

describe('the public key', () => {
	describe.each([['SPKI', WECHAT_PAY.publicKey], ['PKCS#1', pkcs1Public]])('in %s', (_kind, text) => {
		test.each(SPELLINGS)('%s', (_, spell) => {
			expect(isSame(publicKeyOf(spell(text), PUBLIC), wechatPayKey)).toBe(true);
		});
	});

	test.each([
		['a certificate', PLATFORM[0].certificate, /holds a certificate, not a public key/, /pub_key\.pem/],
		['a private key', MERCHANT.privateKey, /holds a private key, not a public key/, /pub_key\.pem/],
		['an old private key', pkcs1, /holds a rsa private key, not a public key/, /pub_key\.pem/],
		['an EC key', ecPublic, /another kind than RSA/, /Paste all/],
		['a key that lacks a line', WECHAT_PAY.publicKey.replace(/\n.{64}\n/, '\n'), /damaged/, /Paste all/],
		['rubbish', 'PUB_KEY_ID_0119000071234', /no key in PEM form/, /-----BEGIN PUBLIC KEY-----/],
	])('is not %s', (_, text, what, description) => {
		const mistake = thrown(MerchantMistake, () => publicKeyOf(text, 'Public Key 2'));
		expect(mistake.what).toMatch(/^“Public Key 2” /);
		expect(mistake.what).toMatch(what);
		expect(mistake.description).toMatch(description);
	});
});

describe('parsing, which takes longer than signing', () => {
	test('is done once: the same text is the same key', () => {
		expect(privateKeyOf(MERCHANT.privateKey, PRIVATE)).toBe(privateKeyOf(MERCHANT.privateKey, PRIVATE));
		expect(publicKeyOf(WECHAT_PAY.publicKey, PUBLIC)).toBe(publicKeyOf(WECHAT_PAY.publicKey, PUBLIC));
	});

	test('is not remembered as the other kind of key, nor when it failed', () => {
		expect(() => publicKeyOf(MERCHANT.privateKey, PUBLIC)).toThrow(MerchantMistake);
		expect(privateKeyOf(MERCHANT.privateKey, PRIVATE).type).toBe('private');
		expect(thrown(MerchantMistake, () => privateKeyOf('x', 'One')).what).toMatch(/One/);
		expect(thrown(MerchantMistake, () => privateKeyOf('x', 'Other')).what).toMatch(/Other/);
	});

	test('is remembered for the newest 200 texts only', () => {
		const first = publicKeyOf(` ${pkcs1Public}`, PUBLIC);
		for (let n = 2; n < 201; n++) publicKeyOf(' '.repeat(n) + pkcs1Public, PUBLIC);
		expect(publicKeyOf(` ${pkcs1Public}`, PUBLIC)).toBe(first);
		publicKeyOf(' '.repeat(201) + pkcs1Public, PUBLIC);
		expect(publicKeyOf(` ${pkcs1Public}`, PUBLIC)).not.toBe(first);
	});
});

test('a platform certificate has its serial number as WeChat writes it, and its key', () => {
	for (const { certificate, serial, privateKey } of PLATFORM) {
		const found = certificateOf(certificate);
		expect(found.serial).toBe(serial);
		expect(isSame(found.key, createPublicKey(privateKey))).toBe(true);
		expect(isSame(found.key, new X509Certificate(certificate).publicKey)).toBe(true);
	}
	expect(isSame(certificateOf(PLATFORM[0].certificate).key, foreign.publicKey)).toBe(false);
});
