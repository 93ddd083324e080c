import { LEDGER } from '../../../../demo/payment';
import { MERCHANT, MINI, SERVICE } from '../../../simulator/client';
import { errorOf, ran, type Json } from '../outcome';
import type { Execution } from '../../privateN8n/executions';
import type { Recipe } from './recipe';
import { NOBODY, ledgerOf, order, someoneInBoth, type Purchase } from './shop';
import { onTheInternet } from './standIns/internet';
import { group } from './standIns/team';
import type { Stage } from './stage';

interface Told {
	event?: string;
	out_refund_no?: string;
	/** Fen. */
	refund?: number;
	/** Fen that the customer gets of it, if a coupon paid the rest. */
	payer_refund?: number;
	id?: string;
}

/** Somebody has bought something, and the workflow for payments, or nobody, has written it down. */
async function bought(stage: Stage, { product, ...purchase }: Purchase, noted: Json | undefined = {}): Promise<string> {
	const out_trade_no = await order(stage, purchase, NOBODY);
	await stage.wechat.control('/pay', { out_trade_no });
	if (noted) await stage.n8n.tables.insert(LEDGER.name, [{ dedup_key: `paid-${out_trade_no}`, kind: 'payment', out_trade_no, product, paid_yuan: '99.00', ...noted }]);
	return out_trade_no;
}

/** WeChat Pay tells of a refund; the execution ends one way or another. */
async function refund(stage: Stage, out_trade_no: string, { event = 'REFUND.SUCCESS', out_refund_no = `${out_trade_no}-R1`, refund: fen = 9900, payer_refund = fen, id }: Told = {}): Promise<Execution> {
	const amount = { total: 9900, refund: fen, payer_total: 9900, payer_refund };
	const resource = { mchid: MERCHANT.mchid, out_trade_no, out_refund_no, refund_status: event.split('.')[1], amount };
	const [execution] = await stage.allTriggered(1, async () => {
		await stage.wechat.control('/notify', { url: stage.hookUrl(), example: event, resource, ...(id && { id }) });
	});
	return execution;
}

const refundsOf = async (stage: Stage, out_trade_no: string): Promise<Json[]> => (await ledgerOf(stage, out_trade_no)).filter(({ kind }) => kind !== 'payment');

export const refundApology: Recipe = {
	name: 'refund-apology',
	tables: [LEDGER],
	standIns: async () => await onTheInternet(group.hosts),
	check(stage) {
		beforeEach(() => void group.heard.splice(0));

		it('the customer gets an apology, the team hears of it, the ledger has a minus', async () => {
			const openid = await stage.wechat.follower();
			const out_trade_no = await bought(stage, { openid, product: 'Lotus Tea, 100 g' });
			expect(errorOf(await refund(stage, out_trade_no))).toBe('');
			expect(await stage.texts(openid)).toEqual([
				`We are sorry that your order ${out_trade_no} did not work out.\nWe have paid back ¥99.00 for: Lotus Tea, 100 g. WeChat shows it under Me → Services → Wallet → Bills.`,
			]);
			expect(group.heard).toEqual([`Paid back: refund ${out_trade_no}-R1 of ¥99.00 (order ${out_trade_no} of ¥99.00: Lotus Tea, 100 g). The customer has our apology.`]);
			expect(await refundsOf(stage, out_trade_no)).toMatchObject([
				{ kind: 'refund', out_refund_no: `${out_trade_no}-R1`, openid, appid: SERVICE.appid, product: 'Lotus Tea, 100 g', paid_yuan: '-99.00', currency: 'CNY' },
			]);
		});

		it('a coupon is not paid back: customer and ledger have what the customer gets', async () => {
			const openid = await stage.wechat.follower();
			const out_trade_no = await bought(stage, { openid });
			expect(errorOf(await refund(stage, out_trade_no, { payer_refund: 8905 }))).toBe('');
			expect(await stage.texts(openid)).toEqual([expect.stringContaining('We have paid back ¥89.05 for')]);
			expect(await refundsOf(stage, out_trade_no)).toMatchObject([{ paid_yuan: '-89.05' }]);
		});

		it('parts of an order are paid back one by one, and told once each', async () => {
			const openid = await stage.wechat.follower();
			const out_trade_no = await bought(stage, { openid }, undefined);
			await refund(stage, out_trade_no, { refund: 5000, id: 'first-part' });
			await refund(stage, out_trade_no, { refund: 1, out_refund_no: `${out_trade_no}-R2` });
			await stage.n8n.tables.insert(LEDGER.name, [{ dedup_key: 'told-before-the-restart' }]);
			const again = await refund(stage, out_trade_no, { id: 'told-before-the-restart' });
			expect([errorOf(again), ran(again, 'Who Was It?')]).toEqual(['', false]);
			expect((await refundsOf(stage, out_trade_no)).map(({ paid_yuan }) => paid_yuan)).toEqual(['-50.00', '-0.01']);
			expect([group.heard.length, await stage.texts(openid)]).toEqual([2, [expect.stringContaining('¥50.00 for: your purchase'), expect.stringContaining('¥0.01')]]);
		});

		it.each([
			['REFUND.ABNORMAL', 'refund stuck', /^Please act: a refund is stuck.*Trade Center.*Customer: o/],
			['REFUND.CLOSED', 'refund closed', /^A refund was closed, and the money stays with us/],
		])('%s is for the team only, and no money in the ledger', async (event, kind, words) => {
			const openid = await stage.wechat.follower();
			const out_trade_no = await bought(stage, { openid });
			expect(errorOf(await refund(stage, out_trade_no, { event }))).toBe('');
			expect([group.heard, await stage.texts(openid)]).toEqual([[expect.stringMatching(words)], []]);
			expect(await refundsOf(stage, out_trade_no)).toMatchObject([{ kind, openid, paid_yuan: '0.00' }]);
		});

		it('who paid in the Mini Program is written to where the ledger knows them, otherwise the team is told why not', async () => {
			const { openid, inTheShop } = await someoneInBoth(stage, { wrote: true });
			const inMini = { appid: MINI.appid, openid: inTheShop };
			await refund(stage, await bought(stage, inMini, { follower_openid: openid }));
			expect([await stage.texts(openid), group.heard]).toEqual([[expect.stringContaining('sorry')], [expect.stringContaining('has our apology')]]);
			expect(errorOf(await refund(stage, await bought(stage, inMini)))).toBe('');
			expect(group.heard[1]).toMatch(/could not be written to: .*(App ID|openid)/);
		});

		it('when WeChat Pay does not say who it was, the refund is written down and the team is told', async () => {
			const out_trade_no = await bought(stage, { openid: await stage.wechat.follower() });
			await stage.wechat.control('/faults', { path: `/v3/pay/transactions/out-trade-no/${out_trade_no}`, status: 403, code: 'NO_AUTH' });
			expect(errorOf(await refund(stage, out_trade_no))).toBe('');
			expect(group.heard).toEqual([expect.stringContaining('could not be written to')]);
			expect(await refundsOf(stage, out_trade_no)).toMatchObject([{ openid: null, paid_yuan: '-99.00' }]);
		});

		it('a group that does not take the message makes the run fail, with the reason', async () => {
			group.isWrongKey = true;
			const out_trade_no = await bought(stage, { openid: await stage.wechat.follower() });
			const execution = await refund(stage, out_trade_no).finally(() => (group.isWrongKey = false));
			expect(errorOf(execution)).toMatch(/did not take the message: invalid webhook url/);
			expect(await refundsOf(stage, out_trade_no)).toHaveLength(1);
		});
	},
};
