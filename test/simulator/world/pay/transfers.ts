import type { Transfer } from './transfer';
import type { Authorization } from './transferAuthorization';
import type { TransferBatch } from './transferBatch';
import type { Receipt } from './transferReceipt';

/** All about money that a merchant sends to customers (wechat-pay.md §3.6). */
export interface Transfers {
	/** By out_bill_no. */
	bills: Map<string, Transfer>;
	/** By out_authorization_no. */
	authorizations: Map<string, Authorization>;
	/** By out_batch_no. */
	batches: Map<string, TransferBatch>;
	/** By what they are of. */
	receipts: Map<string, Receipt>;
	/** Receipts to be fetched, by token. */
	files: Map<string, Buffer>;
	/** What customers are really called, by openid; the others as the merchant says. */
	realNames: Map<string, string>;
	/** Milliseconds that a transfer, a batch or a receipt takes. */
	delay: number;
}

export function newTransfers(): Transfers {
	return {
		bills: new Map(),
		authorizations: new Map(),
		batches: new Map(),
		receipts: new Map(),
		files: new Map(),
		realNames: new Map(),
		delay: 500,
	};
}
