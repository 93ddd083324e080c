import { MERCHANT } from './client';
import { signerOf } from './payClient';
import { payScene } from './payScene';
import { upload } from './payUpload';

/** What a merchant reads of complaints, and what it does about them (wechat-pay.md §3.8). */
const scene = payScene();
type Values = Record<string, any>;

const { mchid: complainted_mchid } = MERCHANT;
const SHOP = '1900009231';
const LIST = '/v3/merchant-service/complaints-v2';
const JPG = Buffer.from('ffd8ffe0', 'hex');
const DAY = 24 * 3600;

const complain = async (more: Values = {}): Promise<string> => (await scene.client.control('/complaints', { text: '茶凉了', ...more })).complaint_id;
const get = async (id: string) => (await scene.pay.get(`${LIST}/${id}`)).data;
const history = async (id: string, query: Values = {}) => (await scene.pay.get(`${LIST}/${id}/negotiation-historys`, query)).data;
const today = (days = 0) => new Date(Date.now() + days * DAY * 1000 + 8 * 3600_000).toISOString().slice(0, 10);
const list = async (query: Values = {}) => await scene.pay.get(LIST, { begin_date: today(), end_date: today(), ...query });
const act = async (id: string, what: string, body: Values = {}) => {
	const answer = await scene.pay.post(`${LIST}/${id}/${what}`, what === 'update-refund-progress' ? body : { complainted_mchid, ...body });
	expect(signerOf(answer)).toBe(answer.status < 300 ? MERCHANT.publicKeyId : undefined);
	return { status: answer.status, ...answer.data };
};
const register = async () => await scene.pay.post('/v3/merchant-service/complaint-notifications', { url: scene.receiver.url });
const told = async () => (await scene.client.control('/notifications')).map(({ event_type, resource }: Values) => `${event_type} ${resource.action_type}`);
const picture = async (): Promise<string> => (await upload(scene.pay, '/v3/merchant-service/images/upload', JPG)).data.media_id;
const invalid = (issue: string) => ({ status: 400, code: 'PARAM_ERROR', detail: { issue: expect.stringContaining(issue) } });

describe('the list', () => {
	test('has the complaints of the days, the latest first, and no openid', async () => {
		const [first, second] = [await complain(), await complain({ refund: 100 })];
		const { status, data } = await list();
		expect([status, data.limit, data.offset, data.total_count]).toEqual([200, 10, 0, 2]);
		expect(data.data.map(({ complaint_id }: Values) => complaint_id)).toEqual([second, first]);
		expect(data.data[0]).not.toHaveProperty('payer_openid');
		expect(data.data[0]).toMatchObject({ apply_refund_amount: 100, payer_phone: expect.stringMatching(/.{200}/) });
	});

	test('comes in pages, and only the first tells how many there are', async () => {
		for (let n = 0; n < 3; n++) await complain();
		const [one, two] = [(await list({ limit: 2 })).data, (await list({ limit: 2, offset: 2 })).data];
		expect([one.data.length, one.total_count, two.data.length, 'total_count' in two]).toEqual([2, 3, 1, false]);
	});

	test('is of the days and the shop that are asked for', async () => {
		await complain();
		expect((await list({ begin_date: today(-3), end_date: today(-1) })).data).toMatchObject({ data: [], total_count: 0 });
		expect((await list({ complainted_mchid })).data.total_count).toBe(1);
		expect((await list({ complainted_mchid: SHOP })).data.total_count).toBe(0);
		await complain({ out_trade_no: await scene.paid({ sub_mchid: SHOP }) });
		expect((await list({ complainted_mchid: SHOP })).data.total_count).toBe(1);
	});

	test.each([
		[{ limit: 51 }, '范围[1,50]'],
		[{ limit: 0 }, '范围[1,50]'],
		[{ offset: -1 }, '范围'],
		[{ begin_date: '2026-1-1' }, 'yyyy-MM-DD'],
		[{ begin_date: today(-31) }, '30天'],
		[{ begin_date: today(1) }, '结束日期'],
	])('%j is refused', async (query, issue) => {
		const { status, data } = await list(query);
		expect({ status, ...data }).toMatchObject(invalid(issue));
	});

	test('30 days are not too many', async () => {
		expect((await list({ begin_date: today(-30) })).status).toBe(200);
	});
});

