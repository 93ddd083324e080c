import { createDecipheriv, createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto';
import { Aes, Decorator, Formatter, Rsa } from 'wechatpay-axios-plugin';
import WxPay from 'wechatpay-node-v3';
import { merchantOf } from '../../nodes/protocol/pay/merchant';
import { openNotification } from '../../nodes/protocol/pay/notification';
import { authorizationFor } from '../../nodes/protocol/pay/request';
import { keyOf } from '../../nodes/transport/wechatPay';
import { payCredential } from '../simulator/control/pay/merchants';
import { MERCHANT, SERVICE } from '../simulator/client';

const URL_OF = 'https://api.mch.weixin.qq.com';
const PATH = '/v3/pay/transactions/native';
const { mchid, serialNo, privateKey, apiV3Key, publicKeyId, publicKey } = MERCHANT;

export type Order = Record<string, unknown>;

/** A notification as it arrives. */
export interface Notice {
	headers: Record<string, string>;
	body: Buffer;
}

/** One way to sign an order's request, and to verify, decrypt and parse a notification. */
export interface Way {
	name: string;
	/** The header Authorization for the POST of this order. */
	sign(order: Order): string;
	/** What is inside. @throws Error for one that is not genuine */
	open(notice: Notice): Promise<unknown> | unknown;
}

/** What the node does for every call, and the trigger for every notification, with what the user has entered. */
export const ours: Way = (() => {
	const entered = { ...payCredential(URL_OF, MERCHANT) };
	const unasked = async (): Promise<never> => await Promise.reject(new Error('WeChat Pay was asked'));
	return {
		name: 'this package',
		sign: (order) => authorizationFor(merchantOf(entered), { method: 'POST', url: URL_OF + PATH, body: JSON.stringify(order) }),
		open: async (notice) => {
			const now = Date.now();
			const merchant = merchantOf(entered);
			const { resource } = await openNotification(notice, merchant.apiV3Key, async (serial) => await keyOf(serial, merchant, unasked, now, true), now / 1000);
			return resource;
		},
	};
})();

/** No more than the cryptography, with keys parsed once: it cannot be done for less. */
const bare: Way = (() => {
	const [signing, verifying] = [createPrivateKey(privateKey), createPublicKey(publicKey)];
	return {
		name: 'node:crypto, parsed keys',
		sign: (order) => {
			const [timestamp, nonce] = [Math.floor(Date.now() / 1000), randomBytes(16).toString('hex')];
			const message = `POST\n${PATH}\n${timestamp}\n${nonce}\n${JSON.stringify(order)}\n`;
			const signature = sign('RSA-SHA256', Buffer.from(message), signing).toString('base64');
			return `WECHATPAY2-SHA256-RSA2048 mchid="${mchid}",nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${serialNo}",signature="${signature}"`;
		},
		open: ({ headers, body }) => {
			const message = Buffer.concat([Buffer.from(`${headers['wechatpay-timestamp']}\n${headers['wechatpay-nonce']}\n`), body, Buffer.from('\n')]);
			if (!verify('RSA-SHA256', message, verifying, Buffer.from(headers['wechatpay-signature'], 'base64'))) throw new Error('forged');
			const { resource } = JSON.parse(body.toString('utf8')) as { resource: Record<string, string> };
			const bytes = Buffer.from(resource.ciphertext, 'base64');
			const decipher = createDecipheriv('aes-256-gcm', apiV3Key, resource.nonce);
			decipher.setAuthTag(bytes.subarray(-16)).setAAD(Buffer.from(resource.associated_data));
			return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8'));
		},
	};
})();

/** As its README and docs/verifySign.md have it. */
const nodeV3: Way = (() => {
	const pem = Buffer.from(privateKey);
	const pay = new WxPay({ appid: SERVICE.appid, mchid, serial_no: serialNo, publicKey: Buffer.from(publicKey), privateKey: pem, key: apiV3Key });
	// What it keeps of the certificates that it fetches.
	(WxPay as unknown as { certificates: Record<string, string> }).certificates = { [publicKeyId]: publicKey };
	return {
		name: 'wechatpay-node-v3',
		sign: (order) => {
			const nonce = Math.random().toString(36).substr(2, 15);
			const timestamp = parseInt(String(Date.now() / 1000)).toString();
			return pay.getAuthorization(nonce, timestamp, pay.getSignature('POST', nonce, timestamp, PATH, order));
		},
		open: async ({ headers, body: bytes }) => {
			const body = JSON.parse(bytes.toString('utf8')) as { resource: Record<string, string> };
			const [timestamp, nonce, serial, signature] = ['timestamp', 'nonce', 'serial', 'signature'].map((name) => headers[`wechatpay-${name}`]);
			if (!(await pay.verifySign({ timestamp, nonce, body, serial, signature, apiSecret: apiV3Key }))) throw new Error('forged');
			const { ciphertext, associated_data, nonce: iv } = body.resource;
			return pay.decipher_gcm(ciphertext, associated_data, iv, apiV3Key);
		},
	};
})();

type SigningKey = Parameters<typeof Rsa.sign>[1];

/** As the page of a notification at wechatpay.js.org has it. */
const openedBySdk = (key: SigningKey) => {
	const keys: Record<string, SigningKey> = { [publicKeyId]: key };
	return ({ headers, body }: Notice): unknown => {
		const json = body.toString('utf8');
		const [timestamp, nonce, serial, signature] = ['timestamp', 'nonce', 'serial', 'signature'].map((name) => headers[`wechatpay-${name}`]);
		if (Math.abs(Formatter.timestamp() - Number(timestamp)) > 300) throw new Error('old');
		if (!Object.hasOwn(keys, serial)) throw new Error('another key');
		if (!Rsa.verify(Formatter.joinedByLineFeed(timestamp, nonce, json), signature, keys[serial])) throw new Error('forged');
		const { resource } = JSON.parse(json) as { resource: Record<string, string> };
		return JSON.parse(Aes.AesGcm.decrypt(resource.ciphertext, apiV3Key, resource.nonce, resource.associated_data));
	};
};

/** Its functions with keys as text (`BinaryLike`), as wechatpay.js.org types them under Digital Signature and in every notification. */
const axiosPlugin: Way = {
	name: 'wechatpay-axios-plugin, keys as text',
	sign: (order) => {
		const [timestamp, nonce] = [Formatter.timestamp(), Formatter.nonce()];
		const signature = Rsa.sign(Formatter.request('POST', PATH, timestamp, nonce, JSON.stringify(order)), privateKey);
		return Formatter.authorization(mchid, nonce, signature, timestamp, serialNo);
	},
	open: openedBySdk(publicKey),
};

/** Its client, which parses the keys when it is made (since 0.9.0), and its functions with `Rsa.from`, as its README has them. */
const axiosClient: Way = (() => {
	const { v3 } = new Decorator({ mchid, serial: serialNo, privateKey, certs: { [publicKeyId]: publicKey } }) as { v3: { defaults: object } };
	const signer = (Decorator as unknown as { requestInterceptor(): (config: object) => { headers: { get(name: string): string } } }).requestInterceptor();
	return {
		name: 'wechatpay-axios-plugin, parsed keys',
		sign: (order) => signer({ ...v3.defaults, method: 'post', url: PATH.slice(1), data: order, headers: {} }).headers.get('Authorization'),
		open: openedBySdk(Rsa.from(publicKey, Rsa.KEY_TYPE_PUBLIC)),
	};
})();

/** With whom we are compared. */
export const theirs = { bare, nodeV3, axiosPlugin, axiosClient };
