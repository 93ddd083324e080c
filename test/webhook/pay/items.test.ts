import { payItem } from '../../../nodes/protocol/pay/payItem';
import { notificationItem } from '../../../nodes/webhook/pay/item';
import { MERCHANT, SERVICE } from '../../simulator/client';
import { PayClient } from '../../simulator/payClient';
import events from '../../simulator/payEvents.json';
import { deliver, logged, PAYMENT, Scene, TAKEN } from './scene';

const scene = Scene.forEachTest();

/** In the order in which a person reads them (design.md §1). */
const KEYS = [
	...['openid', 'unionid', 'appid', 'event', 'original_type', 'variant', 'status', 'mchid', 'out_trade_no', 'transaction_id', 'out_refund_no'],
	...['amount_fen', 'amount_yuan', 'paid_yuan', 'refund_yuan', 'currency', 'attach', 'occurred_at', 'dedup_key'],
	...['is_verified', 'api_version'],
];

const EMPTY = { ...Object.fromEntries(KEYS.map((key) => [key, null])), is_verified: true, api_version: 'v3' };

/** The item of one notification of any content. */
async function itemOf(resource: object, more: Record<string, unknown> = {}, parameters: object = {}) {
	const n8n = await scene.n8n({ events: ['*'], ...parameters });
	const [tried] = await scene.notify(n8n, { resource, ...more });
	expect(tried).toMatchObject({ status: 200, body: TAKEN.body });
	expect(n8n.executions).toHaveLength(1);
	return n8n.items[0];
}

