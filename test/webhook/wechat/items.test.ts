import { dedupKey, eventOf, pushItems } from '../../../nodes/webhook/wechat/item';
import documented from '../../WechatTrigger/wechat-events.json';
import { N8n } from '../n8n';
import { GH_ID, OPENID, push, send, type Sender, sealed, sender, text } from './pushes';

const running: N8n[] = [];

afterEach(async () => {
	for (const n8n of running.splice(0)) {
		await n8n.close();
		expect(n8n.thrown).toEqual([]);
		expect(n8n.problems).toEqual([]);
	}
});

async function start(who: Sender, parameters = {}): Promise<N8n> {
	const n8n = await N8n.start({ store: who.store, parameters });
	running.push(n8n);
	return n8n;
}

/** The item of one push, as the workflow gets it. */
async function itemOf(message: object, { who = sender({ mode: 'secure' }), parameters = {} } = {}) {
	const n8n = await start(who, parameters);
	expect(await send(n8n.url, sealed(who.account, message as never))).toMatchObject({ status: 200, body: 'success' });
	expect(n8n.executions).toHaveLength(1);
	const { appid, ...item } = n8n.items[0];
	expect(appid).toBe(who.appId);
	return item;
}

/** What else an item has when somebody followed, or scanned a QR code. */
const NO_CAMPAIGN = { source: null, campaign: null, medium: null };

/** What every item has, whatever came. */
const common = (given: object) => ({
	openid: OPENID,
	unionid: null,
	status: null,
	text: null,
	menu_key: null,
	scene: null,
	is_new_follower: null,
	media_id: null,
	occurred_at: '2026-11-22T20:15:40+08:00',
	reply_by: null,
	chatInput: null,
	sessionId: OPENID,
	...given,
});

const at = { ToUserName: GH_ID, FromUserName: OPENID, CreateTime: 1_795_349_740 };
const event = (Event: string, more = {}) => ({ ...at, MsgType: 'event', Event, ...more });

