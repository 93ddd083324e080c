import type { IDataObject } from 'n8n-workflow';
import { TRANSFER_SCENES } from '../../../nodes/protocol/pay/transferScenes';
import scenes from '../../simulator/world/pay/transferScenes.json';
import type { NodeInput } from '../engine';
import { items, MERCHANT, MINI, SERVICE, useWechat, wechatPay } from '../wechat';
import { earlier, NOWHERE, refusedHere, sent } from './shop';
import { authorized, AUTHORIZATIONS, FORM, funded, REPORT, stored, transferred, TRANSFERS, until } from './transfers';

/** Money to customers: as much as was meant, once, to the right person, with what WeChat wants to know about it. */
const wechat = useWechat();

const { mchid } = MERCHANT;
const { appid } = SERVICE;

beforeEach(() => wechat.payCredential({ notifyUrl: NOWHERE }));

type Settings = Omit<Partial<NodeInput>, 'parameters'>;

/** With everything that it needs. */
const create = (parameters: IDataObject, settings: Settings = {}) =>
	wechatPay('transfer', 'create', { openid: 'o-nobody', out_bill_no: 'C1', transfer_amount: '0.50', transfer_remark: 'Thanks', ...FORM, ...parameters }, settings);

const bodies = async () => (await sent(wechat)).map(({ body }) => body as IDataObject);

const BODY = {
	...{ appid, notify_url: NOWHERE, out_bill_no: 'C1', transfer_scene_id: '1000', transfer_amount: 50, transfer_remark: 'Thanks' },
	transfer_scene_report_infos: REPORT,
};

