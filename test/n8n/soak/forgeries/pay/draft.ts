import { MERCHANT, SERVICE } from '../../../../simulator/client';
import { encryptResource, type Encrypted } from '../../../../simulator/http/payCipher';
import { lines, SCHEME, signWith } from '../../../../simulator/http/paySignature';
import { beijingTime } from '../../../../simulator/world/time';
import { PLATFORM_CERTIFICATES, READY_KEYS } from '../../../../simulator/world/pay/keys';
import type { Dice } from '../dice';
import type { Wire } from '../wire';

/** A notification of one kind, by one of WeChat Pay's ways to sign (wechat-pay.md §1.5, §2.6). */
export interface PayKind {
	name: string;
	receiver: 'publicKey' | 'certificate';
	about: 'payment' | 'refund' | 'combine';
}

export const PAY_KINDS: PayKind[] = (['publicKey', 'certificate'] as const).flatMap((receiver) =>
	(['payment', 'refund', 'combine'] as const).map((about) => ({ name: `${about}, ${receiver}`, receiver, about })),
);

/** The merchant of the second trigger, whose credential has no public key: it fetches certificates. */
export const CERTIFICATE_MCHID = '1900071235';
export const CERTIFICATE_API_V3_KEY = 'forgedApiV3KeyOfTheOtherMerchant';

/** A notification before it is encrypted and signed. */
export interface PayDraft {
	mchid: string;
	apiV3Key: string;
	serial: string;
	privateKey: string;
	timestamp: string;
	nonce: string;
	event_type: string;
	original_type: string;
	/** What is told. */
	resource: Record<string, unknown>;
	/** A new one every time, as is everything else. */
	id: string;
	nowMs: number;
}

/** What WeChat Pay would tell now. */
export function payDraft(kind: PayKind, dice: Dice, nowMs: number): PayDraft {
	const isPublicKey = kind.receiver === 'publicKey';
	const mchid = isPublicKey ? MERCHANT.mchid : CERTIFICATE_MCHID;
	const number = dice.letters(10, '0123456789');
	return {
		mchid,
		apiV3Key: isPublicKey ? MERCHANT.apiV3Key : CERTIFICATE_API_V3_KEY,
		serial: isPublicKey ? READY_KEYS.wechatPay.publicKeyId : PLATFORM_CERTIFICATES[0].serial,
		privateKey: isPublicKey ? READY_KEYS.wechatPay.privateKey : PLATFORM_CERTIFICATES[0].privateKey,
		timestamp: String(Math.floor(nowMs / 1000)),
		nonce: dice.letters(32),
		event_type: kind.about === 'refund' ? 'REFUND.SUCCESS' : 'TRANSACTION.SUCCESS',
		original_type: kind.about === 'refund' ? 'refund' : 'transaction',
		resource: RESOURCES[kind.about](mchid, number),
		id: `forged-${dice.letters(28)}`,
		nowMs,
	};
}

const paid = { trade_type: 'JSAPI', trade_state: 'SUCCESS', bank_type: 'OTHERS', success_time: '2026-11-22T20:15:40+08:00' };

const RESOURCES: Record<PayKind['about'], (mchid: string, number: string) => Record<string, unknown>> = {
	payment: (mchid, number) => ({
		...{ mchid, appid: SERVICE.appid, out_trade_no: `LT${number}`, transaction_id: `420000234520261122${number}` },
		...paid,
		payer: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
		amount: { total: 9900, payer_total: 9000, currency: 'CNY', payer_currency: 'CNY' },
	}),
	refund: (mchid, number) => ({
		...{ mchid, out_trade_no: `LT${number}`, transaction_id: `420000234520261122${number}`, refund_id: `503000234520261122${number}` },
		...{ out_refund_no: `LT${number}-R1`, refund_status: 'SUCCESS', success_time: paid.success_time, user_received_account: '支付用户零钱' },
		amount: { total: 9900, refund: 9900, payer_total: 9900, payer_refund: 9900 },
	}),
	combine: (mchid, number) => ({
		...{ combine_appid: SERVICE.appid, combine_mchid: mchid, combine_out_trade_no: `LT${number}` },
		combine_payer_info: { openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o' },
		sub_orders: ['A', 'B'].map((part) => ({
			...{ mchid, out_trade_no: `LT${number}${part}`, transaction_id: `420000234520261122${number}` },
			...paid,
			amount: { total_amount: 4950, payer_amount: 4950, currency: 'CNY', payer_currency: 'CNY' },
		})),
	}),
};

export type Envelope = Record<string, unknown> & { resource: Encrypted & { original_type: string } };

/** What is sent, with the resource encrypted (wechat-pay.md §2.1). */
export function envelopeOf({ apiV3Key, original_type, resource, id, nowMs, event_type }: PayDraft): Envelope {
	return {
		id,
		create_time: beijingTime(nowMs),
		resource_type: 'encrypt-resource',
		event_type,
		summary: event_type,
		resource: { original_type, ...encryptResource(apiV3Key, JSON.stringify(resource), original_type) },
	};
}

/** The request with this body, rightly signed; `message`: what is signed instead. */
export function payWire(made: PayDraft, body: Buffer | string = JSON.stringify(envelopeOf(made)), message?: Buffer): Wire {
	const { timestamp, nonce, serial, privateKey } = made;
	return {
		method: 'POST',
		query: [],
		headers: [
			['content-type', 'application/json'],
			['Wechatpay-Timestamp', timestamp],
			['Wechatpay-Nonce', nonce],
			['Wechatpay-Signature', signWith(privateKey, message ?? lines(timestamp, nonce, body))],
			['Wechatpay-Serial', serial],
			['Wechatpay-Signature-Type', SCHEME],
		],
		body: Buffer.from(body),
	};
}
