import { createDecipheriv, createHash, privateDecrypt, constants } from 'node:crypto';
import { MERCHANT } from './client';
import { PayClient } from './payClient';
import { payScene } from './payScene';

/** Bills of accounts, one's own and others', and of what was passed on. */
const scene = payScene();
type Values = Record<string, any>;

const DAY = 86400;
const SUB_MCHID = '1900009231';
const OWN = '/v3/bill/fundflowbill';
const SUB = '/v3/bill/sub-merchant-fundflowbill';
const PLATFORM = '/v3/ecommerce/bill/fundflowbill';
const SHARES = '/v3/profitsharing/bills';

let pay: PayClient;
let bill_date: string;

/** Yesterday: a payment, of which a part went back, for the merchant and for a partner's merchant. */
beforeEach(async () => {
	pay = new PayClient(scene.url, undefined, () => Date.now() + DAY * 1000);
	bill_date = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);
	for (const sub_mchid of [undefined, SUB_MCHID]) {
		const number = await scene.paid({ sub_mchid });
		await scene.pay.post('/v3/refund/domestic/refunds', scene.refund(number, { notify_url: undefined, sub_mchid, reason: '茶凉了' }));
		await scene.client.control('/profitShares', { out_trade_no: number, amount: 990, receiver: '1900000110', description: '导购' });
	}
	await new Promise((resolve) => setTimeout(resolve, 20));
	await scene.client.control('/clock', { advance: DAY });
});

async function fetched(download_url: string): Promise<Buffer> {
	const { pathname, searchParams } = new URL(download_url);
	return (await pay.get(pathname, Object.fromEntries(searchParams))).raw;
}

const cells = (csv: Buffer) =>
	csv
		.toString('utf8')
		.replace('\uFEFF', '')
		.split('\r\n')
		.map((line) => line.split(',').map((cell) => cell.replace('`', '')));

const HEADER = '记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号';
const FLOWS = [
	['交易', '收入', '99.00', '99.00', ''],
	['扣除交易手续费', '支出', '0.59', '98.41', ''],
	['退款', '支出', '40.00', '58.41', '茶凉了'],
];
const flows = (rows: string[][]) => rows.map(([, , , name, , direction, amount, balance, , note]) => [name, direction, amount, balance, note]);

test('the merchant’s own', async () => {
	const { data } = await pay.get(OWN, { bill_date });
	const csv = await fetched(data.download_url);
	expect(data).toMatchObject({ hash_type: 'SHA1', hash_value: createHash('sha1').update(csv).digest('hex') });
	const [header, ...rows] = cells(csv);
	expect(header.join()).toBe(HEADER);
	expect(flows(rows.slice(0, 3))).toEqual(FLOWS);
	expect(rows.slice(3)).toEqual([['资金流水总笔数', '收入笔数', '收入金额', '支出笔数', '支出金额'], ['3', '1', '99.00', '2', '40.59'], ['']]);
	expect(rows[2][10]).toMatch(/^REF4200/);
});

/** As the documents say it: the key with the merchant's own, the file with that key. */
async function opened({ encrypt_key, nonce, download_url }: Values): Promise<Buffer> {
	const { RSA_PKCS1_OAEP_PADDING: padding } = constants;
	const key = privateDecrypt({ key: MERCHANT.privateKey, padding, oaepHash: 'sha1' }, Buffer.from(encrypt_key, 'base64'));
	const sealed = await fetched(download_url);
	const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
	return Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
}

const ASKED = { account_type: 'BASIC', algorithm: 'AEAD_AES_256_GCM' };

test('a sub-merchant’s comes sealed', async () => {
	const { data } = await pay.get(SUB, { bill_date, sub_mchid: SUB_MCHID, ...ASKED });
	expect(data).toEqual({
		download_bill_count: 1,
		download_bill_list: [
			{
				...{ bill_sequence: 1, download_url: expect.any(String), nonce: expect.stringMatching(/^\w{12}$/) },
				...{ encrypt_key: expect.any(String), hash_type: 'SHA1', hash_value: expect.any(String) },
			},
		],
	});
	const [part] = data.download_bill_list;
	const csv = await opened(part);
	expect(createHash('sha1').update(csv).digest('hex')).toBe(part.hash_value);
	expect(flows(cells(csv).slice(1, 4))).toEqual(FLOWS);
});

test('those of a platform say whose they are', async () => {
	const { data } = await pay.get(PLATFORM, { bill_date, ...ASKED, account_type: 'ALL' });
	const [header, ...rows] = cells(await opened(data.download_bill_list[0]));
	expect(header.join()).toBe(`二级商户号,${HEADER}`);
	expect(rows.slice(0, 3).map(([owner]) => owner)).toEqual([SUB_MCHID, SUB_MCHID, SUB_MCHID]);
});

test('what was passed on', async () => {
	const { data } = await pay.get(SHARES, { bill_date });
	const [, ...rows] = cells(await fetched(data.download_url));
	expect(rows.slice(0, 2).map((row) => [row[1], row[2], ...row.slice(7)])).toEqual([
		[MERCHANT.mchid, MERCHANT.mchid, '99.00', '1900000110', '9.90', '分账', '成功', '导购'],
		[MERCHANT.mchid, SUB_MCHID, '99.00', '1900000110', '9.90', '分账', '成功', '导购'],
	]);
	const one = await pay.get(SHARES, { bill_date, sub_mchid: SUB_MCHID });
	expect(cells(await fetched(one.data.download_url))).toHaveLength(1 + 1 + 2 + 1);
});

describe('is refused', () => {
	test.each<[string, string, Values, string]>([
		['an account that is none', OWN, { account_type: 'SOME' }, '/account_type'],
		['the deposit of oneself', OWN, { account_type: 'DEPOSIT' }, '/account_type'],
		['another algorithm', SUB, { ...ASKED, sub_mchid: SUB_MCHID, algorithm: 'SM4_GCM' }, '/algorithm'],
		['one account of a platform', PLATFORM, ASKED, '/account_type'],
		['no sub-merchant', SUB, ASKED, '/sub_mchid'],
	])('%s', async (_, path, query, field) => {
		expect(await pay.get(path, { bill_date, ...query })).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR', detail: { field } } });
	});

	test.each<[string, string, Values]>([
		['an account without business', OWN, { account_type: 'OPERATION' }],
		['a merchant without business', SUB, { ...ASKED, sub_mchid: '1900009777' }],
		['the deposit of a merchant', SUB, { ...ASKED, sub_mchid: SUB_MCHID, account_type: 'DEPOSIT' }],
	])('%s', async (_, path, query) => {
		expect((await pay.get(path, { bill_date, ...query })).data.code).toBe('NO_STATEMENT_EXIST');
	});

	test('who is no partner', async () => {
		await scene.client.control('/merchants', { mchid: MERCHANT.mchid, partner: false });
		expect(await pay.get(PLATFORM, { bill_date, ...ASKED, account_type: 'ALL' })).toMatchObject({ status: 403, data: { code: 'NO_AUTH' } });
	});
});

test.each<[string, Values]>([
	['No paid order', { out_trade_no: 'LT-none', amount: 1 }],
	['amount must be', { amount: 0.5 }],
])('a share: %s', async (error, wanted) => {
	const out_trade_no = await scene.paid();
	expect(await scene.client.control('/profitShares', { out_trade_no, ...wanted })).toEqual({ error: expect.stringContaining(error) });
});
