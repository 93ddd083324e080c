import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { binary, bytesOf } from '../engine';
import { useWebServer } from '../webServer';
import { files, items, MERCHANT, useWechat, wechatPay } from '../wechat';
import { complained, complaint, photo } from './complaints';
import { earlier, refusedHere, sale, sent, shop } from './shop';

/** What customers complain of, and what the shop says to it. */
const wechat = useWechat();
const web = useWebServer();

const { mchid } = MERCHANT;
/** What an expression yields that finds nothing. */
const EMPTY = '={{ $json.nothing }}';
const SHOP = '1900009231';
const LIST = '/v3/merchant-service/complaints-v2';
const UPLOAD = '/v3/merchant-service/images/upload';
const IMAGES = '/v3/merchant-service/images/{media_id}';

const run = async (operation: string, parameters: IDataObject, item: Partial<INodeExecutionData> = {}, settings: IDataObject = {}) =>
	await wechat.run(wechatPay('complaint', operation, parameters, settings), { items: [{ json: {}, ...item }] });
const json = async (operation: string, parameters: IDataObject): Promise<IDataObject[]> => {
	const done = await run(operation, parameters);
	expect(done.error).toBeUndefined();
	return done.json('WeChat')!;
};
const day = (days = 0) => new Date(Date.now() + days * 24 * 3600_000 + 8 * 3600_000).toISOString().slice(0, 10);
const withPhotos = async (...names: string[]): Promise<Partial<INodeExecutionData>> => ({
	binary: Object.fromEntries(await Promise.all(names.map(async (name) => [name, await binary(files.jpg, 'tea.jpeg', 'image/jpeg')] as const))),
});
const recordOf = async (id: string) => (await shop(wechat).get(`${LIST}/${id}`)).data;
const historyOf = async (id: string): Promise<IDataObject[]> => (await shop(wechat).get(`${LIST}/${id}/negotiation-historys`)).data.data;
const called = async (path: string) => (await wechat.calls()).filter((call) => call.path === path);

