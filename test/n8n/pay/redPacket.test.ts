import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { items, MERCHANT, MINI, SERVICE, useWechat, wechatPay, withWechat } from '../wechat';
import { refusedHere } from './shop';

/** Red packets: to the right person, once, and never called failed when they may have gone out. */
const wechat = useWechat();

const { mchid } = MERCHANT;
const SEND = '/mmpaymkttransfers/sendredpack';
const MINI_PROGRAM = '/mmpaymkttransfers/sendminiprogramhb';
const GET = '/mmpaymkttransfers/gethbinfo';
let openid: string;

beforeEach(async () => {
	openid = await wechat.client.follower();
	await wechat.client.control('/merchants', { mchid, balance: 100_000 });
});

const gift = (parameters: IDataObject = {}, settings = {}) =>
	wechatPay(
		'redPacket',
		'send',
		{ ...{ mch_billno: 'GIFT1', openid, total_amount: '8.88', send_name: '莲花茶', wishing: '恭喜发财', act_name: 'Lottery', remark: 'Hi' }, ...parameters },
		settings,
	);
const looked = (parameters: IDataObject = {}) => wechatPay('redPacket', 'get', { mch_billno: 'GIFT1', ...parameters });
const packets = async (): Promise<IDataObject[]> => await wechat.client.control('/redPackets');
const bodies = async (path: string): Promise<IDataObject[]> => (await wechat.calls(path)).map(({ body }) => body as IDataObject);

