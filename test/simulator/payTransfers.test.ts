import { createHash } from 'node:crypto';
import { MERCHANT, SERVICE } from './client';
import { encryptField } from './http/payCipher';
import { openNotice, PayClient, signerOf } from './payClient';
import { payScene } from './payScene';

const scene = payScene();
type Values = Record<string, any>;

const BILLS = '/v3/fund-app/mch-transfer/transfer-bills';
const SIGN = '/v3/fund-app/mch-transfer/elecsign';
const ALLOW = '/v3/fund-app/mch-transfer/user-confirm-authorization';
const BATCHES = '/v3/transfer/batches';
const DAY = 24 * 3600;

const REPORT = [
	{ info_type: '岗位类型', info_content: '外卖员' },
	{ info_type: '报酬说明', info_content: '7月份配送费' },
];
const encrypted = (name: string) => encryptField(MERCHANT.publicKey, name);

const control = async (path: string, body: Values = {}) => await scene.client.control(path, { mchid: MERCHANT.mchid, ...body });
const kept = async () => await scene.client.control('/transfers');

const bill = (more: Values = {}): Values => ({
	...{ appid: SERVICE.appid, out_bill_no: 'C1', openid: scene.openid, transfer_amount: 400, transfer_remark: '谢谢' },
	...{ transfer_scene_id: '1005', transfer_scene_report_infos: REPORT, notify_url: scene.receiver.url },
	...more,
});
const transfer = async (more?: Values, path = BILLS) => await scene.pay.post(path, bill(more));
const query = async (number = 'C1') => await scene.pay.get(`${BILLS}/out-bill-no/${number}`);

beforeEach(async () => {
	await control('/merchants', { balance: 1000 });
	await control('/transfers', { delay: 0 });
});

/** A merchant whose clock is so many seconds ahead, as WeChat Pay's is by then. */
const at = (seconds: number) => new PayClient(scene.url, undefined, () => Date.now() + seconds * 1000);

