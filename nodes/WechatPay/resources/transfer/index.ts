import type { Resource } from '../../../operation/operation';
import { closeAuthorization, createAuthorization, getAuthorization } from './authorization';
import { createBatch } from './batch';
import { getBatch, getBatchTransfer, getBatchTransfers } from './batchGet';
import { cancel, get } from './bill';
import { create } from './create';
import { getReceipt } from './receipt';

/** Transfers 商家转账 (wechat-pay.md §3.6). */
export const transfer: Resource = {
	value: 'transfer',
	name: 'Transfer',
	description: 'Money that goes to customers (商家转账)',
	operations: [
		create,
		get,
		cancel,
		getReceipt,
		createAuthorization,
		getAuthorization,
		closeAuthorization,
		createBatch,
		getBatch,
		getBatchTransfers,
		getBatchTransfer,
	],
};
