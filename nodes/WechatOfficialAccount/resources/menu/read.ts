import type { IDataObject } from 'n8n-workflow';
import type { Client } from '../../../transport/client';
import { WechatRefusal } from '../../../transport/errors';
import { LIST } from './button';

/** A button of the menu, or an entry of its list, with its place: both count from 1. */
export interface Placed {
	column: number;
	/** Within the list; null for the button itself. */
	position: number | null;
	/** The name of the button whose list it is in. */
	list: string | null;
	button: IDataObject;
}

/** A menu as menu/get tells it. */
export interface Menu {
	menuid?: number;
	button?: IDataObject[];
	/** Absent in the menu for everybody. */
	matchrule?: IDataObject;
}

const NO_MENU = 46003;

/** The menus made by API, the one for everybody first (`GET /cgi-bin/menu/get`, wechat-api.md C.4); none: an empty list. */
export async function readMenus(client: Client): Promise<Menu[]> {
	const answer = await client.json({ method: 'GET', path: '/cgi-bin/menu/get' }).catch((error: unknown) => {
		if (error instanceof WechatRefusal && error.refusal.errcode === NO_MENU) return {};
		return Promise.reject(error as Error);
	});
	const { menu, conditionalmenu = [] } = answer as { menu?: Menu; conditionalmenu?: Menu[] };
	return menu ? [menu, ...[conditionalmenu].flat()] : [];
}

/** What followers see, made by API or in the console (`GET /cgi-bin/get_current_selfmenu_info`). */
export async function readShownMenu(client: Client): Promise<{ isOpen: boolean; buttons: IDataObject[] }> {
	const { is_menu_open, selfmenu_info } = await client.json({ method: 'GET', path: '/cgi-bin/get_current_selfmenu_info' });
	return { isOpen: Number(is_menu_open) === 1, buttons: (selfmenu_info as Menu | undefined)?.button ?? [] };
}

/** Every button and, after it, the entries of its list. */
export function placed(buttons: IDataObject[]): Placed[] {
	return buttons.flatMap((button, index): Placed[] => {
		const column = index + 1;
		const entries = subButtons(button).map((entry, at) => ({ column, position: at + 1, list: String(button.name), button: entry }));
		return [{ column, position: null, list: null, button }, ...entries];
	});
}

/** A place in the menu as error messages name it; no position: the button itself. */
export function placeName(column: number, position?: number | null): string {
	return position ? `Button ${column}, Entry ${position}` : `Button ${column}`;
}

/** A list in menu/get, an object with a list in get_current_selfmenu_info; both may be empty. */
export function subButtons({ sub_button }: IDataObject): IDataObject[] {
	if (Array.isArray(sub_button)) return sub_button as IDataObject[];
	return ((sub_button as IDataObject | undefined)?.list ?? []) as IDataObject[];
}

/** Types of the console whose `value` is a media ID. */
const WITH_MEDIA: unknown[] = ['img', 'photo', 'voice', 'news'];

/** One entry as a row: the same columns for every type. `text` and `title` are of menus that were made in the console. */
export function flat({ column, position, list, button }: Placed): IDataObject {
	const { type, name, key, url, media_id, article_id, appid, pagepath, value } = button;
	const articles = articlesOf(button);
	return {
		column,
		position,
		list,
		name,
		type: subButtons(button).length > 0 ? LIST : (type ?? null),
		key: key || null,
		url: (type === 'video' ? value : url) || articles[0]?.content_url || null,
		media_id: media_id || (WITH_MEDIA.includes(type) && value) || null,
		article_id: article_id || null,
		appid: appid || null,
		pagepath: pagepath || null,
		text: type === 'text' ? (value ?? null) : null,
		title: articles.map(({ title }) => title).join(', ') || null,
	};
}

/** The articles of a button of the console. */
export function articlesOf({ news_info }: IDataObject): IDataObject[] {
	return ((news_info as IDataObject | undefined)?.list ?? []) as IDataObject[];
}
