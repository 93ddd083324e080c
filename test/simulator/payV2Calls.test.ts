import { MERCHANT, MINI, SERVICE } from './client';
import { signV2 } from './http/payV2';
import { writeXml, type XmlFields } from './http/payXml';
import { payScene } from './payScene';
import { V2Client, v2Call } from './v2Client';

/** The old XML interface (API v2): payment codes, orders, red packets (wechat-pay.md §3.1, §3.12, §4.2). */
const scene = payScene();
let v2: V2Client;
beforeEach(() => (v2 = new V2Client(scene.url)));

const { mchid } = MERCHANT;
const QUERY = '/pay/orderquery';

const code = async (more = {}): Promise<string> => (await scene.client.control('/authCode', { openid: scene.openid, ...more })).auth_code as string;
const payment = (auth_code: string, more = {}) => ({ body: 'Spring tea 春茶', out_trade_no: 'LT-0001', total_fee: 9900, spbill_create_ip: '127.0.0.1', auth_code, ...more });
const refusal = (err_code: string) => expect.objectContaining({ return_code: 'SUCCESS', result_code: 'FAIL', err_code });

describe('what every call must be', () => {
	test.each([
		['not POST', 'GET', '', '请使用post方法'],
		['empty', 'POST', '', 'post数据不能为空'],
		['no XML', 'POST', '{"a":1}', 'XML格式错误'],
		['of nobody', 'POST', v2Call({ mch_id: '1999999999' }), 'mch_id参数错误'],
		['signed with another key', 'POST', v2Call({ out_trade_no: 'LT-0001' }, 'MD5', 'x'.repeat(32)), '签名错误'],
		['signed by another algorithm than it says', 'POST', v2Call({ out_trade_no: 'LT-0001', sign_type: 'HMAC-SHA256' }), '签名错误'],
		['signed in an unknown way', 'POST', v2Call({ out_trade_no: 'LT-0001', sign_type: 'SM3' }), 'sign_type参数错误'],
		['without a parameter', 'POST', v2Call({}), '缺少参数transaction_id、out_trade_no'],
		['without App ID', 'POST', v2Call({ appid: '', out_trade_no: 'LT-0001' }), '缺少参数appid'],
		['with an unknown parameter', 'POST', v2Call({ out_trade_no: 'LT-0001', colour: 'red' }), 'colour'],
	])('%s', async (_, method, body, words) => {
		const { data } = await v2.send(QUERY, body, method);
		expect(data).toContain('<return_code><![CDATA[FAIL]]></return_code>');
		expect(data).toContain(words);
	});

	test('App ID of somebody else; a partner’s call by who is none', async () => {
		expect(await v2.call(QUERY, { appid: 'wx0000000000000000', out_trade_no: 'LT-0001' })).toEqual(refusal('APPID_MCHID_NOT_MATCH'));
		await scene.client.control('/merchants', { mchid, partner: false });
		expect(await v2.call(QUERY, { sub_mch_id: '1900009231', out_trade_no: 'LT-0001' })).toEqual(refusal('NOAUTH'));
	});

	test.each(['MD5', 'HMAC-SHA256'] as const)('the answer is signed as the call was: %s', async (type) => {
		const said = (await v2.call(QUERY, { out_trade_no: await scene.paid() }, type)) as XmlFields;
		expect(said.sign).toBe(signV2(said, MERCHANT.apiV2Key, type));
		expect(said).toMatchObject({ appid: SERVICE.appid, mch_id: mchid, trade_state: 'SUCCESS' });
		expect(said.nonce_str).toMatch(/^\w{16,32}$/);
	});

	test.each(['missing', true])('a signature that was spoilt to order: %s', async (badSignature) => {
		await scene.client.control('/faults', { path: QUERY, badSignature });
		const said = (await v2.call(QUERY, { out_trade_no: await scene.paid() })) as XmlFields;
		expect(said.sign).not.toBe(signV2(said, MERCHANT.apiV2Key));
		expect('sign' in said).toBe(badSignature !== 'missing');
	});

	test('a failure to order, logged; nothing is done', async () => {
		await scene.client.control('/faults', { path: '/pay/micropay', code: 'SYSTEMERROR', message: '系统错误' });
		expect(await v2.call('/pay/micropay', payment(await code()))).toEqual(refusal('SYSTEMERROR'));
		expect((await scene.client.control('/calls')).at(-1)).toMatchObject({ path: '/pay/micropay', code: 'SYSTEMERROR', mchid, body: { out_trade_no: 'LT-0001' } });
		expect(await v2.call(QUERY, { out_trade_no: 'LT-0001' })).toEqual(refusal('ORDERNOTEXIST'));
	});

	test('what is documented but not done says so', async () => {
		expect(await v2.send('/pay/downloadbill', v2Call({}))).toMatchObject({ status: 501 });
	});
});

