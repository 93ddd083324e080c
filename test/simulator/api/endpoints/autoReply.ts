import type { Context, Endpoints } from '../context';

/** wechat-api.md C.4, "autoReply.getRules": what was set up by hand in the console. */
export const autoReply: Endpoints = {
	'/cgi-bin/get_current_autoreply_info': ({ account }: Context) => account.menus.autoReplies,
};
