export type RefundStatus = 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED';

/** How the old XML interface calls them. */
export const V2_STATES: Record<RefundStatus, string> = {
	PROCESSING: 'PROCESSING',
	SUCCESS: 'SUCCESS',
	ABNORMAL: 'CHANGE',
	CLOSED: 'REFUNDCLOSE',
};

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
	/** The request by which it was paid out otherwise, after it was stuck. */
	resolution?: string;
	/** Made by the old XML interface, and told in its words. */
	byV2?: true;
	/** Where the money went, when it was not back where it came from. */
	receivedBy?: string;
}
