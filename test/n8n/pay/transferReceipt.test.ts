import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../../nodes/operation/operation';
import { getReceipt } from '../../../nodes/WechatPay/resources/transfer/receipt';
import { bytesOf } from '../engine';
import { items, useWechat, wechatPay } from '../wechat';
import { NOWHERE, sent } from './shop';
import { batched, FORM, funded, stored, until } from './transfers';

/** The stamped receipt: applied for when there is none, waited for, and the very file that WeChat Pay vouches for. */
const wechat = useWechat();

beforeEach(() => wechat.payCredential({ notifyUrl: NOWHERE }));

const BILL = '/v3/fund-app/mch-transfer/elecsign';
const get = (parameters: IDataObject) => wechatPay('transfer', 'getReceipt', parameters);
const asked = async () => (await sent(wechat)).map(({ method, path }) => `${method} ${path}`);

/** Somebody with a name has received it. */
async function received(user_name = '王小明', out_bill_no = 'C1'): Promise<IDataObject> {
	const { openid } = await funded(wechat);
	const run = await wechat.run(wechatPay('transfer', 'create', { openid, out_bill_no, transfer_amount: '1', transfer_remark: 'Thanks', user_name, ...FORM }));
	expect(run.error).toBeUndefined();
	await wechat.client.control('/transfers', { out_bill_no });
	await until(async () => (await stored(wechat)).transfers.every(({ state }) => state === 'SUCCESS'));
	await wechat.client.control('/calls', {}, 'DELETE');
	return run.json('WeChat')![0];
}

test('of a transfer: asked for, applied for, fetched, and the same file as WeChat Pay’s', async () => {
	const { transfer_bill_no } = await received();
	const run = await wechat.run(get({ out_bill_no: 'C1', outputPropertyName: 'receipt' }));
	expect(run.error).toBeUndefined();
	expect(await asked()).toEqual([
		`GET ${BILL}/out-bill-no/C1`,
		`POST ${BILL}/out-bill-no`,
		`GET ${BILL}/out-bill-no/C1`,
		'GET /v3/transferdownload/elecvoucherfile',
	]);
	const [item] = run.items('WeChat')!;
	expect(item.json).toMatchObject({ out_bill_no: 'C1', transfer_bill_no: null, file_name: 'transfer-receipt-C1.pdf', mime_type: 'application/pdf' });
	expect((await bytesOf(item, 'receipt')).toString('latin1')).toContain(`Receipt of ${String(transfer_bill_no)}`);
});

test('by WeChat’s number, and not applied for again', async () => {
	const { transfer_bill_no } = await received();
	await wechat.run(get({ out_bill_no: 'C1' }));
	await wechat.client.control('/calls', {}, 'DELETE');
	const run = await wechat.run(get({ transferBy: 'transfer_bill_no', transfer_bill_no }));
	expect(run.error).toBeUndefined();
	expect(await asked()).toEqual([`GET ${BILL}/transfer-bill-no/${String(transfer_bill_no)}`, 'GET /v3/transferdownload/elecvoucherfile']);
	expect(run.json('WeChat')).toMatchObject([{ out_bill_no: null, transfer_bill_no }]);
});

test('of a batch, and of one transfer of it', async () => {
	const { openid } = await funded(wechat);
	await batched(wechat, 'B1', [{ openid }]);
	await wechat.client.control('/calls', {}, 'DELETE');
	expect((await wechat.run(get({ receiptOf: 'batch', out_batch_no: 'B1' }))).error).toBeUndefined();
	const run = await wechat.run(get({ receiptOf: 'detail', out_batch_no: 'B1', out_detail_no: 'B1D0' }));
	expect(run.error).toBeUndefined();
	expect(await sent(wechat)).toMatchObject([
		{ method: 'GET', path: '/v3/transfer/bill-receipt/B1' },
		{ method: 'POST', path: '/v3/transfer/bill-receipt', body: { out_batch_no: 'B1' } },
		{ method: 'GET', path: '/v3/transfer/bill-receipt/B1' },
		{ method: 'GET', path: '/v3/transferdownload/signfile' },
		{ method: 'GET', path: '/v3/transfer-detail/electronic-receipts', query: { accept_type: 'BATCH_TRANSFER', out_batch_no: 'B1', out_detail_no: 'B1D0' } },
		{ method: 'POST', path: '/v3/transfer-detail/electronic-receipts', body: { accept_type: 'BATCH_TRANSFER', out_batch_no: 'B1', out_detail_no: 'B1D0' } },
		{ method: 'GET', path: '/v3/transfer-detail/electronic-receipts' },
		{ method: 'GET', path: '/v3/transferdownload/signfile' },
	]);
	expect(run.json('WeChat')).toMatchObject([{ out_batch_no: 'B1', out_detail_no: 'B1D0', file_name: 'transfer-receipt-B1D0.pdf' }]);
});

