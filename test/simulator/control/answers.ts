import { push } from '../push/push';
import { accountOf, OrderError, type Routes } from './request';

interface Entry {
	id: string;
	content: string;
}

/** Taps on the answers below a message of the account (wechat-api.md C.1, `msgmenu`). */
export const answers: Routes = {
	/** Somebody taps an answer of the newest such message in a chat: they, or whoever has it on their phone. */
	'POST /simulator/answer': async (order) => {
		const account = accountOf(order);
		const { openid, entry, by = openid, back = 0 } = order.body as Record<string, string> & { entry?: number; back?: number };
		const chat = order.world.conversations.list({ appid: account.appid, openid: String(openid) })[String(openid)] ?? [];
		const menus = chat.filter(({ from, type }) => from === 'account' && type === 'msgmenu');
		const tapped = (menus.at(-1 - Number(back))?.content.list as Entry[] | undefined)?.[Number(entry) - 1];
		if (!tapped) throw new OrderError('openid must name a chat with answers in it, and entry (from 1) one of them');
		const { message, ...result } = await push(order.world, account, { openid: by, MsgType: 'text', Content: tapped.content, bizmsgmenuid: tapped.id });
		return { ...result, message: { ...message, MsgId: String(message.MsgId) } };
	},
};
