import { ORDERS } from '../../../../demo/payment';
import { MINI } from '../../../simulator/client';
import { eventually } from '../eventually';
import { errorOf, good, type Json } from '../outcome';
import type { Row } from '../../privateN8n/dataTables';
import { withOpenChat } from './openChat';
import type { Recipe } from './recipe';
import { NOBODY, order, someoneInBoth } from './shop';
import type { Stage } from './stage';

const MINUTE = 60_000;

interface Ordered {
	openid: string;
	appid?: string;
	/** Minutes ago. */
	age: number;
	/** Of the row in the table. */
	more?: Json;
}

/** Somebody ordered, and the shop has written it down. */
async function ordered(stage: Stage, { openid, appid, age, more }: Ordered): Promise<string> {
	const out_trade_no = await order(stage, { openid, ...(appid && { appid }) }, NOBODY);
	await noted(stage, { out_trade_no, openid, age, more });
	return out_trade_no;
}

async function noted({ n8n }: Stage, { out_trade_no, openid, age, more }: Ordered & { out_trade_no: string }): Promise<void> {
	const ordered_at = new Date(Date.now() - age * MINUTE).toISOString();
	await n8n.tables.insert(ORDERS.name, [{ out_trade_no, openid, product: 'Lotus Tea', amount_yuan: '99.00', status: 'unpaid', ordered_at, ...more }]);
}

const pay = async ({ wechat }: Stage, out_trade_no: string) => await wechat.control('/pay', { out_trade_no });
const rowOf = async ({ n8n }: Stage, out_trade_no: string): Promise<Row> => (await n8n.tables.rows(ORDERS.name, { out_trade_no }))[0];
/** The shop changes what it has written down. */
async function changeRow({ n8n }: Stage, out_trade_no: string, data: Json): Promise<void> {
	const { id: project } = await n8n.rest<{ id: string }>('GET', '/rest/projects/personal');
	const filter = { type: 'and', filters: [{ columnName: 'out_trade_no', condition: 'eq', value: out_trade_no }] };
	await n8n.rest('PATCH', `/rest/projects/${project}/data-tables/${await n8n.tables.idOf(ORDERS.name)}/rows`, { filter, data });
}

const stateOf = async ({ wechat }: Stage, out_trade_no: string): Promise<string> =>
	(await wechat.control('/orders')).find((one: Json) => one.out_trade_no === out_trade_no).trade_state;