describe('Create', () => {
	test('the customer confirms it: one call, every value at its place; then the money is theirs', async () => {
		const { openid } = await funded(wechat);
		const run = await wechat.run(create({ openid }), { items: items({ openid, unionid: 'oR5_union' }) });
		expect(run.error).toBeUndefined();
		expect(await sent(wechat)).toEqual([{ method: 'POST', path: TRANSFERS, query: {}, body: { ...BODY, openid } }]);
		const [{ confirm_parameters, unionid }] = run.json('WeChat')!;
		expect(unionid).toBe('oR5_union');
		const confirmed = await wechat.client.control('/transfers', { package_info: (confirm_parameters as IDataObject).package });
		expect(confirmed.transfer).toMatchObject({ state: 'TRANSFERING', openid });
		await until(async () => (await stored(wechat)).transfers[0].state === 'SUCCESS');
		expect(await stored(wechat)).toMatchObject({ balance: 999_950 });
	});

	test('a customer who also allows later ones: the authorization goes with it, and is reported to the same address', async () => {
		const { openid } = await funded(wechat);
		const run = await wechat.run(create({ confirmation: 'confirmAndAllow', openid, out_authorization_no: 'A1', user_display_name: 'Member A17' }));
		expect(run.error).toBeUndefined();
		const authorization_info = { out_authorization_no: 'A1', user_display_name: 'Member A17', authorization_notify_url: NOWHERE };
		expect(await sent(wechat)).toEqual([
			{ method: 'POST', path: `${TRANSFERS}/pre-transfer-with-authorization`, query: {}, body: { ...BODY, openid, authorization_info } },
		]);
		expect(run.json('WeChat')).toMatchObject([{ status: 'WAIT_USER_CONFIRM', openid, out_authorization_no: 'A1', confirm_parameters: { mchId: mchid } }]);
		await wechat.client.control('/transfers', { out_bill_no: 'C1' });
		expect((await stored(wechat)).authorizations).toMatchObject([{ out_authorization_no: 'A1', state: 'TAKING_EFFECT' }]);
	});

	test.each([
		['own number', (own: string) => ({ out_authorization_no: own })],
		['WeChat’s number', (_: string, wechats: string) => ({ authorizationBy: 'authorization_id', authorization_id: wechats })],
	])('by an authorization, %s: paid at once, to whom it is of', async (_, by) => {
		const { openid } = await funded(wechat);
		const { authorization_id } = await authorized(wechat, { openid, out_authorization_no: 'A1' });
		await wechat.client.control('/calls', {}, 'DELETE');
		const named = by('A1', String(authorization_id));
		const run = await wechat.run(create({ confirmation: 'allowed', openid: 'o-left-from-before', ...named }));
		expect(run.error).toBeUndefined();
		const { authorizationBy: _by, ...number } = named as IDataObject;
		expect(await sent(wechat)).toEqual([{ method: 'POST', path: `${TRANSFERS}/transfer`, query: {}, body: { ...BODY, ...number } }]);
		expect(run.json('WeChat')).toMatchObject([{ status: 'PROCESSING', openid, amount_yuan: '0.50', confirm_parameters: null, package_info: null }]);
		await until(async () => (await stored(wechat)).transfers[0].state === 'SUCCESS');
	});

	test('an authorization that was withdrawn pays nothing', async () => {
		const { openid } = await funded(wechat);
		await authorized(wechat, { openid, out_authorization_no: 'A1' });
		await wechat.client.control('/authorizations', { out_authorization_no: 'A1', action: 'withdraw' });
		const run = await wechat.run(create({ confirmation: 'allowed', out_authorization_no: 'A1' }));
		expect(run.error).toMatchObject({ message: 'WeChat refused: 用户未授权或授权已关闭 (INVALID_REQUEST)' });
		expect(await stored(wechat)).toMatchObject({ balance: 1_000_000, transfers: [] });
	});

	test.each(TRANSFER_SCENES.map((scene) => [scene.label, scene] as const))('what is reported for %s', async (_, scene) => {
		const { openid } = await funded(wechat);
		const form = Object.fromEntries(scene.report.map(({ field }, at) => [field, `what ${at}`]));
		const run = await wechat.run(
			wechatPay('transfer', 'create', { openid, out_bill_no: 'C1', transfer_amount: '1', transfer_remark: 'Thanks', transfer_scene_id: scene.id, ...form }),
		);
		expect(run.error).toBeUndefined();
		expect(await bodies()).toMatchObject([
			{ transfer_scene_id: scene.id, transfer_scene_report_infos: scene.report.map(({ type }, at) => ({ info_type: type, info_content: `what ${at}` })) },
		]);
		// The simulator has its own list.
		expect(scene.report.map(({ type }) => type)).toEqual((scenes as Record<string, string[]>)[scene.id]);
	});

	test('what was entered for another scene stays here', async () => {
		const { openid } = await funded(wechat);
		await wechat.run(create({ openid, transfer_scene_id: '1009', reportGoods: '茶叶' }));
		expect(await bodies()).toMatchObject([{ transfer_scene_id: '1009', transfer_scene_report_infos: [{ info_type: '采购商品名称', info_content: '茶叶' }] }]);
	});

	test('a scene by its ID, with a report of its own and a reason', async () => {
		const { openid } = await funded(wechat);
		const report = { info: [{ info_type: '报销类型', info_content: '差旅' }, { info_type: '说明', info_content: '11月' }] };
		const run = await wechat.run(create({ openid, transfer_scene_id: 'other', otherSceneId: '1006', transfer_scene_report_infos: report, user_recv_perception: '报销款' }));
		expect(run.error).toBeUndefined();
		expect(await bodies()).toEqual([{ ...BODY, openid, transfer_scene_id: '1006', transfer_scene_report_infos: report.info, user_recv_perception: '报销款' }]);
	});

	test('a report that is missing is asked for by the name of its field', async () => {
		expect(await refusedHere(wechat, create({ reportReward: '={{ $json.nothing }}' }))).toEqual({
			message: '“What the Reward Is For” is empty',
			description: 'Fill it in, or check the expression that should yield it',
		});
		const byId = create({ transfer_scene_id: 'other', otherSceneId: '1006' });
		expect((await refusedHere(wechat, byId)).message).toBe('“Report” is empty');
	});

	test('every optional field at its place, for each way of getting the money', async () => {
		const { openid } = await funded(wechat);
		await authorized(wechat, { openid, out_authorization_no: 'A1' });
		await wechat.client.control('/calls', {}, 'DELETE');
		const additionalFields = { notify_url: 'http://127.0.0.1:19/other', appid };
		const style = { user_recv_style: 'RED_PACKET' };
		const asked = { openid, user_recv_perception: '活动奖励' };
		await wechat.run(create({ ...asked, additionalFields: { ...additionalFields, ...style } }));
		await wechat.run(create({ ...asked, confirmation: 'confirmAndAllow', out_bill_no: 'C2', out_authorization_no: 'A2', user_display_name: 'A', additionalFields: { ...additionalFields, sponsor_mchid: '1900000109' } }));
		await wechat.run(create({ ...asked, confirmation: 'allowed', out_bill_no: 'C3', out_authorization_no: 'A1', additionalFields: { ...additionalFields, sponsor_mchid: '1900000109' } }));
		const common = { ...BODY, notify_url: 'http://127.0.0.1:19/other', user_recv_perception: '活动奖励' };
		expect(await bodies()).toEqual([
			{ ...common, openid, user_recv_style: { type: 'RED_PACKET' } },
			{
				...{ ...common, openid, out_bill_no: 'C2', sponsor_mchid: '1900000109' },
				authorization_info: { out_authorization_no: 'A2', user_display_name: 'A', authorization_notify_url: 'http://127.0.0.1:19/other' },
			},
			{ ...common, out_bill_no: 'C3', sponsor_mchid: '1900000109', out_authorization_no: 'A1' },
		]);
		expect((await stored(wechat)).transfers).toHaveLength(3);
	});

	test('without a Notify URL in the credential a transfer goes out without one; an authorization needs one', async () => {
		wechat.payCredential({ notifyUrl: '' });
		const { openid } = await funded(wechat);
		expect((await wechat.run(create({ openid }))).error).toBeUndefined();
		expect((await bodies())[0]).not.toHaveProperty('notify_url');
		const both = create({ confirmation: 'confirmAndAllow', openid, out_bill_no: 'C2', out_authorization_no: 'A1', user_display_name: 'A' });
		expect((await refusedHere(wechat, both)).message).toBe('“Notify URL” is empty');
	});

	test('the name goes out encrypted, and only the right one is paid', async () => {
		const { openid } = await funded(wechat);
		await wechat.client.control('/transfers', { realNames: { [openid]: '王小明' } });
		await wechat.run(create({ openid, user_name: ' 王小明 ' }));
		await wechat.run(create({ openid, out_bill_no: 'C2', user_name: '张三' }));
		const [first] = await bodies();
		expect(first.user_name).toMatch(/^[A-Za-z0-9+/]{342}==$/);
		expect(JSON.stringify(await bodies())).not.toMatch(/王小明|张三/);
		for (const out_bill_no of ['C1', 'C2']) await wechat.client.control('/transfers', { out_bill_no });
		await until(async () => (await stored(wechat)).transfers.every(({ state }) => state === 'SUCCESS' || state === 'FAIL'));
		expect(await stored(wechat)).toMatchObject({ balance: 999_950, transfers: [{ state: 'SUCCESS', user_name: '王小明' }, { state: 'FAIL', fail_reason: 'NAME_NOT_CORRECT' }] });
	});

	test('the name is needed from ¥2,000, and not one fen below', async () => {
		const { openid } = await funded(wechat);
		expect(await refusedHere(wechat, create({ openid, transfer_amount: '2000' }))).toEqual({
			message: '“Customer\'s Real Name” is empty',
			description: 'WeChat Pay needs it from ¥2,000. Fill it in, or check the amount',
		});
		expect((await wechat.run(create({ openid, transfer_amount: '1999.99' }))).error).toBeUndefined();
		expect((await wechat.run(create({ openid, out_bill_no: 'C2', transfer_amount: '2000', user_name: '王小明' }))).error).toBeUndefined();
	});

	test('a red packet holds ¥200, and not one fen more', async () => {
		const { openid } = await funded(wechat);
		const packet = (transfer_amount: string) => create({ openid, transfer_amount, additionalFields: { user_recv_style: 'RED_PACKET' } });
		expect((await refusedHere(wechat, packet('200.01'))).message).toBe('“Amount” is too much for a red packet');
		expect((await wechat.run(packet('200'))).error).toBeUndefined();
	});

	test('a remark of 32 characters, and not one more', async () => {
		const { openid } = await funded(wechat);
		expect((await refusedHere(wechat, create({ transfer_remark: '茶'.repeat(33) }))).message).toBe('“Remark” is too long: 33 characters');
		expect((await wechat.run(create({ openid, transfer_remark: '茶'.repeat(32) }))).error).toBeUndefined();
	});

	test.each(['LT-1', 'C 1', 'C'.repeat(33), '提现1'])('a number that WeChat would not take: %s', async (out_bill_no) => {
		expect((await refusedHere(wechat, create({ out_bill_no }))).message).toMatch(/^“Transfer Number” must be 1 to 32 letters and digits/);
	});

	test.each(['Cundefined', 'null', 'Cnull', 'CNaN'])('a number that an empty expression left: %s', async (out_bill_no) => {
		expect((await refusedHere(wechat, create({ out_bill_no }))).message).toMatch(/^“Transfer Number” looks like what an empty expression leaves/);
	});

	test('an openid of another account is not paid', async () => {
		const said = await refusedHere(wechat, create({ openid: 'o-other' }), { openid: 'o-other', appid: 'wxother0000000000' });
		expect(said.message).toBe(`This openid belongs to another App ID (wxother0000000000), and the credential is for ${appid}`);
	});

	test('with an App ID under Additional Fields it is the account that counts', async () => {
		const node = create({ openid: 'o-here', additionalFields: { appid: MINI.appid } });
		const said = await refusedHere(wechat, node, { openid: 'o-here', appid });
		expect(said.message).toContain(`This openid belongs to another App ID (${appid})`);
	});

	test('without an App ID anywhere', async () => {
		wechat.payCredential({ appId: '' });
		expect((await refusedHere(wechat, create({}))).message).toBe('“App ID” is empty');
	});

	test('the same number twice is one transfer, also with a name; another amount under it is refused', async () => {
		const { openid } = await funded(wechat);
		const runs = [await wechat.run(create({ openid, user_name: '王小明' })), await wechat.run(create({ openid, user_name: '王小明' }))];
		const [first, second] = runs.map((run) => run.json('WeChat')![0]);
		expect([second.transfer_bill_no, second.package_info]).toEqual([first.transfer_bill_no, first.package_info]);
		expect((await wechat.run(create({ openid, user_name: '王小明', transfer_amount: '0.60' }))).error).toMatchObject({
			httpCode: 'INVALID_REQUEST',
			description: expect.stringContaining('look that one up before you take another'),
		});
		expect(await stored(wechat)).toMatchObject({ balance: 999_950, transfers: [{ amount: 50 }] });
	});

	test('a number of the day before yesterday: the item says that nothing was paid now, and what became of it', async () => {
		wechat.payCredential({ notifyUrl: '' });
		const { openid } = await funded(wechat);
		await earlier(wechat, 2, async () => await transferred(wechat, { openid, out_bill_no: 'C1', transfer_remark: 'Thanks' }, 2));
		const run = await wechat.run(create({ openid }));
		expect(run.json('WeChat')).toMatchObject([{ existed_before: true, status: 'FAIL', confirm_parameters: null }]);
		expect((await stored(wechat)).transfers).toHaveLength(1);
	});

	test('two items with one number: the second is not taken for the first', async () => {
		const { openid } = await funded(wechat);
		const run = await wechat.run(create({ openid, transfer_amount: '={{ $json.amount }}' }, { onError: 'continueRegularOutput' }), { items: items({ amount: 1 }, { amount: 2 }) });
		expect(run.json('WeChat')).toMatchObject([
			{ amount_yuan: '1.00' },
			{ error: 'The transfer number C1 is that of item 0 already', hint: expect.stringMatching(/^If both are the same transfer, leave one of the items out/) },
		]);
		expect((await stored(wechat)).transfers).toHaveLength(1);
	});

	test('several items, each with its own number and customer', async () => {
		const { openid } = await funded(wechat);
		const other = await wechat.client.follower();
		const node = create({ openid: '={{ $json.who }}', out_bill_no: '={{ $json.number }}' });
		const run = await wechat.run(node, { items: items({ who: openid, number: 'C1' }, { who: other, number: 'C2' }) });
		expect(run.items('WeChat')!.map(({ json, pairedItem }) => [json.openid, json.out_bill_no, pairedItem])).toEqual([
			[openid, 'C1', { item: 0 }],
			[other, 'C2', { item: 1 }],
		]);
	});

	test('the balance is too small: nothing was sent, and the hint says to keep the number', async () => {
		const { openid } = await funded(wechat);
		await wechat.client.control('/merchants', { mchid, balance: 49 });
		expect((await wechat.run(create({ openid }))).error).toMatchObject({ httpCode: 'NOT_ENOUGH', description: expect.stringContaining('with the same number') });
		expect((await stored(wechat)).transfers).toEqual([]);
	});

	test('no answer comes: the number is named, and not taken for failed', async () => {
		const { openid } = await funded(wechat);
		await wechat.fault({ path: TRANSFERS, drop: true, times: 3 });
		const { error } = await wechat.run(create({ openid }, { onError: undefined }));
		expect(error!.message).toContain('The transfer C1 may exist all the same: never take a new number for it');
		expect((await stored(wechat)).transfers).toHaveLength(1);
	}, 20_000);
});

