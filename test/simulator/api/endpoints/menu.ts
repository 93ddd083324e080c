import type { Account } from '../../world/account';
import { type Button, type ConditionalMenu, type MatchRule, menuOf, nextMenuId } from '../../world/menu';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';
import { checkButtons, linksOf } from './menuButtons';

/** "no more than 3 domains in all conditional menus of an account" (api_addconditionalmenu). */
const MOST_DOMAINS = 3;

interface Given {
	button: Button[];
	matchrule: MatchRule & { language?: string };
}

/** wechat-api.md C.4: the menu for everybody, and those for some. */
export const menu: Endpoints = {
	'/cgi-bin/menu/create': ({ world, account, body: { button } }: Context<Given>) => {
		checkButtons(world, account, button);
		// What was made in the console is replaced for good.
		Object.assign(account.menus, { everybody: { menuid: nextMenuId(account.menus), button }, console: [] });
		world.tell({ kind: 'state', data: null });
		return OK;
	},

	'/cgi-bin/menu/get': ({ account: { menus } }: Context) => {
		if (!menus.everybody) throw new WechatError(46003);
		const { button, menuid } = menus.everybody;
		if (menus.conditional.length === 0) return { menu: { button: complete(button) } };
		return { menu: { button: complete(button), menuid }, conditionalmenu: [...menus.conditional].reverse().map(describe) };
	},

	'/cgi-bin/menu/delete': ({ world, account }: Context) => {
		Object.assign(account.menus, { everybody: undefined, conditional: [], console: [] });
		world.tell({ kind: 'state', data: null });
		return OK;
	},

	'/cgi-bin/menu/addconditional': ({ world, account, body }: Context<Given>) => {
		const { menus } = account;
		if (!menus.everybody) throw new WechatError(65303);
		if (body.button.length === 0) throw new WechatError(65307);
		const { language, ...matchrule } = body.matchrule;
		if (language !== undefined) throw new WechatError(65320);
		checkRule(account, matchrule);
		checkButtons(world, account, body.button);
		const added = { menuid: nextMenuId(menus), button: body.button, matchrule };
		checkDomains([...menus.conditional, added]);
		menus.conditional.push(added);
		world.tell({ kind: 'state', data: null });
		return { menuid: added.menuid };
	},

	'/cgi-bin/menu/delconditional': ({ world, account: { menus }, body }: Context<{ menuid: number }>) => {
		if (!menus.conditional.some(({ menuid }) => menuid === body.menuid)) throw new WechatError(65301);
		menus.conditional = menus.conditional.filter(({ menuid }) => menuid !== body.menuid);
		world.tell({ kind: 'state', data: null });
		return OK;
	},

	'/cgi-bin/menu/trymatch': ({ account, body }: Context<{ user_id: string }>) => {
		const follower = account.followers.get(body.user_id);
		if (!follower) throw new WechatError(65302);
		if (!account.menus.everybody) throw new WechatError(46003);
		return { button: complete(menuOf(account, follower).button) };
	},
};

function checkRule(account: Account, { tag_id, client_platform_type }: MatchRule): void {
	if (tag_id === undefined && client_platform_type === undefined) throw new WechatError(65304);
	if (tag_id !== undefined && !account.tags.has(tag_id)) throw new WechatError(45159);
	if (client_platform_type !== undefined && ![1, 2, 3].includes(client_platform_type)) throw new WechatError(40035);
}

function checkDomains(menus: ConditionalMenu[]): void {
	const domains = menus.flatMap(({ button }) => linksOf(button)).map((url) => new URL(url).hostname);
	if (new Set(domains).size > MOST_DOMAINS) throw new WechatError(65316);
}

/** As WeChat tells it: every button has a list, be it empty. */
function complete(buttons: Button[]): Button[] {
	return buttons.map(({ sub_button = [], ...button }) => ({ ...button, sub_button: complete(sub_button) }));
}

/** The rule comes back under the old name of the tag (group_id), and both numbers as numbers. */
function describe({ menuid, button, matchrule: { tag_id, ...rule } }: ConditionalMenu) {
	const matchrule = { ...(tag_id !== undefined && { group_id: tag_id }), ...rule };
	return { button: complete(button), matchrule, menuid };
}
