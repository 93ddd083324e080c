import { randomBytes } from 'node:crypto';
import { newNonce } from '../../http/payCipher';
import { signtest, unknownSerial } from '../../http/payOddities';
import { lines, SCHEME, signWith } from '../../http/paySignature';
import type { Fault } from '../../world/faults';
import type { Merchant } from '../../world/pay/merchant';
import { answeringKey } from '../../world/pay/wechatPayKeys';

const TEN_MINUTES = 600_000;

type Headers = Record<string, string>;

/** The headers by which an answer is verified (§1.3); spoilt, if that was ordered. */
export function signatureHeaders(
	merchant: Merchant,
	body: string | Buffer,
	nowMs: number,
	{ requested, spoilt }: { requested?: string; spoilt?: Fault['badSignature'] },
): Headers {
	if (spoilt === 'missing') return {};
	const key = answeringKey(merchant, requested);
	const timestamp = String(Math.floor((spoilt === 'timestamp' ? nowMs - TEN_MINUTES : nowMs) / 1000));
	const nonce = newNonce();
	const genuine = signWith(key.privateKey, lines(timestamp, nonce, body));
	return {
		'Wechatpay-Timestamp': timestamp,
		'Wechatpay-Nonce': nonce,
		'Wechatpay-Signature': spoil(genuine, spoilt),
		'Wechatpay-Serial': spoilt === 'serial' ? unknownSerial(key.id) : key.id,
		'Wechatpay-Signature-Type': SCHEME,
	};
}

function spoil(signature: string, spoilt: Fault['badSignature']): string {
	if (spoilt === 'signtest') return signtest(signature);
	// Of the right length and letters, as another key would have made it.
	return spoilt === true ? randomBytes(256).toString('base64') : signature;
}
