import { keysOf, LIBRARY, newTemplateId, textOf, type Keyword, type Template } from '../../world/templates';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';

/** "25 templates per account" */
export const MOST_TEMPLATES = 25;
/** "limit<=100" */
const BLOCKED_PAGE = 100;

/** wechat-api.md C.2, "template": the templates of template messages. */
export const templates: Endpoints = {
	'/cgi-bin/template/get_all_private_template': ({ account }: Context) => ({
		template_list: [...account.templates.messages.values()].map(({ id, title, content, example, industry = ['', ''] }) => {
			return { template_id: id, title, primary_industry: industry[0], deputy_industry: industry[1], content, example };
		}),
	}),

	'/cgi-bin/template/api_add_template': ({
		account,
		body,
	}: Context<{ template_id_short: string; keyword_name_list?: string[] }>) => {
		const { messages } = account.templates;
		const template = fromLibrary(body.template_id_short, body.keyword_name_list ?? []);
		if (messages.size >= MOST_TEMPLATES) throw new WechatError(45026);
		messages.set(template.id, template);
		return { ...OK, template_id: template.id };
	},

	'/cgi-bin/template/del_private_template': ({ account, body }: Context<{ template_id: string }>) => {
		if (!account.templates.messages.delete(body.template_id)) throw new WechatError(40037);
		return OK;
	},

	'/wxa/sec/queryblocktmplmsg': ({
		account,
		body,
	}: Context<{ tmpl_msg_id: string; largest_id: number; limit: number }>) => {
		if (body.limit < 1 || body.limit > BLOCKED_PAGE) throw new WechatError(40035, 'limit is 1 to 100');
		const found = account.templates.blocked.filter(
			({ id, tmpl_msg_id }) => tmpl_msg_id === body.tmpl_msg_id && id > body.largest_id,
		);
		return { ...OK, msginfo: found.slice(0, body.limit) };
	},
};

function fromLibrary(number: string, names: string[]): Template {
	const entry = Object.hasOwn(LIBRARY.messages, number) ? LIBRARY.messages[number] : undefined;
	if (!entry) throw new WechatError(40037);
	const { title, industry, content = '', example = '', keywords } = entry;
	if (!keywords) return { id: newTemplateId(), title, content, example, industry };
	const chosen = names.map((name) => keywords.find(([label]) => label === name));
	if (chosen.length === 0 || chosen.includes(undefined)) throw new WechatError(40246);
	return { id: newTemplateId(), title, ...textOf(keywords, chosen as Keyword[]) };
}

/** What a message says, line by line, for the follower's phone. */
export function filledIn(template: Template, data: Record<string, { value: unknown }>): string {
	return keysOf(template)
		.reduce((text, key) => text.replace(`{{${key}.DATA}}`, () => String(data[key]?.value ?? '')), template.content)
		.trim();
}