describe('Get Many', () => {
	const many = async (parameters: IDataObject = {}) => await json('getAll', parameters);
	const idsOf = (found: IDataObject[]) => found.map(({ complaint_id }) => complaint_id);

	test('nobody complained: no item, no error', async () => {
		expect(await many()).toEqual([]);
	});

	test('by default of the last seven days', async () => {
		const [old, new1] = [await earlier(wechat, 7, async () => await complaint(wechat)), await earlier(wechat, 6, async () => await complaint(wechat))];
		const new2 = await complaint(wechat);
		expect(old).toBeTruthy();
		expect(idsOf(await many())).toEqual([new2, new1]);
		expect(await called(LIST)).toMatchObject([{ query: { begin_date: day(-6), end_date: day(), offset: '0' } }]);
	});

	test('of more than 30 days: a call for each 30, without a gap or a day twice', async () => {
		const ids: string[] = [];
		for (const days of [61, 60, 59, 31, 30, 29, 1, 0]) ids.unshift(await earlier(wechat, days, async () => await complaint(wechat)));
		expect(idsOf(await many({ begin_date: day(-61), returnAll: true }))).toEqual(ids);
		const asked = (await called(LIST)).map(({ query }) => [query.begin_date, query.end_date]);
		expect(asked).toEqual([[day(-29), day()], [day(-59), day(-30)], [day(-61), day(-60)]]);
	});

	test('the second page, and a last page that is full', async () => {
		for (let n = 0; n < 40; n++) await complaint(wechat);
		expect(new Set(idsOf(await many({ returnAll: true }))).size).toBe(40);
		expect((await called(LIST)).map(({ query }) => query.offset)).toEqual(['0', '20', '40']);
	});

	test('a limit ends the asking', async () => {
		for (let n = 0; n < 21; n++) await complaint(wechat);
		expect(await many({ begin_date: day(-40), limit: 20 })).toHaveLength(20);
		expect(await called(LIST)).toHaveLength(1);
		expect(await many({ limit: 21 })).toHaveLength(21);
	});

	test('one that comes between two pages does not make another come out twice', async () => {
		const ids: string[] = [];
		for (let n = 0; n < 21; n++) ids.unshift(await complaint(wechat));
		const page = (await shop(wechat).get(LIST, { begin_date: day(), end_date: day(), limit: 20 })).data;
		await complaint(wechat);
		await wechat.fault({ path: LIST, body: JSON.stringify(page) });
		expect(idsOf(await many({ returnAll: true }))).toEqual(ids);
	});

	test('by status', async () => {
		const [waiting, done] = [await complaint(wechat), await complaint(wechat, {})];
		await shop(wechat).post(`${LIST}/${done}/complete`, { complainted_mchid: mchid });
		expect(idsOf(await many({ complaint_state: 'PENDING' }))).toEqual([waiting]);
		expect(idsOf(await many({ complaint_state: 'PROCESSED' }))).toEqual([done]);
		expect(idsOf(await many({ complaint_state: 'PROCESSING' }))).toEqual([]);
	});

	test('of one of a partner’s merchants, or of all', async () => {
		const [own, its] = [await complained(wechat), await complained(wechat, {}, { sub_mchid: SHOP })];
		expect(await many()).toMatchObject([{ complaint_id: its.complaint_id, mchid: SHOP }, { complaint_id: own.complaint_id, mchid }]);
		expect(idsOf(await many({ additionalFields: { complainted_mchid: SHOP } }))).toEqual([its.complaint_id]);
	});

	test('a picked time is a day in Beijing', async () => {
		await many({ begin_date: '2026-11-21T23:30:00', end_date: '2026-11-22T20:00:00Z' });
		expect(await called(LIST)).toMatchObject([{ query: { begin_date: '2026-11-21', end_date: '2026-11-23' } }]);
	});

	test('from after until is refused', async () => {
		const node = wechatPay('complaint', 'getAll', { begin_date: '2026-11-22', end_date: '2026-11-21' });
		expect((await refusedHere(wechat, node)).message).toBe('“From” (2026-11-22) is after “Until” (2026-11-21)');
	});
});