async function until(isSo: () => Promise<boolean>): Promise<void> {
	for (let tries = 0; !(await isSo()); tries++) {
		if (tries > 200) throw new Error('It does not happen');
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
}
const ended = async (state: string, number = 'C1') => await until(async () => (await query(number)).data.state === state);

describe('a transfer that the customer confirms', () => {
	test('waits, is confirmed, arrives, and is told', async () => {
		const made = await transfer();
		expect(made).toMatchObject({ status: 200, data: { out_bill_no: 'C1', transfer_bill_no: expect.stringMatching(/^133\d{37}$/), state: 'WAIT_USER_CONFIRM' } });
		expect((await kept()).balance).toBe(600);
		await control('/transfers', { delay: 100 });
		expect((await control('/transfers', { package_info: made.data.package_info })).transfer.state).toBe('TRANSFERING');
		const [push] = await scene.arrived(1);
		expect(signerOf({ headers: push.headers, raw: push.body })).toBe(MERCHANT.publicKeyId);
		const { envelope, resource } = openNotice(push.body);
		expect(envelope).toMatchObject({ event_type: 'MCHTRANSFER.BILL.FINISHED', resource: { original_type: 'mch_payment' } });
		const times = { create_time: made.data.create_time, update_time: expect.stringMatching(/\+08:00$/) };
		const told = { out_bill_no: 'C1', transfer_bill_no: made.data.transfer_bill_no, state: 'SUCCESS', mch_id: MERCHANT.mchid, transfer_amount: 400, openid: scene.openid };
		expect(resource).toEqual({ ...told, ...times });
		expect((await query()).data).toEqual({ ...told, appid: SERVICE.appid, transfer_remark: '谢谢', ...times });
		expect((await scene.pay.get(`${BILLS}/transfer-bill-no/${String(made.data.transfer_bill_no)}`)).data).toEqual((await query()).data);
		expect((await kept()).balance).toBe(600);
	});

	test('fails with what is ordered, or because the name is another: the money is back', async () => {
		await control('/transfers', { realNames: { [scene.openid]: '王小明' } });
		await transfer();
		await control('/transfers', { out_bill_no: 'C1', fail_reason: 'ACCOUNT_FROZEN' });
		await ended('FAIL');
		expect((await query()).data.fail_reason).toBe('ACCOUNT_FROZEN');
		await transfer({ out_bill_no: 'C2', user_name: encrypted('张三') });
		await control('/transfers', { out_bill_no: 'C2' });
		await ended('FAIL', 'C2');
		expect((await query('C2')).data.fail_reason).toBe('NAME_NOT_CORRECT');
		expect((await kept()).balance).toBe(1000);
	});

	test('is over after 24 hours, and not a second earlier; the money is back', async () => {
		await transfer();
		await control('/clock', { advance: DAY - 5 });
		expect((await at(DAY - 5).get(`${BILLS}/out-bill-no/C1`)).data.state).toBe('WAIT_USER_CONFIRM');
		await control('/clock', { advance: 10 });
		expect((await at(DAY + 5).get(`${BILLS}/out-bill-no/C1`)).data).toMatchObject({ state: 'FAIL', fail_reason: 'OVERDUE_CLOSE' });
		expect((await kept()).balance).toBe(1000);
		expect((await control('/transfers', { out_bill_no: 'C1' })).error).toBe('Transfer C1 is FAIL');
	});

	test('is found for 30 days', async () => {
		await transfer();
		await control('/clock', { advance: 31 * DAY });
		expect(await at(31 * DAY).get(`${BILLS}/out-bill-no/C1`)).toMatchObject({ status: 404, data: { code: 'NOT_FOUND' } });
	});

	test('is cancelled before it is confirmed, and not after; told too', async () => {
		await transfer();
		const cancel = async () => await scene.pay.post(`${BILLS}/out-bill-no/C1/cancel`, undefined);
		expect(await cancel()).toMatchObject({ status: 200, data: { out_bill_no: 'C1', state: 'CANCELING', update_time: expect.anything() } });
		await ended('CANCELLED');
		expect((await cancel()).data.state).toBe('CANCELLED');
		expect(openNotice((await scene.arrived(1))[0].body).resource).toMatchObject({ state: 'CANCELLED', fail_reason: 'MCH_CANCEL' });
		expect((await kept()).balance).toBe(1000);
		await transfer({ out_bill_no: 'C2' });
		await control('/transfers', { out_bill_no: 'C2' });
		expect(await scene.pay.post(`${BILLS}/out-bill-no/C2/cancel`, undefined)).toMatchObject({ status: 400, data: { code: 'INVALID_REQUEST' } });
	});

	test('the same number is the same transfer, also when the name is encrypted anew; with other values it is refused', async () => {
		const first = await transfer({ user_name: encrypted('王小明') });
		expect((await transfer({ user_name: encrypted('王小明') })).data).toEqual(first.data);
		for (const other of [{ transfer_amount: 401 }, { user_name: encrypted('张三') }, { transfer_remark: '不' }]) {
			expect(await transfer({ user_name: encrypted('王小明'), ...other })).toMatchObject({ status: 400, data: { code: 'INVALID_REQUEST' } });
		}
		expect((await kept()).balance).toBe(600);
	});

	test.each([
		['a report is missing', { transfer_scene_report_infos: REPORT.slice(1) }, 'PARAM_ERROR'],
		['a report is there twice', { transfer_scene_report_infos: [...REPORT, REPORT[0]] }, 'PARAM_ERROR'],
		['the report of another scene', { transfer_scene_id: '1009' }, 'PARAM_ERROR'],
		['a number with a dash', { out_bill_no: 'C-1' }, 'PARAM_ERROR'],
		['nothing', { transfer_amount: 0 }, 'PARAM_ERROR'],
		['¥2,000 without a name', { transfer_amount: 200_000 }, 'PARAM_ERROR'],
		['a red packet of more than ¥200', { transfer_amount: 20_001, user_recv_style: { type: 'RED_PACKET' } }, 'PARAM_ERROR'],
		['a remark of 33 characters', { transfer_remark: '茶'.repeat(33) }, 'PARAM_ERROR'],
		['an openid of nobody', { openid: 'o-nobody' }, 'PARAM_ERROR'],
		['an account of somebody else', { appid: 'wxother0000000000' }, 'APPID_MCHID_NOT_MATCH'],
		['more than there is', { transfer_amount: 1001 }, 'NOT_ENOUGH'],
	])('%s: refused, and nothing is made', async (_, more, code) => {
		expect((await transfer(more)).data.code).toBe(code);
		expect(await kept()).toMatchObject({ balance: 1000, transfers: [] });
	});

	test('a scene that is not in the list takes any report', async () => {
		expect((await transfer({ transfer_scene_id: '1006', transfer_scene_report_infos: [{ info_type: '报销类型', info_content: '差旅' }] })).status).toBe(200);
	});
});

describe('an authorization', () => {
	const asked = (more: Values = {}) => ({
		...{ appid: SERVICE.appid, openid: scene.openid, out_authorization_no: 'A1', user_display_name: 'Member', transfer_scene_id: '1005' },
		authorization_notify_url: scene.receiver.url,
		...more,
	});
	const get = async (more: Values = {}) => await scene.pay.get(`${ALLOW}/out-authorization-no/A1`, more);
	const pay = async (more: Values) => {
		const { openid: _openid, ...body } = bill(more);
		return await scene.pay.post(`${BILLS}/transfer`, body);
	};

	test('asked for, given, told, used, withdrawn, told', async () => {
		const made = await scene.pay.post(ALLOW, asked());
		expect(made.data).toEqual({ out_authorization_no: 'A1', state: 'WAIT_USER_CONFIRM', create_time: expect.anything(), package_info: expect.anything() });
		expect((await scene.pay.post(ALLOW, asked())).data).toEqual(made.data);
		expect((await scene.pay.post(ALLOW, asked({ user_display_name: 'Other' }))).data.code).toBe('INVALID_REQUEST');
		expect((await pay({ out_authorization_no: 'A1' })).data.code).toBe('INVALID_REQUEST');
		expect((await get({ is_display_authorization: 'true' })).data.code).toBe('INVALID_REQUEST');
		const { authorization, notification } = await control('/authorizations', { package_info: made.data.package_info });
		expect([authorization.state, notification.event_type, notification.acknowledged]).toEqual(['TAKING_EFFECT', 'MCHTRANSFER.AUTHORIZATION.CONFIRMED', true]);
		expect(notification.resource).toEqual({
			...{ out_authorization_no: 'A1', appid: SERVICE.appid, openid: scene.openid, user_display_name: 'Member' },
			...{ authorization_id: authorization.authorization_id, state: 'TAKING_EFFECT', authorize_time: expect.anything() },
		});
		expect((await get()).data).not.toHaveProperty('package_info');
		expect((await get({ is_display_authorization: 'true' })).data).toHaveProperty('package_info');
		expect((await pay({ authorization_id: authorization.authorization_id })).data).toMatchObject({ state: 'PROCESSING', openid: scene.openid });
		await ended('SUCCESS');
		const withdrawn = await control('/authorizations', { out_authorization_no: 'A1', action: 'withdraw' });
		expect(withdrawn.notification).toMatchObject({ event_type: 'MCHTRANSFER.AUTHORIZATION.CLOSED', resource: { close_info: { close_reason: 'USER_CLOSE' } } });
		expect((await pay({ out_bill_no: 'C2', out_authorization_no: 'A1' })).data.code).toBe('INVALID_REQUEST');
	});

	test('asked for with a transfer: refused money makes no authorization either', async () => {
		const info = { out_authorization_no: 'A1', user_display_name: 'Member', authorization_notify_url: scene.receiver.url };
		const path = `${BILLS}/pre-transfer-with-authorization`;
		expect((await transfer({ authorization_info: info, transfer_amount: 1001 }, path)).data.code).toBe('NOT_ENOUGH');
		expect((await kept()).authorizations).toEqual([]);
		expect((await transfer({ authorization_info: info }, path)).data).toMatchObject({ state: 'WAIT_USER_CONFIRM', out_authorization_no: 'A1' });
		await control('/transfers', { out_bill_no: 'C1', authorize: false });
		expect((await get()).data.state).toBe('WAIT_USER_CONFIRM');
	});

	test('both numbers, or none, or of another scene: refused', async () => {
		await scene.pay.post(ALLOW, asked());
		const { authorization } = await control('/authorizations', { out_authorization_no: 'A1' });
		for (const numbers of [{}, { out_authorization_no: 'A1', authorization_id: authorization.authorization_id }]) {
			expect((await pay(numbers)).data.code).toBe('PARAM_ERROR');
		}
		const other = { transfer_scene_id: '1009', transfer_scene_report_infos: [{ info_type: '采购商品名称', info_content: '茶' }] };
		expect((await pay({ ...other, out_authorization_no: 'A1' })).data.code).toBe('INVALID_REQUEST');
	});

	test('five of one person, and not one more; not confirmed within a day it is closed', async () => {
		for (const n of [1, 2, 3, 4, 5]) expect((await scene.pay.post(ALLOW, asked({ out_authorization_no: `A${n}` }))).status).toBe(200);
		expect((await scene.pay.post(ALLOW, asked({ out_authorization_no: 'A6' }))).data.code).toBe('INVALID_REQUEST');
		await control('/clock', { advance: DAY + 5 });
		const later = at(DAY + 5);
		expect((await later.get(`${ALLOW}/out-authorization-no/A1`)).data).toMatchObject({ state: 'CLOSED', close_info: { close_reason: 'USER_OVERDUE_UNCONFIRMED' } });
		expect((await later.post(ALLOW, asked({ out_authorization_no: 'A6' }))).status).toBe(200);
	});

	test('closed by the merchant when it is in effect', async () => {
		await scene.pay.post(ALLOW, asked());
		const close = async () => await scene.pay.post(`${ALLOW}/out-authorization-no/A1/close`, undefined);
		expect((await close()).data.code).toBe('INVALID_REQUEST');
		await control('/authorizations', { out_authorization_no: 'A1' });
		expect((await close()).data).toMatchObject({ state: 'CLOSED', close_info: { close_reason: 'CLOSE_VIA_MCH_API' } });
		expect((await close()).data.state).toBe('CLOSED');
		expect(openNotice((await scene.arrived(2))[1].body).envelope.event_type).toBe('MCHTRANSFER.AUTHORIZATION.CLOSED');
	});
});

describe('a receipt', () => {
	async function received(more: Values = { user_name: encrypted('王小明') }): Promise<void> {
		await transfer(more);
		await control('/transfers', { out_bill_no: 'C1' });
		await ended('SUCCESS');
	}
	const ask = async () => await scene.pay.get(`${SIGN}/out-bill-no/C1`);
	const apply = async () => await scene.pay.post(`${SIGN}/out-bill-no`, { out_bill_no: 'C1' });

	test('is applied for, made, and fetched: a PDF with the hash that was told', async () => {
		await received();
		expect((await ask()).data.code).toBe('NOT_FOUND');
		await control('/transfers', { delay: 100 });
		expect((await apply()).data).toEqual({ state: 'GENERATING', create_time: expect.anything() });
		expect((await ask()).data).not.toHaveProperty('download_url');
		await until(async () => (await ask()).data.state === 'FINISHED');
		const { hash_type, hash_value, download_url } = (await ask()).data;
		const { pathname, search } = new URL(download_url);
		const file = await scene.pay.get(pathname, Object.fromEntries(new URLSearchParams(search)));
		expect([pathname, hash_type, file.headers['content-type']]).toEqual(['/v3/transferdownload/elecvoucherfile', 'SHA256', 'application/pdf']);
		expect(createHash('sha256').update(file.raw).digest('hex')).toBe(hash_value);
		expect(file.headers).not.toHaveProperty('wechatpay-signature');
		// Where the table of the objects begins is told at the end of a PDF, and each object begins where the table says.
		const pdf = file.raw.toString('latin1');
		const xref = Number(/startxref\n(\d+)/.exec(pdf)![1]);
		expect(pdf.slice(xref, xref + 4)).toBe('xref');
		const places = [...pdf.slice(xref).matchAll(/^(\d{10}) 00000 n/gm)].map(([, place]) => pdf.slice(Number(place), Number(place) + 7));
		expect(places).toEqual([1, 2, 3, 4, 5].map((n) => `${n} 0 obj`));
	});

	test('not before the money arrived, and not without a name', async () => {
		await transfer();
		expect((await apply()).data).toMatchObject({ code: 'INVALID_REQUEST', message: expect.stringContaining('转账未成功') });
		await control('/transfers', { out_bill_no: 'C1' });
		await ended('SUCCESS');
		expect((await apply()).data.message).toContain('未传入收款用户姓名');
	});

	test('a token of nobody', async () => {
		expect((await scene.pay.get('/v3/transferdownload/signfile', { token: 'x' })).data.code).toBe('RESOURCE_NOT_EXISTS');
	});
});

describe('a batch', () => {
	const batch = (more: Values = {}): Values => ({
		...{ appid: SERVICE.appid, out_batch_no: 'B1', batch_name: 'November', batch_remark: 'Commissions', total_amount: 500, total_num: 2 },
		...{ transfer_scene_id: '1005', notify_url: scene.receiver.url },
		transfer_detail_list: [detail('D1', { user_name: encrypted('王小明') }), detail('D2', { transfer_amount: 100, openid: 'o-nobody' })],
		...more,
	});
	const detail = (out_detail_no: string, more: Values = {}): Values => ({ out_detail_no, transfer_amount: 400, transfer_remark: '谢谢', openid: scene.openid, ...more });
	const send = async (more?: Values) => await scene.pay.post(BATCHES, batch(more));
	const find = async (more: Values = { need_query_detail: 'false' }) => await scene.pay.get(`${BATCHES}/out-batch-no/B1`, more);

	test('is accepted, paid as far as it can be, told, and asked for', async () => {
		await control('/transfers', { delay: 100 });
		const made = await send();
		expect(made.data).toEqual({ out_batch_no: 'B1', batch_id: expect.stringMatching(/^103\d{37}$/), create_time: expect.anything(), batch_status: 'ACCEPTED' });
		expect((await send()).data).toEqual(made.data);
		expect((await kept()).balance).toBe(500);
		expect((await find({ need_query_detail: 'true', detail_status: 'ALL' })).data.transfer_detail_list).toEqual([]);
		expect((await find()).data).toEqual({
			transfer_batch: expect.objectContaining({ batch_status: 'ACCEPTED', total_amount: 500, total_num: 2, batch_type: 'API' }),
		});
		const { envelope, resource } = openNotice((await scene.arrived(1))[0].body);
		expect(envelope.event_type).toBe('MCHTRANSFER.BATCH.FINISHED');
		const sums = { total_num: 2, total_amount: 500, success_amount: 400, success_num: 1, fail_amount: 100, fail_num: 1 };
		expect(resource).toEqual({ out_batch_no: 'B1', batch_id: made.data.batch_id, batch_status: 'FINISHED', ...sums, update_time: expect.anything() });
		expect((await find()).data.transfer_batch).toMatchObject(sums);
		const one = await scene.pay.get(`${BATCHES}/out-batch-no/B1/details/out-detail-no/D2`);
		expect(one.data).toMatchObject({ detail_status: 'FAIL', fail_reason: 'OPENID_INVALID', transfer_amount: 100 });
		expect((await kept()).balance).toBe(600);
	});

	test('its transfers in pages of 20 to 100, by their state', async () => {
		await control('/transfers', { realNames: { [scene.openid]: '王小明' } });
		const list = Array.from({ length: 30 }, (_, at) => detail(`D${at}`, { transfer_amount: 30, user_name: encrypted(at === 7 ? '张三' : '王小明') }));
		await send({ transfer_detail_list: list, total_num: 30, total_amount: 900 });
		const page = async (more: Values) => await find({ need_query_detail: 'true', detail_status: 'ALL', ...more });
		await until(async () => (await find()).data.transfer_batch.batch_status === 'FINISHED');
		expect((await page({})).data).toMatchObject({ offset: 0, limit: 20, transfer_detail_list: { length: 20 } });
		expect((await page({ offset: 20, limit: 100 })).data.transfer_detail_list).toHaveLength(10);
		expect((await page({ detail_status: 'FAIL' })).data.transfer_detail_list).toEqual([{ detail_id: expect.stringMatching(/^104/), out_detail_no: 'D7', detail_status: 'FAIL' }]);
		for (const wrong of [{ limit: 19 }, { limit: 101 }, { detail_status: 'SOME' }]) expect((await page(wrong)).data.code).toBe('PARAM_ERROR');
	});

	test.each([
		['a sum that is none', { total_amount: 499 }, 'PARAM_ERROR'],
		['a count that is none', { total_num: 3 }, 'PARAM_ERROR'],
		['one number twice', { total_amount: 800, transfer_detail_list: () => [detail('D1'), detail('D1')] }, 'PARAM_ERROR'],
		['a name below ¥0.30', { total_num: 1, total_amount: 29, transfer_detail_list: () => [detail('D1', { transfer_amount: 29, user_name: encrypted('王小明') })] }, 'PARAM_ERROR'],
		['no name from ¥2,000', { total_num: 1, total_amount: 200_000, transfer_detail_list: () => [detail('D1', { transfer_amount: 200_000 })] }, 'PARAM_ERROR'],
		['more than there is', { total_num: 1, total_amount: 1001, transfer_detail_list: () => [detail('D1', { transfer_amount: 1001 })] }, 'NOT_ENOUGH'],
	] as Array<[string, Values, string]>)('%s: refused', async (_, { transfer_detail_list: list, ...more }, code) => {
		expect((await send({ ...more, ...(list && { transfer_detail_list: list() }) })).data.code).toBe(code);
		expect(await kept()).toMatchObject({ balance: 1000, batches: [] });
	});

	test('the same number for other people is refused', async () => {
		await send();
		const list = [detail('D1', { user_name: encrypted('张三') }), detail('D2', { transfer_amount: 100, openid: 'o-nobody' })];
		expect((await send({ transfer_detail_list: list })).data.code).toBe('INVALID_REQUEST');
	});

	test('its receipt, when it is finished, and that of one transfer that arrived', async () => {
		await control('/transfers', { delay: 100 });
		await send();
		const apply = async () => await scene.pay.post('/v3/transfer/bill-receipt', { out_batch_no: 'B1' });
		expect((await apply()).data.code).toBe('INVALID_REQUEST');
		await until(async () => (await find()).data.transfer_batch.batch_status === 'FINISHED');
		expect((await apply()).data).toMatchObject({ out_batch_no: 'B1', signature_status: 'ACCEPTED' });
		const ask = async () => (await scene.pay.get('/v3/transfer/bill-receipt/B1')).data;
		await until(async () => (await ask()).signature_status === 'FINISHED');
		expect((await ask()).download_url).toContain('/v3/transferdownload/signfile?token=');
		const one = (out_detail_no: string) => ({ accept_type: 'BATCH_TRANSFER', out_batch_no: 'B1', out_detail_no });
		expect((await scene.pay.post('/v3/transfer-detail/electronic-receipts', one('D2'))).data.code).toBe('INVALID_REQUEST');
		expect((await scene.pay.get('/v3/transfer-detail/electronic-receipts', one('D1'))).data.code).toBe('NOT_FOUND');
		expect((await scene.pay.post('/v3/transfer-detail/electronic-receipts', one('D1'))).data).toMatchObject({ ...one('D1'), signature_status: 'ACCEPTED' });
	});
});

test('what cannot be ordered is said', async () => {
	expect((await control('/transfers', { out_bill_no: 'NONE' })).error).toBe('Nothing with the out_bill_no NONE');
	expect((await control('/authorizations', {})).error).toContain('is missing');
	await transfer();
	expect((await control('/transfers', { out_bill_no: 'C1', action: 'decline' })).error).toBe('action is one of confirm, expire');
});
