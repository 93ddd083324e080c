import type { IDataObject } from 'n8n-workflow';
import { files, type Wechat } from '../wechat';
import { sale, type Sale } from './shop';

/** Who complains, of what, and about which order. */
export type Complained = Sale & { complaint_id: string };

/** A customer paid ¥99.00 and complains that the tea is cold. */
export async function complained(wechat: Wechat, more: IDataObject = {}, sold: IDataObject = {}): Promise<Complained> {
	const order = await sale(wechat, sold);
	const { complaint_id, error } = await wechat.client.control('/complaints', { out_trade_no: order.out_trade_no, text: '茶凉了', ...more });
	if (error) throw new Error(error);
	return { ...order, complaint_id };
}

/** A complaint that is about no order; several at once are of the same person. */
export async function complaint(wechat: Wechat, more: IDataObject = {}): Promise<string> {
	const { complaint_id, error } = await wechat.client.control('/complaints', { text: '茶凉了', openid: 'oCustomer', ...more });
	if (error) throw new Error(error);
	return complaint_id;
}

/** What a phone's camera brings. */
export const photo = files.jpg.toString('base64');
