import { LEDGER } from '../../../../demo/payment';
import { MERCHANT, MINI } from '../../../simulator/client';
import { errorOf, ran, type Json } from '../outcome';
import type { Row, TableSpec } from '../../privateN8n/dataTables';
import type { Execution } from '../../privateN8n/executions';
import { withOpenChat } from './openChat';
import type { Recipe } from './recipe';
import { NOBODY, order, someoneInBoth, type Purchase } from './shop';
import { onTheInternet } from './standIns/internet';
import { group } from './standIns/team';
import type { Stage } from './stage';

const COLUMNS = ['complaint_id', 'text', 'phone', 'openid', 'follower_openid', 'out_trade_no', 'product', 'amount_yuan', 'state'];
const COMPLAINTS: TableSpec = {
	name: 'Complaints',
	columns: { ...Object.fromEntries(COLUMNS.map((column) => [column, 'string' as const])), complained_at: 'date' },
};

interface Complained {
	complaint_id: string;
	out_trade_no: string;
	execution: Execution;
	notification: Json;
}

/** Somebody has bought something, the workflow for payments has written it down, or not, and now they complain. */
async function complain(stage: Stage, { product, ...purchase }: Purchase, { noted, ...told }: Json = {}): Promise<Complained> {
	const out_trade_no = await order(stage, purchase, NOBODY);
	await stage.wechat.control('/pay', { out_trade_no });
	if (noted) await stage.n8n.tables.insert(LEDGER.name, [{ dedup_key: `paid-${out_trade_no}`, kind: 'payment', out_trade_no, product, paid_yuan: '99.00', ...noted }]);
	let made: Json = {};
	const [execution] = await stage.allTriggered(1, async () => {
		made = await stage.wechat.control('/complaints', { out_trade_no, text: 'The tea is too hot', phone: '13912345678', ...told });
	});
	return { complaint_id: made.complaint_id, notification: made.notification, out_trade_no, execution };
}

const rowsOf = async ({ n8n }: Stage, complaint_id: string): Promise<Row[]> => await n8n.tables.rows(COMPLAINTS.name, { complaint_id });

/** What the customer reads in the complaint itself. */
const repliesTo = async ({ wechat }: Stage, complaint_id: string): Promise<string[]> =>
	(await wechat.control('/calls')).filter(({ path, status }: Json) => path === `/v3/merchant-service/complaints-v2/${complaint_id}/response` && status < 300).map(({ body }: Json) => body.response_content);

