import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../../operation/operation';
import { toYuan } from '../../../protocol/pay/money';
import { payItem } from '../../../protocol/pay/payItem';
import { failureText } from '../../../protocol/pay/transferFailures';
import { nameIn } from './bill';

type Context = Pick<Call, 'credentials'>;

/** A batch of transfers for the next node: of several answers the same keys. Amounts in yuan are texts, null until they are known. */
export function batchItem(batch: IDataObject, { credentials }: Context): IDataObject {
	return {
		...payItem({ mchid: credentials.mchid, ...batch }),
		out_batch_no: batch.out_batch_no ?? null,
		batch_id: batch.batch_id ?? null,
		batch_name: batch.batch_name ?? null,
		batch_remark: batch.batch_remark ?? null,
		transfer_scene_id: batch.transfer_scene_id ?? null,
		total_num: batch.total_num ?? null,
		success_num: batch.success_num ?? null,
		success_yuan: toYuan(batch.success_amount),
		fail_num: batch.fail_num ?? null,
		fail_yuan: toYuan(batch.fail_amount),
		close_reason: batch.close_reason ?? null,
		created_at: batch.create_time ?? null,
	};
}

/** One transfer of a batch; what the list of the batch does not tell is null. */
export function detailItem(detail: IDataObject, context: Context): IDataObject {
	const { detail_status, initiate_time } = detail;
	return {
		...payItem({ mchid: context.credentials.mchid, status: detail_status, create_time: initiate_time, ...detail }),
		out_batch_no: detail.out_batch_no ?? null,
		batch_id: detail.batch_id ?? null,
		out_detail_no: detail.out_detail_no ?? null,
		detail_id: detail.detail_id ?? null,
		transfer_remark: detail.transfer_remark ?? null,
		user_name: nameIn(detail, context),
		fail_reason: detail.fail_reason ?? null,
		fail_text: failureText(detail.fail_reason),
	};
}
