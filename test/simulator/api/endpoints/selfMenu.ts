import type { Endpoints } from '../context';

/** wechat-api.md C.4, "menu.getSelfMenu": what followers see. None can be published here yet, so there is none. */
export const selfMenu: Endpoints = {
	'/cgi-bin/get_current_selfmenu_info': () => ({ is_menu_open: 0, selfmenu_info: { button: [] } }),
};
