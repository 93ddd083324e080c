import { example, exampleNames, eventIn, isSentTo } from '../../simulator/push/examples';
import type { PushMessage } from '../../simulator/push/seal';
import type { Callback } from '../../simulator/world/account';
import documented from '../../WechatTrigger/wechat-events.json';
import { N8n } from '../n8n';
import { GH_ID, OPENID, send, type Sender, sealed, sender } from './pushes';
import { expectNothingLost, inJson, inXml } from './wire';

/** What every item begins with, in this order. */
const KEYS = [
	...['openid', 'unionid', 'appid', 'event', 'status', 'text', 'menu_key', 'scene', 'is_new_follower', 'media_id'],
	...['occurred_at', 'dedup_key', 'reply_by', 'chatInput', 'sessionId'],
];

/** What else there is where a QR code may have been scanned. */
const CAMPAIGN = ['source', 'campaign', 'medium'];
const SCANNED = ['event.subscribe', 'event.scan'];

/** The lists of a push, by the name of the item's key; of consents there is an item for each instead. */
const LISTS: Record<string, string[]> = {
	'event.pic_sysphoto': ['PicList'],
	'event.pic_photo_or_album': ['PicList'],
	'event.pic_weixin': ['PicList'],
	'event.masssendjobfinish': ['CopyrightCheckResult_ResultList', 'ArticleUrlResult_ResultList'],
	'event.publishjobfinish': ['article_detail', 'fail_idx'],
	'event.wxa_media_check': ['detail'],
	'event.wxa_appeal_record': ['material'],
	'event.add_express_path': ['Actions'],
};
const CONSENTS = ['event.subscribe_msg_popup_event', 'event.subscribe_msg_change_event', 'event.subscribe_msg_sent_event'];
/** A word for most; what was bought wants a result. */
const ACCEPTED = /^success$|ErrCode\W+0\b/;
const APP_ID = 'wxb3d9c4f2a8e17065';

type Format = Callback['format'];
const MODES: Array<Callback['mode']> = ['plain', 'compatible', 'secure'];
const oa = { type: 'service' } as const;
const mini = { type: 'miniProgram' } as const;
const forOa = exampleNames.filter((name) => isSentTo(name, oa));
const forMini = exampleNames.filter((name) => isSentTo(name, mini));

const running: N8n[] = [];
afterAll(async () => {
	for (const n8n of running.splice(0)) {
		await n8n.close();
		expect([n8n.thrown, n8n.problems]).toEqual([[], []]);
	}
});

/** Somebody's account, and a workflow that takes all its pushes. */
async function flowOf(callback: Partial<Callback>, simplify: boolean): Promise<{ who: Sender; n8n: N8n }> {
	const who = sender(callback, { appId: APP_ID });
	const n8n = await N8n.start({ store: who.store, parameters: { simplify } });
	running.push(n8n);
	return { who, n8n };
}

/** The push as WeChat writes it. */
function pushOf(name: string, { account }: Sender): PushMessage {
	return { ToUserName: GH_ID, FromUserName: OPENID, CreateTime: 1_795_349_740, ...example(name, account, OPENID) };
}

/** Pushes it to a workflow of its own; its items, and what they have as `raw`. */
async function itemsOf(name: string, callback: Partial<Callback>, shape = (push: PushMessage) => push) {
	const { who, n8n } = await flowOf(callback, false);
	const push = shape(pushOf(name, who));
	expect(await send(n8n.url, sealed(who.account, push))).toMatchObject({ status: 200, body: expect.stringMatching(ACCEPTED) });
	expect(n8n.executions).toHaveLength(1);
	const [whole] = n8n.itemsOf;
	return { push, raws: whole.map(({ raw }) => raw), items: whole.map(({ raw: _, ...item }) => item) };
}