export const unpaidOrders: Recipe = {
	name: 'unpaid-orders',
	tables: [ORDERS],
	check(stage) {
		beforeEach(async () => await stage.n8n.tables.clear(ORDERS.name));
		afterEach(async () => await stage.wechat.control('/faults', undefined, 'DELETE'));
		const look = async () => await stage.run('Look Now');
		const fault = async (path: string, what: Json) => await stage.wechat.control('/faults', { path, ...what });

		it('after ten minutes the customer is reminded, once', async () => {
			const openid = await withOpenChat(stage);
			const out_trade_no = await ordered(stage, { openid, age: 11 });
			good(await look());
			good(await look());
			const { ordered_at } = await rowOf(stage, out_trade_no);
			const until = new Date(Date.parse(String(ordered_at)) + (30 + 8 * 60) * MINUTE).toISOString().slice(11, 16);
			expect(await stage.texts(openid)).toEqual([
				`Your order ${out_trade_no} is waiting for you: Lotus Tea, ¥99.00. You can pay it until ${until}, in our menu under My Orders.`,
			]);
			expect([await rowOf(stage, out_trade_no), await stateOf(stage, out_trade_no)]).toMatchObject([{ status: 'unpaid', reminder: 'sent' }, 'NOTPAY']);
		});

		it('nine minutes are too early for a reminder, 29 for closing; after 30 it is closed without a word', async () => {
			const openid = await withOpenChat(stage);
			const young = await ordered(stage, { openid, age: 9 });
			const old = await ordered(stage, { openid, age: 29, more: { reminder: 'sent' } });
			const over = await ordered(stage, { openid, age: 31 });
			good(await look());
			expect(await Promise.all([young, old, over].map(async (no) => await stateOf(stage, no)))).toEqual(['NOTPAY', 'NOTPAY', 'CLOSED']);
			expect(await Promise.all([young, old, over].map(async (no) => await rowOf(stage, no)))).toMatchObject([
				{ status: 'unpaid', reminder: null },
				{ status: 'unpaid', reminder: 'sent' },
				{ status: 'closed', reminder: null, paid_at: null },
			]);
			expect(await stage.texts(openid)).toEqual([]);
		});

		it('what has been paid is written down with the time of payment: no reminder, and never closed', async () => {
			const openid = await withOpenChat(stage);
			const [soon, late] = [await ordered(stage, { openid, age: 15 }), await ordered(stage, { openid, age: 600 })];
			const paid = [await pay(stage, soon), await pay(stage, late)];
			good(await look());
			expect(await stage.texts(openid)).toEqual([]);
			for (const [index, no] of [soon, late].entries()) {
				const { status, paid_at } = await rowOf(stage, no);
				expect([status, Date.parse(String(paid_at))]).toEqual(['paid', Date.parse(paid[index].order.success_time)]);
				expect(await stateOf(stage, no)).toBe('SUCCESS');
			}
			const since = await stage.lastCall();
			good(await look());
			expect(await stage.wechat.control(`/calls?since=${since}`)).toEqual([]);
		});

		it.each(['ORDER_PAID', 'ORDERPAID'])('who pays in the very moment of closing (%s) has paid', async (code) => {
			const out_trade_no = await ordered(stage, { openid: await withOpenChat(stage), age: 31 });
			await fault(`/v3/pay/transactions/out-trade-no/${out_trade_no}/close`, { status: 400, code });
			good(await look());
			expect(await rowOf(stage, out_trade_no)).toMatchObject({ status: 'unpaid' });
			await pay(stage, out_trade_no);
			good(await look());
			expect(await rowOf(stage, out_trade_no)).toMatchObject({ status: 'paid' });
		});

		it('what WeChat Pay calls closed in the moment of closing is closed', async () => {
			const out_trade_no = await ordered(stage, { openid: await withOpenChat(stage), age: 31 });
			await fault(`/v3/pay/transactions/out-trade-no/${out_trade_no}/close`, { status: 400, code: 'ORDER_CLOSED' });
			good(await look());
			expect(await rowOf(stage, out_trade_no)).toMatchObject({ status: 'closed' });
		});

		it('closed already, or never begun at WeChat Pay: the table says closed, and who has not begun is reminded', async () => {
			const openid = await withOpenChat(stage);
			const closed = await ordered(stage, { openid, age: 31 });
			good(await look());
			await noted(stage, { out_trade_no: closed, openid, age: 12, more: { product: 'again' } });
			await noted(stage, { out_trade_no: 'LT-NEVER-BEGUN', openid, age: 31 });
			await noted(stage, { out_trade_no: 'LT-NOT-YET-BEGUN', openid, age: 12 });
			good(await look());
			expect((await stage.n8n.tables.rows(ORDERS.name)).map(({ status, reminder }) => [status, reminder])).toEqual([
				['closed', null],
				['closed', null],
				['closed', null],
				['unpaid', 'sent'],
			]);
		});

		it('when two runs meet, nobody is reminded twice', async () => {
			const openids = await Promise.all([1, 2, 3, 4, 5].map(async () => await withOpenChat(stage)));
			for (const openid of openids) await ordered(stage, { openid, age: 12 });
			(await Promise.all([look(), look(), look()])).forEach(good);
			expect((await Promise.all(openids.map(stage.texts))).map((texts) => texts.length)).toEqual(openids.map(() => 1));
		});

		it('who cannot be written to is not tried again, and the row says why', async () => {
			const openid = await stage.wechat.follower();
			const out_trade_no = await ordered(stage, { openid, age: 12 });
			good(await look());
			const since = await stage.lastCall();
			good(await look());
			expect(await stage.calls('/cgi-bin/message/custom/send', since)).toEqual([]);
			expect(await rowOf(stage, out_trade_no)).toMatchObject({ status: 'unpaid', reminder: expect.stringMatching(/^refused: ./) });
		});

		it('an amount that is none is left out of the words; a row without openid is nobody to remind, and no mistake', async () => {
			const openid = await withOpenChat(stage);
			const priceless = await ordered(stage, { openid, age: 12, more: { amount_yuan: '¥99' } });
			const nameless = await ordered(stage, { openid, age: 12, more: { openid: null } });
			good(await look());
			expect(await stage.texts(openid)).toEqual([expect.stringContaining(`${priceless} is waiting for you: Lotus Tea. You can pay it`)]);
			expect(await rowOf(stage, nameless)).toMatchObject({ status: 'unpaid', reminder: null });
		});

		it('the openid of a Mini Program makes the run red once, and the row says why there was no reminder', async () => {
			const { inTheShop } = await someoneInBoth(stage, { wrote: true });
			const out_trade_no = await ordered(stage, { openid: inTheShop, appid: MINI.appid, age: 12 });
			expect(errorOf(await look())).toMatch(/40003.*App ID/);
			good(await look());
			expect(await rowOf(stage, out_trade_no)).toMatchObject({ status: 'unpaid', reminder: expect.stringMatching(/^failed: .*40003/) });
		});

		it('when WeChat Pay cannot be asked about one, the others have their turn, and the run is red', async () => {
			const [openid, other] = [await withOpenChat(stage), await withOpenChat(stage)];
			const broken = await ordered(stage, { openid, age: 40 });
			const fine = await ordered(stage, { openid: other, age: 12 });
			await fault(`/v3/pay/transactions/out-trade-no/${broken}`, { status: 403, code: 'NO_AUTH' });
			const execution = await look();
			expect(errorOf(execution)).toMatch(new RegExp(`^${broken}: .*NO_AUTH`));
			expect([await stateOf(stage, broken), await rowOf(stage, broken), await stage.texts(other)]).toMatchObject(['NOTPAY', { status: 'unpaid' }, [expect.stringContaining(fine)]]);
			good(await look());
			expect(await stateOf(stage, broken)).toBe('CLOSED');
		});

		it('a reminder that reached nobody is sent the next time, one that may have arrived is not; either way the run is red', async () => {
			const [first, second] = [await withOpenChat(stage), await withOpenChat(stage)];
			const lost = await ordered(stage, { openid: first, age: 12 });
			await fault('/cgi-bin/message/custom/send', { errcode: 45011 });
			expect(errorOf(await look())).toMatch(new RegExp(`^${lost}: .*45011`));
			expect(await stage.texts(first)).toEqual([]);
			good(await look());
			expect([await stage.texts(first), await rowOf(stage, lost)]).toMatchObject([[expect.stringContaining(lost)], { reminder: 'sent' }]);

			const maybe = await ordered(stage, { openid: second, age: 12 });
			await fault('/cgi-bin/message/custom/send', { drop: true });
			expect(errorOf(await look())).toMatch(/may have arrived/);
			good(await look());
			expect(await rowOf(stage, maybe)).toMatchObject({ status: 'unpaid', reminder: expect.stringMatching(/^failed: .*may have arrived/) });
		});

		it('when closing fails, the run is red, and the next one closes it; the reminders of others went out', async () => {
			const other = await withOpenChat(stage);
			const stuck = await ordered(stage, { openid: other, age: 31 });
			await ordered(stage, { openid: other, age: 12 });
			await fault(`/v3/pay/transactions/out-trade-no/${stuck}/close`, { status: 403, code: 'NO_AUTH' });
			expect(errorOf(await look())).toMatch(new RegExp(`^${stuck}: .*NO_AUTH`));
			expect([await rowOf(stage, stuck), (await stage.texts(other)).length]).toMatchObject([{ status: 'unpaid' }, 1]);
			good(await look());
			expect(await rowOf(stage, stuck)).toMatchObject({ status: 'closed' });
		});

		it('what is not unpaid in the table is left alone, also when the shop writes it while WeChat Pay is being asked', async () => {
			const openid = await withOpenChat(stage);
			const shipped = await ordered(stage, { openid, age: 31, more: { status: 'shipped' } });
			const [closing, paid, waiting] = [await ordered(stage, { openid, age: 31 }), await ordered(stage, { openid, age: 31 }), await ordered(stage, { openid, age: 12 })];
			await pay(stage, paid);
			await stage.wechat.control('/latency', { ms: 1500 });
			const looked = look();
			await eventually(async () => (await stage.calls(`/v3/pay/transactions/out-trade-no/${closing}`, 0)).length > 0 || undefined);
			for (const no of [closing, paid, waiting]) await changeRow(stage, no, { status: 'on hold' });
			await stage.wechat.control('/latency', { ms: 0 });
			good(await looked);
			const all = [shipped, closing, paid, waiting];
			expect((await Promise.all(all.map(async (no) => await rowOf(stage, no)))).map(({ status }) => status)).toEqual(['shipped', 'on hold', 'on hold', 'on hold']);
			expect([await stateOf(stage, shipped), await stage.texts(openid)]).toEqual(['NOTPAY', []]);
		});

		it('with nothing to do it does nothing', async () => {
			const since = await stage.lastCall();
			good(await look());
			expect(await stage.wechat.control(`/calls?since=${since}`)).toEqual([]);
		});
	},
};
