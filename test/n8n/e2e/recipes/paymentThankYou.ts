import { CONTACTS } from '../../../../demo/followers';
import { LEDGER, ORDERS } from '../../../../demo/payment';
import { MINI, SERVICE } from '../../../simulator/client';
import { errorOf, jsonOf, ran, type Json } from '../outcome';
import type { Execution } from '../../privateN8n/executions';
import type { Recipe } from './recipe';
import { ledgerOf, order, someoneInBoth, type Purchase } from './shop';
import type { Stage } from './stage';

interface Paid {
	out_trade_no: string;
	execution: Execution;
	notification: Json;
}

/** Somebody buys and pays; the execution ends one way or another. */
async function pay(stage: Stage, purchase: Purchase): Promise<Paid> {
	const out_trade_no = await order(stage, purchase, stage.hookUrl());
	let notification: Json = {};
	const [execution] = await stage.allTriggered(1, async () => {
		({ notification } = await stage.wechat.control('/pay', { out_trade_no }));
	});
	return { out_trade_no, execution, notification };
}

const tagsOf = async ({ wechat }: Stage, openid: string): Promise<string[]> => {
	const { tags } = await wechat.get('/cgi-bin/tags/get');
	const { tagid_list } = await wechat.post('/cgi-bin/tags/getidlist', { openid });
	return tagid_list.map((tagid: number) => tags.find(({ id }: Json) => id === tagid).name);
};

const contactOf = async ({ n8n }: Stage, openid: string) => await n8n.tables.rows(CONTACTS.name, { openid });

