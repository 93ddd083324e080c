import { decryptField } from './http/payCipher';
import { MERCHANT } from './client';
import { openNotice } from './payClient';
import { payScene } from './payScene';

/** Customers complain, who registered a URL is told, and asks what it is about (wechat-pay.md §3.8). */
const scene = payScene();
type Values = Record<string, any>;

const complain = async (more: Values = {}) => await scene.client.control('/complaints', { text: '茶凉了', ...more });
const get = async (id: string) => await scene.pay.get(`/v3/merchant-service/complaints-v2/${id}`);
const register = async () =>
	await scene.pay.post('/v3/merchant-service/complaint-notifications', { url: scene.receiver.url });
const phoneOf = ({ payer_phone }: Values) => decryptField(MERCHANT.privateKey, payer_phone);

test('a complaint is told to the registered URL, with its id only', async () => {
	await register();
	const out_trade_no = await scene.paid();
	const { complaint_id, notification } = await complain({ out_trade_no });
	expect(notification).toMatchObject({ event_type: 'COMPLAINT.CREATE', acknowledged: true, tries: [{ status: 204 }] });
	const { envelope, resource } = openNotice(scene.receiver.received[1].body);
	expect(envelope.resource.original_type).toBe('complaint');
	expect(resource).toEqual({ complaint_id, action_type: 'CREATE_COMPLAINT' });
});

test('what it is about is asked for', async () => {
	const out_trade_no = await scene.paid();
	const [{ transaction_id }] = await scene.client.control('/orders');
	const { complaint_id, notification } = await complain({ out_trade_no, phone: '13900139000', refund: 100 });
	expect(notification).toBeNull();
	expect(complaint_id).toMatch(/^200\d{24}$/);
	const { status, data } = await get(complaint_id);
	expect([status, phoneOf(data)]).toEqual([200, '13900139000']);
	expect(data).toEqual({
		complaint_id,
		complaint_time: expect.stringMatching(/\+08:00$/),
		complaint_detail: '茶凉了',
		complaint_state: 'PENDING',
		complainted_mchid: MERCHANT.mchid,
		payer_phone: expect.any(String),
		payer_openid: scene.openid,
		complaint_media_list: [],
		complaint_order_info: [{ transaction_id, out_trade_no, amount: 9900 }],
		service_order_info: [],
		complaint_full_refunded: false,
		incoming_user_response: true,
		user_complaint_times: 1,
		problem_description: '申请退款',
		problem_type: 'REFUND',
		apply_refund_amount: 100,
		user_tag_list: [],
		in_platform_service: false,
		need_immediate_service: false,
	});
});

test('whether all is given back is seen from the refunds', async () => {
	const out_trade_no = await scene.paid();
	const { complaint_id } = await complain({ out_trade_no });
	const amount = { refund: 9900, total: 9900, currency: 'CNY' };
	await scene.pay.post('/v3/refund/domestic/refunds', scene.refund(out_trade_no, { amount }));
	expect((await get(complaint_id)).data.complaint_full_refunded).toBe(true);
});

test('a customer goes on, and the state changes', async () => {
	await register();
	const { complaint_id } = await complain();
	const { notification } = await complain({ complaint_id, text: '还是凉的', state: 'PROCESSING' });
	expect(notification).toMatchObject({
		event_type: 'COMPLAINT.STATE_CHANGE',
		resource: { complaint_id, action_type: 'CONTINUE_COMPLAINT' },
	});
	expect((await get(complaint_id)).data).toMatchObject({
		...{ complaint_detail: '还是凉的', complaint_state: 'PROCESSING', user_complaint_times: 2 },
		...{ complaint_order_info: [], problem_type: 'OTHERS', payer_openid: scene.openid },
	});
	const answered = await complain({ complaint_id, action_type: 'MERCHANT_RESPONSE' });
	expect(answered.notification.resource.action_type).toBe('MERCHANT_RESPONSE');
	expect((await get(complaint_id)).data.user_complaint_times).toBe(2);
});

test('one that is not taken is told again after 5 s, and then every minute', async () => {
	await register();
	scene.receiver.answer(500);
	await scene.client.control('/merchants', { mchid: MERCHANT.mchid, pace: 1 });
	const { notification } = await complain();
	const left = notification.nextTryAt - Date.now();
	expect(left).toBeGreaterThan(3500);
	expect(left).toBeLessThanOrEqual(5000);
});

test('nobody’s, and another merchant’s, is not found', async () => {
	expect(await get('200201820200101080076610000')).toMatchObject({ status: 404, data: { code: 'RESOURCE_NOT_EXISTS' } });
	await scene.client.control('/merchants', { mchid: '1900099999', appids: MERCHANT.appids });
	const { complaint_id } = await complain({ mchid: '1900099999' });
	expect((await get(complaint_id)).status).toBe(404);
	const merchants = (await scene.client.control('/state')).merchants as Values[];
	expect(merchants.map(({ complaints }) => complaints)).toEqual([0, 1]);
});

test.each<[Values, string]>([
	[{ text: undefined }, 'text is missing'],
	[{ out_trade_no: 'LT000000' }, 'No paid order LT000000'],
	[{ complaint_id: '1' }, 'No complaint 1'],
	[{ refund: 'all' }, 'refund must be a number'],
])('a mistaken order (%j) is told', async (more, error) => {
	expect(await complain(more)).toEqual({ error });
});

test('a state that there is not is told', async () => {
	const { complaint_id } = await complain();
	expect((await complain({ complaint_id, state: 'DONE' })).error).toBe('state is one of PENDING, PROCESSING, PROCESSED');
});
