import type { IDataObject } from 'n8n-workflow';
import { SUB_MCHID } from '../cases/pay/shared';
import { bytesOf } from '../engine';
import { MERCHANT, useWechat, wechatPay } from '../wechat';
import { useRelay } from './relay';
import { earlier, inBeijing, PATHS, sale, sent, shop, type Sale } from './shop';
import { funded, transferred } from './transfers';

/** What went in and out of an account: one's own, or others', which comes encrypted and is opened. */
const wechat = useWechat();

const relay = useRelay(wechat);
beforeEach(() => wechat.payCredential({}));

const OWN = '/v3/bill/fundflowbill';
const SUB = '/v3/bill/sub-merchant-fundflowbill';
const PLATFORM = '/v3/ecommerce/bill/fundflowbill';
const ALGORITHM = 'AEAD_AES_256_GCM';

const bill = (parameters: IDataObject) => wechatPay('bill', 'getFundFlowBill', parameters);
const ofSub = (parameters: IDataObject) => bill({ merchantType: 'partner', sub_mchid: SUB_MCHID, ...parameters });
const ofPlatform = (parameters: IDataObject) => bill({ merchantType: 'partner', accountOf: 'ecommerce', ...parameters });

/** Two days ago: a payment of ¥99.00, of which ¥40.00 went back. */
async function business(more: IDataObject = {}): Promise<{ day: string; sold: Sale }> {
	const sold = await earlier(wechat, 2, async () => {
		const made = await sale(wechat, more);
		const amount = { refund: 4000, total: 9900, currency: 'CNY' };
		const { out_trade_no } = made;
		const { sub_mchid } = more;
		await wechat.client.control('/merchants', { mchid: MERCHANT.mchid, refundDelay: 0 });
		const body = { out_trade_no, out_refund_no: `${out_trade_no}-R1`, reason: '茶凉了', amount, ...(sub_mchid ? { sub_mchid } : {}) };
		expect((await shop(wechat, 2).post(PATHS.refunds, body)).status).toBe(200);
		return made;
	});
	await wechat.client.control('/calls', {}, 'DELETE');
	return { day: sold.paid_at.slice(0, 10), sold };
}

const columns = (rows: IDataObject[]) =>
	rows.map(({ business_name, direction, amount_fen, balance_fen, note }) => [business_name, direction, amount_fen, balance_fen, note]);

const FLOWS = [
	['交易', 'income', 9900, 9900, null],
	['扣除交易手续费', 'expense', 59, 9841, null],
	['退款', 'expense', 4000, 5841, '茶凉了'],
];