describe('Get', () => {
	test('right after the notification: what an apology needs', async () => {
		await shop(wechat).post('/v3/merchant-service/complaint-notifications', { url: 'http://127.0.0.1:19/notify' });
		const sold = await sale(wechat);
		const { notification } = await wechat.client.control('/complaints', { out_trade_no: sold.out_trade_no, text: '茶凉了', phone: '13912345678', refund: 4000 });
		const [item] = await json('get', { complaint_id: notification.resource.complaint_id });
		expect(item).toMatchObject({
			...{ openid: sold.openid, mchid, out_trade_no: sold.out_trade_no, transaction_id: sold.transaction_id, status: 'PENDING' },
			...{ amount_fen: 9900, amount_yuan: '99.00', complaint_detail: '茶凉了', payer_phone: '13912345678' },
			...{ problem_type: 'REFUND', apply_refund_fen: 4000, apply_refund_yuan: '40.00', order_numbers: sold.out_trade_no },
		});
	});

	test('of several orders the first one, and all their numbers; of none null', async () => {
		const { complaint_id } = await complained(wechat);
		const record = await recordOf(complaint_id);
		const order = (out_trade_no: string, amount: number) => ({ out_trade_no, transaction_id: `T${out_trade_no}`, amount });
		const service_order_info = [{ order_id: 'S1', out_order_no: 'BIKE-1', state: 'DONE' }];
		await wechat.fault({ path: `${LIST}/{complaint_id}`, body: JSON.stringify({ ...record, complaint_order_info: [order('A', 1), order('B', 2)], service_order_info }) });
		expect(await json('get', { complaint_id })).toMatchObject([
			{ out_trade_no: 'A', transaction_id: 'TA', amount_yuan: '0.01', order_numbers: 'A, B', service_order_number: 'BIKE-1' },
		]);
		await wechat.fault({ path: `${LIST}/{complaint_id}`, body: JSON.stringify({ ...record, complaint_order_info: [{ transaction_id: 'T' }] }) });
		expect(await json('get', { complaint_id })).toMatchObject([{ transaction_id: 'T', out_trade_no: null, order_numbers: null }]);
		const { complaint_order_info, ...without } = record;
		await wechat.fault({ path: `${LIST}/{complaint_id}`, body: JSON.stringify(without) });
		expect(complaint_order_info).toHaveLength(1);
		expect(await json('get', { complaint_id })).toMatchObject([{ out_trade_no: null, amount_fen: null, amount_yuan: null, order_numbers: null }]);
	});

	test('a number that is not for this key is null, and raw keeps what came', async () => {
		const complaint_id = await complaint(wechat);
		const record = { ...(await recordOf(complaint_id)), payer_phone: 'bm90IGZvciB1cw==' };
		await wechat.fault({ path: `${LIST}/{complaint_id}`, body: JSON.stringify(record) });
		expect(await json('get', { complaint_id, simplify: false })).toMatchObject([{ payer_phone: null, raw: { payer_phone: 'bm90IGZvciB1cw==' } }]);
	});

	test('several pictures, in their order; off: none is fetched', async () => {
		const pictures = [photo, files.png.toString('base64'), photo];
		const complaint_id = await complaint(wechat, { pictures });
		const [item] = (await run('get', { complaint_id })).items('WeChat')!;
		expect([item.json.picture_count, item.json.images_missing, Object.keys(item.binary!)]).toEqual([3, null, ['image_0', 'image_1', 'image_2']]);
		expect(await bytesOf(item, 'image_1')).toEqual(files.png);
		const before = (await wechat.calls()).length;
		const [without] = (await run('get', { complaint_id, downloadImages: false })).items('WeChat')!;
		expect([without.binary, without.json.picture_count, (await wechat.calls()).length - before]).toEqual([undefined, 3, 1]);
	});

	test('a picture that cannot be had: the complaint comes all the same, and says why', async () => {
		const complaint_id = await complaint(wechat, { pictures: [photo, photo] });
		await wechat.fault({ path: IMAGES, code: 'NO_AUTH', status: 403 });
		const [{ binary: found, json: item }] = (await run('get', { complaint_id })).items('WeChat')!;
		expect(item).toMatchObject({ complaint_detail: '茶凉了', picture_count: 2, images_missing: expect.stringMatching(/^image_\d: WeChat refused: .*\(NO_AUTH\)$/) });
		expect(Object.keys(found!)).toHaveLength(1);
	});

	test('the host of a picture comes from the credential, never from an answer', async () => {
		const complaint_id = await complaint(wechat, { pictures: [photo] });
		const record = await recordOf(complaint_id);
		const [{ media_url }] = record.complaint_media_list;
		const elsewhere = `${web.url}${new URL(media_url[0]).pathname}`;
		await wechat.fault({ path: `${LIST}/{complaint_id}`, body: JSON.stringify({ ...record, complaint_media_list: [{ media_url: [elsewhere] }] }) });
		expect((await run('get', { complaint_id })).items('WeChat')![0].binary).toHaveProperty('image_0');
		expect(web.asked).toEqual([]);
	});

	test('JSON in place of a picture is none', async () => {
		const complaint_id = await complaint(wechat, { pictures: [photo] });
		await wechat.fault({ path: IMAGES, body: '{"error":"gone"}' });
		expect(await json('get', { complaint_id })).toMatchObject([{ images_missing: 'image_0: WeChat Pay sent something else than a picture' }]);
	});

	test('nobody’s complaint is not found', async () => {
		expect((await run('get', { complaint_id: '2002018' })).error).toMatchObject({ httpCode: 'RESOURCE_NOT_EXISTS', description: expect.stringContaining('nothing with this number') });
	});

	test('a number with blanks around it is none the worse; what is no number is refused', async () => {
		const complaint_id = await complaint(wechat);
		expect(await json('get', { complaint_id: ` ${complaint_id}\n` })).toHaveLength(1);
		const { message } = await refusedHere(wechat, wechatPay('complaint', 'get', { complaint_id: '200/complete' }));
		expect(message).toBe('“Complaint ID” must be letters and digits only, but it is “200/complete”');
	});
});