describe('Get', () => {
	const get = (parameters: IDataObject) => wechatPay('transfer', 'get', parameters);

	test.each([
		['own number', () => ({ out_bill_no: 'C1' }), `${TRANSFERS}/out-bill-no/C1`],
		['WeChat’s number', (made: IDataObject) => ({ transferBy: 'transfer_bill_no', transfer_bill_no: made.transfer_bill_no }), `${TRANSFERS}/transfer-bill-no/`],
	] as Array<[string, (made: IDataObject) => IDataObject, string]>)('by %s', async (_, by, path) => {
		const { openid } = await funded(wechat);
		const made = await transferred(wechat, { openid, out_bill_no: 'C1' });
		await wechat.client.control('/transfers', { out_bill_no: 'C1', fail_reason: 'DAY_RECEIVED_QUOTA_EXCEED' });
		await until(async () => (await stored(wechat)).transfers[0].state === 'FAIL');
		const run = await wechat.run(get(by(made)));
		expect((await sent(wechat)).at(-1)!.path).toContain(path);
		expect(run.json('WeChat')).toMatchObject([
			{ status: 'FAIL', openid, out_bill_no: 'C1', fail_reason: 'DAY_RECEIVED_QUOTA_EXCEED', fail_text: expect.stringContaining('as much as WeChat Pay allows') },
		]);
	});

	test('the name is read; one that cannot be read is null, and raw keeps what came', async () => {
		const { openid } = await funded(wechat);
		await wechat.run(create({ openid, user_name: '王小明' }));
		expect((await wechat.run(get({ out_bill_no: 'C1' }))).json('WeChat')).toMatchObject([{ user_name: '王小明' }]);
		await wechat.fault({ path: `${TRANSFERS}/out-bill-no/C1`, status: 200, body: JSON.stringify({ out_bill_no: 'C1', state: 'NEW_STATE', user_name: 'bm9uc2Vuc2U=' }) });
		const run = await wechat.run(get({ out_bill_no: 'C1', simplify: false }));
		expect(run.json('WeChat')).toMatchObject([{ status: 'NEW_STATE', user_name: null, fail_text: null, raw: { user_name: 'bm9uc2Vuc2U=' } }]);
	});

	test('there is none', async () => {
		expect((await wechat.run(get({ out_bill_no: 'NONE' }))).error).toMatchObject({
			message: 'WeChat refused: 转账单不存在 (NOT_FOUND)',
			description: expect.stringMatching(/^There is nothing with this number/),
		});
	});

	test('nobody confirmed it for a day: it is over, and the money is back', async () => {
		const { openid } = await funded(wechat);
		await transferred(wechat, { openid, out_bill_no: 'C1' });
		await wechat.client.control('/transfers', { out_bill_no: 'C1', action: 'expire' });
		expect((await wechat.run(get({ out_bill_no: 'C1' }))).json('WeChat')).toMatchObject([{ status: 'FAIL', fail_reason: 'OVERDUE_CLOSE' }]);
		expect((await stored(wechat)).balance).toBe(1_000_000);
	});
});