describe('the item of a push', () => {
	it('text: ready for a chat model, and a MsgId that no double can hold', async () => {
		const MsgId = BigInt('24012345678901234567');
		expect(await itemOf({ ...at, MsgType: 'text', Content: '优惠券?', MsgId, bizmsgmenuid: '101' })).toEqual(
			common({
				event: 'message.text',
				text: '优惠券?',
				chatInput: '优惠券?',
				dedup_key: '24012345678901234567',
				Content: '优惠券?',
				MsgId: '24012345678901234567',
				bizmsgmenuid: '101',
			}),
		);
	});

	it.each(['  two spaces  between, a line\nbreak, a\ttab\r\n and spaces at the end  ', '<a href="https://x">]]> &amp; &lt;</a>', '0', ' ', '🍵'])(
		'text: %j comes as it was typed',
		async (Content) => {
			const item = await itemOf(text({ Content }));
			expect(item).toMatchObject({ text: Content, Content, chatInput: Content });
		},
	);

	it('image', async () => {
		const MsgId = BigInt('24012345678901234568');
		expect(await itemOf({ ...at, MsgType: 'image', PicUrl: 'http://mmbiz.qpic.cn/a/0', MediaId: 'media-1', MsgId })).toEqual(
			common({
				event: 'message.image',
				media_id: 'media-1',
				dedup_key: '24012345678901234568',
				PicUrl: 'http://mmbiz.qpic.cn/a/0',
				MediaId: 'media-1',
				MsgId: '24012345678901234568',
			}),
		);
	});

	it('voice: its recognised words are the text', async () => {
		const item = await itemOf(push({ MsgType: 'voice', MediaId: 'm', Format: 'amr', Recognition: '你好', MsgId: '1' }));
		expect(item).toMatchObject({ event: 'message.voice', text: '你好', chatInput: '你好', media_id: 'm' });
	});

	it('a new follower who scanned a QR code', async () => {
		const own = { EventKey: 'qrscene_shop_12', Ticket: 'gQH47joAAA' };
		expect(await itemOf(event('subscribe', own))).toEqual(
			common({
				event: 'event.subscribe',
				scene: 'shop_12',
				is_new_follower: true,
				dedup_key: `${OPENID}:1795349740:subscribe:qrscene_shop_12`,
				...NO_CAMPAIGN,
				...own,
			}),
		);
	});

	it('a new follower who did not', async () => {
		expect(await itemOf(event('subscribe', { EventKey: '' }))).toEqual(
			common({ event: 'event.subscribe', is_new_follower: true, dedup_key: `${OPENID}:1795349740:subscribe`, EventKey: '', ...NO_CAMPAIGN }),
		);
	});

	it('a follower who scans a QR code', async () => {
		const own = { EventKey: '42', Ticket: 'gQH47joAAA' };
		expect(await itemOf(event('SCAN', own))).toEqual(
			common({
				event: 'event.scan',
				scene: '42',
				is_new_follower: false,
				dedup_key: `${OPENID}:1795349740:SCAN:42`,
				...NO_CAMPAIGN,
				...own,
			}),
		);
	});

	it.each<[string, object]>([
		['subscribe', { EventKey: 'qrscene_门店/618大促/海报~blg', Ticket: 'gQH47joAAA' }],
		['SCAN', { EventKey: '门店/618大促/海报~blg', Ticket: 'gQH47joAAA' }],
	])('%s by the QR code of a campaign: where they come from', async (name, own) => {
		expect(await itemOf(event(name, own))).toEqual(
			common({
				event: `event.${name.toLowerCase()}`,
				scene: '门店/618大促/海报~blg',
				is_new_follower: name === 'subscribe',
				dedup_key: expect.stringContaining('海报~blg'),
				...{ source: '门店', campaign: '618大促', medium: '海报' },
				...own,
			}),
		);
	});

	it('a menu key that looks like the scene of a campaign is none', async () => {
		const item = await itemOf(event('CLICK', { EventKey: '门店/618大促/海报~blg' }));
		expect(item).toMatchObject({ menu_key: '门店/618大促/海报~blg', scene: null });
		for (const key of Object.keys(NO_CAMPAIGN)) expect(item).not.toHaveProperty(key);
	});

	it('a tap on the menu', async () => {
		expect(await itemOf(event('CLICK', { EventKey: 'COUPON' }))).toEqual(
			common({ event: 'event.click', menu_key: 'COUPON', dedup_key: `${OPENID}:1795349740:CLICK:COUPON`, EventKey: 'COUPON' }),
		);
	});

	it('a tap that opens a page: its address is no key', async () => {
		const own = { EventKey: 'https://example.com/', MenuId: '413' };
		expect(await itemOf(event('VIEW', own))).toMatchObject({ event: 'event.view', menu_key: null, scene: null, ...own });
	});

	it('a code scanned from the menu: what is nested stands beside the rest', async () => {
		const ScanCodeInfo = { ScanType: 'qrcode', ScanResult: 'https://example.com/a?b=1' };
		expect(await itemOf(event('scancode_waitmsg', { EventKey: 'SCAN', ScanCodeInfo }))).toEqual(
			common({
				event: 'event.scancode_waitmsg',
				menu_key: 'SCAN',
				dedup_key: `${OPENID}:1795349740:scancode_waitmsg:SCAN`,
				EventKey: 'SCAN',
				...ScanCodeInfo,
			}),
		);
	});

	it('an event that WeChat adds tomorrow', async () => {
		expect(await itemOf(event('Brand_New', { Colour: 'red', Inner: { Deep: { Size: '5' } }, List: { item: ['1', '2'] } }))).toEqual(
			common({
				event: 'event.brand_new',
				dedup_key: expect.stringMatching(new RegExp(`^${OPENID}:1795349740:Brand_New:[0-9a-f]{16}$`)),
				Colour: 'red',
				Size: '5',
				List: ['1', '2'],
			}),
		);
	});

	it('a message and an event that differ by case only keep apart', () => {
		expect(eventOf({ MsgType: 'location' })).toBe('message.location');
		expect(eventOf({ MsgType: 'event', Event: 'LOCATION' })).toBe('event.location');
	});

	it('of a Mini Program, in JSON with numbers: the same keys, all values as text', async () => {
		const who = sender({ mode: 'secure', format: 'json' });
		const MsgId = BigInt('24012345678901234569');
		expect(await itemOf({ ...at, MsgType: 'miniprogrampage', MsgId, Title: 'Tea', AppId: 'wx1', PagePath: 'pages/tea', ThumbUrl: '' }, { who })).toEqual(
			common({
				event: 'message.miniprogrampage',
				dedup_key: '24012345678901234569',
				...{ MsgId: '24012345678901234569', Title: 'Tea', AppId: 'wx1', PagePath: 'pages/tea', ThumbUrl: '' },
			}),
		);
		const other = sender({ mode: 'plain', format: 'json' });
		const check = { appid: 'wx1', trace_id: '60ae120f', version: 2, errcode: 0, result: { suggest: 'pass', label: 100 }, isrisky: false };
		expect(await itemOf(event('wxa_media_check', { ...check, appid: undefined }), { who: other })).toMatchObject({
			event: 'event.wxa_media_check',
			...{ trace_id: '60ae120f', version: '2', errcode: '0', suggest: 'pass', label: '100', isrisky: 'false' },
		});
	});

	it.each([
		['user_info_modified', { OpenID: 'o-person', AppID: 'wx1', RevokeInfo: '1' }, null],
		['user_info_modified', { openid: 'o-person', appid: 'wx1' }, null],
		['user_authorization_revoke', { OpenID: 'o-person', AppID: 'wx1', RevokeInfo: '301', UnionID: 'u-person' }, 'u-person'],
		['user_authorization_cancellation', { OpenID: 'o-person', AppID: 'wx1' }, null],
	])('%s was about WeChat’s push service, which is the sender: it is about the person named beside it', async (name, own, unionid) => {
		const item = await itemOf(event(name, { ...own, FromUserName: 'o-push-service' }));
		expect(item).toMatchObject({ event: `event.${name}`, openid: 'o-person', unionid, sessionId: 'o-person' });
	});

	it('has the unionid where WeChat says it', () => {
		expect(pushItems({ UnionId: 'u1' }, 'wx1', null)[0].unionid).toBe('u1');
		expect(pushItems({ unionid: 'u2' }, 'wx1', null)[0].unionid).toBe('u2');
	});

	it('names nobody where WeChat itself reports', async () => {
		const item = await itemOf(event('PUBLISHJOBFINISH', { FromUserName: 'mphelper', PublishEventInfo: { publish_id: '3', publish_status: '0' } }));
		expect(item).toMatchObject({ openid: null, sessionId: null, status: 'delivered', publish_id: '3' });
		expect(item.dedup_key).toContain('mphelper');
	});

	it('has raw, as WeChat sent it, only when Simplify is off', async () => {
		const raw = event('scancode_push', { EventKey: 'SCAN', ScanCodeInfo: { ScanType: 'qrcode', ScanResult: '1' } });
		const parameters = { simplify: false };
		expect(await itemOf(raw, { parameters })).toMatchObject({
			event: 'event.scancode_push',
			ScanResult: '1',
			raw: { ...raw, CreateTime: '1795349740' },
		});
		expect(await itemOf(raw)).not.toHaveProperty('raw');
	});

	it('has no field of the credential', async () => {
		const who = sender({ mode: 'secure' });
		const { callbackToken, encodingAesKey, appSecret } = who.store.stored('credential-1');
		const item = JSON.stringify(await itemOf(text(), { who, parameters: { simplify: false } }));
		for (const secret of [callbackToken, encodingAesKey, appSecret]) expect(item).not.toContain(secret);
	});
});