describe('Get History', () => {
	test('who said what, the second page too', async () => {
		const complaint_id = await complaint(wechat);
		await shop(wechat).post(`${LIST}/${complaint_id}/response`, { complainted_mchid: mchid, response_content: '抱歉' });
		for (let n = 0; n < 99; n++) await wechat.client.control('/complaints', { complaint_id, action_type: 'USER_RESPONSE', text: `${n}` });
		const steps = await json('getHistory', { complaint_id, returnAll: true });
		expect(steps).toHaveLength(101);
		expect([steps[0], ...steps.slice(-2)]).toMatchObject([
			{ by: 'customer', operate_type: 'USER_RESPONSE', text: '98' },
			{ by: 'merchant', operate_type: 'MERCHANT_RESPONSE', text: '抱歉', picture_count: 0 },
			{ by: 'customer', operate_type: 'USER_CREATE_COMPLAINT', text: '茶凉了' },
		]);
		expect((await called(`${LIST}/${complaint_id}/negotiation-historys`)).map(({ query }) => query.offset)).toEqual(['0', '100']);
	});

	test('pictures come on demand only', async () => {
		const complaint_id = await complaint(wechat, { pictures: [photo] });
		const [step] = (await run('getHistory', { complaint_id })).items('WeChat')!;
		expect([step.binary, step.json.picture_count, step.json.images_missing]).toEqual([undefined, 1, null]);
	});

	test('steps of every kind have a text and an author; pictures lie in either list', async () => {
		const complaint_id = await complaint(wechat);
		web.pages['/qpic/1.png'] = { type: 'image/png', body: files.png };
		const data = [
			{ operate_type: 'MERCHANT_RESPONSE', normal_message: { blocks: [{ type: 'TEXT', text: { text: 'One' } }, { type: 'IMAGE', image: {} }, { type: 'TEXT', text: { text: 'two' } }] } },
			{ operate_type: 'USER_CLICK_RESPONSE', click_message: { message_content: 'Refund, please' } },
			{ operate_type: 'PLATFORM_RESPONSE', image_list: [`${web.url}/qpic/1.png`, `${web.url}/qpic/gone.png`] },
			{ operate_type: 'USER_CREATE_COMPLAINT_SYSTEM_MESSAGE' },
		];
		const path = `${LIST}/{complaint_id}/negotiation-historys`;
		await wechat.fault({ path, body: JSON.stringify({ data: data.map((step, n) => ({ log_id: `${n}`, operate_time: '2026-11-22T20:15:40+08:00', ...step })) }) });
		const steps = (await run('getHistory', { complaint_id, downloadImages: true })).items('WeChat')!;
		expect(steps.map(({ json: { by, text } }) => [by, text])).toEqual([
			['merchant', 'One\ntwo'],
			['customer', 'Refund, please'],
			['WeChat Pay', null],
			['WeChat Pay', null],
		]);
		expect(steps[2].json.images_missing).toMatch(/^image_1: .*could not be fetched \(404\)$/);
		expect(Object.keys(steps[2].binary!)).toEqual(['image_0']);
		expect(web.asked).toEqual(['/qpic/1.png', '/qpic/gone.png']);
	});
});