describe('one’s own account', () => {
	test('each time money went in or out, with what was left', async () => {
		const { day, sold } = await business();
		const run = await wechat.run(bill({ bill_date: day }));
		const rows = run.json('WeChat')!;
		expect(columns(rows)).toEqual(FLOWS);
		expect(rows[2]).toEqual({
			...{ sub_mchid: null, occurred_at: expect.stringMatching(`^${day}T..:..:..\\+08:00$`), business_id: expect.stringMatching(/^503/) },
			...{ flow_id: expect.stringMatching(/^\d{20,}$/), business_name: '退款', business_type: '退款', direction: 'expense' },
			...{ amount_yuan: '40.00', amount_fen: 4000, balance_yuan: '58.41', balance_fen: 5841 },
			...{ requested_by: 'system', note: '茶凉了', voucher_id: `REF${sold.transaction_id}` },
		});
		expect(await sent(wechat)).toEqual([
			{ method: 'GET', path: OWN, query: { bill_date: day, account_type: 'BASIC', tar_type: 'GZIP' }, body: undefined },
			{ method: 'GET', path: PATHS.file, query: { token: expect.any(String), tartype: 'gzip' }, body: undefined },
		]);
	});

	test('the sums of the day', async () => {
		const { day } = await business();
		const run = await wechat.run(bill({ bill_date: day, output: 'totals' }));
		expect(run.json('WeChat')).toEqual([
			{
				...{ bill_date: day, count: 3, income_count: 1, income_yuan: '99.00', income_fen: 9900 },
				...{ expense_count: 2, expense_yuan: '40.59', expense_fen: 4059 },
			},
		]);
	});

	test('the file, under its own name', async () => {
		const { day } = await business();
		const [item] = (await wechat.run(bill({ bill_date: day, output: 'file' }))).items('WeChat')!;
		expect((await bytesOf(item, 'data')).toString('utf8')).toMatch(/^\uFEFF记账时间,微信支付业务单号,/);
		expect(item.json).toMatchObject({ bill_date: day, file_name: `fund-flow-bill-${day}.csv`, mime_type: 'text/csv' });
	});

	test.each(['FEES', 'OPERATION'])('an account without business has no items: %s', async (account_type) => {
		const { day } = await business();
		const run = await wechat.run(bill({ bill_date: day, account_type }));
		expect([run.error, run.items('WeChat')]).toEqual([undefined, []]);
		expect((await sent(wechat))[0].query.account_type).toBe(account_type);
	});

	test('what was sent to customers came out of the operating account', async () => {
		const { updatedAt } = await earlier(wechat, 2, async () => {
			const { openid } = await funded(wechat);
			const { package_info } = await transferred(wechat, { out_bill_no: 'T1', openid }, 2);
			await wechat.client.control('/transfers', { package_info });
			await new Promise((resolve) => setTimeout(resolve, 30));
			return (await wechat.client.control('/transfers')).transfers[0];
		});
		const bill_date = inBeijing(Number(updatedAt)).picked.slice(0, 10);
		const rows = (await wechat.run(bill({ bill_date, account_type: 'OPERATION' }))).json('WeChat')!;
		expect(rows).toMatchObject([{ business_name: '商家转账', direction: 'expense', amount_fen: 50, balance_fen: 999_950, voucher_id: 'T1', note: '谢谢' }]);
		expect((await wechat.run(bill({ bill_date }))).json('WeChat')).toEqual([]);
	});

	test('Simplify off: WeChat’s own columns', async () => {
		const { day } = await business();
		const [{ raw }] = (await wechat.run(bill({ bill_date: day, simplify: false }))).json('WeChat')!;
		expect(raw).toMatchObject({ 业务名称: '交易', '收支金额(元)': '99.00' });
	});

	test('a partner’s own', async () => {
		await business({ sub_mchid: SUB_MCHID });
		const { day } = await business();
		const rows = (await wechat.run(bill({ merchantType: 'partner', accountOf: 'own', bill_date: day }))).json('WeChat')!;
		expect(columns(rows)).toEqual(FLOWS);
		expect((await sent(wechat))[0]).toMatchObject({ path: OWN, query: { account_type: 'BASIC' } });
	});
});

describe('of one sub-merchant', () => {
	test('comes encrypted, and is opened', async () => {
		await business();
		const { day } = await business({ sub_mchid: SUB_MCHID });
		const run = await wechat.run(ofSub({ bill_date: day }));
		expect(run.error).toBeUndefined();
		expect(columns(run.json('WeChat')!)).toEqual(FLOWS);
		expect((await sent(wechat)).map(({ path, query }) => [path, query])).toEqual([
			[SUB, { sub_mchid: SUB_MCHID, bill_date: day, account_type: 'BASIC', algorithm: ALGORITHM }],
			[PATHS.file, { token: expect.any(String) }],
		]);
	});

	test('the sums, and the file in clear', async () => {
		const { day } = await business({ sub_mchid: SUB_MCHID });
		expect((await wechat.run(ofSub({ bill_date: day, output: 'totals' }))).json('WeChat')).toMatchObject([{ count: 3, income_fen: 9900 }]);
		const [item] = (await wechat.run(ofSub({ bill_date: day, output: 'file' }))).items('WeChat')!;
		expect((await bytesOf(item, 'data')).toString('utf8')).toMatch(/^\uFEFF记账时间,/);
	});

	test.each(['BASIC', 'DEPOSIT'])('a merchant without business has no items: %s', async (account_type) => {
		const { day } = await business();
		const run = await wechat.run(ofSub({ bill_date: day, account_type }));
		expect([run.error, run.items('WeChat')]).toEqual([undefined, []]);
	});

	test('who is no partner is told so', async () => {
		await wechat.client.control('/merchants', { mchid: MERCHANT.mchid, partner: false });
		const run = await wechat.run(ofSub({ bill_date: '2026-11-21' }));
		expect(run.error).toMatchObject({ httpCode: 'NO_AUTH', description: expect.stringContaining('Product Center') });
	});
});

