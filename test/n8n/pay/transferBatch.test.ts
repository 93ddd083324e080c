import type { IDataObject } from 'n8n-workflow';
import { MERCHANT, MINI, SERVICE, useWechat, wechatPay } from '../wechat';
import { earlier, NOWHERE, refusedHere, sent } from './shop';
import { batched, BATCHES, funded, stored, until } from './transfers';

/** Batches of the old kind: the sum that WeChat checks, names for its eyes only, and each transfer that failed with its reason. */
const wechat = useWechat();

const { mchid } = MERCHANT;
const { appid } = SERVICE;

beforeEach(() => wechat.payCredential({ notifyUrl: NOWHERE }));

const row = (out_detail_no: string, more: IDataObject = {}) => ({
	...{ out_detail_no, openid: 'o-nobody', transfer_amount: '0.50', transfer_remark: 'Thanks', user_name: '', user_id_card: '' },
	...more,
});

const create = (transfer: IDataObject[], parameters: IDataObject = {}) =>
	wechatPay('transfer', 'createBatch', {
		...{ out_batch_no: 'B1', batch_name: 'November', batch_remark: 'Commissions', transfer_scene_id: '1005' },
		transfer_detail_list: { transfer },
		...parameters,
	});

describe('Create Batch', () => {
	test('every value at its place, the sum in fen, names and ID card numbers encrypted', async () => {
		const { openid } = await funded(wechat);
		const other = await wechat.client.follower();
		const rows = [row('D1', { openid, transfer_amount: '2000', user_name: '王小明', user_id_card: '11010519491231002X' }), row('D2', { openid: other, transfer_amount: '={{ $json.part }}' })];
		const run = await wechat.run(create(rows, { transfer_scene_id: 'other', otherSceneId: '1001', additionalFields: { notify_url: 'http://127.0.0.1:19/other' } }), { items: [{ json: { part: '0.29' } }] });
		expect(run.error).toBeUndefined();
		const secret = expect.stringMatching(/^[A-Za-z0-9+/]{342}==$/);
		expect(await sent(wechat)).toEqual([
			{
				...{ method: 'POST', path: BATCHES, query: {} },
				body: {
					...{ appid, notify_url: 'http://127.0.0.1:19/other', out_batch_no: 'B1', batch_name: 'November', batch_remark: 'Commissions' },
					...{ transfer_scene_id: '1001', total_amount: 200_029, total_num: 2 },
					transfer_detail_list: [
						{ out_detail_no: 'D1', openid, transfer_amount: 200_000, transfer_remark: 'Thanks', user_name: secret, user_id_card: secret },
						{ out_detail_no: 'D2', openid: other, transfer_amount: 29, transfer_remark: 'Thanks' },
					],
				},
			},
		]);
		const [batch] = (await stored(wechat)).batches;
		expect(batch.details).toMatchObject([{ user_name: '王小明', user_id_card: '11010519491231002X' }, { amount: 29 }]);
		expect(run.json('WeChat')).toMatchObject([{ status: 'ACCEPTED', transfer_scene_id: '1001', amount_yuan: '2000.29', existed_before: null }]);
	});

	test('in fen', async () => {
		const { openid } = await funded(wechat);
		await wechat.run(create([row('D1', { openid, transfer_amount: '50' })], { unit: 'fen' }));
		expect((await sent(wechat))[0].body).toMatchObject({ total_amount: 50, transfer_detail_list: [{ transfer_amount: 50 }] });
	});

	test('the same number twice is one batch, also with names; with another name it is refused', async () => {
		const { openid } = await funded(wechat);
		const named = (user_name: string) => create([row('D1', { openid, user_name })]);
		const [first, second] = [await wechat.run(named('王小明')), await wechat.run(named('王小明'))];
		expect(second.json('WeChat')![0].batch_id).toBe(first.json('WeChat')![0].batch_id);
		expect((await wechat.run(named('张三'))).error).toMatchObject({ httpCode: 'INVALID_REQUEST' });
		expect(await stored(wechat)).toMatchObject({ balance: 999_950, batches: [{ out_batch_no: 'B1' }] });
	});

	test.each([
		['a name is missing from ¥2,000', [row('D1', { transfer_amount: '2000' })], 'Transfer D1: “Customer\'s Real Name” is empty'],
		['a name below ¥0.30', [row('D1'), row('D2', { transfer_amount: '0.29', user_name: '王小明' })], 'Transfer D2: “Customer\'s Real Name” is filled in'],
		['one number twice', [row('D1'), row('D1')], 'Transfer D1: “Detail Number” is there twice'],
		['a float', [row('D1', { transfer_amount: '0.1234' })], '“Amount” must be an amount with at most two decimals, but it is “0.1234”'],
		['no amount', [row('D1', { transfer_amount: '={{ $json.nothing }}' })], '“Amount” is empty'],
		['no openid', [row('D1', { openid: '={{ $json.nothing }}' })], '“OpenID” is empty'],
		['a number that an empty expression left', [row('Dundefined')], '“Detail Number” looks like what an empty expression leaves: “Dundefined”'],
		['nobody at all', [], '“Transfers” is empty'],
	])('%s is found before anything is sent', async (_, rows, message) => {
		expect((await refusedHere(wechat, create(rows))).message).toBe(message);
	});

	test('¥0.30 with a name and ¥1,999.99 without one are sent', async () => {
		const { openid } = await funded(wechat);
		const run = await wechat.run(create([row('D1', { openid, transfer_amount: '0.30', user_name: '王小明' }), row('D2', { openid, transfer_amount: '1999.99' })]));
		expect(run.error).toBeUndefined();
	});

	test('1000 at once, and not one more', async () => {
		await funded(wechat);
		const rows = (count: number) => Array.from({ length: count }, (__, at) => row(`D${at}`, { transfer_amount: '0.01' }));
		expect((await refusedHere(wechat, create(rows(1001)))).message).toBe('“Transfers” has 1001 entries');
		expect((await wechat.run(create(rows(1000)))).json('WeChat')).toMatchObject([{ total_num: 1000, amount_yuan: '10.00' }]);
	});

	test('an openid of another account', async () => {
		const said = await refusedHere(wechat, create([row('D1', { openid: 'o-other' })]), { openid: 'o-other', appid: 'wxother0000000000' });
		expect(said.message).toMatch(/^This openid belongs to another App ID/);
	});

	test('with an App ID under Additional Fields it is the account that counts', async () => {
		const node = create([row('D1', { openid: 'o-here' })], { additionalFields: { appid: MINI.appid } });
		expect((await refusedHere(wechat, node, { openid: 'o-here', appid })).message).toContain(`This openid belongs to another App ID (${appid})`);
	});

	test('a number of the day before yesterday: the item says that nothing was paid now', async () => {
		wechat.payCredential({ notifyUrl: '' });
		const { openid } = await funded(wechat);
		await earlier(wechat, 2, async () => await batched(wechat, 'B1', [{ openid }], 2));
		const run = await wechat.run(create([row('B1D0', { openid, transfer_remark: '谢谢' })]));
		expect(run.json('WeChat')).toMatchObject([{ existed_before: true, status: 'FINISHED' }]);
		expect(await stored(wechat)).toMatchObject({ balance: 999_950, batches: [{ out_batch_no: 'B1' }] });
	});

	test('the balance is too small for the sum', async () => {
		const { openid } = await funded(wechat);
		await wechat.client.control('/merchants', { mchid, balance: 99 });
		expect((await wechat.run(create([row('D1', { openid }), row('D2', { openid })]))).error).toMatchObject({ httpCode: 'NOT_ENOUGH' });
		expect((await stored(wechat)).batches).toEqual([]);
	});

	test('no answer comes: the number is named, and with which operation it is looked up', async () => {
		const { openid } = await funded(wechat);
		await wechat.fault({ path: BATCHES, drop: true, times: 3 });
		expect((await wechat.run(create([row('D1', { openid })]))).error).toMatchObject({
			message: expect.stringContaining('The batch of transfers B1 may exist all the same'),
			description: expect.stringContaining('operation Get Batch'),
		});
		expect((await stored(wechat)).balance).toBe(999_950);
	}, 20_000);
});

