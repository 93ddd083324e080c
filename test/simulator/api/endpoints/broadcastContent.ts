import type { Account } from '../../world/account';
import { findMedia } from '../../world/media';
import { WechatError } from '../errors';

type Content = Record<string, unknown>;

export interface BroadcastBody {
	msgtype: string;
	[type: string]: unknown;
}

interface Type {
	/** Its object's name, where that is not the type's own. */
	object?: string;
	required: string;
	optional?: string[];
	/** The kind of media that the required field names. */
	media?: 'image' | 'news' | 'voice';
}

/** What can be broadcast, and what its object has (wechat-api.md C.3). */
const TYPES: Record<string, Type> = {
	text: { required: 'content' },
	mpnews: { required: 'media_id', media: 'news' },
	image: { object: 'images', required: 'media_ids', optional: ['recommend', 'need_open_comment', 'only_fans_can_comment'], media: 'image' },
	voice: { required: 'media_id', media: 'voice' },
	mpvideo: { required: 'media_id', optional: ['title', 'description'] },
	wxcard: { required: 'card_id', optional: ['card_ext'] },
};

/** A preview shows one picture: `image{media_id}`. */
const PREVIEW: Record<string, Type> = { ...TYPES, image: { required: 'media_id', media: 'image' } };

/** The message's object, if it is complete and names media that are there. */
export function checkContent(account: Account, body: BroadcastBody, now: number, isPreview = false): Content {
	const types = isPreview ? PREVIEW : TYPES;
	if (!Object.hasOwn(types, body.msgtype)) throw new WechatError(40008);
	const { object = body.msgtype, required, optional = [], media } = types[body.msgtype];
	const content = body[object] as Content | undefined;
	if (!content) throw new WechatError(body.msgtype === 'text' ? 44004 : 40035, `${object} is missing`);
	const unknown = Object.keys(content).find((name) => ![required, ...optional].includes(name));
	if (unknown) throw new WechatError(40097, `${object}.${unknown} is not a parameter`);
	const given = [content[required] ?? []].flat();
	if (given.length === 0 || given.includes('')) {
		throw new WechatError(body.msgtype === 'text' ? 44004 : 40035, `${object}.${required} is missing`);
	}
	for (const id of given) if (!isThere(account, id, media, body.msgtype, now)) throw new WechatError(40007);
	return content;
}

function isThere(account: Account, id: unknown, kind: Type['media'], msgtype: string, now: number): boolean {
	if (msgtype === 'mpvideo') return account.broadcasts.videos.has(String(id));
	return kind === undefined || findMedia(account, id, now)?.kind === kind;
}