describe('the history', () => {
	test('has what everybody did, the latest first, with pictures', async () => {
		const id = await complain({ pictures: [JPG.toString('base64')] });
		await act(id, 'response', { response_content: '抱歉', response_images: [await picture()] });
		await scene.client.control('/complaints', { complaint_id: id, action_type: 'USER_RESPONSE', text: '谢谢' });
		const { data, total_count } = await history(id);
		expect(total_count).toBe(3);
		const url = expect.stringMatching(/\/v3\/merchant-service\/images\/\w+\.jpg$/);
		expect(data).toMatchObject([
			{ operate_type: 'USER_RESPONSE', operator: '投诉人', operate_details: '谢谢', log_id: expect.stringMatching(/^3002\d+$/) },
			{ operate_type: 'MERCHANT_RESPONSE', operator: '商家', operate_details: '抱歉', complaint_media_list: { media_type: 'OPERATION_IMAGE', media_url: [url] } },
			{ operate_type: 'USER_CREATE_COMPLAINT', operate_details: '茶凉了', complaint_media_list: { media_type: 'USER_COMPLAINT_IMAGE', media_url: [url] } },
		]);
		expect((await history(id, { limit: 1, offset: 1 })).data).toMatchObject([{ operate_details: '抱歉' }]);
	});

	test('takes pages of up to 300', async () => {
		const id = await complain();
		expect((await history(id, { limit: 300 })).data).toHaveLength(1);
		expect((await history(id, { limit: 301 })).code).toBe('PARAM_ERROR');
	});

	test('of nobody’s complaint is not found', async () => {
		expect((await history('2002018')).code).toBe('RESOURCE_NOT_EXISTS');
	});
});

describe('a picture of the customer', () => {
	test('is had with a signed call, whose answer is not signed', async () => {
		const id = await complain({ pictures: [JPG.toString('base64')] });
		const [{ media_type, media_url }] = (await get(id)).complaint_media_list;
		const answer = await scene.pay.get(new URL(media_url[0]).pathname);
		expect([media_type, answer.status, answer.headers['content-type'], answer.raw]).toEqual(['USER_COMPLAINT_IMAGE', 200, 'image/jpeg', JPG]);
		expect(answer.headers).not.toHaveProperty('wechatpay-signature');
	});

	test('that there is not is not found', async () => {
		expect((await scene.pay.get('/v3/merchant-service/images/none.jpg')).data.code).toBe('RESOURCE_NOT_EXISTS');
	});
});

describe('a reply', () => {
	test('makes a waiting complaint one in progress, and is told', async () => {
		await register();
		const id = await complain();
		expect(await act(id, 'response', { response_content: '抱歉' })).toEqual({ status: 204 });
		expect(await get(id)).toMatchObject({ complaint_state: 'PROCESSING', incoming_user_response: false });
		expect(await told()).toEqual(['COMPLAINT.CREATE CREATE_COMPLAINT', 'COMPLAINT.STATE_CHANGE MERCHANT_RESPONSE']);
	});

	test('that comes twice is there twice', async () => {
		const id = await complain();
		for (let n = 0; n < 2; n++) await act(id, 'response', { response_content: '抱歉' });
		expect((await history(id)).data).toHaveLength(3);
	});

	test.each<[Values, string]>([
		[{ response_content: '长'.repeat(501) }, '大于最大值 500'],
		[{ complainted_mchid: SHOP }, '被诉商户号'],
		[{ response_images: ['none'] }, '图片不存在'],
		[{ response_images: ['1', '2', '3', '4', '5'] }, '最多上传4张'],
		[{ jump_url: 'https://x.cn' }, '缺一不可'],
		[{ jump_url_text: '看' }, '缺一不可'],
		[{ jump_url: 'http://x.cn', jump_url_text: '看' }, 'HTTPS'],
		[{ jump_url: 'https://x.cn', jump_url_text: '一二三四五六七八九十一' }, '大于最大值 10'],
	])('with %j is refused', async (more, issue) => {
		const id = await complain();
		expect(await act(id, 'response', { response_content: '抱歉', ...more })).toMatchObject(invalid(issue));
		expect((await get(id)).complaint_state).toBe('PENDING');
	});

	test('has a link, or a page of a Mini Program', async () => {
		const id = await complain();
		const jump = { jump_url: 'https://x.cn', jump_url_text: '一二三四五六七八九十' };
		const mini_program_jump_info = { appid: 'wx1', path: 'a', text: '看' };
		expect((await act(id, 'response', { response_content: '长'.repeat(500), ...jump, mini_program_jump_info })).status).toBe(204);
	});
});

describe('a reply at once', () => {
	const message = { blocks: [{ type: 'TEXT', text: { text: '马上' } }], sender_identity: 'MANUAL' };
	const reply = async (id: string, more: Values = {}) => await act(id, 'response-immediate-service', { idempotent_id: 'R-1', message, ...more });

	test('is made once for its number', async () => {
		await register();
		const id = await complain({ urgent: true });
		const [first, again] = [await reply(id), await reply(id)];
		expect([first.status, again]).toEqual([200, first]);
		expect((await history(id)).data).toMatchObject([{ log_id: first.log_id, normal_message: message }, {}]);
		expect((await told()).length).toBe(2);
		expect((await reply(id, { message: { ...message, custom_data: 'x' } })).code).toBe('INVALID_REQUEST');
		expect((await reply(id, { idempotent_id: 'R-2' })).log_id).not.toBe(first.log_id);
	});

	test('is for those who wait for it', async () => {
		expect(await reply(await complain())).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
	});

	test.each<[Values, string]>([
		[{ message: {} }, '不能为空'],
		[{ message: { blocks: [{ type: 'TEXT' }] } }, '不一致'],
		[{ message: { blocks: [{ type: 'SONG' }] } }, '不一致'],
		[{ message: { blocks: [{ type: 'IMAGE', image: { media_id: 'none' } }] } }, '图片不存在'],
		[{ message: { ...message, sender_identity: 'DOG' } }, '枚举值'],
		[{ idempotent_id: 'x'.repeat(129) }, '大于最大值 128'],
	])('with %j is refused', async (more, issue) => {
		expect(await reply(await complain({ urgent: true }), more)).toMatchObject(invalid(issue));
	});
});