describe('Get Batch', () => {
	test('by WeChat’s number; while it is under way nothing is known of how it ends', async () => {
		const { openid } = await funded(wechat, { delay: 60_000 });
		const made = (await wechat.run(create([row('D1', { openid })]))).json('WeChat')![0];
		const run = await wechat.run(wechatPay('transfer', 'getBatch', { batchBy: 'batch_id', batch_id: made.batch_id }));
		expect((await sent(wechat)).at(-1)).toMatchObject({ path: `${BATCHES}/batch-id/${String(made.batch_id)}`, query: { need_query_detail: 'false' } });
		expect(run.json('WeChat')).toMatchObject([{ status: 'ACCEPTED', out_batch_no: 'B1', success_num: null, fail_yuan: null }]);
	});

	test('there is none', async () => {
		expect((await wechat.run(wechatPay('transfer', 'getBatch', { out_batch_no: 'NONE' }))).error).toMatchObject({ httpCode: 'NOT_FOUND' });
	});
});

describe('Get Batch Transfers', () => {
	const many = (parameters: IDataObject = {}) => wechatPay('transfer', 'getBatchTransfers', { out_batch_no: 'B1', ...parameters });
	const pages = async () => (await sent(wechat)).filter(({ query }) => query.need_query_detail === 'true').map(({ query }) => query);

	/** So many, of which every third went to nobody. */
	async function finished(count: number): Promise<IDataObject> {
		const { openid } = await funded(wechat);
		const made = await batched(wechat, 'B1', Array.from({ length: count }, (_, at) => ({ openid: at % 3 === 2 ? 'o-nobody' : openid })));
		await wechat.client.control('/calls', {}, 'DELETE');
		return made;
	}

	test('all pages, without asking for each', async () => {
		await finished(201);
		const run = await wechat.run(many({ returnAll: true, withDetails: false }));
		const found = run.json('WeChat')!;
		expect(found.map(({ out_detail_no }) => out_detail_no)).toEqual(Array.from({ length: 201 }, (_, at) => `B1D${at}`));
		expect(found[2]).toMatchObject({ status: 'FAIL', amount_fen: null, openid: null, fail_reason: null, out_batch_no: 'B1', mchid });
		expect(await pages()).toEqual([0, 100, 200].map((offset) => ({ need_query_detail: 'true', detail_status: 'ALL', offset: String(offset), limit: '100' })));
		expect(await sent(wechat)).toHaveLength(4);
	});

	test('a Limit, with what each one is: no more is asked for', async () => {
		await finished(5);
		const run = await wechat.run(many({ limit: 3 }));
		expect(run.json('WeChat')!.map(({ status, amount_fen, fail_reason }) => [status, amount_fen, fail_reason])).toEqual([
			['SUCCESS', 50, null],
			['SUCCESS', 50, null],
			['FAIL', 50, 'OPENID_INVALID'],
		]);
		expect(await sent(wechat)).toHaveLength(5);
	});

	test('only those that failed, by WeChat’s number', async () => {
		const { batch_id } = await finished(6);
		const run = await wechat.run(many({ batchBy: 'batch_id', batch_id, detail_status: 'FAIL' }));
		expect(run.json('WeChat')).toMatchObject([
			{ out_detail_no: 'B1D2', status: 'FAIL', fail_text: expect.stringContaining('The openid is nobody') },
			{ out_detail_no: 'B1D5', status: 'FAIL' },
		]);
		const calls = await sent(wechat);
		expect(calls.every(({ path }) => path.startsWith(`${BATCHES}/batch-id/${String(batch_id)}`))).toBe(true);
		expect(calls[2].path).toContain('/details/detail-id/104');
	});

	test('none failed: an empty list', async () => {
		await finished(2);
		const run = await wechat.run(many({ detail_status: 'FAIL' }));
		expect(run.error).toBeUndefined();
		expect(run.json('WeChat') ?? []).toEqual([]);
	});

	test('while it is under way: that none is told of does not say that none failed', async () => {
		const { openid } = await funded(wechat, { delay: 60_000 });
		await wechat.run(create([row('D1', { openid })]));
		expect((await wechat.run(many({ detail_status: 'FAIL' }))).error).toMatchObject({
			message: 'Nothing is known of the transfers yet: the batch is ACCEPTED',
			description: expect.stringContaining('FINISHED'),
		});
	});

	test('Simplify off: WeChat’s own answer', async () => {
		await finished(1);
		expect((await wechat.run(many({ simplify: false }))).json('WeChat')).toMatchObject([{ raw: { initiate_time: expect.any(String), transfer_amount: 50 } }]);
	});
});

describe('Get Batch Transfer', () => {
	test('by WeChat’s numbers; the name can be read', async () => {
		const { openid } = await funded(wechat);
		await wechat.run(create([row('D1', { openid, user_name: '王小明' })]));
		await until(async () => (await stored(wechat)).batches[0].status === 'FINISHED');
		const [{ batch_id, details }] = (await stored(wechat)).batches;
		const run = await wechat.run(wechatPay('transfer', 'getBatchTransfer', { batchBy: 'batch_id', batch_id, detail_id: details[0].detail_id }));
		expect((await sent(wechat)).at(-1)!.path).toBe(`${BATCHES}/batch-id/${String(batch_id)}/details/detail-id/${String(details[0].detail_id)}`);
		expect(run.json('WeChat')).toMatchObject([{ status: 'SUCCESS', user_name: '王小明', out_detail_no: 'D1', occurred_at: expect.stringContaining('+08:00') }]);
	});
});
