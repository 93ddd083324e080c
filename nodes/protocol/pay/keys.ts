import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { remember } from '../remember';
import { MerchantMistake } from './mistake';
import { pemBlockIn } from './pem';

/** Parsing a key costs three times as much as signing with it (wechat-pay.md §5). */
const parsed = new Map<string, KeyObject>();
const MOST = 200;

/**
 * The merchant's private key (`apiclient_key.pem`).
 * @throws MerchantMistake
 */
export function privateKeyOf(pem: string, field: string): KeyObject {
	return remembered(`private ${pem}`, () => {
		const { label, der } = blockOf(pem, field, 'PRIVATE KEY');
		if (!label.endsWith('PRIVATE KEY')) {
			throw new MerchantMistake(
				`“${field}” holds a ${label.toLowerCase()}, not a private key`,
				'Paste the content of apiclient_key.pem, which begins with -----BEGIN PRIVATE KEY-----',
			);
		}
		return rsa(field, () => createPrivateKey({ key: rewrapped(label, der), format: 'pem' }));
	});
}

/**
 * WeChat Pay's public key (`pub_key.pem`).
 * @throws MerchantMistake
 */
export function publicKeyOf(pem: string, field: string): KeyObject {
	return remembered(`public ${pem}`, () => {
		const { label, der } = blockOf(pem, field, 'PUBLIC KEY');
		if (!label.endsWith('PUBLIC KEY')) {
			throw new MerchantMistake(
				`“${field}” holds a ${label.toLowerCase()}, not a public key`,
				'Paste the content of pub_key.pem, which begins with -----BEGIN PUBLIC KEY-----',
			);
		}
		return rsa(field, () => createPublicKey({ key: rewrapped(label, der), format: 'pem' }));
	});
}

/** The public key of a platform certificate, and the serial number by which WeChat names it: hex, upper case. */
export function certificateOf(pem: string): { serial: string; key: KeyObject } {
	const certificate = new X509Certificate(pem);
	return { serial: certificate.serialNumber.toUpperCase(), key: certificate.publicKey };
}

function blockOf(pem: string, field: string, wanted: string): { label: string; der: string } {
	const block = pemBlockIn(pem);
	if (!block) {
		throw new MerchantMistake(
			`“${field}” is no key in PEM form`,
			`Open the .pem file in a text editor and paste all of it, from -----BEGIN ${wanted}----- to -----END ${wanted}-----`,
		);
	}
	return { label: block.label, der: block.base64 };
}

function rewrapped(label: string, der: string): string {
	return `-----BEGIN ${label}-----\n${der.replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
}

function rsa(field: string, parse: () => KeyObject): KeyObject {
	const key = attempt(parse);
	if (key?.asymmetricKeyType === 'rsa') return key;
	throw new MerchantMistake(
		key ? `“${field}” is a key of another kind than RSA` : `“${field}” cannot be read: the key is damaged or has a password`,
		'Paste all of the .pem file again, as WeChat Pay issued it',
	);
}

function attempt(parse: () => KeyObject): KeyObject | undefined {
	try {
		return parse();
	} catch {
		// OpenSSL's words help nobody, and could quote the key.
		return undefined;
	}
}

function remembered(name: string, make: () => KeyObject): KeyObject {
	const known = parsed.get(name);
	if (known) return known;
	const key = make();
	remember(parsed, name, key, MOST);
	return key;
}
