import type { AuthCode } from './authCode';
import type { BillFile } from './billFile';
import type { CombinedOrder } from './combined';
import type { Complaint } from './complaint';
import { type MerchantKeys, newKeys, PLATFORM_CERTIFICATES, READY_KEYS } from './keys';
import type { PayMedia } from './media';
import ready from './merchants.json';
import type { Order } from './order';
import type { ProfitShare } from './profitShare';
import type { RedPacket } from './redPacket';
import type { Refund, RefundStatus } from './refund';
import type { Registered } from './registered';
import { newTransfers, type Transfers } from './transfers';

/** Which of WeChat Pay's keys the merchant has; `switching` has both (wechat-pay.md §1.5). */
export type KeyMode = 'publicKey' | 'platformCertificate' | 'switching';

/** What its owner sets, or a test. */
export interface MerchantSettings extends MerchantKeys {
	mchid: string;
	name: string;
	mode: KeyMode;
	/** It may also do what only partners may (服务商). */
	partner: boolean;
	/** The merchant for whom it acts as a partner. */
	subMchid: string;
	/** The accounts it may take money for. */
	appids: string[];
	publicKeyId: string;
	publicKey: string;
	/** The half of it that only WeChat Pay has. */
	wechatPayPrivateKey: string;
	/** The platform certificates that /v3/certificates lists, by serial. */
	certificates: string[];
	/** The one of them that signs. */
	signingCertificate: string;
	/** Fen that can be refunded: payments add to it. */
	balance: number;
	/** Where refunds are told that name no notify_url of their own (the portal's setting). */
	refundNotifyUrl: string;
	/** Milliseconds until a refund is done, and what it comes to. */
	refundDelay: number;
	refundResult: Exclude<RefundStatus, 'PROCESSING'>;
	/** Repeats of notifications come after WeChat's waiting times multiplied by this. */
	pace: number;
	/** Milliseconds until WeChat Pay gives up on a try. */
	limit: number;
}

export interface Merchant extends MerchantSettings {
	/** By out_trade_no. */
	orders: Map<string, Order>;
	/** By out_refund_no. */
	refunds: Map<string, Refund>;
	/** By combine_out_trade_no; their parts are among the orders. */
	combined: Map<string, CombinedOrder>;
	/** By complaint_id. */
	complaints: Map<string, Complaint>;
	/** What customers show at the counter, by the code. */
	authCodes: Map<string, AuthCode>;
	/** By mch_billno. */
	redPackets: Map<string, RedPacket>;
	/** What was uploaded, by media_id. */
	media: Map<string, PayMedia>;
	/** Where WeChat Pay tells what no order has a notify_url for. */
	registered: Registered;
	/** Bills to be fetched, by token. */
	bills: Map<string, BillFile>;
	/** What was passed on to others, oldest first. */
	profitShares: ProfitShare[];
	/** Money that goes to customers. */
	transfers: Transfers;
	/** How many notifications were signed, so that the keys can take turns. */
	signed: number;
}

/** A merchant with everything that was not given filled in. */
export function createMerchant({ mchid, ...given }: Partial<MerchantSettings> & { mchid: string }): Merchant {
	const keys = ready.some((one) => one.mchid === mchid) ? READY_KEYS : newKeys(mchid);
	const { publicKeyId, publicKey, privateKey: wechatPayPrivateKey } = keys.wechatPay;
	const [{ serial }] = PLATFORM_CERTIFICATES;
	return {
		mchid,
		name: `Merchant ${mchid}`,
		mode: 'publicKey',
		partner: true,
		subMchid: '',
		appids: [],
		...keys.merchant,
		...{ publicKeyId, publicKey, wechatPayPrivateKey },
		certificates: [serial],
		signingCertificate: serial,
		balance: 0,
		refundNotifyUrl: '',
		refundDelay: 500,
		refundResult: 'SUCCESS',
		pace: 1,
		limit: 5000,
		...given,
		orders: new Map(),
		refunds: new Map(),
		combined: new Map(),
		complaints: new Map(),
		authCodes: new Map(),
		redPackets: new Map(),
		media: new Map(),
		registered: {},
		bills: new Map(),
		profitShares: [],
		transfers: newTransfers(),
		signed: 0,
	};
}

/** The merchant that is always there: it sells for both ready-made accounts. */
export function readyMerchants(): Merchant[] {
	return (structuredClone(ready) as Array<Partial<MerchantSettings> & { mchid: string }>).map(createMerchant);
}
