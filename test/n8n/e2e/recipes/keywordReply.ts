import { errorOf, ran } from '../outcome';
import type { Recipe } from './recipe';

export const keywordReply: Recipe = {
	name: 'keyword-reply',
	tables: [],
	async fillIn(stage) {
		await stage.change('Look It Up (10 Seconds)', ({ parameters }) => (parameters.amount = 1));
	},
	check(stage) {
		const write = async (openid: string, Content: string, more = {}) =>
			await stage.wechat.control('/push', { openid, MsgType: 'text', Content, ...more });

		it.each([
			['Have you a coupon?', 'Here is your coupon: <a href="https://example.com/coupon">10% off any tea</a>'],
			['有优惠吗', 'Here is your coupon: <a href="https://example.com/coupon">10% off any tea</a>'],
			['When do you OPEN?', 'We are open every day from 10:00 to 22:00. <a href="https://example.com/shops">Find a shop near you</a>'],
		])('“%s” has its answer in the same exchange', async (words, answer) => {
			const openid = await stage.wechat.follower();
			let outcome;
			const execution = await stage.triggered(async () => ({ outcome } = await write(openid, words)));
			expect([outcome, await stage.texts(openid)]).toEqual(['reply', [answer]]);
			expect(ran(execution, 'Send the Answer')).toBe(false);
		});

		it('anything else is answered later, by customer service message', async () => {
			const openid = await stage.wechat.follower();
			await stage.triggered(async () => await write(openid, 'Where is my tea?'));
			expect(await stage.phone(openid)).toMatchObject([{ via: 'customer_service', content: { content: expect.stringContaining('You asked: Where is my tea?') } }]);
		});

		it('a push that comes three times starts the flow once', async () => {
			const openid = await stage.wechat.follower();
			const before = (await stage.n8n.executions(stage.id)).length;
			await stage.triggered(async () => await write(openid, 'coupon', { times: 3 }));
			expect((await stage.n8n.executions(stage.id)).length - before).toBe(1);
		});

		it('who has left meanwhile is not written to, and the execution says why', async () => {
			const openid = await stage.wechat.follower();
			await stage.wechat.control('/faults', { path: '/cgi-bin/message/custom/send', errcode: 45015 });
			const [failed] = await stage.allTriggered(1, async () => await write(openid, 'Where is my tea?'));
			expect(await stage.texts(openid)).toEqual([]);
			expect(errorOf(failed)).toContain('45015');
		});
	},
};