describe('dedup_key', () => {
	const card = event('user_get_card', { CardId: 'p1', UserCardCode: '12312312' });

	it('is the same for a repeat', () => {
		expect(dedupKey(structuredClone(card))).toBe(dedupKey(card));
	});

	it.each([
		['three cards in one second', { UserCardCode: '12312313' }],
		['another customer', { FromUserName: 'o2' }],
		['another second', { CreateTime: 1_795_349_741 }],
		['another event', { Event: 'user_del_card' }],
	])('is another one for %s', (_, changed) => {
		expect(dedupKey({ ...card, ...changed })).not.toBe(dedupKey(card));
	});

	it('tells pictures apart that were checked in one second', () => {
		const checks = ['60ae1', '60ae2'].map((trace_id) => event('wxa_media_check', { trace_id, detail: [{ label: 100 }] }));
		expect(new Set(checks.map(dedupKey)).size).toBe(2);
	});

	it('is the MsgID of a job that ended', () => {
		expect(dedupKey(event('MASSSENDJOBFINISH', { MsgID: '1000001625', Status: 'send success' }))).toBe(
			`${OPENID}:1795349740:MASSSENDJOBFINISH:1000001625`,
		);
	});
});

describe('only the chosen events start an execution', () => {
	async function started(events: string[], message: object): Promise<number> {
		const who = sender();
		const n8n = await start(who, { events });
		expect(await send(n8n.url, sealed(who.account, message as never))).toMatchObject({ status: 200, body: 'success', contentType: 'text/plain' });
		return n8n.executions.length;
	}

	it.each<[string, string[], () => object, number]>([
		['everything, by default', ['*'], () => text(), 1],
		['what was chosen', ['message.image', 'message.text'], () => text(), 1],
		['not what was not chosen', ['message.image', 'event.subscribe'], () => text(), 0],
		['nothing when nothing was chosen', [], () => text(), 0],
		['an event of any case', ['event.click'], () => event('CLICK', { EventKey: 'k' }), 1],
		['a message is not the event of the same name', ['event.location'], () => push({ MsgType: 'location', MsgId: '1' }), 0],
		['an unknown event with “everything”', ['*'], () => event('brand_new'), 1],
		['no unknown event otherwise', ['event.click', 'message.text'], () => event('brand_new'), 0],
		['the other name of an event', ['event.publishjobfinish'], () => event('FREEPUBLISHJOBFINISH', { PublishEventInfo: { publish_id: '1' } }), 1],
		['an event by its own name', ['event.publishjobfinish'], () => event('PUBLISHJOBFINISH', { PublishEventInfo: { publish_id: '1' } }), 1],
	])('%s', async (_, events, message, count) => {
		expect(await started(events, message())).toBe(count);
	});

	it('the other name of an event is not handed on', async () => {
		const item = await itemOf(event('FREEPUBLISHJOBFINISH', { PublishEventInfo: { publish_id: '1', publish_status: '0' } }));
		expect(item).toMatchObject({ event: 'event.publishjobfinish', publish_id: '1', publish_status: '0' });
	});

	it('every documented push of the account has an event of its own', () => {
		const events = documented.map(({ kind, name }) => eventOf(kind === 'event' ? { MsgType: 'event', Event: name } : { MsgType: name }));
		expect(new Set(events).size).toBe(documented.length);
	});
});
