import { ORDERS } from '../../../../demo/payment';
import type { Row, TableSpec } from '../../privateN8n/dataTables';
import { errorOf, good, jsonOf, ran, type Json } from '../outcome';
import type { Recipe } from './recipe';
import { onTheInternet } from './standIns/internet';
import { group } from './standIns/team';
import type { Stage } from './stage';

const REFUNDS: TableSpec = {
	name: 'Refunds',
	columns: { out_refund_no: 'string', out_trade_no: 'string', refund_yuan: 'string', requested_at: 'date' },
};
const COLUMNS = ['day', 'difference', 'out_trade_no', 'out_refund_no', 'in_the_shop', 'in_wechat_pay'];
const DIFFERENCES: TableSpec = { name: 'Differences', columns: Object.fromEntries(COLUMNS.map((column) => [column, 'string'])) };

/** What n8n takes in one call. */
const PORTION = 2000;
const BILL = '/v3/bill/tradebill';

/** The date in Beijing so many days ago. */
const daysAgo = (days: number): string => new Date(Date.now() + 8 * 3600_000 - days * 86_400_000).toISOString().slice(0, 10);
const yuan = (fen: number): string => (fen / 100).toFixed(2);

/** What happened on a day, as WeChat Pay knows it and as the shop has written it down: the same, until somebody changes it. */
interface Day {
	day: string;
	orders: Json[];
	refunds: Json[];
}

async function dayOf({ wechat }: Stage, day: string, payments: number, refunds: number): Promise<Day> {
	const made = await wechat.control('/day', { day, payments, refunds });
	return {
		day,
		orders: made.payments.map(({ out_trade_no, openid, amount, at }: Json) => ({ out_trade_no, openid, product: 'Lotus Tea', amount_yuan: yuan(amount), status: 'paid', ordered_at: at, paid_at: at })),
		refunds: made.refunds.map(({ out_refund_no, out_trade_no, amount, at }: Json) => ({ out_refund_no, out_trade_no, refund_yuan: yuan(amount), requested_at: at })),
	};
}

async function fill({ n8n }: Stage, { orders, refunds }: Pick<Day, 'orders' | 'refunds'>): Promise<void> {
	for (const [table, rows] of Object.entries({ [ORDERS.name]: orders, [REFUNDS.name]: refunds })) {
		for (let at = 0; at < rows.length; at += PORTION) await n8n.tables.insert(table, rows.slice(at, at + PORTION));
	}
}

const differencesOf = async ({ n8n }: Stage, day: string): Promise<Json[]> =>
	(await n8n.tables.rows(DIFFERENCES.name, { day })).map(({ id: _, createdAt: _c, updatedAt: _u, ...row }: Row) => row);

/** One of each kind, in what the shop has written down. */
function plant({ day, orders, refunds }: Day): Json[] {
	const noon = `${day}T12:00:00+08:00`;
	const [gone] = orders.splice(-1);
	const [cheaper, unpaid] = orders.slice(-2);
	const invented = { out_trade_no: 'LT-INVENTED-1', product: 'Tea', amount_yuan: '5.00', status: 'shipped', ordered_at: noon, paid_at: noon };
	orders.push(invented);
	const [refund] = refunds;
	const told = { cheaper: cheaper.amount_yuan, refund: refund.refund_yuan };
	cheaper.amount_yuan = yuan(Math.round(Number(cheaper.amount_yuan) * 100) + 1);
	// Made some days before it was paid.
	Object.assign(unpaid, { status: 'unpaid', paid_at: null, ordered_at: new Date(Date.parse(noon) - 7 * 86_400_000).toISOString() });
	refund.refund_yuan = '600.00';
	return [
		{ day, difference: 'amount differs', out_trade_no: cheaper.out_trade_no, out_refund_no: '', in_the_shop: `¥${cheaper.amount_yuan}`, in_wechat_pay: `¥${told.cheaper}` },
		{ day, difference: 'status differs', out_trade_no: unpaid.out_trade_no, out_refund_no: '', in_the_shop: 'unpaid', in_wechat_pay: 'paid' },
		{ day, difference: 'missing in the shop', out_trade_no: gone.out_trade_no, out_refund_no: '', in_the_shop: '', in_wechat_pay: `paid ¥${gone.amount_yuan}` },
		{ day, difference: 'missing in WeChat Pay', out_trade_no: 'LT-INVENTED-1', out_refund_no: '', in_the_shop: 'shipped ¥5.00', in_wechat_pay: '' },
		{ day, difference: 'refund differs', out_trade_no: refund.out_trade_no, out_refund_no: refund.out_refund_no, in_the_shop: '¥600.00', in_wechat_pay: `¥${told.refund}` },
	];
}

