import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { bytesOf } from '../engine';
import { items, MERCHANT, SERVICE, useWechat, wechatPay } from '../wechat';
import { SUB_MCHID } from '../cases/pay/shared';
import { useRelay } from './relay';
import { earlier, inBeijing, NOWHERE, PATHS, refundOf, refusedHere, sale, sent, shop, type Sale } from './shop';

/** The bill of a day: every line, to the fen, and nothing that was damaged or changed on its way. */
const wechat = useWechat();

const { mchid } = MERCHANT;
const { appid } = SERVICE;

const bill = (parameters: IDataObject, settings = {}) => wechatPay('bill', 'getTradeBill', parameters, settings);

/** The day of a payment in Beijing. */
const dayOf = ({ paid_at }: Sale) => paid_at.slice(0, 10);

const PRODUCT = 'Tea, green, `100 g`, 龙井';

/** Two days ago: a payment of ¥99.00, of which ¥40.00 went back, and one of a cent. */
async function business(): Promise<{ day: string; sales: Sale[] }> {
	const sales = await earlier(wechat, 2, async () => {
		const sold = [await sale(wechat, { description: PRODUCT, attach: 'shop-3, till 2' }), await sale(wechat, { amount: 1 })];
		const [{ out_trade_no }] = sold;
		await wechat.client.control('/merchants', { mchid, refundDelay: 0 });
		const amount = { refund: 4000, total: 9900, currency: 'CNY' };
		await shop(wechat, 2).post(PATHS.refunds, { out_trade_no, out_refund_no: 'R1', amount });
		return sold;
	});
	await wechat.client.control('/calls', {}, 'DELETE');
	return { day: dayOf(sales[0]), sales };
}

