import { MERCHANT } from './client';
import { payScene } from './payScene';

const scene = payScene();
const { mchid } = MERCHANT;
type Values = Record<string, any>;

const day = async (wanted: Values) => await scene.client.control('/day', wanted);
const yesterday = () => new Date(Date.now() - 86400_000 + 8 * 3600_000).toISOString().slice(0, 10);

async function billOf(bill_date: string): Promise<string[][]> {
	const { data } = await scene.pay.get('/v3/bill/tradebill', { bill_date });
	const { pathname, searchParams } = new URL(data.download_url);
	const { raw } = await scene.pay.get(pathname, Object.fromEntries(searchParams));
	return raw
		.toString('utf8')
		.split('\r\n')
		.map((line) => line.split(',').map((cell) => cell.replace('`', '')));
}

test('a day of business, as the orders, the refunds and the bill know it', async () => {
	const made = await day({ payments: 3, refunds: 2 });
	expect(made).toMatchObject({ day: yesterday(), payments: { length: 3 }, refunds: { length: 2 } });
	const [first] = made.payments;
	const [back] = made.refunds;
	expect(first).toEqual({
		out_trade_no: expect.stringMatching(/^D\d{8}-1-1$/),
		transaction_id: expect.stringMatching(/^4200\d{24}$/),
		openid: expect.stringMatching(/^oDAY\d{24}$/),
		amount: expect.any(Number),
		at: `${made.day}T00:00:00+08:00`,
	});
	const order = await scene.pay.get(`/v3/pay/transactions/out-trade-no/${first.out_trade_no}`, { mchid });
	expect(order.data).toMatchObject({ trade_state: 'REFUND', amount: { total: first.amount }, success_time: first.at });
	const refund = await scene.pay.get(`/v3/refund/domestic/refunds/${back.out_refund_no}`);
	expect(refund.data).toMatchObject({ status: 'SUCCESS', refund_id: back.refund_id, amount: { refund: back.amount } });
	const rows = await billOf(made.day);
	expect(rows.slice(1, 6).map((row) => [row[6], row[9]])).toEqual([
		...made.payments.map(({ out_trade_no }: Values) => [out_trade_no, 'SUCCESS']),
		...made.refunds.map(({ out_trade_no }: Values) => [out_trade_no, 'REFUND']),
	]);
	expect(await scene.client.control('/notifications')).toEqual([]);
});

test('the same seed is the same business, another one another', async () => {
	const first = await day({ payments: 3, refunds: 1, seed: 7 });
	expect(await day({ payments: 1, seed: 7 })).toMatchObject({ error: expect.stringContaining('seed 7') });
	const other = await day({ payments: 3, refunds: 1, seed: 8 });
	expect(other.payments.map(({ amount }: Values) => amount)).not.toEqual(first.payments.map(({ amount }: Values) => amount));
	await scene.client.control('/reset', {});
	expect(await day({ payments: 3, refunds: 1, seed: 7 })).toEqual(first);
});

test('a partner’s', async () => {
	const made = await day({ payments: 1, sub_mchid: '1900009231' });
	const { data } = await scene.pay.get(
		`/v3/pay/partner/transactions/out-trade-no/${made.payments[0].out_trade_no}`,
		{ sp_mchid: mchid, sub_mchid: '1900009231' },
	);
	expect(data).toMatchObject({ sub_mchid: '1900009231', trade_state: 'SUCCESS' });
});

test.each<[string, Values]>([
	['day must be as', { day: '22.11.2026' }],
	['day must be over', { day: '2099-01-01' }],
	['no more refunds', { payments: 1, refunds: 2 }],
	['payments must be', { payments: 100_001 }],
	['seed must be', { seed: -1 }],
])('%s', async (error, wanted) => {
	expect(await day(wanted)).toEqual({ error: expect.stringContaining(error) });
});

test('20,000 payments are a matter of seconds', async () => {
	const start = Date.now();
	const made = await day({ payments: 20_000, refunds: 2_000 });
	expect(made.payments).toHaveLength(20_000);
	expect(new Set(made.payments.map(({ transaction_id }: Values) => transaction_id)).size).toBe(20_000);
	expect(await billOf(made.day)).toHaveLength(22_000 + 4);
	expect(Date.now() - start).toBeLessThan(20_000);
});