describe('Send', () => {
	test('every field goes out at its place, in fen', async () => {
		const phone = { mobile: '86-13800138000', deviceid: 'IOS 1', clientversion: '8.0', posttime: '2026-11-22T20:15:40+08:00' };
		const additionalFields = { scene_id: 'PRODUCT_2', client_ip: '203.0.113.7', risk_info: { phone } };
		const run = await wechat.run(gift({ unit: 'fen', total_amount: '888', additionalFields }));
		expect(run.error).toBeUndefined();
		expect(await bodies(SEND)).toEqual([
			{
				...{ mch_id: mchid, wxappid: SERVICE.appid, mch_billno: 'GIFT1', re_openid: openid, total_amount: '888', total_num: '1' },
				...{ send_name: '莲花茶', wishing: '恭喜发财', act_name: 'Lottery', remark: 'Hi', scene_id: 'PRODUCT_2', client_ip: '203.0.113.7' },
				risk_info: encodeURIComponent('posttime=1795349740&clientversion=8.0&deviceid=IOS 1&mobile=86-13800138000'),
			},
		]);
	});

	test('what is not entered is not said, but for an address', async () => {
		await wechat.run(gift());
		const [body] = await bodies(SEND);
		expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['scene_id']));
		expect(body).not.toHaveProperty('risk_info');
		expect(body).not.toHaveProperty('sub_mch_id');
		expect(body).toMatchObject({ client_ip: '127.0.0.1' });
	});

	test('of a partner: the merchant for whom it is, and of whose account the openid is', async () => {
		await wechat.run(gift({ merchantType: 'partner', way: 'miniProgram' }));
		await wechat.run(gift({ merchantType: 'partner', mch_billno: 'GIFT2', sub_mchid: '1900000109', additionalFields: { msgappid: 'wxof1merchant' } }));
		expect(await bodies(SEND)).toMatchObject([
			{ sub_mch_id: '1900009231', wxappid: SERVICE.appid, msgappid: SERVICE.appid },
			{ sub_mch_id: '1900000109', wxappid: SERVICE.appid, msgappid: 'wxof1merchant' },
		]);
	});

	test.each([
		['the account that sends the message', MINI.appid, undefined],
		['the partner itself', SERVICE.appid, undefined],
		['a third one', 'wxof1stranger', /belongs to another App ID \(wxof1stranger\)/],
	])('of a partner: an openid of %s', async (_, appid, message) => {
		const person = appid === MINI.appid ? await wechat.client.as(MINI.appid).follower() : openid;
		const node = gift({ merchantType: 'partner', openid: '={{ $json.openid }}', additionalFields: { msgappid: MINI.appid } });
		const { error } = await wechat.run(node, { items: items({ openid: person, appid }) });
		expect((error as Error | undefined)?.message).toEqual(message && expect.stringMatching(message));
		expect(await packets()).toHaveLength(message ? 0 : 1);
	});

	test('of a merchant: what a partner has entered does not count', async () => {
		const node = gift({ openid: '={{ $json.openid }}', additionalFields: { msgappid: MINI.appid } });
		expect((await refusedHere(wechat, node, { openid, appid: MINI.appid })).message).toMatch(/belongs to another App ID/);
	});

	test('in a Mini Program: the parameters with which it is opened', async () => {
		const visitor = await wechat.client.as(MINI.appid).follower();
		const run = await wechat.run(gift({ way: 'miniProgram', openid: visitor, additionalFields: { appid: MINI.appid } }));
		const [{ claim_parameters, appid, openid: whose }] = run.json('WeChat')!;
		const { timeStamp, nonceStr, package: packed, signType, paySign } = claim_parameters as Record<string, string>;
		expect({ appid, whose, signType }).toEqual({ appid: MINI.appid, whose: visitor, signType: 'MD5' });
		expect(decodeURIComponent(packed)).toContain(`&mchid=${mchid}&appid=${MINI.appid}`);
		expect(packed).not.toContain('&');
		expect(Math.abs(Number(timeStamp) - Date.now() / 1000)).toBeLessThan(10);
		const text = `appId=${MINI.appid}&nonceStr=${nonceStr}&package=${packed}&timeStamp=${timeStamp}&key=${MERCHANT.apiV2Key}`;
		expect(paySign).toBe(createHash('md5').update(text).digest('hex').toUpperCase());
		expect(await bodies(MINI_PROGRAM)).toMatchObject([{ notify_way: 'MINI_PROGRAM_JSAPI', wxappid: MINI.appid }]);
		expect((await bodies(MINI_PROGRAM))[0]).not.toHaveProperty('client_ip');
	});

	test.each<[string, IDataObject, string]>([
		['under ¥1', { total_amount: '0.99' }, '“Amount” is less than ¥1'],
		['over ¥200', { total_amount: '200.01' }, '“Amount” is more than ¥200'],
		['nothing', { total_amount: '0' }, '“Amount” must be'],
		['three decimals', { total_amount: '8.888' }, '“Amount” must be an amount with at most two decimals'],
		['a number with a hyphen', { mch_billno: 'GIFT-1' }, '“Red Packet Number” must be 1 to 28 letters and digits, but it is “GIFT-1”'],
		['a number of 29 digits', { mch_billno: '1'.repeat(29) }, '“Red Packet Number” must be'],
		['what an empty expression leaves', { mch_billno: 'GIFTundefined' }, '“Red Packet Number” looks like'],
		['nobody', { openid: '={{ $json.nothing }}' }, '“OpenID” is empty'],
		['a long sender', { send_name: '莲'.repeat(33) }, '“Sender” is too long: 33 characters'],
		['a long wish', { wishing: '福'.repeat(129) }, '“Wish” is too long: 129 characters'],
		['no campaign', { act_name: '={{ $json.nothing }}' }, '“Campaign” is empty'],
		['an address that is none', { additionalFields: { client_ip: 'localhost' } }, '“Server\'s IP Address” must be an address'],
		['no partner', { merchantType: 'partner', sub_mchid: 'x' }, '“Sub-Merchant ID” must be a number'],
	])('%s is refused before it is sent', async (_, parameters, message) => {
		expect((await refusedHere(wechat, gift(parameters))).message).toContain(message);
	});

	test.each([
		['¥1', { total_amount: '1' }],
		['¥200, and texts as long as they may be', { total_amount: '200', mch_billno: 'G'.repeat(28), send_name: '莲'.repeat(32), wishing: '福'.repeat(128), act_name: '茶'.repeat(32), remark: '茶'.repeat(256) }],
		['¥0.30 with a scene', { total_amount: '0.3', additionalFields: { scene_id: 'PRODUCT_2' } }],
		['¥200.01 with a scene', { total_amount: '200.01', additionalFields: { scene_id: 'PRODUCT_1' } }],
	])('%s is taken', async (_, parameters) => {
		expect((await wechat.run(gift(parameters))).error).toBeUndefined();
	});

	test('the same number again is the same red packet; with another amount it is refused', async () => {
		const [first, second] = [await wechat.run(gift()), await wechat.run(gift())];
		expect(second.json('WeChat')![0].red_packet_id).toBe(first.json('WeChat')![0].red_packet_id);
		const { error } = await wechat.run(gift({ total_amount: '8.89' }));
		expect(error).toMatchObject({ httpCode: 'FATAL_ERROR', description: expect.stringMatching(/used with other values/) });
		expect(await packets()).toHaveLength(1);
	});

	test('several customers, each with a number of their own; an item whose number is taken is refused', async () => {
		const openids = [openid, await wechat.client.follower(), await wechat.client.follower()];
		const node = gift({ mch_billno: '={{ $json.number }}', openid: '={{ $json.id }}' }, { onError: 'continueRegularOutput' });
		const run = await wechat.run(node, { items: items(...openids.map((id, n) => ({ id, number: n === 2 ? 'GIFT0' : `GIFT${n}` }))) });
		expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.openid, json.error, pairedItem])).toEqual([
			[openids[0], undefined, { item: 0 }],
			[openids[1], undefined, { item: 1 }],
			[undefined, 'The red packet number GIFT0 is that of item 0 already', { item: 2 }],
		]);
		expect(await packets()).toHaveLength(2);
	});

	test('cut after it was sent: the same call again, and it went out once', async () => {
		await wechat.fault({ path: SEND, drop: true });
		const run = await wechat.run(gift());
		expect(run.json('WeChat')).toMatchObject([{ status: 'SENT', mch_billno: 'GIFT1' }]);
		expect(await wechat.calls(SEND)).toHaveLength(2);
		expect(await packets()).toHaveLength(1);
	});

	test.each([
		['NOTENOUGH', /top it up/],
		['SENDNUM_LIMIT', /as many red packets today/],
		['CA_ERROR', /update to n8n 2/],
		['SEND_FAILED', /take a new number/],
		['NO_AUTH', /risk control|product center/i],
	])('%s: refused for good, and it says what to do', async (code, hint) => {
		await wechat.fault({ path: SEND, code });
		const { error } = await wechat.run(gift());
		expect(error).toMatchObject({ httpCode: code, description: expect.stringMatching(hint) });
		expect((error as Error).message).not.toMatch(/may exist/);
		expect(await wechat.calls(SEND)).toHaveLength(1);
	});

	test.each([
		['clientCertificate', '“Client Certificate” is empty'],
		['apiV2Key', '“APIv2 Key” is empty'],
	])('without %s in the credential: which field, and nothing was sent', async (name, message) => {
		wechat.payCredential({ [name]: '' });
		const { error } = await wechat.run(gift());
		expect((error as Error).message).toContain(message);
		expect(await wechat.calls(SEND)).toEqual([]);
	});

	test('with Continue On Fail the item keeps the number', async () => {
		await wechat.fault({ path: SEND, code: 'NOTENOUGH' });
		const run = await wechat.run(gift({}, { onError: 'continueRegularOutput' }));
		expect(run.json('WeChat')).toMatchObject([{ mch_billno: 'GIFT1', errcode: 'NOTENOUGH' }]);
	});

	test.each([
		[false, 'The agent may not do this: send a red packet', 0],
		[true, 'GIFT1', 1],
	])('an agent, whose owner has said %s', async (intended, words, count) => {
		const call = [{ tool: 'Pay', input: { to: openid } }];
		const pay = { resource: 'redPacket', operation: 'send', ...gift().parameters, openid: `={{ $fromAI('to', 'to') }}`, intended };
		const run = await wechat.run([], {
			nodes: [
				{ name: 'Start', type: 'start' },
				{ name: 'Agent', type: 'agent', parameters: { invokes: false, calls: JSON.stringify(call) } },
				{ name: 'Pay', type: 'wechatPayTool', parameters: pay as never },
			],
			connections: [
				['Start', 'Agent'],
				['Pay', 'Agent', { type: 'ai_tool' }],
			],
			items: items({ chatInput: 'Give me money' }),
		});
		expect(JSON.stringify(run.json('Agent'))).toContain(words);
		expect(await packets()).toHaveLength(count);
	});
});