describe('rows', () => {
	test('an item for each payment and refund, under names that stay', async () => {
		const { day, sales } = await business();
		const run = await wechat.run(bill({ bill_date: day }));
		expect(run.error).toBeUndefined();
		const [first, second] = sales;
		const columns = {
			...{ unionid: null, appid, mchid, sub_mchid: null, device_id: null, trade_type: 'JSAPI', bank_type: 'OTHERS' },
			...{ currency: 'CNY', coupon_yuan: '0.00', coupon_refund_yuan: '0.00', fee_rate: '0.60%', fee_note: null },
			...{ refund_created_at: null, refunded_at: null },
		};
		const payment = { ...columns, status: 'SUCCESS', refund_id: null, out_refund_no: null, refund_yuan: '0.00', refund_fen: 0, refund_requested_yuan: '0.00' };
		const of = ({ openid, out_trade_no, transaction_id }: Sale) => ({ openid, out_trade_no, transaction_id });
		expect(run.json('WeChat')).toEqual([
			{
				...{ ...payment, ...of(first), occurred_at: first.paid_at, refund_type: null, refund_status: null },
				...{ description: PRODUCT, attach: 'shop-3, till 2', fee_yuan: '0.59000' },
				...{ settlement_yuan: '99.00', amount_yuan: '99.00', amount_fen: 9900 },
			},
			{
				...{ ...payment, ...of(second), occurred_at: second.paid_at, refund_type: null, refund_status: null },
				...{ description: '莲花茶 Lotus tea', attach: null, fee_yuan: '0.00000' },
				...{ settlement_yuan: '0.01', amount_yuan: '0.01', amount_fen: 1 },
			},
			{
				...{ ...columns, ...of(first), status: 'REFUND', occurred_at: expect.stringMatching(`^${day}T..:..:..\\+08:00$`) },
				...{ refund_id: expect.stringMatching(/^503\d+$/), out_refund_no: 'R1', refund_yuan: '40.00', refund_fen: 4000, refund_requested_yuan: '40.00' },
				...{ refund_type: 'ORIGINAL', refund_status: 'SUCCESS', description: PRODUCT, attach: 'shop-3, till 2' },
				...{ fee_yuan: '-0.24000', settlement_yuan: '0.00', amount_yuan: '0.00', amount_fen: 0 },
			},
		]);
		expect(run.items('WeChat')!.map(({ pairedItem }) => pairedItem)).toEqual([0, 0, 0].map((item) => ({ item })));
	});

	test('asks for the packed bill, and fetches it once', async () => {
		const { day } = await business();
		await wechat.run(bill({ bill_date: day }));
		expect(await sent(wechat)).toEqual([
			{ method: 'GET', path: PATHS.bill, query: { bill_date: day, bill_type: 'ALL', tar_type: 'GZIP' }, body: undefined },
			{ method: 'GET', path: PATHS.file, query: { token: expect.any(String), tartype: 'gzip' }, body: undefined },
		]);
	});

	test.each([
		['SUCCESS', ['SUCCESS', 'SUCCESS']],
		['REFUND', ['REFUND']],
	])('%s only', async (bill_type, states) => {
		const { day } = await business();
		const rows = (await wechat.run(bill({ bill_date: day, bill_type }))).json('WeChat')!;
		expect(rows.map(({ status }) => status)).toEqual(states);
		expect((await sent(wechat))[0].query).toMatchObject({ bill_type });
	});

	test('a bill of refunds has their times, with the zone', async () => {
		const { day } = await business();
		const [row] = (await wechat.run(bill({ bill_date: day, bill_type: 'REFUND' }))).json('WeChat')!;
		const time = expect.stringMatching(`^${day}T..:..:..\\+08:00$`);
		expect(row).toMatchObject({ refund_created_at: time, refunded_at: time });
	});

	test('Simplify off: WeChat’s own columns beside the same keys', async () => {
		const { day, sales } = await business();
		const [{ raw, ...rest }] = (await wechat.run(bill({ bill_date: day, simplify: false }))).json('WeChat')!;
		expect(raw).toMatchObject({ 微信订单号: sales[0].transaction_id, 订单金额: '99.00', 商品名称: PRODUCT });
		expect([rest]).toEqual((await wechat.run(bill({ bill_date: day }))).json('WeChat')!.slice(0, 1));
	});

	test('of a day without business there are none, and that is no mistake', async () => {
		const day = inBeijing(Date.now() - 5 * 24 * 3600_000).picked.slice(0, 10);
		for (const output of ['rows', 'totals', 'file']) {
			const run = await wechat.run([bill({ bill_date: day, output }), { name: 'Next', type: 'passThrough' }]);
			expect([run.error, run.items('WeChat'), run.task('Next')]).toEqual([undefined, [], undefined]);
		}
	});

	test('several days: each row knows which item asked for it', async () => {
		const { day } = await business();
		const empty = inBeijing(Date.now() - 5 * 24 * 3600_000).picked.slice(0, 10);
		const node = bill({ bill_date: '={{ $json.day }}', bill_type: 'SUCCESS' }, { onError: 'continueRegularOutput' });
		const run = await wechat.run(node, { items: items({ day: empty }, { day }, { day: 'yesterday' }) });
		expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.amount_fen ?? json.error, pairedItem])).toEqual([
			[9900, { item: 1 }],
			[1, { item: 1 }],
			['“Date” must be a date and time, but it is “yesterday”', { item: 2 }],
		]);
	});

	test.each([
		['the picker’s time', (day: string) => `${day}T00:00:00`],
		['an evening in London', (day: string) => new Date(Date.parse(`${day}T00:30:00+08:00`)).toISOString()],
		['a DateTime', (day: string) => `={{ DateTime.fromISO('${day}T23:30:00+08:00').setZone('America/New_York') }}`],
	])('of a time it is the day in Beijing: %s', async (_, entered) => {
		const { day } = await business();
		expect((await wechat.run(bill({ bill_date: entered(day) }))).json('WeChat')).toHaveLength(3);
		expect((await sent(wechat))[0].query).toMatchObject({ bill_date: day });
	});

	test('at first it is yesterday in Beijing', async () => {
		await wechat.run(bill({}));
		const yesterday = inBeijing(Date.now() - 24 * 3600_000).picked.slice(0, 10);
		expect((await sent(wechat)).map(({ query }) => query.bill_date)).toEqual([yesterday]);
	});

	test.each(['21.11.2026', '2026-11', '2026', '20261121'])('%s is no day', async (bill_date) => {
		expect((await refusedHere(wechat, bill({ bill_date }))).message).toBe(`“Date” must be a date and time, but it is “${bill_date}”`);
	});

	test('a day that is not over has no bill yet', async () => {
		const run = await wechat.run(bill({ bill_date: inBeijing(Date.now()).picked.slice(0, 10) }));
		expect(run.error).toMatchObject({ httpCode: 'PARAM_ERROR', message: expect.stringContaining('只能下载今天以前的账单') });
	});

	test('WeChat is still writing it', async () => {
		await wechat.fault({ path: PATHS.bill, code: 'STATEMENT_CREATING' });
		expect((await wechat.run(bill({ bill_date: '2026-11-21' }))).error).toMatchObject({
			httpCode: 'STATEMENT_CREATING',
			description: expect.stringContaining('after 10:00'),
		});
		expect(await wechat.calls()).toHaveLength(1);
	});

	test('a refund is in the bill of the day on which it was made, not of the payment’s', async () => {
		const sold = await earlier(wechat, 2, async () => await sale(wechat));
		await wechat.run(refundOf(sold.out_trade_no, { additionalFields: { notify_url: NOWHERE } }));
		const rows = (await wechat.run(bill({ bill_date: dayOf(sold) }))).json('WeChat')!;
		expect(rows.map(({ status }) => status)).toEqual(['SUCCESS']);
	});
});