describe('of a platform', () => {
	test('all sub-merchants in one bill, each with its number', async () => {
		await business();
		await business({ sub_mchid: '1900009777' });
		const { day } = await business({ sub_mchid: SUB_MCHID });
		const run = await wechat.run(ofPlatform({ bill_date: day }));
		const rows = run.json('WeChat')!;
		expect(rows.map(({ sub_mchid }) => sub_mchid).sort()).toEqual([...Array(3).fill(SUB_MCHID), ...Array(3).fill('1900009777')]);
		expect(columns(rows.filter(({ sub_mchid }) => sub_mchid === SUB_MCHID))).toEqual(FLOWS);
		expect((await sent(wechat))[0]).toMatchObject({ path: PLATFORM, query: { bill_date: day, account_type: 'ALL', algorithm: ALGORITHM } });
	});

	test('the files of a long bill are put together in their order', async () => {
		const { day } = await business({ sub_mchid: SUB_MCHID });
		const second = await earlier(wechat, 1, async () => await sale(wechat, { sub_mchid: SUB_MCHID }));
		const part = async (bill_date: string) =>
			(await shop(wechat).get(PLATFORM, { bill_date, account_type: 'ALL', algorithm: ALGORITHM })).data.download_bill_list[0];
		const list = [
			{ ...(await part(second.paid_at.slice(0, 10))), bill_sequence: 10 },
			{ ...(await part(day)), bill_sequence: 2 },
		];
		await wechat.fault({ path: PLATFORM, body: JSON.stringify({ download_bill_count: 2, download_bill_list: list }) });
		const [item] = (await wechat.run(ofPlatform({ bill_date: day, output: 'file' }))).items('WeChat')!;
		const text = (await bytesOf(item, 'data')).toString('utf8');
		const at = [`\`${day} `, `\`${second.paid_at.slice(0, 10)} `].map((time) => text.indexOf(time));
		expect(at.every((place) => place > 0) && at[0] < at[1]).toBe(true);
	});

	test('the documents name another address for them, which is not signed either', async () => {
		const { day } = await business({ sub_mchid: SUB_MCHID });
		const { data } = await shop(wechat).get(PLATFORM, { bill_date: day, account_type: 'ALL', algorithm: ALGORITHM });
		const [part] = data.download_bill_list;
		const { pathname, searchParams } = new URL(part.download_url);
		const { raw } = await shop(wechat).get(pathname, Object.fromEntries(searchParams));
		relay.change = ({ path }) => (path.startsWith('/v3/bill/downloadurl') ? { status: 200, body: raw } : undefined);
		wechat.payCredential({ baseUrl: relay.url });
		const download_url = 'https://api.mch.weixin.qq.com/v3/bill/downloadurl?token=xxx';
		await wechat.fault({ path: PLATFORM, body: JSON.stringify({ download_bill_count: 1, download_bill_list: [{ ...part, download_url }] }) });
		expect((await wechat.run(ofPlatform({ bill_date: day }))).json('WeChat')).toHaveLength(3);
	});

	test('a list without files is a day without business', async () => {
		await wechat.fault({ path: PLATFORM, body: '{"download_bill_count":0}' });
		const run = await wechat.run(ofPlatform({ bill_date: '2026-11-21' }));
		expect([run.error, run.items('WeChat')]).toEqual([undefined, []]);
	});
});

describe('on its way', () => {
	beforeEach(() => wechat.payCredential({ baseUrl: relay.url }));

	const isFile = (path: string) => path.startsWith(PATHS.file);

	test.each<[string, (body: Buffer) => Buffer]>([
		['a byte that is another', (body) => Buffer.concat([body.subarray(0, -40), Buffer.from([body.at(-40)! ^ 1]), body.subarray(-39)])],
		['half of it', (body) => body.subarray(0, body.length / 2)],
		['next to nothing', () => Buffer.from('茶')],
		['a bill in clear', () => Buffer.from('\uFEFF记账时间,备注\r\n`1,`2\r\n资金流水总笔数\r\n`1\r\n')],
	])('%s came instead: it is not taken', async (_, change) => {
		const { day } = await business({ sub_mchid: SUB_MCHID });
		relay.change = ({ path, body }) => (isFile(path) ? { body: change(body) } : undefined);
		for (const output of ['rows', 'totals', 'file']) {
			const run = await wechat.run(ofSub({ bill_date: day, output }));
			expect(run.items('WeChat')).toBeUndefined();
			expect(run.error).toMatchObject({ message: expect.stringMatching(/^The bill cannot be read\. It cannot be decrypted/), description: expect.stringContaining('check “Merchant Private Key”') });
		}
	});

	test('the hash of a plain bill vouches for it', async () => {
		const { day } = await business();
		relay.change = ({ path }) => (isFile(path) ? { body: Buffer.from('\uFEFF记账时间\r\n`1\r\n资金流水总笔数\r\n`1\r\n') } : undefined);
		expect((await wechat.run(bill({ bill_date: day }))).error).toMatchObject({ message: expect.stringContaining('its hash is not the one') });
	});
});