describe('the item of a payment', () => {
	it('that a customer made: what the order and the payment say', async () => {
		const n8n = await scene.n8n();
		const openid = await scene.client.follower();
		const { out_trade_no } = await scene.client.control('/orders', { openid, amount: 9900, attach: 'table 7', notify_url: n8n.url });
		const { notification } = await scene.client.control('/pay', { out_trade_no });
		const { transaction_id, success_time } = notification.resource;
		expect(transaction_id).toMatch(/^42\d{26}$/);
		expect(success_time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
		expect(n8n.items).toEqual([
			{
				...{ openid, unionid: null, appid: SERVICE.appid },
				event: 'TRANSACTION.SUCCESS',
				original_type: 'transaction',
				...{ variant: 'payment', is_verified: true, api_version: 'v3' },
				status: 'SUCCESS',
				...{ mchid: MERCHANT.mchid, out_trade_no, transaction_id, out_refund_no: null },
				...{ amount_fen: 9900, amount_yuan: '99.00', paid_yuan: '99.00', refund_yuan: null, currency: 'CNY' },
				...{ attach: 'table 7', occurred_at: success_time, dedup_key: notification.id },
				...{ trade_type: 'JSAPI', trade_state: 'SUCCESS', trade_state_desc: '支付成功', bank_type: 'OTHERS', success_time },
				promotion_detail: [],
			},
		]);
		expect(Object.keys(n8n.items[0]).slice(0, KEYS.length)).toEqual(KEYS);
		expect(logged).toEqual([]);
	});

	it('with a coupon: what the customer paid is less than the order', async () => {
		expect(await itemOf(PAYMENT)).toMatchObject({ amount_fen: 9900, amount_yuan: '99.00', paid_yuan: '90.00' });
	});

	it('without a note: null, not an empty text', async () => {
		expect(await itemOf({ ...PAYMENT, attach: '' })).toMatchObject({ attach: null });
	});

	it('of a partner: the openid is the shop’s, and so is the App ID', async () => {
		const { mchid, appid, payer, ...rest } = PAYMENT;
		const partner = { sp_appid: 'wxpartner', sp_mchid: mchid, sub_appid: appid, sub_mchid: '1900077777' };
		const both = { sp_openid: 'o-at-partner', sub_openid: payer.openid };
		expect(await itemOf({ ...rest, ...partner, payer: both }, { id: 'EV-partner' })).toEqual({
			...EMPTY,
			...{ openid: payer.openid, appid, event: 'TRANSACTION.SUCCESS', original_type: 'transaction' },
			...{ status: 'SUCCESS', mchid: '1900077777', variant: 'partner', ...both },
			...{ out_trade_no: PAYMENT.out_trade_no, transaction_id: PAYMENT.transaction_id, attach: 'table 7' },
			...{ amount_fen: 9900, amount_yuan: '99.00', paid_yuan: '90.00', currency: 'CNY' },
			...{ occurred_at: PAYMENT.success_time, dedup_key: 'EV-partner', success_time: PAYMENT.success_time },
			...{ trade_type: 'JSAPI', trade_state: 'SUCCESS', trade_state_desc: '支付成功', bank_type: 'OTHERS' },
			...partner,
		});
		const atPartner = { ...rest, sp_appid: 'wxpartner', sp_mchid: mchid, sub_mchid: '1900077777', payer: { sp_openid: 'o-at-partner' } };
		expect(await itemOf(atPartner)).toMatchObject({ openid: 'o-at-partner', appid: 'wxpartner' });
	});

	it('of several shops at once: the sum, and the number of the whole', async () => {
		const part = (mchid: string, total_amount: number) => ({
			...{ mchid, trade_type: 'JSAPI', trade_state: 'SUCCESS', transaction_id: `42${total_amount}`, out_trade_no: `P${total_amount}` },
			...{ success_time: PAYMENT.success_time, amount: { total_amount, payer_amount: total_amount, currency: 'CNY' } },
		});
		const combined = { combine_appid: SERVICE.appid, combine_mchid: MERCHANT.mchid, combine_out_trade_no: 'C1' };
		const resource = { ...combined, sub_orders: [part('1900077777', 1001), part('1900088888', 99)], combine_payer_info: PAYMENT.payer };
		const item = await itemOf(resource, { id: 'EV-combine' });
		expect(item).toEqual({
			...EMPTY,
			...{ openid: PAYMENT.payer.openid, appid: SERVICE.appid, event: 'TRANSACTION.SUCCESS', original_type: 'transaction' },
			...{ status: 'SUCCESS', mchid: MERCHANT.mchid, out_trade_no: 'C1', dedup_key: 'EV-combine', variant: 'combine' },
			sub_orders: resource.sub_orders,
			...{ amount_fen: 1100, amount_yuan: '11.00', paid_yuan: '11.00', currency: 'CNY', occurred_at: PAYMENT.success_time },
			...combined,
		});
	});

	it('of several shops at once, one of which it tells', async () => {
		const resource = { combine_mchid: '1900077777', combine_out_trade_no: 'C2', sub_orders: [{ mchid: '1900088888' }, { mchid: MERCHANT.mchid }] };
		expect(await itemOf(resource)).toMatchObject({ out_trade_no: 'C2', amount_fen: null, amount_yuan: null });
	});
});

describe('somebody’s share of a payment, which WeChat Pay reports under the payment’s name', () => {
	const SHARE = { mchid: MERCHANT.mchid, transaction_id: PAYMENT.transaction_id, order_id: '30', out_order_no: 'S1', success_time: PAYMENT.success_time };

	it('is not a payment', async () => {
		const n8n = await scene.n8n({ events: ['TRANSACTION.SUCCESS'] });
		expect(await scene.notify(n8n, { resource: SHARE, original_type: 'profitsharing' })).toMatchObject([{ status: 200 }]);
		expect(n8n.executions).toEqual([]);
	});

	it('is told apart by its original_type', async () => {
		expect(await itemOf(SHARE, { original_type: 'profitsharing' })).toMatchObject({
			...{ event: 'TRANSACTION.SUCCESS', original_type: 'profitsharing', variant: 'profitsharing', out_order_no: 'S1', amount_fen: null },
		});
	});

	it('starts what wants shares; the amount is that of the share', async () => {
		const n8n = await scene.n8n({ events: ['PROFITSHARING.SUCCESS'] });
		await scene.notify(n8n, { resource: { ...SHARE, receiver: { type: 'PERSONAL_OPENID', amount: 888 } }, original_type: 'profitsharing' });
		await scene.notify(n8n);
		expect(n8n.items).toMatchObject([{ variant: 'profitsharing', amount_yuan: '8.88', transaction_id: PAYMENT.transaction_id }]);
	});

	it.each<[string, object]>([
		['a merchant’s', { mchid: '1900088888' }],
		['a partner’s shop', { mchid: undefined, sp_mchid: '1900088888', sub_mchid: '1900077777' }],
	])('is ours when we got it, of %s payment', async (_, whose) => {
		const receiver = { type: 'MERCHANT_ID', account: MERCHANT.mchid, amount: 888 };
		expect(await itemOf({ ...SHARE, ...whose, receiver }, { original_type: 'profitsharing' })).toMatchObject({ variant: 'profitsharing', amount_yuan: '8.88' });
	});

	it.each<[string, object, string]>([
		['somebody else got it', { type: 'MERCHANT_ID', account: '1900077777' }, 'profitsharing'],
		['a person with that number got it', { type: 'PERSONAL_OPENID', account: MERCHANT.mchid }, 'profitsharing'],
		['it is no share', { type: 'MERCHANT_ID', account: MERCHANT.mchid }, 'transaction'],
	])('is not ours when %s', async (_, receiver, original_type) => {
		const n8n = await scene.n8n({ events: ['*'] });
		expect(await scene.notify(n8n, { resource: { ...SHARE, mchid: '1900088888', receiver }, original_type })).toMatchObject([{ status: 401 }]);
		expect(n8n.executions).toEqual([]);
	});

	it.each(['PROFITSHARING.SUCCESS', 'PROFITSHARING.RETURN'])('%s is told apart by its name', async (event_type) => {
		expect(await itemOf(SHARE, { event_type, original_type: 'profitsharing' })).toMatchObject({ event: event_type, variant: 'profitsharing' });
	});
});

describe('the item of a refund', () => {
	it.each(['SUCCESS', 'ABNORMAL', 'CLOSED'])('that ended as %s', async (refundResult) => {
		await scene.merchant({ refundResult });
		const n8n = await scene.n8n({ events: [`REFUND.${refundResult}`] });
		const notify_url = n8n.url;
		const { out_trade_no } = await scene.client.control('/orders', { amount: 9900, notify_url });
		const { order } = await scene.client.control('/pay', { out_trade_no });
		const amount = { refund: 4005, total: 9900, currency: 'CNY' };
		const { data } = await new PayClient(n8nUrlOf()).post('/v3/refund/domestic/refunds', { out_trade_no, out_refund_no: 'R1', notify_url, amount });
		while (n8n.executions.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		const { id, createdAt, resource } = (await scene.client.control('/notifications')).at(-1);
		const { success_time } = resource;
		expect(success_time === undefined).toBe(refundResult !== 'SUCCESS');
		expect(n8n.items).toEqual([
			{
				...EMPTY,
				...{ event: `REFUND.${refundResult}`, original_type: 'refund', status: refundResult, mchid: MERCHANT.mchid },
				...{ out_trade_no, transaction_id: order.transaction_id, out_refund_no: 'R1' },
				...{ amount_fen: 9900, amount_yuan: '99.00', paid_yuan: '99.00', refund_yuan: '40.05' },
				...{ occurred_at: success_time ?? beijing(createdAt), dedup_key: id },
				...{ refund_id: data.refund_id, refund_status: refundResult, user_received_account: '支付用户零钱' },
				...(success_time && { success_time }),
			},
		]);
		expect(Object.keys(n8n.items[0]).slice(0, KEYS.length)).toEqual(KEYS);
	});
});

const V3 = { is_verified: true, api_version: 'v3' as const };

describe('the item of anything else', () => {
	it('a kind that WeChat Pay adds tomorrow: what it says by itself, under its own names', async () => {
		const resource = { colour: 'red', size: 5, isNew: true, inner: { deep: 1 }, list: [1], none: null, event: 'mine', openid: 'o-1', unionid: 'u-1' };
		expect(await itemOf(resource, { event_type: 'BRAND.NEW', id: 'EV-new' })).toEqual({
			...EMPTY,
			...{ event: 'BRAND.NEW', original_type: 'brand', openid: 'o-1', unionid: 'u-1', dedup_key: 'EV-new', occurred_at: expect.stringMatching(/\+08:00$/) },
			...{ colour: 'red', size: 5, isNew: true, list: [1] },
		});
	});

	it.each(Object.keys(events))('%s has every column', async (event_type) => {
		const item = await itemOf({ mchid: MERCHANT.mchid }, { event_type });
		expect(item).toMatchObject({ event: event_type, mchid: MERCHANT.mchid });
		expect(Object.keys(item)).toEqual(KEYS);
		const kind = event_type.startsWith('TRANSACTION.') ? 'payment' : event_type.startsWith('PROFITSHARING.') ? 'profitsharing' : null;
		expect(item.variant).toBe(kind);
	});

	// wechat-pay-events.json: they go to the partner, and name the shop only.
	it.each(['APPLYMENT_STATE.APPROVED', 'BLOCKRECORD.CHANGE', 'BLOCKSUBMISSION.CHANGE', 'MANAGERECORD.CHANGE', 'MEDICAL_INSURANCE.SUCCESS', 'VIOLATION.APPEAL', 'VIOLATION.INTERCEPT', 'VIOLATION.PUNISH'])(
		'%s names a partner’s shop, and is the partner’s',
		async (event_type) => {
			expect(await itemOf({ sub_mchid: '1900077777' }, { event_type })).toMatchObject({ mchid: '1900077777' });
		},
	);

	it.each(['mchid', 'mch_id', 'sp_mchid', 'combine_mchid', 'stock_creator_mchid'])('is ours when we are its %s', async (name) => {
		expect(await itemOf({ [name]: MERCHANT.mchid, sub_mchid: '1900077777' })).toMatchObject({ [name]: MERCHANT.mchid });
	});

	it('is ours when we are a partner’s shop', async () => {
		expect(await itemOf({ sp_mchid: '1900077777', sub_mchid: MERCHANT.mchid })).toMatchObject({ mchid: MERCHANT.mchid });
	});

	it('when a card was made is not when it was deleted', async () => {
		const item = await itemOf({ openid: 'o', create_time: '2020-01-01T00:00:00+08:00' }, { event_type: 'BRAND_MEMBER_CARD_SP.USER_CARD.DELETE' });
		expect(item).toMatchObject({ create_time: '2020-01-01T00:00:00+08:00', occurred_at: expect.not.stringMatching(/^2020/) });
	});

	it('without a time of its own it happened when it was told', () => {
		const notification = { id: '1', event_type: 'A.B', create_time: '', summary: '', original_type: null, resource: {}, ...V3 };
		expect(notificationItem(notification)).toEqual({ ...EMPTY, event: 'A.B', dedup_key: '1' });
		expect(notificationItem({ ...notification, create_time: 'T' })).toMatchObject({ occurred_at: 'T' });
		expect(payItem({ update_time: 'U', create_time: 'C' })).toMatchObject({ occurred_at: 'U' });
	});
});

describe('what WeChat Pay wrote is not lost', () => {
	it('numbers that no double can hold keep every digit', async () => {
		const n8n = await scene.n8n();
		const plain = `{"mchid":${MERCHANT.mchid},"transaction_id":4200002345202611221234567891,"order_id":3008450740201411110007820473,"amount":{"total":9900}}`;
		expect(await deliver(n8n, scene.sealed(plain))).toEqual(TAKEN);
		expect(n8n.items).toMatchObject([
			{ mchid: MERCHANT.mchid, transaction_id: '4200002345202611221234567891', order_id: '3008450740201411110007820473', amount_fen: 9900 },
		]);
	});

	it('raw is all of it, when Simplify is off, beside the same columns', async () => {
		const item = await itemOf(PAYMENT, { id: 'EV-raw' }, { simplify: false });
		const { raw, ...columns } = item;
		expect(raw).toEqual({
			...{ id: 'EV-raw', event_type: 'TRANSACTION.SUCCESS', original_type: 'transaction', summary: '支付成功' },
			create_time: expect.stringMatching(/\+08:00$/),
			resource: PAYMENT,
		});
		expect(columns).toEqual(await itemOf(PAYMENT, { id: 'EV-raw' }));
	});

	it('raw is not there when Simplify is on', async () => {
		expect(await itemOf(PAYMENT, {}, { simplify: true })).not.toHaveProperty('raw');
	});

	it('nothing of the credential is in it', async () => {
		const item = JSON.stringify(await itemOf(PAYMENT, {}, { simplify: false }));
		for (const secret of [scene.apiV3Key, MERCHANT.privateKey.split('\n')[1], MERCHANT.serialNo]) expect(item).not.toContain(secret);
	});
});

function beijing(ms: number): string {
	return `${new Date(ms + 8 * 3600_000).toISOString().slice(0, 19)}+08:00`;
}

function n8nUrlOf(): string {
	return String(scene.store.stored('credential-1').baseUrl);
}
