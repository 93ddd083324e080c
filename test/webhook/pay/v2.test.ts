import { MERCHANT, SERVICE } from '../../simulator/client';
import { change } from '../../transport/context';
import type { N8n } from '../n8n';
import { logged, Scene } from './scene';
import { seen } from './seen';
import { madeRefund, paidOrder } from './shop';

const scene = Scene.forEachTest();

const TAKEN = '<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>';
const REFUSED = '<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[signature refused]]></return_msg></xml>';
const NOT_TAKEN = '<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[not taken, please repeat]]></return_msg></xml>';

type Values = Record<string, any>;

/** WeChat Pay tells n8n by the old XML interface, once unless told. */
async function tell({ url }: N8n, v2: 'payment' | 'refund', more: Values = {}): Promise<Values[]> {
	const { tries } = await scene.client.control('/notify', { url, v2, times: 1, ...more });
	return tries.map(({ status, body }: Values) => ({ status, body }));
}

const taken = { status: 200, body: TAKEN };
const refused = { status: 401, body: REFUSED };

function expectRefused(n8n: N8n, reason: RegExp): void {
	expect(n8n.executions).toEqual([]);
	expect(logged).toEqual([expect.stringMatching(/^warn ["'`]WeChat \(workflow workflow-\d+\): a notification was refused\. [A-Z]/)]);
	expect(logged[0]).toMatch(reason);
	expect(logged[0]).not.toContain(scene.store.stored('credential-1').apiV2Key);
}

describe('a payment that is told by the old XML interface', () => {
	it.each([undefined, 'MD5', 'HMAC-SHA256'])('signed with %s: one execution, with the item of API v3', async (signType) => {
		const n8n = await scene.n8n();
		const fields = { transaction_id: `42000023452026112212345678${signType?.length ?? 0}`, time_end: '20261122201540', cash_fee: 9000, sub_appid: null };
		expect(await tell(n8n, 'payment', { signType, fields })).toEqual([taken]);
		expect(n8n.items).toMatchObject([
			{
				...{ event: 'TRANSACTION.SUCCESS', original_type: 'transaction', variant: 'payment', status: 'SUCCESS' },
				...{ api_version: 'v2', is_verified: true, mchid: MERCHANT.mchid, appid: SERVICE.appid, transaction_id: fields.transaction_id },
				...{ amount_fen: 9900, amount_yuan: '99.00', paid_yuan: '90.00', refund_yuan: null, currency: 'CNY', attach: 'table 7' },
				...{ occurred_at: '2026-11-22T20:15:40+08:00', dedup_key: `${MERCHANT.mchid} ${fields.transaction_id} SUCCESS` },
				...{ bank_type: 'CMC', total_fee: '9900', unionid: null, out_refund_no: null },
			},
		]);
		for (const secret of ['sign', 'nonce_str', 'req_info', 'raw']) expect(n8n.items[0]).not.toHaveProperty(secret);
		expect(logged).toEqual([]);
		expect((await seen(scene.store))[0]).toBe('TRANSACTION.SUCCESS: started the workflow');
	});

	it('has the same columns, in the same order, as one of API v3', async () => {
		const n8n = await scene.n8n();
		await scene.notify(n8n);
		await tell(n8n, 'payment');
		const [three, two] = n8n.items.map((item) => Object.keys(item).slice(0, Object.keys(item).indexOf('api_version') + 1));
		expect(two).toEqual(three);
	});

	it('repeated, the same bytes: one execution, the same answer', async () => {
		const n8n = await scene.n8n();
		const fields = { transaction_id: '4200002345202611221000000001' };
		expect(await tell(n8n, 'payment', { times: 4, fields })).toEqual(Array(4).fill(taken));
		expect(n8n.executions).toHaveLength(1);
		expect(await tell(n8n, 'payment', { fields: { ...fields, result_code: 'FAIL' } })).toEqual([taken]);
		expect(n8n.executions).toHaveLength(1);
	});

	it('whose execution cannot be started: FAIL, and WeChat Pay’s repeat starts it', async () => {
		const n8n = await scene.n8n();
		n8n.isDown = true;
		const fields = { transaction_id: '4200002345202611221000000002' };
		expect(await tell(n8n, 'payment', { fields })).toEqual([{ status: 500, body: NOT_TAKEN }]);
		n8n.isDown = false;
		expect(await tell(n8n, 'payment', { fields })).toEqual([taken]);
		expect(n8n.executions).toHaveLength(1);
	});

	it('that failed, of a partner, and one that nobody wants', async () => {
		const n8n = await scene.n8n({ events: ['TRANSACTION.FAIL'] });
		expect(await tell(n8n, 'payment', { fields: { result_code: 'FAIL', err_code: 'X', sub_mch_id: '1900077777', sub_openid: 'oAtShop' } })).toEqual([taken]);
		expect(await tell(n8n, 'payment')).toEqual([taken]);
		expect(n8n.items).toMatchObject([{ event: 'TRANSACTION.FAIL', variant: 'partner', mchid: '1900077777', openid: 'oAtShop', err_code: 'X' }]);
	});

	it('raw is what WeChat Pay said, when Simplify is off', async () => {
		const n8n = await scene.n8n({ simplify: false });
		await tell(n8n, 'payment', { fields: { attach: 'a < b & "c"' } });
		expect(n8n.items[0].raw).toMatchObject({ event_type: 'TRANSACTION.SUCCESS', resource: { mch_id: MERCHANT.mchid, total_fee: '9900', attach: 'a < b & "c"' } });
	});

	it.each([
		['signature', /Its signature is wrong/],
		['field', /Its signature is wrong/],
		['missingSign', /Its signature is wrong/],
		['wrongKey', /Its signature is wrong/],
		['otherMerchant', /for another merchant/],
		['entity', /not the XML that WeChat sends/],
	])('forged (%s): FAIL, no execution, and the log knows why', async (tamper, reason) => {
		const n8n = await scene.n8n({ events: ['*'] });
		expect(await tell(n8n, 'payment', { tamper })).toEqual([refused]);
		expectRefused(n8n, reason);
		expect((await seen(scene.store))[0]).toMatch(reason);
	});

	it('cut in the middle: refused', async () => {
		const n8n = await scene.n8n({ events: ['*'] });
		const [{ status }] = await tell(n8n, 'payment', { tamper: 'truncate' });
		expect(status).toBeGreaterThanOrEqual(400);
		expect(n8n.executions).toEqual([]);
	});

	it.each([
		['', /WeChat Pay API credential: “APIv2 Key” is empty, and the old XML interface \(API v2\) needs it/],
		['too short', /“APIv2 Key” has 9 bytes instead of 32/],
	])('with the APIv2 key %j: refused, and the log names the field', async (apiV2Key, reason) => {
		const n8n = await scene.n8n();
		change(scene.store, { apiV2Key });
		expect((await tell(n8n, 'payment'))[0]).toEqual(refused);
		expect(n8n.executions).toEqual([]);
		expect(logged).toEqual([expect.stringMatching(reason)]);
		// Everything else goes on without it.
		expect(await scene.notify(n8n)).toMatchObject([{ status: 200 }]);
	});

	it('while the credential must be mended: FAIL in XML', async () => {
		const n8n = await scene.n8n();
		change(scene.store, { privateKey: 'none' });
		expect(await tell(n8n, 'payment')).toEqual([{ status: 500, body: NOT_TAKEN }]);
	});
});

describe('a refund that is told by the old XML interface', () => {
	const events = ['REFUND.SUCCESS', 'REFUND.CLOSED', 'REFUND.ABNORMAL'];

	it.each([
		['SUCCESS', 'REFUND.SUCCESS', 'SUCCESS'],
		['REFUNDCLOSE', 'REFUND.CLOSED', 'CLOSED'],
		['CHANGE', 'REFUND.ABNORMAL', 'ABNORMAL'],
	])('%s: the item says that nothing has proved it', async (refund_status, event, status) => {
		const n8n = await scene.n8n({ events });
		const refund_id = `5030${status}`;
		expect(await tell(n8n, 'refund', { fields: { refund_status, refund_id, out_refund_no: 'R1', refund_fee: 4005 } })).toEqual([taken]);
		expect(n8n.items).toMatchObject([
			{
				...{ event, original_type: 'refund', variant: null, status, api_version: 'v2', is_verified: false },
				...{ mchid: MERCHANT.mchid, out_refund_no: 'R1', amount_yuan: '99.00', refund_yuan: '40.05' },
				...{ dedup_key: `${MERCHANT.mchid} ${refund_id} ${refund_status}`, refund_id },
			},
		]);
	});

	it.each([
		['wrongKey', /cannot be decrypted/],
		['otherMerchant', /for another merchant/],
		['entity', /not the XML/],
		['reqInfo', /cannot be decrypted|not the XML/],
		['missingReqInfo', /signature is wrong/],
	])('forged (%s): FAIL, no execution', async (tamper, reason) => {
		const n8n = await scene.n8n({ events: ['*'] });
		expect(await tell(n8n, 'refund', { tamper })).toEqual([refused]);
		expectRefused(n8n, reason);
	});

	it('asks WeChat Pay nothing by itself', async () => {
		const n8n = await scene.n8n({ events });
		await tell(n8n, 'refund');
		expect(await asked()).toEqual([]);
	});
});

describe('with Re-Query First', () => {
	const parameters = { events: ['REFUND.SUCCESS'], additionalFields: { requery: true } };

	/** What the notice of a refund says that WeChat Pay has made. */
	const refundMade = async (): Promise<Values> => ({ ...(await madeRefund(scene, await paidOrder(scene))), total_fee: 9900, refund_fee: 4000 });

	it('a refund that WeChat Pay knows is verified', async () => {
		const n8n = await scene.n8n(parameters);
		expect(await tell(n8n, 'refund', { fields: await refundMade() })).toEqual([taken]);
		expect(n8n.items).toMatchObject([{ event: 'REFUND.SUCCESS', is_verified: true, refund_yuan: '40.00' }]);
	});

	it('one that it does not know is refused', async () => {
		const n8n = await scene.n8n(parameters);
		expect(await tell(n8n, 'refund')).toEqual([refused]);
		expectRefused(n8n, /WeChat Pay knows no such refund/);
	});

	it.each<[string, Values]>([
		['its amount', { refund_fee: 9900 }],
		['its order', { out_trade_no: 'LT-other' }],
		['its payment', { transaction_id: '42' }],
		['its id', { refund_id: '50' }],
		['how it ended', { refund_status: 'REFUNDCLOSE' }],
	])('one of which WeChat Pay says otherwise is refused: %s', async (_, changed) => {
		const n8n = await scene.n8n({ ...parameters, events: ['*'] });
		expect(await tell(n8n, 'refund', { fields: { ...(await refundMade()), ...changed } })).toEqual([refused]);
		expectRefused(n8n, /says otherwise/);
	});

	it.each<[string, Values]>([
		['slow', { hang: 3000 }],
		['down', { drop: true }],
		['busy', { status: 500, code: 'SYSTEM_ERROR' }],
		['not to be trusted', { badSignature: true }],
	])('while WeChat Pay is %s it is not taken, within WeChat’s five seconds; the repeat is', async (_, fault) => {
		const n8n = await scene.n8n(parameters);
		const fields = await refundMade();
		await scene.client.control('/faults', { path: '/v3/refund/domestic/refunds/{out_refund_no}', times: 9, ...fault });
		const began = Date.now();
		expect(await tell(n8n, 'refund', { fields })).toEqual([{ status: 500, body: NOT_TAKEN }]);
		expect(Date.now() - began).toBeLessThan(4000);
		expect(n8n.executions).toEqual([]);
		expect(logged).toEqual([expect.stringMatching(/^warn .*was not taken, and WeChat Pay will repeat it/)]);
		await scene.client.control('/faults', undefined, 'DELETE');
		expect(await tell(n8n, 'refund', { fields })).toEqual([taken]);
		expect(n8n.items).toMatchObject([{ is_verified: true }]);
	}, 20_000);

	it('asks once: nothing goes on when the time is over', async () => {
		const n8n = await scene.n8n(parameters);
		await scene.client.control('/faults', { path: '/v3/refund/domestic/refunds/{out_refund_no}', times: 9, status: 500, code: 'SYSTEM_ERROR' });
		expect(await tell(n8n, 'refund')).toEqual([{ status: 500, body: NOT_TAKEN }]);
		await new Promise((done) => setTimeout(done, 3500));
		const calls: Values[] = await scene.client.control('/calls');
		expect(calls.filter(({ path }) => path.startsWith('/v3/refund/domestic/refunds/'))).toHaveLength(1);
	}, 15_000);

	it('what is signed is not asked about', async () => {
		const n8n = await scene.n8n({ ...parameters, events: ['*'] });
		await tell(n8n, 'payment');
		await scene.notify(n8n, { event_type: 'REFUND.SUCCESS', id: 'EV-signed-refund', resource: { mchid: MERCHANT.mchid, out_refund_no: 'R1' } });
		expect(n8n.items).toMatchObject([{ is_verified: true }, { is_verified: true }]);
		expect(await asked()).toEqual([]);
	});
});

async function asked(): Promise<string[]> {
	const calls: Values[] = await scene.client.control('/calls');
	return calls.filter(({ mchid }) => mchid).map(({ path }) => path);
}