describe('payment codes', () => {
	test('paid at once: the money is there, and the same call again is the same payment', async () => {
		const auth_code = await code();
		const said = await v2.call('/pay/micropay', payment(auth_code, { attach: 'till 3' }));
		expect(said).toMatchObject({ result_code: 'SUCCESS', trade_type: 'MICROPAY', openid: scene.openid, total_fee: '9900', attach: 'till 3' });
		expect(said.time_end).toMatch(/^\d{14}$/);
		expect(await v2.call('/pay/micropay', payment(auth_code, { attach: 'till 3' }))).toMatchObject({ transaction_id: said.transaction_id });
		expect((await scene.client.control('/state')).merchants[0]).toMatchObject({ balance: 9900, orders: 1 });
		expect(await v2.call(QUERY, { transaction_id: said.transaction_id as string })).toMatchObject({ trade_state: 'SUCCESS', out_trade_no: 'LT-0001' });
		expect((await scene.pay.get('/v3/pay/transactions/out-trade-no/LT-0001', { mchid })).data).toMatchObject({ trade_state: 'SUCCESS', trade_type: 'MICROPAY' });
	});

	test('above the limit the password is asked for, and typed', async () => {
		const auth_code = await code({ limit: 9899 });
		expect(await v2.call('/pay/micropay', payment(auth_code))).toEqual(refusal('USERPAYING'));
		expect(await v2.call(QUERY, { out_trade_no: 'LT-0001' })).toMatchObject({ trade_state: 'USERPAYING' });
		expect(await v2.call('/pay/micropay', payment(auth_code))).toEqual(refusal('USERPAYING'));
		await scene.client.control('/password', { out_trade_no: 'LT-0001' });
		expect(await v2.call(QUERY, { out_trade_no: 'LT-0001' })).toMatchObject({ trade_state: 'SUCCESS', openid: scene.openid });
	});

	test('or is not', async () => {
		await v2.call('/pay/micropay', payment(await code({ limit: 1 })));
		await scene.client.control('/password', { out_trade_no: 'LT-0001', refuse: true });
		expect(await v2.call(QUERY, { out_trade_no: 'LT-0001' })).toMatchObject({ trade_state: 'PAYERROR' });
		expect((await scene.client.control('/password', { out_trade_no: 'LT-0001' })).error).toMatch(/Nobody is asked/);
	});

	test.each([
		['of no customer', '134567890123456789', 0, 'AUTH_CODE_INVALID'],
		['no code at all', '2845678901234567', 0, 'AUTH_CODE_ERROR'],
		['run out after a minute', undefined, 60, 'AUTHCODEEXPIRE'],
	])('a code %s', async (_, given, seconds, err_code) => {
		const auth_code = given ?? (await code());
		await scene.client.control('/clock', { advance: seconds });
		expect(await v2.call('/pay/micropay', payment(auth_code))).toEqual(refusal(err_code));
		expect(await v2.call(QUERY, { out_trade_no: 'LT-0001' })).toEqual(refusal('ORDERNOTEXIST'));
	});

	test('a code is good for one order, an order number for one payment', async () => {
		const auth_code = await code();
		await v2.call('/pay/micropay', payment(auth_code));
		expect(await v2.call('/pay/micropay', payment(auth_code, { out_trade_no: 'LT-0002' }))).toEqual(refusal('AUTHCODEEXPIRE'));
		expect(await v2.call('/pay/micropay', payment(await code()))).toEqual(refusal('OUT_TRADE_NO_USED'));
	});

	test('of a partner’s merchant: found with its number only', async () => {
		const sub_mch_id = '1900009231';
		expect(await v2.call('/pay/micropay', payment(await code(), { sub_mch_id }))).toMatchObject({ result_code: 'SUCCESS', sub_mch_id });
		expect(await v2.call(QUERY, { out_trade_no: 'LT-0001', sub_mch_id })).toMatchObject({ trade_state: 'SUCCESS' });
		expect(await v2.call(QUERY, { out_trade_no: 'LT-0001' })).toEqual(refusal('ORDERNOTEXIST'));
	});

	test('whose code it is', async () => {
		const auth_code = await code();
		expect(await v2.call('/tools/authcodetoopenid', { auth_code })).toMatchObject({ result_code: 'SUCCESS', openid: scene.openid });
		await scene.client.control('/clock', { advance: 60 });
		expect(await v2.call('/tools/authcodetoopenid', { auth_code })).toEqual(refusal('AUTHCODEEXPIRE'));
	});
});