function expectItems(name: string, { push, items }: Omit<Awaited<ReturnType<typeof itemsOf>>, 'raws'>): void {
	const event = eventIn(name);
	for (const item of items) {
		expect(Object.keys(item).slice(0, KEYS.length)).toEqual(KEYS);
		expect(item).toMatchObject({ event, openid: OPENID, appid: APP_ID, sessionId: OPENID, occurred_at: '2026-11-22T20:15:40+08:00' });
		expect(item.text).toBe(push.Content ?? push.Recognition ?? null);
		const arrays = Object.keys(item).filter((key) => Array.isArray(item[key]));
		expect(arrays.sort()).toEqual([...(LISTS[event] ?? [])].sort());
		expect(Object.keys(item).slice(KEYS.length, KEYS.length + CAMPAIGN.length).join() === CAMPAIGN.join()).toBe(SCANNED.includes(event));
		const ours = SCANNED.includes(event) ? [...KEYS, ...CAMPAIGN] : KEYS;
		const odd = Object.entries(item).filter(([key, value]) => !ours.includes(key) && !arrays.includes(key) && typeof value !== 'string');
		expect(odd).toEqual([]);
	}
	expect(new Set(items.map(({ dedup_key }) => dedup_key)).size).toBe(items.length);
	expectNothingLost(push, items);
	const lengths = CONSENTS.includes(event) ? [items.length] : (LISTS[event] ?? []).map((list) => (items[0][list] as []).length);
	if (name.endsWith('.one')) expect(Math.max(...lengths)).toBe(1);
	if (name.endsWith('.none')) expect(Math.max(...lengths)).toBe(CONSENTS.includes(event) ? 1 : 0);
	if (name === event && lengths.length > 0) expect(Math.max(...lengths)).toBeGreaterThan(1);
	if (!CONSENTS.includes(event)) expect(items).toHaveLength(1);
}

it('there is an example of each of the 87 pushes, for the accounts that get it', () => {
	const inScope = documented.filter(({ scope }) => scope !== 'WeCom');
	const key = ({ kind, name }: { kind: string; name: string }) => `${kind}.${name}`.toLowerCase();
	expect([...new Set(exampleNames.map(eventIn))].sort()).toEqual(inScope.map(key).sort());
	for (const push of inScope) {
		const told = { OA: isSentTo(key(push), oa), MP: isSentTo(key(push), mini) };
		expect({ key: key(push), ...told }).toEqual({ key: key(push), OA: push.scope.includes('OA'), MP: push.scope.includes('MP') });
	}
});

describe.each(MODES)('every push, %s mode', (mode) => {
	const taken = async (name: string, format: Format) => {
		const got = await itemsOf(name, { mode, format });
		expectItems(name, got);
		for (const raw of got.raws) expect(raw).toEqual(format === 'xml' ? inXml(got.push) : inJson(got.push));
		return got.items;
	};

	it.each(forOa)('%s of an Official Account', async (name) => {
		await taken(name, 'xml');
	});

	it.each(forMini)('%s of a Mini Program: XML and JSON are the same', async (name) => {
		expect(await taken(name, 'json')).toEqual(await taken(name, 'xml'));
	});
});

it.each(forMini.filter((name) => name.endsWith('.one')))('%s in JSON: one element, in a list or bare, is the same', async (name) => {
	const listed = (isBare: boolean) => (push: PushMessage) =>
		Object.fromEntries(
			Object.entries(push).map(([key, value]) => {
				if (!(Array.isArray(value) || key === 'List')) return [key, value];
				const [element] = [value].flat();
				return [key, isBare ? element : [element]];
			}),
		);
	const [bare, inList] = [await itemsOf(name, { format: 'json' }, listed(true)), await itemsOf(name, { format: 'json' }, listed(false))];
	expect(bare.push).not.toEqual(inList.push);
	expect(bare.items).toEqual(inList.items);
	expectItems(name, bare);
});

it.each(['event.subscribe_msg_popup_event', 'message.text'])('%s, simplified: the same items without raw', async (name) => {
	const { who, n8n } = await flowOf({ mode: 'secure' }, true);
	const push = pushOf(name, who);
	await send(n8n.url, sealed(who.account, push));
	expectItems(name, { push, items: n8n.itemsOf[0] });
	expect(JSON.stringify(n8n.itemsOf)).not.toContain('"raw"');
});
