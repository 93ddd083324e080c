import { newNonce } from '../../http/payCipher';
import { lines, SCHEME, signWith } from '../../http/paySignature';
import type { Merchant } from '../../world/pay/merchant';
import { notifyingKey, type SigningKey } from '../../world/pay/wechatPayKeys';
import { requestId } from '../../http/payOddities';

/** A notification ready for the wire. */
export interface SignedNotice {
	headers: Record<string, string>;
	body: string;
}

/** Signs a body with the key whose turn it is, or the one given. */
export function signNotice(
	merchant: Merchant,
	body: string,
	nowMs: number,
	key: SigningKey = notifyingKey(merchant),
): SignedNotice {
	const timestamp = String(Math.floor(nowMs / 1000));
	const nonce = newNonce();
	return {
		headers: {
			'Content-Type': 'application/json',
			'Wechatpay-Timestamp': timestamp,
			'Wechatpay-Nonce': nonce,
			'Wechatpay-Signature': signWith(key.privateKey, lines(timestamp, nonce, body)),
			'Wechatpay-Serial': key.id,
			'Wechatpay-Signature-Type': SCHEME,
			'Request-ID': requestId(),
			'User-Agent': 'Mozilla/4.0',
			Accept: '*/*',
			Pragma: 'no-cache',
			Connection: 'close',
		},
		body,
	};
}