describe('Cancel', () => {
	const cancel = wechatPay('transfer', 'cancel', { out_bill_no: 'C1' });

	test('signed without a body, as WeChat documents it; the money comes back', async () => {
		const { openid } = await funded(wechat);
		await transferred(wechat, { openid, out_bill_no: 'C1' });
		const run = await wechat.run(cancel);
		expect((await sent(wechat)).at(-1)).toEqual({ method: 'POST', path: `${TRANSFERS}/out-bill-no/C1/cancel`, query: {}, body: undefined });
		expect(run.json('WeChat')).toMatchObject([{ status: 'CANCELING' }]);
		await until(async () => (await stored(wechat)).transfers[0].state === 'CANCELLED');
		expect((await wechat.run(cancel)).json('WeChat')).toMatchObject([{ status: 'CANCELLED' }]);
		expect((await stored(wechat)).balance).toBe(1_000_000);
	});

	test('no answer comes: it is asked for again, which does no harm', async () => {
		const { openid } = await funded(wechat);
		await transferred(wechat, { openid, out_bill_no: 'C1' });
		await wechat.fault({ path: `${TRANSFERS}/out-bill-no/C1/cancel`, drop: true });
		expect((await wechat.run(cancel)).error).toBeUndefined();
		await until(async () => (await stored(wechat)).transfers[0].state === 'CANCELLED');
	});

	test('what the customer has confirmed is not cancelled', async () => {
		const { openid } = await funded(wechat);
		await transferred(wechat, { openid, out_bill_no: 'C1' });
		await wechat.client.control('/transfers', { out_bill_no: 'C1' });
		expect((await wechat.run(cancel)).error).toMatchObject({ message: 'WeChat refused: 当前单据状态不支持撤销 (INVALID_REQUEST)' });
	});
});