describe('Reply', () => {
	const text = { response_content: '　　Sorry 抱歉' };

	test('pictures are uploaded first, by their true kind; then the reply has their ids', async () => {
		const complaint_id = await complaint(wechat);
		web.pages['/ticket'] = { type: 'text/plain', body: files.png };
		const done = await run('reply', { complaint_id, ...text, response_images: `data, photo_2 ${web.url}/ticket` }, await withPhotos('data', 'photo_2'));
		expect(done.error).toBeUndefined();
		const calls = await sent(wechat);
		expect(calls.map(({ path }) => path)).toEqual([UPLOAD, UPLOAD, UPLOAD, `${LIST}/${complaint_id}/response`]);
		expect(calls.slice(0, 3).map(({ body }) => JSON.parse((body as { meta: string }).meta).filename)).toEqual(['tea.jpg', 'tea.jpg', 'ticket.png']);
		const { response_images, ...body } = calls[3].body as IDataObject;
		expect([response_images, body]).toEqual([[expect.stringMatching(/\.jpg$/), expect.stringMatching(/\.jpg$/), expect.stringMatching(/\.png$/)], { complainted_mchid: mchid, ...text }]);
	});

	test.each([
		['webPage', { jump_url: ' https://x.cn/a?b=1\n', jump_url_text: '一二三四五六七八九十' }, { jump_url: 'https://x.cn/a?b=1', jump_url_text: '一二三四五六七八九十' }],
		[
			'miniProgram',
			{ mini_program_jump_info_appid: ' wx1 ', mini_program_jump_info_path: 'pages/a?no=1\n', mini_program_jump_info_text: '看' },
			{ mini_program_jump_info: { appid: 'wx1', path: 'pages/a?no=1', text: '看' } },
		],
		['nothing', {}, {}],
	])('with a link to %s', async (linkTo, entered, wire) => {
		const complaint_id = await complaint(wechat);
		// What was entered for the other kind of link before stays in the node, and is not sent.
		const both = { jump_url: 'https://old.cn', jump_url_text: 'old', mini_program_jump_info_appid: 'old' };
		expect((await run('reply', { complaint_id, ...text, linkTo, ...both, ...entered })).error).toBeUndefined();
		expect((await sent(wechat))[0].body).toEqual({ complainted_mchid: mchid, ...text, ...wire });
	});

	test('500 characters go out, 501 do not', async () => {
		const complaint_id = await complaint(wechat);
		expect((await run('reply', { complaint_id, response_content: '长'.repeat(500) })).error).toBeUndefined();
		expect(await refusedHere(wechat, wechatPay('complaint', 'reply', { complaint_id, response_content: '长'.repeat(501) }))).toEqual({
			message: '“Text” is too long: 501 characters',
			description: 'WeChat takes 500 characters',
		});
	});

	test.each<[IDataObject, string]>([
		[{ linkTo: 'webPage', jump_url: 'http://x.cn', jump_url_text: 'x' }, '“Link URL” must be a web address that begins with https://'],
		[{ linkTo: 'webPage', jump_url: 'https://x.cn', jump_url_text: EMPTY }, '“Link Text” is empty'],
		[{ linkTo: 'webPage', jump_url: 'https://x.cn', jump_url_text: '一二三四五六七八九十一' }, '“Link Text” is too long: 11 characters'],
		[{ linkTo: 'miniProgram', mini_program_jump_info_appid: 'wx1', mini_program_jump_info_path: 'a', mini_program_jump_info_text: EMPTY }, '“Mini Program Link Text” is empty'],
		[{ response_content: '　' }, '“Text” must be more than blanks'],
		[{ response_images: 'a b c d e' }, '“Pictures” has 5 entries'],
		[{ response_images: 'nowhere' }, '“Pictures”: the item has no file in its field “nowhere”'],
		[{ merchantType: 'partner' }, '“Sub-Merchant ID” is empty'],
	])('%j is refused before anything is sent', async (more, message) => {
		wechat.payCredential({ subMchid: '' });
		const node = wechatPay('complaint', 'reply', { complaint_id: '2002018', ...text, ...more });
		expect((await refusedHere(wechat, node)).message).toContain(message);
	});

	test('when one of the pictures will not do, none is uploaded and nothing is said', async () => {
		const item = { binary: { good: await binary(files.jpg, 'a.jpg', 'image/jpeg'), film: await binary(files.mp4, 'a.mp4', 'video/mp4'), huge: await binary(Buffer.concat([files.jpg, Buffer.alloc(2 * 1024 * 1024)]), 'b.jpg', 'image/jpeg') } };
		for (const [bad, message] of [['film', '“Pictures”: film is no picture (video/mp4)'], ['huge', '“Pictures”: b.jpg is too large: 2.1 MB']]) {
			expect((await run('reply', { complaint_id: '2002018', ...text, response_images: `good, ${bad}` }, item)).error?.message).toBe(message);
		}
		expect(await wechat.calls()).toEqual([]);
	});

	test('a partner without a number in the node takes the credential’s', async () => {
		wechat.payCredential({ subMchid: SHOP });
		const { complaint_id } = await complained(wechat, {}, { sub_mchid: SHOP });
		const [item] = await json('reply', { merchantType: 'partner', complaint_id, ...text });
		expect(item).toMatchObject({ mchid: SHOP, replied: true });
	});

	test('of another shop’s complaint it is refused, with what WeChat says', async () => {
		const { complaint_id } = await complained(wechat, {}, { sub_mchid: SHOP });
		expect((await run('reply', { complaint_id, ...text })).error).toMatchObject({ httpCode: 'PARAM_ERROR', message: expect.stringContaining('被诉商户号') });
	});

	test('when no answer comes it is not said twice, also with Retry On Fail', async () => {
		const complaint_id = await complaint(wechat);
		await wechat.fault({ path: `${LIST}/{complaint_id}/response`, drop: true });
		const done = await run('reply', { complaint_id, ...text }, {}, { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 });
		expect(done.error).toMatchObject({ description: expect.stringContaining('look in WeChat before running it again') });
		expect((await historyOf(complaint_id)).filter(({ operate_type }) => operate_type === 'MERCHANT_RESPONSE')).toHaveLength(1);
	});

	test('several items, several complaints: each its own', async () => {
		const ids = [await complaint(wechat), await complaint(wechat)];
		const node = wechatPay('complaint', 'reply', { complaint_id: '={{ $json.id }}', response_content: '={{ $json.say }}' });
		const done = await wechat.run(node, { items: items({ id: ids[0], say: 'one' }, { id: ids[1], say: 'two' }) });
		expect(done.json('WeChat')).toMatchObject([{ complaint_id: ids[0], say: 'one' }, { complaint_id: ids[1], say: 'two' }]);
		expect((await historyOf(ids[1]))[0].operate_details).toBe('two');
	});
});

