import type { IDataObject } from 'n8n-workflow';
import { items, MERCHANT, MINI, miniProgram, SERVICE, useWechat } from '../wechat';
import { refusedHere, sale, sent } from './shop';

/** Who paid in the Mini Program, as the Official Account knows them: without it a payment is nobody's. */
const wechat = useWechat(MINI);

const { appid } = MINI;
const PATH = '/wxa/getpaidunionid';

const getUnionid = (parameters: IDataObject = {}, settings = {}) => miniProgram('customer', 'getPaidUnionid', parameters, settings);

/** What the WeChat Pay Trigger says of a payment. */
async function payment(unionid: string | undefined = 'oR5_union') {
	const openid = await wechat.client.follower({ unionid });
	const { out_trade_no, transaction_id } = await sale(wechat, { appid, openid });
	return { openid, unionid: null, appid, mchid: MERCHANT.mchid, out_trade_no, transaction_id, amount_yuan: '99.00' };
}

test('behind the WeChat Pay Trigger there is nothing to fill in: the unknown unionid becomes known', async () => {
	const paid = await payment();
	const run = await wechat.run(getUnionid(), { items: items(paid) });
	expect(run.json('WeChat')).toEqual([{ ...paid, unionid: 'oR5_union' }]);
	const { openid, transaction_id } = paid;
	expect(await sent(wechat)).toEqual([{ method: 'GET', path: PATH, query: { openid, transaction_id }, body: {} }]);
});

test('by the merchant’s own number, likewise', async () => {
	const paid = await payment();
	const run = await wechat.run(getUnionid({ paymentBy: 'out_trade_no' }), { items: items(paid) });
	expect(run.json('WeChat')).toMatchObject([{ unionid: 'oR5_union' }]);
	const { openid, mchid, out_trade_no } = paid;
	expect((await sent(wechat))[0].query).toEqual({ openid, mch_id: mchid, out_trade_no });
});

test('each item is its own customer', async () => {
	const [one, other] = [await payment('oR5_one'), await payment('oR5_other')];
	const run = await wechat.run(getUnionid(), { items: items(one, other) });
	expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.openid, json.unionid, pairedItem])).toEqual([
		[one.openid, 'oR5_one', { item: 0 }],
		[other.openid, 'oR5_other', { item: 1 }],
	]);
});

test('values of an expression, and no payment in the item: openid and App ID come too', async () => {
	const { openid, transaction_id } = await payment();
	const node = getUnionid({ openid: '={{ $json.who }}', transaction_id: '={{ $json.what }}' });
	const run = await wechat.run(node, { items: items({ who: openid, what: transaction_id }) });
	expect(run.json('WeChat')).toEqual([{ who: openid, what: transaction_id, openid, unionid: 'oR5_union', appid }]);
});

test('the Mini Program is bound to no open platform: going on without a unionid would find somebody else', async () => {
	const paid = await payment();
	await wechat.fault({ path: PATH, body: '{"errcode":0,"errmsg":"ok"}' });
	const run = await wechat.run(getUnionid({}, { onError: 'continueErrorOutput' }), { items: items(paid) });
	expect([run.json('WeChat', 0), run.json('WeChat', 1)]).toEqual([
		[],
		[
			{
				...{ ...paid, error: 'WeChat gave no unionid for this customer', errcode: null, errmsg: null, rid: null, safe_to_repeat: false },
				hint: expect.stringContaining('open.weixin.qq.com'),
			},
		],
	]);
});

test('five minutes later WeChat tells it no more; with Continue On Fail the payment goes on', async () => {
	const paid = await payment();
	await wechat.client.control('/clock', { advance: 6 * 60 });
	const run = await wechat.run(getUnionid({}, { onError: 'continueErrorOutput' }), { items: items(paid) });
	expect(run.json('WeChat', 1)).toEqual([
		{ ...paid, error: expect.stringContaining('(89300)'), errcode: 89300, errmsg: expect.any(String), rid: expect.any(String), hint: expect.any(String), safe_to_repeat: false },
	]);
	expect(run.json('WeChat', 0)).toEqual([]);
});

test('an openid of another account is explained where WeChat refuses it', async () => {
	const openid = await wechat.client.as(SERVICE.appid).follower();
	const { transaction_id } = await payment();
	const run = await wechat.run(getUnionid(), { items: items({ openid, transaction_id }) });
	expect(run.error).toMatchObject({ httpCode: '40003', description: expect.stringContaining('the App ID it came from') });
});

test.each([
	['OpenID', 'transaction_id', { transaction_id: '42' }],
	['Transaction ID', 'transaction_id', { openid: 'o1' }],
	['Merchant ID', 'out_trade_no', { openid: 'o1', out_trade_no: 'LT-1' }],
	['Order Number', 'out_trade_no', { openid: 'o1', mchid: '1900071234' }],
])('“%s” is not in the item', async (field, paymentBy, json) => {
	expect((await refusedHere(wechat, getUnionid({ paymentBy }), json)).message).toBe(`“${field}” is empty`);
});
