/** A push with WeChat's own names and shapes. */
export type Push = Record<string, unknown>;

/** Paths on the wire under which there is a list, each with the lists that its elements have in turn. */
export interface Lists {
	[path: string]: Lists;
}

const PICTURES: Lists = { 'SendPicsInfo.PicList': {} };
const CONSENTS: Lists = { List: {} };

/** Where WeChat sends lists, by event (wechat-api.md B.5). One element looks like none in XML: only this table tells. */
const LISTS: Record<string, Lists> = {
	'event.pic_sysphoto': PICTURES,
	'event.pic_photo_or_album': PICTURES,
	'event.pic_weixin': PICTURES,
	'event.masssendjobfinish': { 'CopyrightCheckResult.ResultList': {}, 'ArticleUrlResult.ResultList': {} },
	'event.publishjobfinish': { 'PublishEventInfo.article_detail.item': {}, 'PublishEventInfo.fail_idx': {} },
	'event.subscribe_msg_popup_event': CONSENTS,
	'event.subscribe_msg_change_event': CONSENTS,
	'event.subscribe_msg_sent_event': CONSENTS,
	'event.wxa_media_check': { detail: {} },
	'event.wxa_appeal_record': { material: { 'appeal_material.proof_material_id': {} } },
	'event.add_express_path': { Actions: {} },
};

/** Around the list of consents to subscription messages in XML; JSON has the list alone (wechat-api.md B.3). */
const WRAPPERS: Record<string, string> = {
	'event.subscribe_msg_popup_event': 'SubscribeMsgPopupEvent',
	'event.subscribe_msg_change_event': 'SubscribeMsgChangeEvent',
	'event.subscribe_msg_sent_event': 'SubscribeMsgSentEvent',
};

/** Names that a push has in two places: they always come with the name of what they are in. */
const TWICE: Record<string, string[]> = {
	'event.masssendjobfinish': ['Count', 'ResultList'],
};

/** The lists that this event is documented to have. */
export function listsOf(event: string): Lists {
	return LISTS[event] ?? {};
}

/** The names that this event is documented to have more than once. */
export function namesTwice(event: string): string[] {
	return TWICE[event] ?? [];
}

/** Whether the event's `List` has an element for each template that a customer decided on, or got a message of. */
export function isOfConsents(event: string): boolean {
	return event in WRAPPERS;
}

/** The push without what is around its list of consents, so that XML and JSON are the same. */
export function unwrapped(push: Push, event: string): Push {
	if (!isOfConsents(event)) return push;
	const { [WRAPPERS[event]]: wrapper, ...rest } = push;
	// Around an empty list it is empty text.
	if (wrapper === undefined || wrapper === '') return rest;
	return typeof wrapper === 'object' && !Array.isArray(wrapper) ? { ...rest, ...wrapper } : push;
}
