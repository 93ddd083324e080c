import { json } from '../../http/message';
import { LIBRARY, permissionKey, type Template } from '../../world/templates';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';
import { knownOpenid } from './openids';
import { filledIn } from './templates';
import { checkValues, type Data } from './templateValues';

interface SendBody {
	touser: string;
	template_id: string;
	data: Data;
	url?: string;
	page?: string;
	miniprogram?: { appid: string; pagepath: string };
	client_msg_id?: string;
}
type OnceBody = SendBody & { scene: string; title: string };

/** "client_msg_id dedup 10 min" */
const DEDUP = 10 * 60_000;

/** The ids of messages are longer than a JavaScript number can hold. */
const FIRST_MSGID = 3_721_874_638_401_568_000n;

/** wechat-api.md C.2: template messages, notices and one-time messages go out. */
export const templateSend: Endpoints = {
	'/cgi-bin/message/template/send': (context: Context<SendBody>) => {
		const { account, body } = context;
		const follower = knownOpenid(account, body.touser);
		const template = account.templates.messages.get(body.template_id);
		if (!template) throw new WechatError(40037);
		if (!follower.subscribed) throw new WechatError(43004);
		checkData(template, body);
		const msgid = once(context, () => show(context, 'template', template.title, filledIn(template, body.data)));
		// Written out: JSON of JavaScript would round it.
		return { file: { ...json({}), body: `{"errcode":0,"errmsg":"ok","msgid":${msgid}}` } };
	},

	'/cgi-bin/message/subscribe/bizsend': (context: Context<SendBody>) => {
		const { account, body } = context;
		const { openid } = knownOpenid(account, body.touser);
		const template = account.templates.notices.get(body.template_id);
		if (!template) throw new WechatError(40037);
		checkData(template, body);
		once(context, () => {
			usePermission(context, permissionKey(openid, template.id), template.type !== 3);
			show(context, 'subscription_notice', template.title, filledIn(template, body.data));
		});
		return OK;
	},

	'/cgi-bin/message/template/subscribe': (context: Context<OnceBody>) => {
		const { account, body } = context;
		const { openid } = knownOpenid(account, body.touser);
		if (body.template_id !== LIBRARY.oneTime) throw new WechatError(40037);
		if (!/^\d+$/.test(body.scene) || Number(body.scene) > 10_000) throw new WechatError(40035, 'scene is 0 to 10000');
		if (body.title === '' || [...body.title].length > 15) throw new WechatError(40062);
		const text = body.data.content?.value;
		if (typeof text !== 'string' || text === '') throw new WechatError(47001);
		if ([...text].length > 200) throw new WechatError(45002);
		checkLink(body);
		usePermission(context, permissionKey(openid, LIBRARY.oneTime, body.scene), true);
		show(context, 'one_time', body.title, text);
		return OK;
	},
};

function checkData(template: Template, body: SendBody): void {
	if (Object.keys(body.data).length === 0) throw new WechatError(47001);
	checkValues(template, body.data);
	checkLink(body);
}

function checkLink({ miniprogram }: SendBody): void {
	if (miniprogram && !/^wx[0-9a-f]{16}$/.test(miniprogram.appid)) throw new WechatError(40013);
}

/** A second message to the same person with the same `client_msg_id` is answered like the first, and goes nowhere. */
function once({ account, body, now }: Context<SendBody>, send: () => void): string {
	const { templates } = account;
	const key = body.client_msg_id && `${body.touser} ${body.client_msg_id}`;
	const before = key ? templates.sent.get(key) : undefined;
	if (before && now < before.at + DEDUP) return before.msgid;
	send();
	const msgid = String(FIRST_MSGID + BigInt(++templates.sentCount));
	if (key) templates.sent.set(key, { msgid, at: now });
	return msgid;
}

/** One permission is good for one message, unless it is for good: 43101. */
function usePermission({ account }: Pick<Context, 'account'>, key: string, isUsedUp: boolean): void {
	const { permissions } = account.templates;
	const left = permissions.get(key) ?? 0;
	if (left === 0) throw new WechatError(43101);
	if (isUsedUp) permissions.set(key, left - 1);
}

function show({ account, body, now, world }: Context<SendBody>, type: string, title: string, content: string): void {
	const { url, page, miniprogram } = body;
	world.conversations.add({
		at: now,
		appid: account.appid,
		openid: body.touser,
		from: 'account',
		via: 'template',
		type,
		content: { title, content, ...(url ?? page ? { url: url ?? page } : {}), ...(miniprogram && { miniprogram }) },
	});
}