describe('taking back', () => {
	const reverse = async () => await v2.call('/secapi/pay/reverse', { out_trade_no: 'LT-0001' });
	const balance = async () => (await scene.client.control('/state')).merchants[0].balance as number;

	test('what was paid goes back once', async () => {
		await v2.call('/pay/micropay', payment(await code()));
		expect(await balance()).toBe(9900);
		expect(await reverse()).toMatchObject({ result_code: 'SUCCESS', recall: 'N' });
		expect(await reverse()).toMatchObject({ result_code: 'SUCCESS', recall: 'N' });
		expect(await balance()).toBe(0);
		expect(await v2.call(QUERY, { out_trade_no: 'LT-0001' })).toMatchObject({ trade_state: 'REVOKED' });
	});

	test('what was not paid yet can no longer be', async () => {
		await v2.call('/pay/micropay', payment(await code({ limit: 1 })));
		expect(await reverse()).toMatchObject({ recall: 'N' });
		expect((await scene.client.control('/password', { out_trade_no: 'LT-0001' })).error).toMatch(/Nobody is asked/);
		expect(await v2.call(QUERY, { out_trade_no: 'LT-0001' })).toMatchObject({ trade_state: 'REVOKED' });
		expect(await balance()).toBe(0);
	});

	test('not after a week, not what was paid otherwise, not what does not exist', async () => {
		expect(await reverse()).toEqual(refusal('ORDERNOTEXIST'));
		await scene.paid({ out_trade_no: 'LT-0001-JS' });
		expect(await v2.call('/secapi/pay/reverse', { out_trade_no: 'LT-0001-JS' })).toEqual(refusal('INVALID_REQUEST'));
		await v2.call('/pay/micropay', payment(await code()));
		await scene.client.control('/clock', { advance: 7 * 24 * 3600 + 1 });
		expect(await reverse()).toEqual(refusal('REVERSE_EXPIRE'));
	});

	test('closing: once, and not what is paid', async () => {
		await scene.pay.post('/v3/pay/transactions/jsapi', scene.order({ out_trade_no: 'LT-0001-OPEN' }));
		expect(await v2.call('/pay/closeorder', { out_trade_no: 'LT-0001-OPEN' })).toMatchObject({ result_code: 'SUCCESS' });
		expect(await v2.call('/pay/closeorder', { out_trade_no: 'LT-0001-OPEN' })).toEqual(refusal('ORDERCLOSED'));
		expect(await v2.call('/pay/closeorder', { out_trade_no: await scene.paid() })).toEqual(refusal('ORDERPAID'));
	});
});

