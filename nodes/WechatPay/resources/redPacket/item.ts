import type { IDataObject } from 'n8n-workflow';
import { payItem } from '../../../protocol/pay/payItem';
import { v2Fen, v2Time } from '../../../protocol/pay/v2Object';
import type { Credentials } from '../../../transport/product';

/** A red packet for the next node: what every item about money has, then what only a red packet has. */
export function redPacketItem(said: IDataObject, { mchid }: Credentials): IDataObject {
	const { openid, rcv_time } = receiptIn(said);
	const [sent_at, received_at, refunded_at] = [said.send_time, rcv_time, said.refund_time].map((time) => v2Time(time) ?? null);
	return {
		...payItem({
			mchid: said.sub_mch_id ?? mchid,
			appid: said.msgappid ?? said.wxappid ?? said.appid,
			openid: said.re_openid ?? openid,
			status: said.status,
			total_amount: v2Fen(said.total_amount),
			amount: { currency: 'CNY', refund: v2Fen(said.refund_amount) },
			success_time: refunded_at ?? received_at ?? sent_at,
		}),
		mch_billno: said.mch_billno ?? null,
		red_packet_id: said.send_listid ?? said.detail_id ?? null,
		...{ sent_at, received_at, refunded_at },
		fail_reason: said.reason || null,
	};
}

/** Who opened it, and when. */
function receiptIn({ hblist }: IDataObject): IDataObject {
	const [receipt = {}] = [(hblist as IDataObject | undefined)?.hbinfo ?? []].flat() as IDataObject[];
	return receipt;
}
