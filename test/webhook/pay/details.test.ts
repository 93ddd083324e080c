import { MERCHANT, SERVICE } from '../../simulator/client';
import { logged, PAYMENT, Scene } from './scene';
import { madeRefund, paidOrder } from './shop';

const scene = Scene.forEachTest();

type Values = Record<string, any>;

const parameters = { events: ['*'], additionalFields: { addDetails: true } };

const COMPLAINT_COLUMNS = [
	...['complaint_detail', 'complaint_state', 'complaint_time', 'complainted_mchid', 'payer_phone', 'problem_type', 'problem_description'],
	...['apply_refund_amount', 'user_complaint_times', 'incoming_user_response', 'complaint_full_refunded', 'complaint_order_info'],
];

const UNKNOWN = Object.fromEntries(COMPLAINT_COLUMNS.map((name) => [name, null]));

/** A refund that WeChat Pay knows, of an order with a note; and what it tells of it. */
async function refund(more: Values = {}): Promise<{ openid: string; resource: Values }> {
	const openid = await scene.client.follower();
	const order = await paidOrder(scene, { openid, attach: 'table 7', ...more });
	const numbers = await madeRefund(scene, order);
	const amount = { total: 9900, refund: 4000, payer_total: 9900, payer_refund: 4000 };
	return { openid, resource: { mchid: MERCHANT.mchid, ...numbers, refund_status: 'SUCCESS', amount } };
}

async function itemOf(resource: Values, event_type = 'REFUND.SUCCESS', more: Values = {}) {
	const n8n = await scene.n8n({ ...parameters, ...more });
	expect(await scene.notify(n8n, { resource, event_type })).toMatchObject([{ status: 200 }]);
	expect(n8n.executions).toHaveLength(1);
	return n8n.items[0] as Values;
}

describe('the details of a refund', () => {
	it('are who had paid, in which account, with what note', async () => {
		const { openid, resource } = await refund();
		expect(await itemOf(resource)).toMatchObject({
			...{ event: 'REFUND.SUCCESS', openid, appid: SERVICE.appid, attach: 'table 7', details_missing: null },
			...{ status: 'SUCCESS', amount_yuan: '99.00', paid_yuan: '99.00', refund_yuan: '40.00', currency: 'CNY', ...UNKNOWN },
		});
	});

	it('are found by the order’s number where there is no other', async () => {
		const { openid, resource } = await refund();
		expect(await itemOf({ ...resource, transaction_id: undefined })).toMatchObject({ openid, attach: 'table 7' });
	});

	it('fill what the old XML interface leaves out', async () => {
		const { openid, resource } = await refund();
		const { out_trade_no, transaction_id, out_refund_no, refund_id } = resource as Values;
		const n8n = await scene.n8n(parameters);
		const fields = { out_trade_no, transaction_id, out_refund_no, refund_id };
		await scene.client.control('/notify', { url: n8n.url, v2: 'refund', times: 1, fields });
		expect(n8n.items).toMatchObject([{ openid, attach: 'table 7', paid_yuan: '99.00', is_verified: false, details_missing: null }]);
	});

	it('of a partner’s shop are asked for as the partner', async () => {
		await scene.merchant({ partner: true });
		await itemOf({ sp_mchid: MERCHANT.mchid, sub_mchid: '1900077777', transaction_id: '42', out_refund_no: 'R1' });
		const calls: Values[] = await scene.client.control('/calls');
		expect(calls).toContainEqual(
			expect.objectContaining({
				path: '/v3/pay/partner/transactions/id/42',
				query: { sp_mchid: MERCHANT.mchid, sub_mchid: '1900077777' },
			}),
		);
	});

	it('that WeChat Pay refuses are null, and the item says why', async () => {
		const item = await itemOf({ mchid: MERCHANT.mchid, transaction_id: '4200000000', out_refund_no: 'R1' });
		expect(item).toMatchObject({ openid: null, attach: null, ...UNKNOWN, details_missing: expect.stringMatching(/^WeChat refused: /) });
	});

	it('are in raw too, untouched, when Simplify is off', async () => {
		const { openid, resource } = await refund();
		const { raw } = await itemOf(resource, 'REFUND.SUCCESS', { simplify: false });
		expect(raw).toMatchObject({ resource: { out_refund_no: resource.out_refund_no }, details: { payer: { openid }, trade_state: expect.any(String) } });
	});

	it.each<[string, Values]>([
		['slow', { hang: 3000 }],
		['down', { drop: true }],
		['not to be trusted', { badSignature: true }],
	])('while WeChat Pay is %s they are null, and the notification is taken within WeChat’s five seconds', async (_, fault) => {
		const { resource } = await refund();
		await scene.client.control('/faults', { path: '/v3/pay/transactions/id/{transaction_id}', times: 9, ...fault });
		const began = Date.now();
		const item = await itemOf(resource);
		expect(Date.now() - began).toBeLessThan(4000);
		expect(item).toMatchObject({ openid: null, refund_yuan: '40.00', details_missing: expect.stringMatching(/^[A-Z]/) });
		expect(logged).toEqual([]);
	}, 15_000);

	it('are asked for once: nothing goes on when the time is over', async () => {
		const { resource } = await refund();
		await scene.client.control('/faults', { path: '/v3/pay/transactions/id/{transaction_id}', times: 9, status: 500, code: 'SYSTEM_ERROR' });
		expect(await itemOf(resource)).toMatchObject({ openid: null, details_missing: expect.stringMatching(/^[A-Z]/) });
		await new Promise((done) => setTimeout(done, 3500));
		const calls: Values[] = await scene.client.control('/calls');
		expect(calls.filter(({ path }) => path.startsWith('/v3/pay/transactions/id/'))).toHaveLength(1);
	}, 15_000);
});

