import { PayClient } from '../../simulator/payClient';
import type { Scene } from './scene';

type Values = Record<string, any>;

/** Nobody listens there: what WeChat Pay tells about these is told otherwise. */
const NOWHERE = 'http://127.0.0.1:10/nowhere';

/** An order that a customer has paid, as WeChat Pay tells it. */
export async function paidOrder(scene: Scene, more: Values = {}): Promise<Values> {
	const { out_trade_no, error } = await scene.client.control('/orders', { amount: 9900, notify_url: NOWHERE, ...more });
	expect(error).toBeUndefined();
	return (await scene.client.control('/pay', { out_trade_no })).order;
}

/** 40 yuan of an order, paid back; the numbers by which WeChat Pay knows it. */
export async function madeRefund(scene: Scene, { out_trade_no, transaction_id }: Values): Promise<Values> {
	const pay = new PayClient(String(scene.store.stored('credential-1').baseUrl));
	const out_refund_no = `R${out_trade_no}`;
	const amount = { refund: 4000, total: 9900, currency: 'CNY' };
	const { data } = await pay.post('/v3/refund/domestic/refunds', { out_trade_no, out_refund_no, amount });
	expect(data.refund_id).toMatch(/^\d+$/);
	for (let n = 0; n < 100; n++) {
		if ((await pay.get(`/v3/refund/domestic/refunds/${out_refund_no}`)).data.status === 'SUCCESS') break;
		await new Promise((done) => setTimeout(done, 10));
	}
	return { out_trade_no, transaction_id, out_refund_no, refund_id: data.refund_id };
}
