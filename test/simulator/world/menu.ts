import type { Account } from './account';
import type { Follower } from './follower';

/** A button as an API or the console makes it; one that opens a list has no type. */
export interface Button {
	type?: string;
	name: string;
	key?: string;
	url?: string;
	media_id?: string;
	article_id?: string;
	appid?: string;
	pagepath?: string;
	sub_button?: Button[];
	/** Of the console only: the text, the media ID or the address of the video. */
	value?: string;
	/** Of the console only: the articles. */
	news_info?: { list: Array<Record<string, unknown>> };
}

/** Whose menu it is: the tag given last, and the phone (1 iPhone, 2 Android, 3 others). */
export interface MatchRule {
	tag_id?: number;
	client_platform_type?: number;
}

export interface ConditionalMenu {
	menuid: number;
	button: Button[];
	matchrule: MatchRule;
}

/** The menus of an account, and what its owner set up in the console (C.4). */
export interface Menus {
	/** Made by API. */
	everybody?: { menuid: number; button: Button[] };
	/** The oldest first. */
	conditional: ConditionalMenu[];
	/** Made by hand in the console: gone when an API makes one. */
	console: Button[];
	/** As get_current_autoreply_info tells it. */
	autoReplies: Record<string, unknown>;
	/** What phone a follower has, where it is no iPhone. */
	phones: Map<string, number>;
	made: number;
}

const IPHONE = 1;
const FIRST_ID = 410_000_000;

export function noMenus(): Menus {
	return {
		conditional: [],
		console: [],
		autoReplies: { is_add_friend_reply_open: 0, is_autoreply_open: 0 },
		phones: new Map(),
		made: 0,
	};
}

export function nextMenuId(menus: Menus): number {
	return FIRST_ID + ++menus.made;
}

/** What a follower sees: the newest conditional menu that fits, else the one for everybody, else the console's. */
export function menuOf({ menus }: Account, follower: Follower): { menuid?: number; button: Button[] } {
	const fits = ({ matchrule: { tag_id, client_platform_type } }: ConditionalMenu) =>
		// Of several tags the one that was given last counts.
		(tag_id === undefined || follower.tagIds.at(-1) === tag_id) &&
		(client_platform_type === undefined || phoneOf(menus, follower) === client_platform_type);
	return [...menus.conditional].reverse().find(fits) ?? menus.everybody ?? { button: menus.console };
}

function phoneOf({ phones }: Menus, { openid }: Follower): number {
	return phones.get(openid) ?? IPHONE;
}