describe('Reply in Immediate Service', () => {
	const say = (complaint_id: string, more: IDataObject = {}) => ({ complaint_id, idempotent_id: `${complaint_id}-1`, content: 'One moment', ...more });

	test('text, pictures, links, questions and buttons, from top to bottom', async () => {
		const complaint_id = await complaint(wechat, { urgent: true });
		const choice = [
			{ kind: 'button', text: 'Refund', opens: 'message', content: 'I want my money back' },
			{ kind: 'question', text: 'Where is my tea?', opens: 'webPage', jump_url: 'https://x.cn/where\n' },
			{ kind: 'link', text: 'My order', opens: 'miniProgram', appid: ' wx1', path: 'pages/a\n' },
			{ kind: 'button', text: 'Call me', opens: 'message', content: 'Please call me', jump_url: 'https://old.cn' },
		];
		const done = await run('replyImmediateService', say(complaint_id, { images: 'data', choices: { choice }, sender_identity: 'MANUAL' }), await withPhotos('data'));
		expect(done.error).toBeUndefined();
		const message = (await sent(wechat)).at(-1)!.body as IDataObject;
		const saying = (content: string) => ({ action_type: 'ACTION_TYPE_SEND_MESSAGE', message_info: { content } });
		expect(message).toEqual({
			complainted_mchid: mchid,
			idempotent_id: `${complaint_id}-1`,
			message: {
				blocks: [
					{ type: 'TEXT', text: { text: 'One moment' } },
					{ type: 'IMAGE', image: { media_id: expect.stringMatching(/\.jpg$/) } },
					{ type: 'LINK', link: { text: 'My order', action: { action_type: 'ACTION_TYPE_JUMP_MINI_PROGRAM', mini_program_jump_info: { appid: 'wx1', path: 'pages/a' } } } },
					{ type: 'FAQ_LIST', faq_list: { faqs: [{ faq_title: 'Where is my tea?', action: { action_type: 'ACTION_TYPE_JUMP_URL', jump_url: 'https://x.cn/where' } }] } },
					{
						type: 'BUTTON_GROUP',
						button_group: { buttons: [{ text: 'Refund', action: saying('I want my money back') }, { text: 'Call me', action: saying('Please call me') }] },
					},
				],
				sender_identity: 'MANUAL',
			},
		});
	});

	test('a lost answer: sent again under its number, it is there once', async () => {
		const complaint_id = await complaint(wechat, { urgent: true });
		await wechat.fault({ path: `${LIST}/{complaint_id}/response-immediate-service`, drop: true });
		const done = await run('replyImmediateService', say(complaint_id));
		expect(done.json('WeChat')).toMatchObject([{ replied: true, log_id: expect.any(String) }]);
		expect(await historyOf(complaint_id)).toHaveLength(2);
	});

	test('when it stays unknown, the number is named and where to look', async () => {
		const complaint_id = await complaint(wechat, { urgent: true });
		await wechat.fault({ path: `${LIST}/{complaint_id}/response-immediate-service`, drop: true, times: 3 });
		expect((await run('replyImmediateService', say(complaint_id))).error).toMatchObject({
			message: expect.stringContaining(`The reply ${complaint_id}-1 may exist all the same`),
			description: expect.stringContaining('operation Get History'),
		});
	}, 15_000);

	test('for a complaint without the service WeChat refuses', async () => {
		const complaint_id = await complaint(wechat);
		expect((await run('replyImmediateService', say(complaint_id))).error).toMatchObject({ httpCode: 'INVALID_REQUEST' });
	});

	// A number that is the same for every complaint would keep all replies but the first from being sent.
	test.each<[string, IDataObject, string]>([
		['a choice without its target', { choices: { choice: [{ kind: 'button', text: 'Refund', opens: 'message', content: EMPTY }] } }, '“Message” is empty'],
		['a text of blanks', { content: '　' }, '“Text” must be more than blanks, but it is “　”'],
		['what an empty expression leaves of a number', { idempotent_id: `${EMPTY}-1` }, '“Reply Number” looks like what an empty expression leaves: “-1”'],
	])('%s is refused', async (_, more, message) => {
		expect((await refusedHere(wechat, wechatPay('complaint', 'replyImmediateService', say('2002018', more)))).message).toBe(message);
	});
});

