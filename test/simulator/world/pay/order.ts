import type { Refund } from './refund';

/** JSAPI is a Mini Program or a page in WeChat; MWEB a page outside of it (H5). */
export type TradeType = 'JSAPI' | 'NATIVE' | 'APP' | 'MWEB';

/** The customer is entering the password, did not pay, or the shop took it back. */
export type CodeState = 'USERPAYING' | 'PAYERROR' | 'REVOKED';

export interface Order {
	mchid: string;
	appid: string;
	/** MICROPAY: by a code that the customer shows. */
	trade_type: TradeType | 'MICROPAY';
	out_trade_no: string;
	description: string;
	attach: string;
	notify_url: string;
	/** Fen. */
	total: number;
	createdAt: number;
	/** Until when it can be paid, in ms. */
	expiresAt: number;
	/** The request that made it: the same number with another request is refused. */
	request: string;
	/** What customers pay with, newest last: prepay_id, code_url or h5_url, each for its time. */
	handles: Handle[];
	closed: boolean;
	/** Paid by the customer's code: what is not, or not yet, a payment. */
	codeState?: CodeState;
	/** Of a partner's order: whose sale it is; `mchid` and `appid` are the partner's. */
	sub_mchid?: string;
	sub_appid?: string;
	/** The account of the shop's in which its customer pays, where that is not the partner's. */
	paidIn?: string;
	/** It is paid together with others. */
	combine_out_trade_no?: string;
	/** Who must pay it; of a paid order, who did. */
	openid?: string;
	transaction_id?: string;
	paidAt?: number;
	refunds: Refund[];
}

export interface Handle {
	name: 'prepay_id' | 'code_url' | 'h5_url' | 'auth_code';
	value: string;
	/** In ms. */
	until: number;
}

/** What the customer did with it so far (wechat-pay.md §3.1). */
export function tradeState({ paidAt, closed, refunds, codeState }: Order): 'NOTPAY' | 'CLOSED' | 'SUCCESS' | 'REFUND' | CodeState {
	if (codeState) return codeState;
	if (paidAt === undefined) return closed ? 'CLOSED' : 'NOTPAY';
	return refunds.some(({ status }) => status !== 'CLOSED') ? 'REFUND' : 'SUCCESS';
}

export const STATE_WORDS = {
	NOTPAY: '订单未支付',
	CLOSED: '订单已关闭',
	SUCCESS: '支付成功',
	REFUND: '订单发生过退款，退款详情请查询退款单',
	USERPAYING: '用户支付中，需要输入密码',
	PAYERROR: '支付失败，请重新下单支付',
	REVOKED: '订单已撤销',
};

/** Fen that were given back, or are on their way. */
export function refunded({ refunds }: Order): number {
	return refunds.filter(({ status }) => status !== 'CLOSED').reduce((sum, { refund }) => sum + refund, 0);
}