export const complaintAlert: Recipe = {
	name: 'complaint-alert',
	tables: [COMPLAINTS, LEDGER],
	standIns: async () => await onTheInternet(group.hosts),
	check(stage) {
		beforeEach(() => void group.heard.splice(0));
		afterEach(async () => await stage.wechat.control('/faults', undefined, 'DELETE'));
		const sorry = (what: string) => `We are sorry that something went wrong with ${what}. We have your complaint and will come back to you as soon as we can.`;

		it('the customer gets an apology, the team hears who, what and which order, the table has it with the phone number', async () => {
			const openid = await withOpenChat(stage);
			const { complaint_id, out_trade_no, execution } = await complain(stage, { openid, product: 'Lotus Tea, 100 g' }, { noted: {}, refund: 5000 });
			expect(errorOf(execution)).toBe('');
			expect(await stage.texts(openid)).toEqual([sorry('your order of Lotus Tea, 100 g')]);
			expect(group.heard).toEqual([
				[
					'A complaint: “The tea is too hot”',
					`Order ${out_trade_no} of ¥99.00: Lotus Tea, 100 g. The customer wants ¥50.00 back. Customer: ${openid}, who has our apology in the chat.`,
					`Please answer it soon: number ${complaint_id}, in pay.weixin.qq.com → 投诉 (complaints).`,
				].join('\n'),
			]);
			expect(await rowsOf(stage, complaint_id)).toMatchObject([
				{ text: 'The tea is too hot', phone: '13912345678', openid, out_trade_no, product: 'Lotus Tea, 100 g', amount_yuan: '99.00', complained_at: expect.any(String) },
			]);
			expect(await repliesTo(stage, complaint_id)).toEqual([]);
		});

		it('who may not be chatted with reads the apology in the complaint, with as much of a long product as its 200 characters hold', async () => {
			const { openid, inTheShop } = await someoneInBoth(stage, { wrote: false });
			const product = 'Lotus Tea, 100 g; '.repeat(10);
			const { complaint_id, out_trade_no, execution } = await complain(stage, { appid: MINI.appid, openid: inTheShop, product }, { noted: { follower_openid: openid } });
			expect(errorOf(execution)).toBe('');
			expect([await repliesTo(stage, complaint_id), await stage.texts(openid)]).toEqual([[sorry(`your order of ${product.slice(0, 60)}`)], []]);
			expect(group.heard).toEqual([expect.stringContaining(`Order ${out_trade_no} of ¥99.00: ${product}. Customer: ${openid}, who has our apology in the complaint.`)]);
		});

		it('who paid in the Mini Program is written to where the ledger knows them, otherwise in the complaint', async () => {
			const { openid, inTheShop } = await someoneInBoth(stage, { wrote: true });
			const inMini = { appid: MINI.appid, openid: inTheShop };
			await complain(stage, inMini, { noted: { follower_openid: openid } });
			expect([await stage.texts(openid), group.heard]).toEqual([[sorry('your order')], [expect.stringContaining(`Customer: ${openid}, who has our apology in the chat`)]]);
			const { complaint_id, execution } = await complain(stage, inMini);
			expect(errorOf(execution)).toBe('');
			expect([await repliesTo(stage, complaint_id), group.heard[1]]).toEqual([[sorry('your order')], expect.stringMatching(/product unknown\. .*in the complaint\./)]);
		});

		it('an apology that may have arrived in the chat is not followed by a second one, and the team is told', async () => {
			await stage.wechat.control('/faults', { path: '/cgi-bin/message/custom/send', drop: true });
			const { complaint_id, execution } = await complain(stage, { openid: await withOpenChat(stage) });
			expect([errorOf(execution), await repliesTo(stage, complaint_id), group.heard]).toEqual(['', [], [expect.stringContaining('It may have arrived all the same')]]);
		});

		it('told again after n8n has forgotten it, nobody gets a second apology, and the team no second message', async () => {
			const openid = await withOpenChat(stage);
			const { complaint_id } = await complain(stage, { openid });
			const [again] = await stage.allTriggered(1, async () => {
				await stage.wechat.control('/notify', { url: stage.hookUrl(), event_type: 'COMPLAINT.CREATE', id: 'after-the-restart', resource: { complaint_id, action_type: 'CREATE_COMPLAINT' } });
			});
			expect([errorOf(again), ran(again, 'What Is It About?')]).toEqual(['', false]);
			expect([(await stage.texts(openid)).length, group.heard.length, (await rowsOf(stage, complaint_id)).length]).toEqual([1, 1, 1]);
		});

		it('when WeChat Pay does not say what it is about, the team is told its number', async () => {
			await stage.wechat.control('/faults', { path: '/v3/merchant-service/complaints-v2/{complaint_id}', status: 403, code: 'NO_AUTH', times: 20 });
			await stage.n8n.tables.insert(LEDGER.name, [{ dedup_key: 'of-no-order', kind: 'payment', product: 'Something else' }]);
			const { complaint_id, execution } = await complain(stage, { openid: await withOpenChat(stage) });
			expect(errorOf(execution)).toBe('');
			expect(group.heard).toEqual([expect.stringMatching(new RegExp(`^A complaint, of which WeChat Pay does not say more now \\(.*NO_AUTH.*\\).*Customer: unknown.*number ${complaint_id}`, 's'))]);
			expect(group.heard[0]).not.toMatch(/undefined|null|NaN/);
			expect(await rowsOf(stage, complaint_id)).toMatchObject([{ text: null, openid: null, product: null }]);
		});

		it('when neither way reaches the customer, the team is told so', async () => {
			await stage.wechat.control('/faults', { path: '/v3/merchant-service/complaints-v2/{complaint_id}/response', status: 403, code: 'NO_AUTH' });
			const { inTheShop } = await someoneInBoth(stage, { wrote: false });
			const { execution } = await complain(stage, { appid: MINI.appid, openid: inTheShop });
			expect([errorOf(execution), group.heard]).toEqual(['', [expect.stringMatching(/who has no apology yet: .*NO_AUTH/)]]);
		});

		it('a group that does not take the message makes the run fail, with the reason; the complaint is in the table', async () => {
			group.isWrongKey = true;
			const { complaint_id, execution } = await complain(stage, { openid: await withOpenChat(stage) }).finally(() => (group.isWrongKey = false));
			expect(errorOf(execution)).toMatch(/did not take the message: invalid webhook url.*The tea is too hot/s);
			expect(await rowsOf(stage, complaint_id)).toHaveLength(1);
		});

		it('the merchant has one address for complaints: it is this trigger’s', async () => {
			const { merchants } = await stage.wechat.control('/state');
			expect(merchants.find(({ mchid }: Json) => mchid === MERCHANT.mchid).registered.complaint.url).toBe(stage.hookUrl());
		});
	},
};