export const dailyReconciliation: Recipe = {
	name: 'daily-reconciliation',
	tables: [ORDERS, REFUNDS, DIFFERENCES],
	standIns: async () => await onTheInternet(group.hosts),
	check(stage) {
		beforeEach(async () => {
			group.heard.splice(0);
			for (const { name } of [ORDERS, REFUNDS]) await stage.n8n.tables.clear(name);
		});
		const compare = async (day?: string) => {
			if (day) await stage.change('Which Day?', ({ parameters }) => (parameters.assignments.assignments[0].value = day));
			return await stage.run('Compare Now');
		};

		it("yesterday's differences, one of each kind, are a row each and one message; compared again, they are not doubled", async () => {
			const day = await dayOf(stage, daysAgo(1), 8, 3);
			const planted = plant(day);
			await fill(stage, day);
			good(await compare());
			good(await compare());
			expect(await differencesOf(stage, day.day)).toEqual(planted);
			expect(group.heard).toHaveLength(2);
			expect(group.heard[1].split('\n')).toEqual([
				`WeChat Pay, ${day.day}: 5 differences (8 payments and 3 refunds in WeChat Pay's bill).`,
				`• amount differs: ${planted[0].out_trade_no} – shop: ${planted[0].in_the_shop}; WeChat Pay: ${planted[0].in_wechat_pay}`,
				`• status differs: ${planted[1].out_trade_no} – shop: unpaid; WeChat Pay: paid`,
				`• missing in the shop: ${planted[2].out_trade_no} – shop: nothing; WeChat Pay: ${planted[2].in_wechat_pay}`,
				'• missing in WeChat Pay: LT-INVENTED-1 – shop: shipped ¥5.00; WeChat Pay: nothing',
				`• refund differs: ${planted[4].out_refund_no} – shop: ¥600.00; WeChat Pay: ${planted[4].in_wechat_pay}`,
			]);
		});

		it('refunds that only one side knows are told; once corrected, the day is quiet, and its rows are gone', async () => {
			const day = await dayOf(stage, daysAgo(2), 4, 2);
			const elsewhere = { out_refund_no: 'LT-R9', out_trade_no: day.orders[3].out_trade_no, refund_yuan: '1.00', requested_at: `${day.day}T23:59:59+08:00` };
			await fill(stage, { orders: day.orders, refunds: [day.refunds[0], elsewhere] });
			good(await compare(day.day));
			expect(await differencesOf(stage, day.day)).toMatchObject([
				{ difference: 'refund differs', out_refund_no: day.refunds[1].out_refund_no, in_the_shop: '', in_wechat_pay: `¥${day.refunds[1].refund_yuan}` },
				{ difference: 'refund differs', out_refund_no: 'LT-R9', in_the_shop: '¥1.00', in_wechat_pay: '' },
			]);
			await stage.n8n.tables.clear(REFUNDS.name);
			await fill(stage, { orders: [], refunds: [...day.refunds, { ...elsewhere, requested_at: `${daysAgo(1)}T00:00:00+08:00` }] });
			expect(ran(good(await compare(day.day)), 'Tell the Team')).toBe(false);
			expect([await differencesOf(stage, day.day), group.heard.length]).toEqual([[], 1]);
		});

		it('a day without business is quiet, unless the shop says that somebody has paid; what was paid the day before or after does not count', async () => {
			const day = daysAgo(40);
			const order = (out_trade_no: string, paid_at: string) => ({ out_trade_no, amount_yuan: '9.90', status: 'paid', ordered_at: `${daysAgo(42)}T08:00:00+08:00`, paid_at });
			await fill(stage, { orders: [order('LT-BEFORE', `${daysAgo(41)}T23:59:59+08:00`), order('LT-AFTER', `${daysAgo(39)}T00:00:00+08:00`)], refunds: [] });
			const quiet = good(await compare(day));
			expect([jsonOf(quiet, 'Compare'), group.heard]).toMatchObject([[{ payments: 0, refunds: 0, count: 0 }], []]);
			await fill(stage, { orders: [order('LT-FIRST', `${day}T00:00:00+08:00`), order('LT-LAST', `${day}T23:59:59+08:00`)], refunds: [] });
			good(await compare(day));
			expect((await differencesOf(stage, day)).map(({ out_trade_no, difference }) => `${difference}: ${out_trade_no}`)).toEqual([
				'missing in WeChat Pay: LT-FIRST',
				'missing in WeChat Pay: LT-LAST',
			]);
			expect(group.heard).toEqual([expect.stringContaining(`${day}: 2 differences (0 payments and 0 refunds`)]);
		});

		it('a bill that is not ready is asked for again later, and then compared', async () => {
			const day = await dayOf(stage, daysAgo(4), 2, 0);
			await fill(stage, { orders: day.orders.slice(1), refunds: [] });
			await stage.change('Half an Hour', ({ parameters }) => Object.assign(parameters, { amount: 1, unit: 'seconds' }));
			await stage.wechat.control('/faults', { path: BILL, status: 400, code: 'STATEMENT_CREATING', times: 2 });
			const execution = good(await compare(day.day));
			expect(execution.data.resultData.runData['Get Trade Bill']).toHaveLength(3);
			expect(group.heard).toEqual([expect.stringContaining('1 difference (2 payments')]);
			expect(await differencesOf(stage, day.day)).toMatchObject([{ difference: 'missing in the shop', out_trade_no: day.orders[0].out_trade_no }]);
		});

		it('a bill that never comes is told to the team in the end', async () => {
			await stage.change('Half an Hour', ({ parameters }) => Object.assign(parameters, { amount: 0, unit: 'seconds' }));
			await stage.wechat.control('/faults', { path: BILL, status: 400, code: 'STATEMENT_CREATING', times: 50 });
			const execution = good(await compare(daysAgo(8)).finally(async () => await stage.wechat.control('/faults', undefined, 'DELETE')));
			expect(execution.data.resultData.runData['Get Trade Bill']).toHaveLength(21);
			expect(group.heard).toEqual([expect.stringMatching(/the bill could not be compared with the shop\. .*STATEMENT_CREATING/)]);
		});

		it('when there is no bill to be had, the team is told why, and nothing is called a difference', async () => {
			const day = await dayOf(stage, daysAgo(5), 2, 0);
			await fill(stage, day);
			await stage.wechat.control('/faults', { path: BILL, status: 403, code: 'NO_AUTH' });
			const execution = good(await compare(day.day));
			expect([ran(execution, 'Compare'), group.heard]).toEqual([false, [expect.stringMatching(new RegExp(`^WeChat Pay, ${day.day}: the bill could not be compared.*NO_AUTH`))]]);
			expect(group.heard[0]).not.toMatch(/undefined|null/);
		});

		it('a group that does not take the message makes the run fail; the differences are in the table', async () => {
			const day = await dayOf(stage, daysAgo(6), 1, 0);
			group.isWrongKey = true;
			const execution = await compare(day.day).finally(() => (group.isWrongKey = false));
			expect(errorOf(execution)).toMatch(/did not take the message: invalid webhook url.*missing in the shop/s);
			expect(await differencesOf(stage, day.day)).toHaveLength(1);
		});

		it('of 20,000 payments and refunds exactly the five that differ are told, within two minutes', async () => {
			const day = await dayOf(stage, daysAgo(7), 18_000, 2000);
			const planted = plant(day);
			await fill(stage, day);
			const start = Date.now();
			good(await compare(day.day));
			const seconds = (Date.now() - start) / 1000;
			console.log(`20,000 payments and refunds were compared in ${seconds.toFixed(1)} s`);
			expect(seconds).toBeLessThan(120);
			expect(await differencesOf(stage, day.day)).toEqual(planted);
			expect(group.heard).toEqual([expect.stringContaining('5 differences (18000 payments and 2000 refunds')]);
		});
	},
};
