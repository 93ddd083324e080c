import { example, exampleNames } from '../push/examples';
import { push } from '../push/push';
import type { PushMessage } from '../push/seal';
import type { Account } from '../world/account';
import type { Follower } from '../world/follower';
import { type Button, menuOf } from '../world/menu';
import type { World } from '../world/world';
import { accountOf, type Order, OrderError, type Routes } from './request';

/** The menu and the auto-replies that the owner makes in the console, the menu on a phone, and a tap on it. */
export const menus: Routes = {
	'POST /simulator/console': (order) => {
		const { menu, autoReplies, phones } = order.body as Record<string, Record<string, number> | undefined>;
		const { menus } = accountOf(order);
		if (menu !== undefined && !Array.isArray(menu)) throw new OrderError('menu must be a list of buttons');
		// Whoever makes a menu in the console ends the one that was made by API.
		if (menu) Object.assign(menus, { console: menu, everybody: undefined, conditional: [] });
		if (autoReplies) menus.autoReplies = autoReplies;
		for (const [openid, phone] of Object.entries(phones ?? {})) menus.phones.set(openid, phone);
		order.world.tell({ kind: 'state', data: null });
	},

	'GET /simulator/menu': (order) => menuOf(accountOf(order), followerOf(order)),

	'POST /simulator/tap': async (order) => {
		const account = accountOf(order);
		const follower = followerOf(order);
		const { button, menuid } = menuOf(account, follower);
		const { column, entry } = order.body as Record<string, number | undefined>;
		const column_ = button[Number(column) - 1] as Button | undefined;
		const tapped = entry === undefined ? column_ : column_?.sub_button?.[entry - 1];
		if (!tapped?.type) throw new OrderError('column (from 1), and entry (from 1) in its list, must name a button of the menu');
		const event = eventOf(account, follower, tapped, menuid);
		if (event) return await push(order.world, account, { ...event, openid: follower.openid });
		send(order.world, account, follower, tapped);
		return { byItself: true, tries: [], reply: null, outcome: 'empty', repeats: [] };
	},
};

function followerOf(order: Order): Follower {
	const follower = accountOf(order).followers.get(String(order.body.openid ?? order.query.openid));
	if (!follower) throw new OrderError('openid must name a follower');
	return follower;
}

/** What the account hears of a tap: of media and articles nothing, WeChat sends those by itself. */
function eventOf(account: Account, { openid }: Follower, button: Button, MenuId?: number): PushMessage | undefined {
	const { type = '', key, url, pagepath } = button;
	if (type === 'view') return { MsgType: 'event', Event: 'VIEW', EventKey: url, ...(MenuId && { MenuId }) };
	if (type === 'miniprogram') return { MsgType: 'event', Event: 'view_miniprogram', EventKey: pagepath, ...(MenuId && { MenuId }) };
	if (!exampleNames.includes(`event.${type}`)) return undefined;
	return { ...example(`event.${type}`, account, openid), EventKey: key };
}

/** WeChat's own answer: the file, the article, or what the console was told to say. */
function send(world: World, account: Account, { openid }: Follower, { media_id, article_id, value, name }: Button): void {
	const content = article_id
		? { type: 'mpnewsarticle', content: { mpnewsarticle: { article_id } } }
		: media_id
			? { type: account.media.get(media_id)?.kind ?? 'image', content: { media_id } }
			: { type: 'text', content: { content: value ?? name } };
	world.conversations.add({ at: world.now(), appid: account.appid, openid, from: 'account', via: 'menu', ...content });
}
