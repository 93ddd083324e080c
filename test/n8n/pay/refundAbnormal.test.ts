import type { IDataObject } from 'n8n-workflow';
import { MERCHANT, useWechat, wechatPay } from '../wechat';
import { orders, PATHS, refundedBy, refusedHere, sale, sent } from './shop';

/** Refunds that are stuck: paid out once, to the card that was meant, and nobody on the way reads its number. */
const wechat = useWechat();

const CARD = { bank_type: 'ICBC_DEBIT', bank_account: '6222021234567890123', real_name: '王小红' };

const resolve = (parameters: IDataObject = {}) => wechatPay('refund', 'resolveAbnormal', { out_refund_no: 'R1', ...CARD, ...parameters });

async function refunded(refundResult: string): Promise<IDataObject> {
	await wechat.client.control('/merchants', { mchid: MERCHANT.mchid, refundResult });
	await refundedBy(wechat, await sale(wechat));
	return await settled();
}

async function settled(): Promise<IDataObject> {
	await new Promise((done) => setTimeout(done, 30));
	await wechat.client.control('/calls', {}, 'DELETE');
	return (await orders(wechat))[0].refunds[0];
}

const path = (refund_id: unknown) => `/v3/refund/domestic/refunds/${String(refund_id)}/apply-abnormal-refund`;

test('the number of WeChat Pay is looked up; card and name go out encrypted', async () => {
	const { refund_id } = await refunded('ABNORMAL');
	const run = await wechat.run(resolve());
	expect(run.error).toBeUndefined();
	const [asked, made, ...more] = await sent(wechat);
	expect([asked, more]).toEqual([{ method: 'GET', path: PATHS.refund.replace('{out_refund_no}', 'R1'), query: {}, body: undefined }, []]);
	const secret = expect.stringMatching(/^[\w+/]{342}==$/);
	expect(made).toEqual({
		...{ method: 'POST', path: path(refund_id), query: {} },
		body: { out_refund_no: 'R1', type: 'USER_BANK_CARD', bank_type: 'ICBC_DEBIT', bank_account: secret, real_name: secret },
	});
	expect(run.json('WeChat')).toMatchObject([{ status: 'PROCESSING', refund_id, refunded_to: 'ICBC_DEBIT 0123' }]);
	expect(await settled()).toMatchObject({ status: 'SUCCESS' });
});

test('to the merchant’s own account: nothing of a card that was entered before goes out', async () => {
	await refunded('ABNORMAL');
	const run = await wechat.run(resolve({ type: 'MERCHANT_BANK_CARD' }));
	expect(run.error).toBeUndefined();
	expect((await sent(wechat))[1].body).toEqual({ out_refund_no: 'R1', type: 'MERCHANT_BANK_CARD' });
});

test('the same again is the same; another card is refused', async () => {
	await wechat.client.control('/merchants', { mchid: MERCHANT.mchid, refundDelay: 60_000 });
	await refunded('ABNORMAL');
	await wechat.client.control('/merchants', { mchid: MERCHANT.mchid, refundDelay: 60_000 });
	const first = (await wechat.run(resolve())).json('WeChat');
	expect((await wechat.run(resolve())).json('WeChat')).toEqual(first);
	const other = await wechat.run(resolve({ bank_account: '6222021234567890999' }));
	expect(other.error).toMatchObject({ httpCode: 'INVALID_REQUEST', message: expect.stringContaining('退款单状态不是退款异常') });
});

test.each([
	['SUCCESS', 'the money has gone out (支付用户零钱)'],
	['CLOSED', 'Make a new refund'],
])('of one that is %s there is nothing to resolve, and nothing is sent', async (status, advice) => {
	await refunded(status);
	const run = await wechat.run(resolve());
	expect(run.error).toMatchObject({ message: `The refund R1 is not stuck: its status is ${status}`, description: expect.stringContaining(advice) });
	expect(await wechat.calls()).toHaveLength(1);
});

test('one that was paid to the merchant: nobody is told that the customer has it', async () => {
	await refunded('ABNORMAL');
	await wechat.run(resolve({ type: 'MERCHANT_BANK_CARD' }));
	await settled();
	expect((await wechat.run(resolve())).error).toMatchObject({ description: 'There is nothing to resolve: the money has gone out (商户银行账户)' });
});

test('a refund that does not exist', async () => {
	expect((await wechat.run(resolve({ out_refund_no: 'NONE' }))).error).toMatchObject({ httpCode: 'RESOURCE_NOT_EXISTS' });
});

test('a lost answer: it is asked again, and paid out once', async () => {
	const { refund_id } = await refunded('ABNORMAL');
	await wechat.fault({ path: path(refund_id), drop: true });
	expect((await wechat.run(resolve())).error).toBeUndefined();
	expect(await wechat.calls(path(refund_id))).toHaveLength(2);
});

test('no answer at all: the error has the number, and says where to look', async () => {
	const { refund_id } = await refunded('ABNORMAL');
	await wechat.fault({ path: path(refund_id), drop: true, times: 5 });
	expect((await wechat.run(resolve())).error).toMatchObject({ message: expect.stringContaining('The refund R1 may exist all the same'), description: expect.stringContaining('operation Get') });
});

test.each<[string, IDataObject, string]>([
	['a card number with spaces (which the error does not repeat)', { bank_account: '6222 0212 3456 7890 123' }, '“Card Number” must be digits only, without spaces'],
	['no card number', { bank_account: '={{ $json.card }}' }, '“Card Number” is empty'],
	['no name', { real_name: ' ' }, '“Name on the Card” is empty'],
	['a name that cannot be encrypted', { real_name: '王'.repeat(72) }, '“Name on the Card” is too long: 216 bytes'],
	['no number', { out_refund_no: '={{ $json.number }}' }, '“Refund Number” is empty'],
])('%s is refused before anything is called', async (_, parameters, message) => {
	expect((await refusedHere(wechat, resolve(parameters))).message).toBe(message);
});