test('of the still older interfaces: without the number of a batch', async () => {
	await wechat.run(get({ receiptOf: 'detail', accept_type: 'TRANSFER_TO_POCKET', out_batch_no: 'LEFT', out_detail_no: 'P1' }));
	expect((await sent(wechat))[0].query).toEqual({ accept_type: 'TRANSFER_TO_POCKET', out_detail_no: 'P1' });
});

test('it takes a while: waited for, several items side by side', async () => {
	await received('王小明', 'C1');
	await received('王小明', 'C2');
	await wechat.client.control('/transfers', { delay: 700 });
	const start = Date.now();
	const run = await wechat.run(get({ out_bill_no: '={{ $json.number }}' }), { items: items({ number: 'C1' }, { number: 'C2' }) });
	expect(run.json('WeChat')).toMatchObject([{ out_bill_no: 'C1' }, { out_bill_no: 'C2' }]);
	expect(Date.now() - start).toBeGreaterThan(900);
	expect(Date.now() - start).toBeLessThan(1900);
});

test('it takes longer than one waits: that is said, and it may be asked for again', async () => {
	await received();
	await wechat.client.control('/transfers', { delay: 60_000 });
	const node = { ...get({ out_bill_no: 'C1', waitSeconds: 0 }), onError: 'continueRegularOutput' as const };
	const run = await wechat.run(node);
	expect(run.json('WeChat')).toMatchObject([
		{ error: 'WeChat Pay is still making the receipt', hint: 'It has been applied for: run it again in a few minutes', safe_to_repeat: true },
	]);
	expect(await asked()).toHaveLength(3);
});

test('a run that is stopped asks no more', async () => {
	let asked = 0;
	const call = {
		parameters: { receiptOf: 'batch', out_batch_no: 'B1', waitSeconds: 60 },
		context: { getExecutionCancelSignal: () => AbortSignal.abort() },
		client: { json: async () => (asked++, { signature_status: 'ACCEPTED' }) },
	} as unknown as Call;
	await expect(getReceipt.run!(call)).rejects.toThrow('WeChat Pay is still making the receipt');
	expect(asked).toBe(1);
});

test('WeChat Pay could not make it', async () => {
	await received();
	await wechat.fault({ path: `${BILL}/out-bill-no/C1`, status: 200, body: JSON.stringify({ state: 'FAILED', fail_reason: 'EXPIRED', create_time: 'x' }) });
	expect((await wechat.run(get({ out_bill_no: 'C1' }))).error).toMatchObject({
		message: 'WeChat Pay could not make the receipt',
		description: expect.stringContaining('It says: EXPIRED'),
	});
});

test('without the name of the customer there is no receipt, and WeChat says so', async () => {
	await received('');
	expect((await wechat.run(get({ out_bill_no: 'C1' }))).error).toMatchObject({ message: expect.stringContaining('未传入收款用户姓名'), httpCode: 'INVALID_REQUEST' });
});

test('somebody else applied for it in the same moment: it is fetched all the same', async () => {
	await received();
	await wechat.run(get({ out_bill_no: 'C1' }));
	await wechat.fault({ path: `${BILL}/out-bill-no/C1`, code: 'NOT_FOUND', status: 404 });
	await wechat.fault({ path: `${BILL}/out-bill-no`, code: 'ALREADY_EXISTS', status: 400 });
	expect((await wechat.run(get({ out_bill_no: 'C1' }))).json('WeChat')).toMatchObject([{ mime_type: 'application/pdf' }]);
});

test('a file that was changed on its way is not handed on', async () => {
	await received();
	await wechat.fault({ path: '/v3/transferdownload/elecvoucherfile', status: 200, body: '%PDF-1.4 of somebody else' });
	const run = await wechat.run(get({ out_bill_no: 'C1' }));
	expect(run.items('WeChat')).toBeUndefined();
	expect(run.error).toMatchObject({ message: 'The receipt was damaged or changed on its way: its hash is not the one that WeChat Pay gave' });
});
