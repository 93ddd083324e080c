import { encryptField } from '../../http/payCipher';
import { beijingTime } from '../time';
import type { Merchant } from './merchant';

/** One transfer of a batch. */
export interface TransferDetail {
	out_detail_no: string;
	detail_id: string;
	openid: string;
	/** Fen. */
	amount: number;
	remark: string;
	user_name?: string;
	user_id_card?: string;
	status: 'PROCESSING' | 'SUCCESS' | 'FAIL';
	fail_reason?: string;
	updatedAt: number;
}

/** Money on its way to many customers (the old interface, until 2025). */
export interface TransferBatch {
	appid: string;
	out_batch_no: string;
	batch_id: string;
	batch_name: string;
	batch_remark: string;
	transfer_scene_id: string;
	notify_url?: string;
	status: 'ACCEPTED' | 'FINISHED';
	createdAt: number;
	updatedAt: number;
	details: TransferDetail[];
	/** The request that made it. */
	request: string;
}

/** Without its transfers, as GET /v3/transfer/batches/… tells it. */
export function describeBatch({ mchid }: Merchant, batch: TransferBatch): Record<string, unknown> {
	const { appid, out_batch_no, batch_id, batch_name, batch_remark, transfer_scene_id, status, createdAt, updatedAt } = batch;
	return {
		...{ mchid, out_batch_no, batch_id, appid },
		batch_status: status,
		batch_type: 'API',
		...{ batch_name, batch_remark },
		...sums(batch),
		create_time: beijingTime(createdAt),
		update_time: beijingTime(updatedAt),
		transfer_scene_id,
	};
}

/** As MCHTRANSFER.BATCH.FINISHED tells it (wechat-pay.md §2.6). */
export function describeBatchNotice(batch: TransferBatch): Record<string, unknown> {
	const { out_batch_no, batch_id, status, updatedAt } = batch;
	return { ...{ out_batch_no, batch_id }, batch_status: status, ...sums(batch), update_time: beijingTime(updatedAt) };
}

export function describeDetail(merchant: Merchant, batch: TransferBatch, detail: TransferDetail): Record<string, unknown> {
	const { out_batch_no, batch_id, appid, createdAt } = batch;
	const { out_detail_no, detail_id, status, amount, remark, fail_reason, openid, user_name, updatedAt } = detail;
	return {
		mchid: merchant.mchid,
		...{ out_batch_no, batch_id, appid, out_detail_no, detail_id },
		detail_status: status,
		transfer_amount: amount,
		transfer_remark: remark,
		...(fail_reason && { fail_reason }),
		openid,
		...(user_name && { user_name: encryptField(merchant.privateKey, user_name) }),
		initiate_time: beijingTime(createdAt),
		update_time: beijingTime(updatedAt),
	};
}

function sums({ status, details }: TransferBatch): Record<string, number> {
	const all = { total_amount: amountOf(details), total_num: details.length };
	if (status !== 'FINISHED') return all;
	const [succeeded, failed] = (['SUCCESS', 'FAIL'] as const).map((wanted) => details.filter((one) => one.status === wanted));
	return {
		...all,
		...{ success_amount: amountOf(succeeded), success_num: succeeded.length },
		...{ fail_amount: amountOf(failed), fail_num: failed.length },
	};
}

function amountOf(details: TransferDetail[]): number {
	return details.reduce((sum, { amount }) => sum + amount, 0);
}
