import { errorOf, jsonOf } from '../outcome';
import type { Recipe } from './recipe';

const CODES = ['TEA-1', 'TEA-2', 'TEA-3', 'TEA-4', 'TEA-5', 'TEA-6', 'TEA-7'];

export const couponLink: Recipe = {
	name: 'coupon-link',
	tables: [
		{
			name: 'Coupons',
			columns: { code: 'string', status: 'string', openid: 'string', claimed_at: 'date' },
			rows: CODES.map((code) => ({ code, status: 'free' })),
		},
	],
	check(stage) {
		const asks = async (openid: string, Content = 'A coupon, please') => await stage.wechat.control('/push', { openid, MsgType: 'text', Content });
		/** The codes that this phone got, as they stand in the links. */
		const codes = async (openid: string) =>
			(await stage.phone(openid)).map(({ content }) => new URL(content.Articles.item.Url).searchParams.get('code'));
		const rows = async (where: Record<string, unknown>) => await stage.n8n.tables.rows('Coupons', where);
		let li: string;

		it('who asks gets a code of their own as a link with a picture, and the table says who has it since when', async () => {
			li = await stage.wechat.follower();
			let outcome;
			await stage.triggered(async () => ({ outcome } = await asks(li)));
			expect([outcome, await stage.phone(li)]).toMatchObject(['reply', [{ via: 'passive', type: 'news' }]]);
			expect(await codes(li)).toEqual(['TEA-1']);
			const [{ claimed_at, ...row }] = await rows({ code: 'TEA-1' });
			expect(row).toMatchObject({ status: 'given', openid: li });
			expect(Math.abs(Date.parse(String(claimed_at)) - Date.now())).toBeLessThan(60_000);
		});

		it('who asks again, or taps the menu, gets the same code', async () => {
			await stage.triggered(async () => await asks(li, '优惠券'));
			await stage.triggered(async () => await stage.wechat.control('/push', { openid: li, MsgType: 'event', Event: 'CLICK', EventKey: 'COUPON' }));
			expect([await codes(li), (await rows({ openid: li })).length]).toEqual([['TEA-1', 'TEA-1', 'TEA-1'], 1]);
		});

		it('other words and other entries of the menu start nothing', async () => {
			const before = (await stage.n8n.executions(stage.id)).length;
			await asks(li, 'Good morning');
			await stage.wechat.control('/push', { openid: li, MsgType: 'event', Event: 'CLICK', EventKey: 'ORDERS' });
			expect(await stage.n8n.executions(stage.id)).toHaveLength(before);
		});

		it('five who ask in the same moment get five codes', async () => {
			const openids: string[] = [];
			for (let count = 0; count < 5; count++) openids.push(await stage.wechat.follower());
			const executions = await stage.allTriggered(5, async () => await Promise.all(openids.map(async (one) => await asks(one))));
			expect(executions.map(errorOf)).toEqual(['', '', '', '', '']);
			expect((await Promise.all(openids.map(codes))).flat().sort()).toEqual(['TEA-2', 'TEA-3', 'TEA-4', 'TEA-5', 'TEA-6']);
		});

		it('a code that somebody else takes in between is not theirs: they get the next one', async () => {
			const [slow, quick] = [await stage.wechat.follower(), await stage.wechat.follower()];
			await stage.n8n.tables.insert('Coupons', [{ code: 'TEA-8', status: 'free' }]);
			// Both have read that TEA-7 is free; the other one has claimed it by now.
			await stage.change('Find a Free One', (node) => (node.parameters.filters.conditions[0].keyValue = "={{ $runIndex === 0 ? 'given' : 'free' }}"));
			const execution = await stage.triggered(async () => await asks(slow));
			await stage.change('Find a Free One', (node) => (node.parameters.filters.conditions[0].keyValue = 'free'));
			await stage.triggered(async () => await asks(quick));
			expect([await codes(slow), await codes(quick), await rows({ code: 'TEA-1', openid: li })]).toMatchObject([['TEA-7'], ['TEA-8'], [{}]]);
			expect(jsonOf(execution, 'Find a Free One')).toMatchObject([{ code: 'TEA-1' }]);
		});

		it('when all are given away there is an apology, and who has one keeps it', async () => {
			const late = await stage.wechat.follower();
			await stage.triggered(async () => await asks(late));
			expect(await stage.texts(late)).toEqual(['Sorry, all coupons have been given away. Follow us for the next ones!']);
			await stage.triggered(async () => await asks(li));
			expect((await codes(li)).at(-1)).toBe('TEA-1');
		});

		it('a push that comes three times takes one code', async () => {
			await stage.n8n.tables.insert('Coupons', ['TEA-9', 'TEA-10'].map((code) => ({ code, status: 'free' })));
			const openid = await stage.wechat.follower();
			await stage.triggered(async () => await stage.wechat.control('/push', { openid, MsgType: 'text', Content: 'coupon', times: 3 }));
			expect([new Set(await codes(openid)), await rows({ status: 'free' })]).toMatchObject([new Set(['TEA-9']), [{ code: 'TEA-10' }]]);
		});
	},
};