describe('of a partner', () => {
	const OTHER = '1900009777';

	async function sold(): Promise<string> {
		const [first] = await earlier(wechat, 2, async () => {
			const sales = [];
			for (const sub_mchid of [SUB_MCHID, OTHER, undefined]) sales.push(await sale(wechat, { sub_mchid }));
			return sales;
		});
		await wechat.client.control('/calls', {}, 'DELETE');
		return dayOf(first);
	}

	test.each<[string, IDataObject, Array<string | null>]>([
		['all merchants', { merchants: 'all' }, [SUB_MCHID, OTHER, null]],
		['one', { merchants: 'one', sub_mchid: OTHER }, [OTHER]],
	])('%s', async (_, parameters, expected) => {
		const run = await wechat.run(bill({ merchantType: 'partner', ...parameters, bill_date: await sold() }));
		expect(run.json('WeChat')!.map((row) => [row.mchid, row.sub_mchid])).toEqual(expected.map((sub) => [mchid, sub]));
		expect((await sent(wechat))[0].query.sub_mchid).toBe(parameters.sub_mchid);
	});

	test('the credential’s sub-merchant is not in the way of all', async () => {
		wechat.payCredential({ subMchid: SUB_MCHID });
		const bill_date = await sold();
		expect((await wechat.run(bill({ merchantType: 'partner', bill_date }))).json('WeChat')).toHaveLength(3);
		expect((await wechat.run(bill({ merchantType: 'partner', merchants: 'one', bill_date }))).json('WeChat')).toHaveLength(1);
	});
});

test('20,000 payments and refunds are read in a second, and none is missing', async () => {
	const { day, payments, refunds } = await wechat.client.control('/day', { payments: 18_000, refunds: 2_000 });
	const node = bill({ bill_date: day });
	const start = performance.now();
	const run = await wechat.run(node);
	const seconds = (performance.now() - start) / 1000;
	const rows = run.json('WeChat')!;
	expect(rows).toHaveLength(20_000);
	expect(rows.map(({ transaction_id, status }) => [transaction_id, status])).toEqual([
		...payments.map(({ transaction_id }: IDataObject) => [transaction_id, 'SUCCESS']),
		...payments.slice(0, 2_000).map(({ transaction_id }: IDataObject) => [transaction_id, 'REFUND']),
	]);
	const sum = (made: IDataObject[]) => made.reduce((total, { amount }) => total + Number(amount), 0);
	expect(rows.reduce((total, { refund_fen }) => total + Number(refund_fen), 0)).toBe(sum(refunds));
	expect(rows.reduce((total, { amount_fen }) => total + Number(amount_fen), 0)).toBe(sum(payments));
	// With the simulator's half of the work, on a busy machine.
	expect(seconds).toBeLessThan(10);
});

describe('totals', () => {
	test('one item with the sums of the day', async () => {
		const { day } = await business();
		const run = await wechat.run(bill({ bill_date: day, output: 'totals' }));
		expect(run.json('WeChat')).toEqual([
			{
				...{ bill_date: day, count: 3, settlement_yuan: '99.01', refund_yuan: '40.00', refund_fen: 4000, coupon_refund_yuan: '0.00' },
				...{ fee_yuan: '0.35000', amount_yuan: '99.01', refund_requested_yuan: '40.00', amount_fen: 9901 },
			},
		]);
	});

	test('Simplify off: as WeChat names them', async () => {
		const { day } = await business();
		const [{ raw }] = (await wechat.run(bill({ bill_date: day, output: 'totals', simplify: false }))).json('WeChat')!;
		expect(raw).toMatchObject({ 总交易单数: '3', 订单总金额: '99.01' });
	});
});

