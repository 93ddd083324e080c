export type RefundStatus = 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED';

export interface Refund {
	mchid: string;
	/** Of a partner's order. */
	sub_mchid?: string;
	refund_id: string;
	out_refund_no: string;
	out_trade_no: string;
	transaction_id: string;
	/** Fen: given back, and paid in all. */
	refund: number;
	total: number;
	reason?: string;
	notify_url?: string;
	createdAt: number;
	status: RefundStatus;
	finishedAt?: number;
	/** The request that made it: the same number with another request is refused. */
	request: string;
}