describe('Authorizations', () => {
	const ask = (parameters: IDataObject) =>
		wechatPay('transfer', 'createAuthorization', { out_authorization_no: 'A1', user_display_name: 'Member A17', ...parameters });
	const get = (parameters: IDataObject = {}) => wechatPay('transfer', 'getAuthorization', { out_authorization_no: 'A1', ...parameters });
	const close = wechatPay('transfer', 'closeAuthorization', { out_authorization_no: 'A1' });

	test('asked for, given, used, closed', async () => {
		const { openid } = await funded(wechat);
		const additionalFields = { appid, scene_client_ip: '203.0.113.7', scene_device_id: 'D1', scene_device_type: 'IOS' };
		const run = await wechat.run(ask({ openid, transfer_scene_id: '1005', user_recv_perception: '劳务报酬', additionalFields }));
		expect(await sent(wechat)).toEqual([
			{
				...{ method: 'POST', path: AUTHORIZATIONS, query: {} },
				body: {
					...{ appid, openid, out_authorization_no: 'A1', user_display_name: 'Member A17', transfer_scene_id: '1005' },
					...{ user_recv_perception: '劳务报酬', authorization_notify_url: NOWHERE },
					scene_info: { client_ip: '203.0.113.7', device_id: 'D1', device_type: 'IOS' },
				},
			},
		]);
		const [{ package_info }] = run.json('WeChat')!;
		await wechat.client.control('/authorizations', { package_info });
		expect((await wechat.run(get())).json('WeChat')).toMatchObject([{ status: 'TAKING_EFFECT', openid, user_recv_perception: '劳务报酬', confirm_parameters: null }]);
		expect((await sent(wechat)).at(-1)!.query).toEqual({});
		expect((await wechat.run(close)).json('WeChat')).toMatchObject([{ status: 'CLOSED', close_reason: 'CLOSE_VIA_MCH_API' }]);
		expect((await sent(wechat)).at(-1)).toMatchObject({ path: `${AUTHORIZATIONS}/out-authorization-no/A1/close`, body: undefined });
		expect((await wechat.run(close)).json('WeChat')).toMatchObject([{ status: 'CLOSED' }]);
	});

	test('a scene by its ID', async () => {
		const { openid } = await funded(wechat);
		const run = await wechat.run(ask({ openid, transfer_scene_id: 'other', otherSceneId: '1006' }));
		expect(await bodies()).toMatchObject([{ transfer_scene_id: '1006' }]);
		expect(run.json('WeChat')).toMatchObject([{ transfer_scene_id: '1006' }]);
	});

	test('shown to the customer: with the parameters for it, when it is in effect', async () => {
		const { openid } = await funded(wechat);
		await authorized(wechat, { openid, out_authorization_no: 'A1' });
		const run = await wechat.run(get({ is_display_authorization: true }));
		expect((await sent(wechat)).at(-1)!.query).toEqual({ is_display_authorization: 'true' });
		expect(run.json('WeChat')).toMatchObject([{ confirm_parameters: { mchId: mchid, appId: appid, package: expect.any(String) } }]);
	});

	test('the customer withdraws it', async () => {
		const { openid } = await funded(wechat);
		await authorized(wechat, { openid, out_authorization_no: 'A1' });
		await wechat.client.control('/authorizations', { out_authorization_no: 'A1', action: 'withdraw' });
		expect((await wechat.run(get())).json('WeChat')).toMatchObject([{ status: 'CLOSED', close_reason: 'USER_CLOSE', closed_at: expect.stringContaining('+08:00') }]);
	});

	test('the same number twice is one; for another customer it is refused', async () => {
		const { openid } = await funded(wechat);
		await wechat.run(ask({ openid }));
		expect((await wechat.run(ask({ openid }))).error).toBeUndefined();
		expect((await wechat.run(ask({ openid: await wechat.client.follower() }))).error).toMatchObject({ httpCode: 'INVALID_REQUEST' });
		expect((await stored(wechat)).authorizations).toHaveLength(1);
	});

	test('no answer comes: it is looked up by another operation than Get', async () => {
		const { openid } = await funded(wechat);
		await wechat.fault({ path: AUTHORIZATIONS, drop: true, times: 3 });
		const { error } = await wechat.run(ask({ openid }));
		expect(error).toMatchObject({ message: expect.stringContaining('The authorization A1 may exist'), description: expect.stringContaining('operation Get Authorization') });
	}, 20_000);
});
