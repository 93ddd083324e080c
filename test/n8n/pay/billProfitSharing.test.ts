import type { IDataObject } from 'n8n-workflow';
import { SUB_MCHID } from '../cases/pay/shared';
import { bytesOf } from '../engine';
import { useWechat, wechatPay } from '../wechat';
import { earlier, sale, sent } from './shop';

/** What was passed on to others, and what came back. */
const wechat = useWechat();

const bill = (parameters: IDataObject) => wechatPay('bill', 'getProfitSharingBill', parameters);

async function shared(...merchants: Array<string | undefined>): Promise<string> {
	const days = await earlier(wechat, 2, async () => {
		const sold = [];
		for (const sub_mchid of merchants) {
			const { out_trade_no, paid_at } = await sale(wechat, { sub_mchid });
			await wechat.client.control('/profitShares', { out_trade_no, amount: 990, receiver: 'o-guide' });
			await wechat.client.control('/profitShares', { out_trade_no, amount: 90, receiver: 'o-guide', return: true });
			sold.push(paid_at.slice(0, 10));
		}
		return sold;
	});
	await wechat.client.control('/calls', {}, 'DELETE');
	return days[0];
}

const columns = (rows: IDataObject[]) => rows.map(({ mchid, business_type, amount_fen, receiver }) => [mchid, business_type, amount_fen, receiver]);

test('shares, and what came back of them', async () => {
	const day = await shared(undefined);
	const rows = (await wechat.run(bill({ bill_date: day }))).json('WeChat')!;
	expect(columns(rows)).toEqual([
		[rows[0].initiator_mchid, '分账', 990, 'o-guide'],
		[rows[0].initiator_mchid, '分账回退', 90, 'o-guide'],
	]);
	expect((await sent(wechat))[0]).toEqual({ method: 'GET', path: '/v3/profitsharing/bills', query: { bill_date: day, tar_type: 'GZIP' }, body: undefined });
});

test.each<[string, IDataObject, string[]]>([
	['all merchants', {}, [SUB_MCHID, '1900009777']],
	['one', { merchants: 'one', sub_mchid: '1900009777' }, ['1900009777']],
])('of a partner: %s', async (_, parameters, expected) => {
	const bill_date = await shared(SUB_MCHID, '1900009777');
	const rows = (await wechat.run(bill({ merchantType: 'partner', ...parameters, bill_date }))).json('WeChat')!;
	expect([...new Set(rows.map(({ mchid }) => mchid))]).toEqual(expected);
});

test('the file', async () => {
	const day = await shared(undefined);
	const [item] = (await wechat.run(bill({ bill_date: day, output: 'file' }))).items('WeChat')!;
	expect(item.json).toMatchObject({ file_name: `profit-sharing-bill-${day}.csv` });
	expect((await bytesOf(item, 'data')).toString('utf8')).toMatch(/^\uFEFF分账时间,/);
});

test('a day on which nothing was passed on', async () => {
	const { paid_at } = await earlier(wechat, 2, async () => await sale(wechat));
	const run = await wechat.run(bill({ bill_date: paid_at.slice(0, 10) }));
	expect([run.error, run.items('WeChat')]).toEqual([undefined, []]);
});

test('several days: an empty one between them', async () => {
	const day = await shared(undefined);
	const node = bill({ bill_date: '={{ $json.day }}' });
	const run = await wechat.run(node, { items: [{ json: { day: '2026-10-10' } }, { json: { day } }] });
	expect(run.items('WeChat')!.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 1 }]);
});
