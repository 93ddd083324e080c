import type { KeyObject } from 'node:crypto';
import { remember } from '../remember';
import { privateKeyOf, publicKeyOf } from './keys';
import { MerchantMistake } from './mistake';
import type { Signer } from './signature';

/** The host that WeChat Pay documents, and the one it names for when that cannot be reached (wechat-pay.md §1.8). */
export const HOST = 'https://api.mch.weixin.qq.com';
export const BACKUP_HOST = 'https://api2.mch.weixin.qq.com';

/** A merchant's credential, checked and parsed. */
export interface Merchant extends Signer {
	/** 32 bytes. */
	apiV3Key: string;
	/** WeChat Pay's public keys by their ids. */
	publicKeys: Map<string, KeyObject>;
	/** Which of WeChat's keys our requests name. */
	verifyWith: 'platformCertificate' | 'publicKey';
	baseUrl: string;
}

type Entered = Record<string, unknown>;

/** All that is read here. */
const FIELDS = ['mchid', 'serialNo', 'privateKey', 'apiV3Key', 'verifyWith', 'publicKeyId', 'publicKey', 'publicKeyId2', 'publicKey2', 'baseUrl'];

/** Every call and every notification asks anew, and what was entered is as a rule what it was. */
const known = new Map<unknown, { entered: unknown[]; merchant: Merchant }>();
const MOST = 100;

/**
 * What the user entered in the credential → keys.
 * @throws MerchantMistake, naming the field
 */
export function merchantOf(entered: Entered): Merchant {
	const before = known.get(entered.mchid);
	if (before && FIELDS.every((name, index) => entered[name] === before.entered[index])) return before.merchant;
	const merchant = readMerchant(entered);
	remember(known, entered.mchid, { entered: FIELDS.map((name) => entered[name]), merchant }, MOST);
	return merchant;
}

function readMerchant(entered: Entered): Merchant {
	const text = (name: string): string => String(entered[name] ?? '').trim();
	const verifyWith = text('verifyWith') === 'platformCertificate' ? 'platformCertificate' : 'publicKey';
	return {
		mchid: mchidIn(text('mchid')),
		serialNo: serialIn(text('serialNo')),
		privateKey: privateKeyOf(text('privateKey'), 'Merchant Private Key'),
		apiV3Key: apiV3KeyIn(text('apiV3Key')),
		publicKeys: new Map(
			['', '2'].flatMap((nth) =>
				publicKeyIn(text(`publicKeyId${nth}`), text(`publicKey${nth}`), nth, verifyWith === 'publicKey' && nth === ''),
			),
		),
		verifyWith,
		baseUrl: baseUrlIn(text('baseUrl')),
	};
}

function mchidIn(mchid: string): string {
	if (/^\d{6,32}$/.test(mchid)) return mchid;
	throw new MerchantMistake(
		mchid ? '“Merchant ID” must be a number' : '“Merchant ID” is empty',
		'Copy it from pay.weixin.qq.com: Account Center > Merchant Information (账户中心 > 商户信息)',
	);
}

function serialIn(entered: string): string {
	const serial = entered.replace(/[\s:]/g, '').toUpperCase();
	if (/^[0-9A-F]{32,64}$/.test(serial)) return serial;
	if (serial.startsWith('PUB_KEY_ID')) {
		throw new MerchantMistake(
			'“Certificate Serial Number” holds the id of the WeChat Pay public key',
			'Here belongs the serial number of your own merchant API certificate (商户API证书), 40 letters and digits',
		);
	}
	throw new MerchantMistake(
		serial ? '“Certificate Serial Number” is no serial number' : '“Certificate Serial Number” is empty',
		'It has 40 characters, 0–9 and A–F: pay.weixin.qq.com > API Security > Merchant API Certificate > Manage (API安全 > 商户API证书 > 管理证书)',
	);
}

function apiV3KeyIn(key: string): string {
	const bytes = Buffer.byteLength(key);
	if (bytes === 32) return key;
	throw new MerchantMistake(
		bytes === 0 ? '“APIv3 Key” is empty' : `“APIv3 Key” has ${bytes} bytes instead of 32`,
		'Paste the 32 characters that you set under API Security > APIv3 Key (API安全 > APIv3密钥), not the APIv2 key',
	);
}

function baseUrlIn(entered: string): string {
	const baseUrl = entered.replace(/\/+$/, '') || HOST;
	if (/^https?:\/\//i.test(baseUrl) && URL.canParse(baseUrl)) return baseUrl;
	throw new MerchantMistake('“Base URL” is not a web address', `Enter it with https:// in front. WeChat Pay's own is ${HOST}`);
}

function publicKeyIn(id: string, pem: string, nth: string, isRequired: boolean): Array<[string, KeyObject]> {
	const number = nth && ` ${nth}`;
	if (!id && !pem && !isRequired) return [];
	if (!/^PUB_KEY_ID_\w+$/.test(id)) {
		throw new MerchantMistake(
			id ? `“Public Key ID${number}” is no id of a WeChat Pay public key` : `“Public Key ID${number}” is empty`,
			'It begins with PUB_KEY_ID_ and stands beside the key: API Security > WeChat Pay Public Key (API安全 > 微信支付公钥). Without one, set “Verify With” to Platform Certificate.',
		);
	}
	if (!pem) {
		throw new MerchantMistake(
			`“Public Key${number}” is empty`,
			'Paste the content of pub_key.pem: API Security > WeChat Pay Public Key (API安全 > 微信支付公钥)',
		);
	}
	return [[id, publicKeyOf(pem, `Public Key${number}`)]];
}