describe('Complete', () => {
	test('when the answer is lost it is done again, which changes nothing', async () => {
		const complaint_id = await complaint(wechat);
		await wechat.fault({ path: `${LIST}/{complaint_id}/complete`, drop: true });
		expect(await json('complete', { complaint_id })).toMatchObject([{ complaint_id, completed: true }]);
		expect((await historyOf(complaint_id)).map(({ operate_type }) => operate_type)).toEqual(['MERCHANT_CONFIRM_COMPLETE', 'USER_CREATE_COMPLAINT']);
	});
});

describe('Update Refund Progress', () => {
	const wanted = async () => await complaint(wechat, { refund: 100 });
	const answer = async (parameters: IDataObject, item?: Partial<INodeExecutionData>) => await run('updateRefundProgress', parameters, item);

	test('yes: from when, and nothing of a no', async () => {
		const complaint_id = await wanted();
		const done = await answer({ complaint_id, launch_refund_day: 3, reject_reason: 'old', reject_media_list: 'old', additionalFields: { remark: 'Test' } });
		expect(done.error).toBeUndefined();
		expect((await sent(wechat))[0].body).toEqual({ action: 'APPROVE', launch_refund_day: 3, remark: 'Test' });
	});

	test('today is day 0, and is said', async () => {
		const complaint_id = await wanted();
		await answer({ complaint_id });
		expect((await sent(wechat))[0].body).toEqual({ action: 'APPROVE', launch_refund_day: 0 });
	});

	test('no: with a reason and pictures, and the complaint is done', async () => {
		const complaint_id = await wanted();
		const done = await answer({ complaint_id, verdict: 'REJECT', reject_reason: 'Drunk up', reject_media_list: 'data', launch_refund_day: 3 }, await withPhotos('data'));
		expect(done.json('WeChat')).toEqual([{ complaint_id, refund_approved: false }]);
		expect((await sent(wechat)).at(-1)!.body).toEqual({ action: 'REJECT', reject_reason: 'Drunk up', reject_media_list: [expect.any(String)] });
		expect((await recordOf(complaint_id)).complaint_state).toBe('PROCESSED');
	});

	test.each<[IDataObject, string]>([
		[{ verdict: 'REJECT' }, '“Reason” is empty'],
		[{ verdict: '={{ "REJECT" }}', reject_reason: EMPTY }, '“Reason” is empty'],
		[{ verdict: 'REJECT', reject_reason: ' \n' }, '“Reason” must be more than blanks'],
		[{ verdict: 'REJECT', reject_reason: '长'.repeat(201) }, '“Reason” is too long: 201 characters'],
		[{ verdict: '={{ "MAYBE" }}', reject_reason: 'x' }, '“Answer” cannot be “MAYBE”'],
		[{ launch_refund_day: '={{ -1 }}' }, '“Refund in Days” must be at least 0'],
	])('%j is refused', async (more, message) => {
		const { message: said } = await refusedHere(wechat, wechatPay('complaint', 'updateRefundProgress', { complaint_id: '2002018', ...more }));
		expect(said).toContain(message);
	});

	test('a lost answer is not given again', async () => {
		const complaint_id = await wanted();
		await wechat.fault({ path: `${LIST}/{complaint_id}/update-refund-progress`, drop: true });
		expect((await answer({ complaint_id })).error).toMatchObject({ description: expect.stringContaining('not known whether') });
		expect(await called(`${LIST}/${complaint_id}/update-refund-progress`)).toHaveLength(1);
	});
});