export const paymentThankYou: Recipe = {
	name: 'payment-thank-you',
	tables: [ORDERS, CONTACTS, LEDGER],
	check(stage) {
		it('a payer in the Official Account is thanked, a contact, tagged with a tag that was not there, and in the ledger', async () => {
			const openid = await stage.wechat.follower({ unionid: 'oUnionLi', remark: 'Li' });
			const { out_trade_no, execution, notification } = await pay(stage, { openid, product: 'Lotus Tea, 100 g' });
			expect(errorOf(execution)).toBe('');
			expect(await stage.texts(openid)).toEqual([`Thank you for your order ${out_trade_no}!\nWe have received ¥99.00 for: Lotus Tea, 100 g.`]);
			expect(await contactOf(stage, openid)).toMatchObject([{ openid, unionid: 'oUnionLi', remark: 'Li', is_follower: true }]);
			expect([ran(execution, 'Create the Tag'), await tagsOf(stage, openid)]).toEqual([true, ['customer']]);
			expect(await ledgerOf(stage, out_trade_no)).toEqual([
				{
					...{ dedup_key: notification.id, kind: 'payment', occurred_at: expect.any(String), out_trade_no, out_refund_no: null },
					...{ transaction_id: notification.resource.transaction_id, product: 'Lotus Tea, 100 g', paid_yuan: '99.00', currency: 'CNY' },
					...{ openid, appid: SERVICE.appid, unionid: null, follower_openid: null },
				},
			]);
		});

		it('the next one gets the same tag; a product that nobody noted, or an empty one, is called a purchase', async () => {
			const openid = await stage.wechat.follower();
			const { execution } = await pay(stage, { openid, amount: 1 });
			expect([ran(execution, 'Is the Tag Missing?'), await tagsOf(stage, openid)]).toEqual([false, ['customer']]);
			await pay(stage, { openid, product: '', amount: 2 });
			expect(await stage.texts(openid)).toEqual(['1', '2'].map((fen) => expect.stringContaining(`¥0.0${fen} for: your purchase.`)));
		});

		it('an unpaid order becomes a paid one at the time of payment; what the shop has called otherwise keeps its word', async () => {
			const openid = await stage.wechat.follower();
			for (const [status, expected] of Object.entries({ unpaid: 'paid', 'on hold': 'on hold' })) {
				const out_trade_no = await order(stage, { openid }, stage.hookUrl());
				await stage.n8n.tables.insert(ORDERS.name, [{ out_trade_no, product: 'Tea', status }]);
				const [execution] = await stage.allTriggered(1, async () => await stage.wechat.control('/pay', { out_trade_no }));
				const [row] = await stage.n8n.tables.rows(ORDERS.name, { out_trade_no });
				expect([errorOf(execution), row.status]).toEqual(['', expected]);
				const [{ occurred_at }] = jsonOf(execution, 'WeChat Pay Trigger');
				expect(row.paid_at && Date.parse(String(row.paid_at))).toBe(expected === 'paid' ? Date.parse(occurred_at) : null);
			}
		});

		it('a table Orders of before, without these columns, keeps nobody from being thanked', async () => {
			const column = async (keyName: string) => await stage.change('Mark the Order as Paid', ({ parameters }) => (parameters.filters.conditions[1].keyName = keyName));
			await column('status_of_before');
			const openid = await stage.wechat.follower();
			const { execution } = await pay(stage, { openid, product: 'Tea' }).finally(async () => await column('status'));
			expect([errorOf(execution), await stage.texts(openid)]).toEqual(['', [expect.stringContaining('Tea')]]);
		});

		it('who does not follow is a contact without a tag', async () => {
			const openid = await stage.wechat.follower({ subscribed: false });
			const { execution } = await pay(stage, { openid });
			expect(errorOf(execution)).toBe('');
			expect(await contactOf(stage, openid)).toMatchObject([{ is_follower: false }]);
			expect(ran(execution, 'Tag the Customer')).toBe(false);
		});

		it('told again after n8n has forgotten it, it is in the ledger once, and nobody is thanked twice', async () => {
			const openid = await stage.wechat.follower();
			const { out_trade_no, notification } = await pay(stage, { openid });
			// n8n remembers in memory only: as after a restart, the same payment comes to a trigger that does not know it.
			await stage.n8n.tables.insert(LEDGER.name, [{ dedup_key: 'after-the-restart', kind: 'payment' }]);
			const [again] = await stage.allTriggered(1, async () => {
				const { resource } = notification;
				await stage.wechat.control('/notify', { url: stage.hookUrl(), event_type: 'TRANSACTION.SUCCESS', id: 'after-the-restart', resource });
			});
			expect([errorOf(again), ran(again, 'Write Into the Ledger')]).toEqual(['', false]);
			expect(await ledgerOf(stage, out_trade_no)).toHaveLength(1);
			expect(await stage.texts(openid)).toHaveLength(1);
		});

		it('a payer in the Mini Program is found in the contacts by unionid, and the ledger says who it was', async () => {
			const { unionid, openid, inTheShop } = await someoneInBoth(stage, { wrote: true });
			await stage.n8n.tables.insert(CONTACTS.name, [{ openid, unionid, is_follower: true }]);
			const { out_trade_no, execution } = await pay(stage, { appid: MINI.appid, openid: inTheShop, product: 'Tea Set' });
			expect(errorOf(execution)).toBe('');
			expect(await stage.texts(openid)).toEqual([expect.stringContaining('Tea Set')]);
			expect(await tagsOf(stage, openid)).toEqual(['customer']);
			expect(await contactOf(stage, openid)).toMatchObject([{ unionid, is_follower: true }]);
			expect(await ledgerOf(stage, out_trade_no)).toMatchObject([{ openid: inTheShop, appid: MINI.appid, unionid, follower_openid: openid }]);
		});

		it('a payer in the Mini Program whom nobody knows is in the ledger only', async () => {
			const { unionid, openid, inTheShop } = await someoneInBoth(stage, { wrote: true });
			// The shop knows them, but not as followers of the Official Account.
			await stage.n8n.tables.insert(CONTACTS.name, [{ unionid, remark: 'Shop' }]);
			const { out_trade_no, execution } = await pay(stage, { appid: MINI.appid, openid: inTheShop });
			expect(errorOf(execution)).toBe('');
			expect([await stage.texts(openid), await stage.n8n.tables.rows(CONTACTS.name, { unionid })]).toMatchObject([[], [{ openid: null, remark: 'Shop' }]]);
			expect(await ledgerOf(stage, out_trade_no)).toMatchObject([{ openid: inTheShop, follower_openid: null }]);
		});

		it('who may not be chatted with is refused, tagged all the same, and reached when a template is added', async () => {
			const { unionid, openid, inTheShop } = await someoneInBoth(stage, { wrote: false });
			await stage.n8n.tables.insert(CONTACTS.name, [{ openid, unionid, is_follower: true }]);
			const bought = { appid: MINI.appid, openid: inTheShop, product: 'Tea Set' };
			const { media_id } = await stage.wechat.upload('/cgi-bin/media/upload', { type: 'image' }, { name: 'a.jpg', content: Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex') });
			await stage.change('Send a Card', (node) => {
				node.disabled = false;
				Object.assign(node.parameters, { appid: MINI.appid, thumbSource: 'media', thumb_media_id: { __rl: true, mode: 'id', value: media_id } });
			});
			const { execution } = await pay(stage, bought);
			expect(errorOf(execution)).toBe('');
			expect(jsonOf(execution, 'Thank Them')).toMatchObject([{ openid, status: 'refused', errcode: 45015 }]);
			expect(jsonOf(execution, 'Send a Card')).toMatchObject([{ openid, status: 'refused', errcode: 45015 }]);
			expect([await stage.texts(openid), await tagsOf(stage, openid)]).toEqual([[], ['customer']]);

			const { template_id } = await stage.wechat.post('/cgi-bin/template/api_add_template', { template_id_short: '43216', keyword_name_list: ['商品名称', '支付金额'] });
			await stage.change('Thank Them', ({ parameters }) => {
				parameters.channels.push('templateMessage');
				parameters.template_id = { __rl: true, mode: 'id', value: template_id };
				parameters.data = { mappingMode: 'defineBelow', value: { thing1: "={{ $('Find the Order').item.json.product }}", amount2: "={{ $('WeChat Pay Trigger').item.json.paid_yuan }}" }, schema: [] };
			});
			const { execution: second } = await pay(stage, bought);
			expect(jsonOf(second, 'Thank Them')).toMatchObject([{ openid, status: 'sent', channel: 'templateMessage' }]);
			expect(await stage.texts(openid)).toEqual(['商品名称:Tea Set\n支付金额:99.00']);
		});

		it('what else goes wrong stops it with the reason, after the payment has been written down', async () => {
			const openid = await stage.wechat.follower();
			await stage.wechat.control('/faults', { path: '/cgi-bin/user/info', errcode: 48001 });
			const { out_trade_no, execution } = await pay(stage, { openid });
			expect(errorOf(execution)).toMatch(/48001/);
			expect([(await ledgerOf(stage, out_trade_no)).length, await stage.texts(openid)]).toEqual([1, []]);
		});
	},
};