describe('file', () => {
	test('byte for byte what WeChat wrote', async () => {
		const { day } = await business();
		const run = await wechat.run(bill({ bill_date: day, output: 'file', outputPropertyName: 'bill' }));
		const [item] = run.items('WeChat')!;
		const { data } = await shop(wechat).get(PATHS.bill, { bill_date: day });
		const token = new URL(data.download_url).searchParams.get('token')!;
		const { raw } = await shop(wechat).get(PATHS.file, { token });
		expect(await bytesOf(item, 'bill')).toEqual(raw);
		expect(createHash('sha1').update(raw).digest('hex')).toBe(data.hash_value);
		expect(item.json).toEqual({ bill_date: day, file_name: `trade-bill-${day}.csv`, mime_type: 'text/csv', bytes: raw.length });
		expect(item.binary).toMatchObject({ bill: { fileName: `trade-bill-${day}.csv`, mimeType: 'text/csv' } });
		expect(item.pairedItem).toEqual({ item: 0 });
	});
});

describe('on its way', () => {
	const relay = useRelay(wechat);
	const damaged = {
		message: 'The bill was damaged or changed on its way: its hash is not the one that WeChat Pay gave',
		description: expect.stringContaining('Run it again'),
	};
	const isFile = (path: string) => path.startsWith(PATHS.file);

	test('it is fetched from the host in the credential', async () => {
		const { day } = await business();
		expect((await wechat.run(bill({ bill_date: day }))).json('WeChat')).toHaveLength(3);
		expect(relay.passed).toEqual([PATHS.bill, PATHS.file]);
	});

	test('a bill that is not packed is as good', async () => {
		const { day } = await business();
		const { data } = await shop(wechat).get(PATHS.bill, { bill_date: day });
		const token = new URL(data.download_url).searchParams.get('token')!;
		const { raw } = await shop(wechat).get(PATHS.file, { token });
		relay.change = ({ path }) => (isFile(path) ? { body: raw } : undefined);
		expect((await wechat.run(bill({ bill_date: day }))).json('WeChat')).toHaveLength(3);
	});

	test.each<[string, (body: Buffer) => Buffer]>([
		['another bill', () => Buffer.from('\uFEFF交易时间,订单金额\r\n`1,`1\r\n总交易单数\r\n`1\r\n')],
		['half of it', (body) => body.subarray(0, body.length / 2)],
		['a byte that is another', (body) => Buffer.concat([body.subarray(0, -6), Buffer.from([body.at(-6)! ^ 1]), body.subarray(-5)])],
		['JSON', () => Buffer.from('{"a":1}')],
	])('%s came instead: it is not taken', async (_, change) => {
		const { day } = await business();
		relay.change = ({ path, body }) => (isFile(path) ? { body: change(body) } : undefined);
		for (const output of ['rows', 'totals', 'file']) {
			const run = await wechat.run(bill({ bill_date: day, output }));
			expect(run.items('WeChat')).toBeUndefined();
			expect(run.error).toMatchObject(damaged);
		}
	});

	test('a gateway answers for it', async () => {
		const { day } = await business();
		await wechat.fault({ path: PATHS.file, status: 503, times: 3 });
		expect((await wechat.run(bill({ bill_date: day }))).error).toMatchObject({ message: expect.stringContaining('503') });
	});

	test('the hash itself was changed: its answer is signed', async () => {
		const { day } = await business();
		const changed = (body: Buffer) => Buffer.from(body.toString().replace('"hash_value":"', '"hash_value":"0'));
		relay.change = ({ path, body }) => (isFile(path) ? undefined : { body: changed(body) });
		expect((await wechat.run(bill({ bill_date: day }))).error).toMatchObject({ message: expect.stringContaining('cannot be trusted') });
		expect(relay.passed).not.toContain(PATHS.file);
	});
});

test('a day of which there is no bill any more does not pass for a day without business', async () => {
	const day = (ago: number) => inBeijing(Date.now() - ago * 24 * 3600_000).picked.slice(0, 10);
	const run = await wechat.run(bill({ bill_date: day(120) }));
	expect(run.error).toMatchObject({ message: `WeChat Pay has no bill of ${day(120)} any more`, description: expect.stringContaining('three months') });
	expect((await wechat.run(bill({ bill_date: day(80) }))).items('WeChat')).toEqual([]);
});
