import type { IDataObject } from 'n8n-workflow';
import { payItem } from '../../../protocol/pay/payItem';

/** The columns of a refund (design.md §1), whoever tells about it. */
export function refundItem(refund: IDataObject, whose: IDataObject): IDataObject {
	return {
		...payItem({ ...whose, ...refund }),
		refund_id: refund.refund_id ?? null,
		refunded_to: refund.user_received_account ?? null,
	};
}