describe('red packets', () => {
	const SEND = '/mmpaymkttransfers/sendredpack';
	const packet = (more = {}) => ({
		...{ appid: '', wxappid: SERVICE.appid, mch_billno: 'GIFT1', re_openid: scene.openid, send_name: 'Lotus Tea', client_ip: '127.0.0.1' },
		...{ total_amount: 100, total_num: 1, wishing: '恭喜', act_name: 'Lottery', remark: 'Hi', ...more },
	});
	const get = async (mch_billno = 'GIFT1') => await v2.call('/mmpaymkttransfers/gethbinfo', { mch_billno, bill_type: 'MCHT' });
	const fund = async (balance: number) => await scene.client.control('/merchants', { mchid, balance });

	test('sent once, whatever comes again; opened; not signed', async () => {
		await fund(150);
		const said = await v2.call(SEND, packet());
		expect(said).toMatchObject({ result_code: 'SUCCESS', mch_billno: 'GIFT1', total_amount: '100', re_openid: scene.openid });
		expect('sign' in said).toBe(false);
		expect(await v2.call(SEND, packet())).toMatchObject({ send_listid: said.send_listid });
		expect(await v2.call(SEND, packet({ total_amount: 101 }))).toEqual(refusal('FATAL_ERROR'));
		expect((await scene.client.control('/state')).merchants[0].balance).toBe(50);
		expect(await get()).toMatchObject({ status: 'SENT', detail_id: said.send_listid, hb_type: 'NORMAL' });
		await scene.client.control('/redPacket', { mch_billno: 'GIFT1', status: 'RECEIVED' });
		expect(await get()).toMatchObject({ status: 'RECEIVED', hblist: { hbinfo: { openid: scene.openid, amount: '100' } } });
	});

	test('what nobody opened goes back to the merchant, once', async () => {
		await fund(100);
		await v2.call(SEND, packet());
		await scene.client.control('/redPacket', { mch_billno: 'GIFT1', status: 'REFUND' });
		await scene.client.control('/redPacket', { mch_billno: 'GIFT1', status: 'REFUND' });
		expect((await scene.client.control('/state')).merchants[0].balance).toBe(100);
		expect(await get()).toMatchObject({ status: 'REFUND', refund_amount: '100' });
	});

	test.each([
		['too little', { total_amount: 99 }, 'MONEY_LIMIT'],
		['too much', { total_amount: 20_001 }, 'MONEY_LIMIT'],
		['more than there is', { total_amount: 20_000 }, 'NOTENOUGH'],
		['for nobody', { re_openid: 'oNobody' }, 'OPENID_ERROR'],
		['with an odd number', { mch_billno: 'GIFT-1' }, 'PARAM_ERROR'],
		['for two', { total_num: 2 }, 'PARAM_ERROR'],
		['with a scene that is none', { scene_id: 'PRODUCT_9' }, 'PARAM_ERROR'],
		['with a long wish', { wishing: '福'.repeat(129) }, 'PARAM_ERROR'],
	])('%s', async (_, more, err_code) => {
		await fund(19_999);
		expect(await v2.call(SEND, packet(more))).toEqual(refusal(err_code));
		expect(await get()).toEqual(refusal('NOT_FOUND'));
	});

	test('the limits at their edge; with a scene other amounts too', async () => {
		await fund(100_000);
		const given = [{ total_amount: 100 }, { total_amount: 20_000, wishing: '福'.repeat(128) }, { total_amount: 30, scene_id: 'PRODUCT_2' }, { total_amount: 20_001, scene_id: 'PRODUCT_1' }];
		for (const [n, more] of given.entries()) expect(await v2.call(SEND, packet({ mch_billno: `GIFT${n}`, ...more }))).toMatchObject({ result_code: 'SUCCESS' });
	});

	test('ten for a person and day, and ¥1,000', async () => {
		await fund(1_000_000);
		for (let n = 0; n < 10; n++) expect(await v2.call(SEND, packet({ mch_billno: `GIFT${n}` }))).toMatchObject({ result_code: 'SUCCESS' });
		expect(await v2.call(SEND, packet({ mch_billno: 'GIFT10' }))).toEqual(refusal('SENDNUM_LIMIT'));
		const re_openid = await scene.client.follower();
		for (let n = 0; n < 5; n++) await v2.call(SEND, packet({ re_openid, mch_billno: `MORE${n}`, total_amount: 20_000 }));
		expect(await v2.call(SEND, packet({ re_openid, mch_billno: 'MORE5' }))).toEqual(refusal('RCVDAMOUNT_LIMIT'));
	});

	test('in a Mini Program: a package to open it with', async () => {
		await fund(100);
		const re_openid = await scene.client.as(MINI.appid).follower();
		const { client_ip: _, ...rest } = packet({ wxappid: MINI.appid, re_openid, notify_way: 'MINI_PROGRAM_JSAPI' });
		const said = await v2.call('/mmpaymkttransfers/sendminiprogramhb', rest);
		expect(said.package).toContain(`&appid=${MINI.appid}`);
		expect(await v2.call('/mmpaymkttransfers/sendminiprogramhb', { ...rest, mch_billno: 'GIFT2', notify_way: 'MAIL' })).toEqual(refusal('PARAM_ERROR'));
	});

	test('after 30 days, and of another account, it is not found', async () => {
		await fund(100);
		await v2.call(SEND, packet());
		expect(await v2.call('/mmpaymkttransfers/gethbinfo', { appid: MINI.appid, mch_billno: 'GIFT1', bill_type: 'MCHT' })).toEqual(refusal('NOT_FOUND'));
		await scene.client.control('/clock', { advance: 30 * 24 * 3600 + 1 });
		expect(await get()).toEqual(refusal('NOT_FOUND'));
	});
});