describe('the details of a complaint', () => {
	async function complaint(more: Values = {}) {
		const openid = await scene.client.follower();
		const order = await paidOrder(scene, { openid, attach: 'table 7' });
		const { complaint_id, error } = await scene.client.control('/complaints', {
			...{ openid, out_trade_no: order.out_trade_no, text: 'The tea was cold', phone: '13800138000', ...more },
		});
		expect(error).toBeUndefined();
		return { openid, order, resource: { complaint_id, action_type: 'CREATE_COMPLAINT' } };
	}

	it('are its text, who complains, the phone number, and the order', async () => {
		const { openid, order, resource } = await complaint();
		expect(await itemOf(resource, 'COMPLAINT.CREATE')).toMatchObject({
			...{ event: 'COMPLAINT.CREATE', openid, status: 'PENDING', mchid: MERCHANT.mchid, details_missing: null },
			...{ complaint_id: resource.complaint_id, complaint_detail: 'The tea was cold', payer_phone: '13800138000', complaint_state: 'PENDING' },
			...{ out_trade_no: order.out_trade_no, transaction_id: order.transaction_id, amount_fen: 9900, amount_yuan: '99.00' },
			complaint_order_info: [{ out_trade_no: order.out_trade_no, transaction_id: order.transaction_id, amount: 9900 }],
		});
	});

	it('are there when it is told to a registered URL too', async () => {
		const n8n = await scene.n8n({ ...parameters, events: ['COMPLAINT.STATE_CHANGE'] });
		const { resource } = await complaint();
		await scene.notify(n8n, { resource: { ...resource, action_type: 'USER_RESPONSE' }, event_type: 'COMPLAINT.STATE_CHANGE' });
		expect(n8n.items).toMatchObject([{ complaint_detail: 'The tea was cold', action_type: 'USER_RESPONSE' }]);
	});

	it('that WeChat Pay does not know are null, and the item says why', async () => {
		const item = await itemOf({ complaint_id: '2002018', action_type: 'CREATE_COMPLAINT' }, 'COMPLAINT.CREATE');
		expect(item).toMatchObject({ openid: null, ...UNKNOWN, complaint_id: '2002018', details_missing: expect.stringMatching(/^WeChat refused/) });
	});
});

describe('the details of anything else', () => {
	it('are none, in the same columns, and nothing is asked', async () => {
		const item = await itemOf(PAYMENT, 'TRANSACTION.SUCCESS');
		expect(item).toMatchObject({ details_missing: null, ...UNKNOWN, openid: PAYMENT.payer.openid });
		const calls: Values[] = await scene.client.control('/calls');
		expect(calls.filter(({ mchid }) => mchid)).toEqual([]);
	});

	it('without Add Details nothing is looked up, and there are no such columns', async () => {
		const { resource } = await refund();
		const before = (await scene.client.control('/calls')).length;
		const item = await itemOf(resource, 'REFUND.SUCCESS', { additionalFields: {} });
		expect((await scene.client.control('/calls')).length).toBe(before);
		expect(item).not.toHaveProperty('details_missing');
		expect(item.openid).toBeNull();
	});
});