describe('the notification URL', () => {
	const PATH = '/v3/merchant-service/complaint-notifications';
	const [URL, OTHER] = ['https://n8n.example.com/webhook/pay', 'https://shop.example.com/pay'];
	const methods = async () => (await called(PATH)).map(({ method }) => method);

	test('there is none: null', async () => {
		expect(await json('getNotificationUrl', {})).toEqual([{ mchid, url: null }]);
	});

	test('without one in the node the credential’s is set; a second time nothing is to be done', async () => {
		expect(await json('setNotificationUrl', {})).toEqual([{ mchid, url: URL, previous_url: null }]);
		expect(await json('setNotificationUrl', {})).toEqual([{ mchid, url: URL, previous_url: URL }]);
		expect(await methods()).toEqual(['GET', 'POST', 'GET']);
	});

	test('another one takes the place of the first, which is named', async () => {
		await json('setNotificationUrl', {});
		expect(await json('setNotificationUrl', { url: ` ${OTHER} ` })).toEqual([{ mchid, url: OTHER, previous_url: URL }]);
		expect((await methods()).at(-1)).toBe('PUT');
	});

	test('a lost answer to the first one is found out', async () => {
		await wechat.fault({ path: PATH, skip: 1, drop: true });
		expect(await json('setNotificationUrl', {})).toEqual([{ mchid, url: URL, previous_url: null }]);
	});

	test('one that will not do is refused', async () => {
		const node = wechatPay('complaint', 'setNotificationUrl', { url: 'https://n8n.example.com/webhook-test/pay' });
		expect((await refusedHere(wechat, node)).message).toContain('Test URL');
	});

	test('neither here nor in the credential: it is said where it can be entered', async () => {
		wechat.payCredential({ notifyUrl: '' });
		expect(await refusedHere(wechat, wechatPay('complaint', 'setNotificationUrl', {}))).toEqual({
			message: '“Notify URL” is empty',
			description: 'Paste the Production URL of your WeChat Pay Trigger into the credential, or into “Notify URL” of this node',
		});
	});

	test('taking away what is not there is no error', async () => {
		expect(await json('deleteNotificationUrl', {})).toEqual([{ mchid, url: null, previous_url: null }]);
		expect(await methods()).toEqual(['GET']);
	});
});