describe('what is dealt with', () => {
	test('is complete; a second time it stays so, and nobody is told again', async () => {
		await register();
		const id = await complain();
		for (let n = 0; n < 2; n++) expect(await act(id, 'complete')).toEqual({ status: 204 });
		expect(await get(id)).toMatchObject({ complaint_state: 'PROCESSED', incoming_user_response: false });
		expect((await told()).slice(1)).toEqual(['COMPLAINT.STATE_CHANGE MERCHANT_CONFIRM_COMPLETE']);
		expect((await act(id, 'complete', { complainted_mchid: SHOP })).code).toBe('PARAM_ERROR');
	});

	test('can be taken back by the customer, of which nobody is told', async () => {
		await register();
		const id = await complain();
		expect(await scene.client.control('/complaints', { complaint_id: id, withdraw: true })).toEqual({ complaint_id: id, notification: null });
		expect((await get(id)).complaint_state).toBe('PROCESSED');
		expect((await history(id)).data[0].operate_type).toBe('USER_REVOKE_COMPLAINT');
		expect(await told()).toHaveLength(1);
	});
});

describe('a refund that is wanted', () => {
	const answer = async (id: string, body: Values) => await act(id, 'update-refund-progress', body);

	test('and approved is dealt with when it has arrived, not before', async () => {
		await register();
		const out_trade_no = await scene.paid();
		const id = await complain({ out_trade_no, refund: 4000 });
		expect(await answer(id, { action: 'APPROVE', launch_refund_day: 1 })).toEqual({ status: 204 });
		expect((await get(id)).complaint_state).toBe('PROCESSING');
		await scene.pay.post('/v3/refund/domestic/refunds', scene.refund(out_trade_no, { notify_url: undefined }));
		while ((await told()).length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
		expect((await told()).slice(-2)).toEqual(['COMPLAINT.STATE_CHANGE MERCHANT_APPROVE_REFUND', 'COMPLAINT.STATE_CHANGE REFUND_SUCCESS']);
		expect((await get(id)).complaint_state).toBe('PROCESSED');
		expect((await history(id)).data[0]).toMatchObject({ operate_type: 'COMPLAINT_REFUND_RECEIVED_SYSTEM_MESSAGE', operator: '微信支付客服' });
	});

	test('of less than what was wanted is not enough', async () => {
		const out_trade_no = await scene.paid();
		const id = await complain({ out_trade_no, refund: 4001 });
		await answer(id, { action: 'APPROVE' });
		await scene.pay.post('/v3/refund/domestic/refunds', scene.refund(out_trade_no));
		await scene.arrived(2);
		expect((await get(id)).complaint_state).toBe('PROCESSING');
	});

	test('and rejected is over, with the reason', async () => {
		const id = await complain({ refund: 4000 });
		expect(await answer(id, { action: 'REJECT', reject_reason: '已过期', reject_media_list: [await picture()], remark: 'x' })).toEqual({ status: 204 });
		expect((await get(id)).complaint_state).toBe('PROCESSED');
		expect((await history(id)).data[0]).toMatchObject({ operate_type: 'MERCHANT_REFUSE_RERUND', operate_details: '已过期' });
	});

	test.each<[Values, Values]>([
		[{ action: 'PERHAPS' }, invalid('枚举值')],
		[{ action: 'APPROVE', launch_refund_day: -1 }, invalid('小于最小值')],
		[{ action: 'APPROVE', launch_refund_day: 1.5 }, invalid('整数')],
		[{ action: 'REJECT', reject_reason: '长'.repeat(201) }, invalid('大于最大值 200')],
		[{ action: 'REJECT', remark: '长'.repeat(201) }, invalid('大于最大值 200')],
		[{ action: 'REJECT', reject_media_list: ['none'] }, invalid('图片不存在')],
	])('answered with %j is refused', async (body, refusal) => {
		expect(await answer(await complain({ refund: 1 }), body)).toMatchObject(refusal);
	});

	test('is answered once, and only where one is wanted', async () => {
		const id = await complain({ refund: 1 });
		await answer(id, { action: 'APPROVE' });
		expect(await answer(id, { action: 'REJECT' })).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
		expect(await answer(await complain(), { action: 'APPROVE' })).toMatchObject({ status: 400, code: 'INVALID_REQUEST' });
	});
});