describe('Get', () => {
	test('opened: by whom and when; not opened: back', async () => {
		await wechat.run(gift());
		expect((await wechat.run(looked())).json('WeChat')).toMatchObject([{ status: 'SENT', openid: null, received_at: null, refund_yuan: null }]);
		await wechat.client.control('/redPacket', { mch_billno: 'GIFT1', status: 'RECEIVED' });
		const [opened] = (await wechat.run(looked())).json('WeChat')!;
		expect(opened).toMatchObject({ status: 'RECEIVED', openid, refunded_at: null });
		expect(opened.received_at).toBe(opened.occurred_at);
		await wechat.client.control('/redPacket', { mch_billno: 'GIFT1', status: 'REFUND' });
		const [back] = (await wechat.run(looked())).json('WeChat')!;
		expect(back).toMatchObject({ status: 'REFUND', refund_yuan: '8.88', received_at: null });
		expect(back.refunded_at).toBe(back.occurred_at);
	});

	test('failed: why', async () => {
		await wechat.run(gift());
		await wechat.client.control('/redPacket', { mch_billno: 'GIFT1', status: 'FAILED', reason: '余额不足' });
		expect((await wechat.run(looked())).json('WeChat')).toMatchObject([{ status: 'FAILED', fail_reason: '余额不足' }]);
	});

	test('of another account: its App ID goes out', async () => {
		await wechat.run(looked({ additionalFields: { appid: MINI.appid } }));
		expect(await bodies(GET)).toEqual([{ appid: MINI.appid, mch_id: mchid, mch_billno: 'GIFT1', bill_type: 'MCHT' }]);
	});

	test('not found is not “not sent”', async () => {
		const { error } = await wechat.run(looked());
		expect(error).toMatchObject({ httpCode: 'NOT_FOUND', description: expect.stringMatching(/may still be at it: .*never with a new one/) });
	});
});

describe('nobody knows', () => {
	test.concurrent.each([
		['no answer', { drop: true }],
		['busy', { code: 'SYSTEMERROR', message: '系统错误' }],
		['taken on', { code: 'PROCESSING', message: '请求已受理' }],
		['a code of next year', { code: 'NEW_CODE', message: '新' }],
		['a bad gateway', { status: 502 }],
		['a page', { body: '<html>hi</html>' }],
	])('%s, and again and again: it may be there, under its number', async (_, fault) => {
		await withWechat(async (other) => {
			await other.client.control('/merchants', { mchid, balance: 100_000 });
			await other.fault({ path: SEND, times: 3, ...fault });
			const { error } = await other.run(gift({ openid: await other.client.follower() }));
			expect(error).toMatchObject({ message: expect.stringContaining('The red packet GIFT1 may exist all the same: never take a new number for it') });
			expect((error as { description?: string }).description).toMatch(/Look it up by this number \(operation Get\)/);
		});
	});
});