describe('orders to the simulator that cannot be carried out say why', () => {
	test.each([
		['/authCode', { openid: 'oNobody' }, /oNobody is no openid of wx/],
		['/authCode', {}, /openid is no openid of wx/],
		['/password', { out_trade_no: 'LT-0009' }, /Nobody is asked for a password for LT-0009/],
		['/redPacket', { mch_billno: 'NONE', status: 'RECEIVED' }, /No red packet NONE/],
	])('%s %j', async (path, body, words) => {
		expect((await scene.client.control(path, body)).error).toMatch(words);
	});

	test('a red packet has one of its states', async () => {
		await scene.client.control('/merchants', { mchid, balance: 100 });
		const given = { appid: '', wxappid: SERVICE.appid, mch_billno: 'GIFT1', re_openid: scene.openid, send_name: 'a', client_ip: '127.0.0.1' };
		await v2.call('/mmpaymkttransfers/sendredpack', { ...given, total_amount: 100, total_num: 1, wishing: 'b', act_name: 'c', remark: 'd' });
		expect((await scene.client.control('/redPacket', { mch_billno: 'GIFT1', status: 'EATEN' })).error).toMatch(/status is one of SENDING, SENT/);
		expect(await scene.client.control('/redPackets')).toMatchObject([{ mch_billno: 'GIFT1', status: 'SENT' }]);
	});
});

test('XML in XML, and a list of it', () => {
	expect(writeXml({ a: '1', list: { one: [{ b: 'x' }, { b: 'y' }] } }).replaceAll('\n', '')).toBe(
		'<xml><a>1</a><list><one><b><![CDATA[x]]></b></one><one><b><![CDATA[y]]></b></one></list></xml>',
	);
});
