import type { IDataObject } from 'n8n-workflow';
import { MERCHANT, useWechat, wechatPay } from '../wechat';
import { earlier, sale, sent } from './shop';

/** What lies at WeChat Pay: whose, in which account, and when. */
const wechat = useWechat();

const { mchid } = MERCHANT;
const SHOP = '1900009231';
const day = (days: number) => new Date(Date.now() + days * 24 * 3600_000 + 8 * 3600_000).toISOString().slice(0, 10);
const get = async (parameters: IDataObject = {}) => await wechat.run(wechatPay('balance', 'get', parameters));
const asked = async () => (await sent(wechat)).map(({ path, query }) => [path, query]);

beforeEach(async () => {
	await earlier(wechat, 2, async () => {
		await sale(wechat);
		await sale(wechat, { amount: 100, sub_mchid: SHOP });
	});
	await sale(wechat, { amount: 1 });
});

test.each<[string, IDataObject, string, IDataObject, IDataObject]>([
	['now', {}, '/v3/merchant/fund/balance/BASIC', {}, { mchid, account_type: 'BASIC', date: null, available_fen: 10001, available_yuan: '100.01', pending_yuan: '0.00' }],
	['of another account', { account_type: 'OPERATION' }, '/v3/merchant/fund/balance/OPERATION', {}, { account_type: 'OPERATION', available_yuan: '0.00' }],
	['yesterday', { when: 'endOfDay' }, '/v3/merchant/fund/dayendbalance/BASIC', { date: day(-1) }, { date: day(-1), available_yuan: '100.00' }],
	['of a day', { when: 'endOfDay', date: `${day(-4)}T23:00:00Z` }, '/v3/merchant/fund/dayendbalance/BASIC', { date: day(-3) }, { date: day(-3), available_fen: 0 }],
	['of a sub-merchant', { merchantType: 'partner', sub_mchid: SHOP }, `/v3/ecommerce/fund/balance/${SHOP}`, { account_type: 'BASIC' }, { mchid: SHOP, available_yuan: '1.00' }],
	[
		'of a sub-merchant yesterday',
		{ merchantType: 'partner', sub_mchid: SHOP, when: 'endOfDay', account_type: 'FEES' },
		`/v3/ecommerce/fund/enddaybalance/${SHOP}`,
		{ account_type: 'FEES', date: day(-1) },
		{ mchid: SHOP, account_type: 'FEES', available_yuan: '0.00' },
	],
	[
		'what a sub-merchant has deposited',
		{ merchantType: 'partner', sub_mchid: SHOP, account_type: 'DEPOSIT' },
		`/v3/ecommerce/fund/balance/${SHOP}`,
		{ account_type: 'DEPOSIT' },
		{ mchid: SHOP, account_type: 'DEPOSIT', available_yuan: '0.00' },
	],
	['of the partner', { merchantType: 'partner', balanceOf: 'own' }, '/v3/merchant/fund/balance/BASIC', {}, { mchid, available_yuan: '100.01' }],
])('%s', async (_, parameters, path, query, item) => {
	const run = await get(parameters);
	expect(run.error).toBeUndefined();
	expect(await asked()).toEqual([[path, query]]);
	expect(run.json('WeChat')).toMatchObject([item]);
});

test('a merchant that may not ask is told what to do', async () => {
	await wechat.fault({ path: '/v3/merchant/fund/balance/{account_type}', code: 'NO_AUTH' });
	expect((await get()).error).toMatchObject({ httpCode: 'NO_AUTH', description: expect.stringContaining('activate the product') });
});

test('only sub-merchants have a deposit', async () => {
	expect((await get({ account_type: 'DEPOSIT' })).error).toMatchObject({ message: '“Account” cannot be “DEPOSIT”' });
	expect(await asked()).toEqual([]);
});

test('the end of today is not known yet: WeChat Pay says so', async () => {
	expect((await get({ when: 'endOfDay', date: day(0) })).error).toMatchObject({ httpCode: 'PARAM_ERROR' });
});
