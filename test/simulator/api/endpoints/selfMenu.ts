import type { Button } from '../../world/menu';
import type { Context, Endpoints } from '../context';

/** wechat-api.md C.4, "menu.getSelfMenu": what followers see, made by an API or by hand in the console. */
export const selfMenu: Endpoints = {
	'/cgi-bin/get_current_selfmenu_info': ({ account: { menus } }: Context) => {
		const button = menus.everybody?.button ?? menus.console;
		return { is_menu_open: button.length > 0 ? 1 : 0, selfmenu_info: { button: button.map(withList) } };
	},
};

/** Other than in menu/get, the entries are in an object, and a button without entries has none. */
function withList({ sub_button = [], ...button }: Button): Record<string, unknown> {
	return sub_button.length > 0 ? { ...button, sub_button: { list: sub_button } } : button;
}
