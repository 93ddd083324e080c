import { dedupKey, pushItems, type Push } from '../../../nodes/webhook/wechat/item';
import { N8n } from '../n8n';
import { GH_ID, OPENID, push, send, sealed, sender } from './pushes';

const at = { ToUserName: GH_ID, FromUserName: OPENID, CreateTime: '1795349740' };
const event = (Event: string, more: Push = {}): Push => ({ ...at, MsgType: 'event', Event, ...more });
const itemsOf = (given: Push) => pushItems(given, 'wxb3d9c4f2a8e17065', null);
const itemOf = (given: Push) => itemsOf(given)[0];

describe('consents', () => {
	const consent = (TemplateId: string, more: Push = {}) => ({ TemplateId, SubscribeStatusString: 'accept', PopupScene: '2', ...more });
	const popup = (List: unknown) => event('subscribe_msg_popup_event', { SubscribeMsgPopupEvent: { List } });

	it('are an item for each template, each with a key of its own', async () => {
		const who = sender({ mode: 'secure' });
		const n8n = await N8n.start({ store: who.store });
		const given = push(popup([consent('T1'), consent('T2', { SubscribeStatusString: 'reject' })]));
		await send(n8n.url, sealed(who.account, given));
		await n8n.close();
		const key = dedupKey({ ...given, CreateTime: String(given.CreateTime) });
		expect(n8n.itemsOf).toMatchObject([
			[
				{ openid: OPENID, TemplateId: 'T1', SubscribeStatusString: 'accept', PopupScene: '2', dedup_key: `${key}:T1` },
				{ openid: OPENID, TemplateId: 'T2', SubscribeStatusString: 'reject', PopupScene: '2', dedup_key: `${key}:T2` },
			],
		]);
		for (const item of n8n.itemsOf[0]) expect(item).not.toHaveProperty('List');
	});

	it('of one template twice are not taken for one', () => {
		const sent = [{ TemplateId: 'T1', MsgID: '1' }, { TemplateId: 'T1', MsgID: '2' }];
		const items = itemsOf(event('subscribe_msg_sent_event', { SubscribeMsgSentEvent: { List: sent } }));
		expect(items).toMatchObject(sent);
		expect(new Set(items.map(({ dedup_key }) => dedup_key)).size).toBe(2);
	});

	it.each([
		['an empty list', popup([])],
		['an empty list in XML', event('subscribe_msg_popup_event', { SubscribeMsgPopupEvent: '' })],
		['no list', event('subscribe_msg_popup_event')],
	])('%s is one item still', (_, given) => {
		expect(itemsOf(given)).toMatchObject([{ event: 'event.subscribe_msg_popup_event', openid: OPENID, status: null }]);
		expect(itemOf(given)).not.toHaveProperty('SubscribeMsgPopupEvent');
	});

	it('have the same key in XML and in JSON, and another one for another answer', () => {
		const inJson = event('subscribe_msg_popup_event', { List: consent('T1') });
		expect(dedupKey(inJson)).toBe(dedupKey(popup(consent('T1'))));
		expect(dedupKey(inJson)).not.toBe(dedupKey(popup(consent('T1', { SubscribeStatusString: 'reject' }))));
	});

	it('another event with a List is one item', () => {
		expect(itemsOf(event('brand_new', { List: [consent('T1'), consent('T2')] }))).toMatchObject([{ List: [{ TemplateId: 'T1' }, { TemplateId: 'T2' }] }]);
	});
});
