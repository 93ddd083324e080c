import { LIBRARY, newTemplateId, textOf } from '../../world/templates';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';
import { MOST_TEMPLATES } from './templates';

/** "limit<=30" */
const MOST_TITLES = 30;

/** wechat-api.md C.2, "subscribeNotice": the library of notices, and the account's choice. Every account has both categories. */
export const notices: Endpoints = {
	'/wxaapi/newtmpl/getcategory': () => ({ ...OK, data: LIBRARY.categories }),

	'/wxaapi/newtmpl/getpubtemplatetitles': ({ query }: Context) => {
		const [start, limit] = [Number(query.start), Number(query.limit)];
		if (!(start >= 0)) throw new WechatError(200016);
		if (!(limit >= 1 && limit <= MOST_TITLES)) throw new WechatError(200017);
		const ids = query.ids.split(',').filter(Boolean).map(Number);
		if (ids.length === 0) throw new WechatError(200018);
		if (!ids.every((id) => LIBRARY.categories.some((category) => category.id === id))) throw new WechatError(200019);
		const titles = Object.entries(LIBRARY.notices)
			.filter(([, { categoryId }]) => ids.includes(categoryId))
			.map(([tid, { title, type, categoryId }]) => ({ tid: Number(tid), title, type, categoryId: String(categoryId) }));
		return { ...OK, count: titles.length, data: titles.slice(start, start + limit) };
	},

	'/wxaapi/newtmpl/getpubtemplatekeywords': ({ query }: Context) => {
		const { keywords } = libraryEntry(query.tid);
		const data = keywords.map(([name, rule, example], index) => ({ kid: index + 1, name, example, rule }));
		return { ...OK, count: data.length, data };
	},

	'/wxaapi/newtmpl/gettemplate': ({ account }: Context) => ({
		...OK,
		data: [...account.templates.notices.values()].map(({ id, title, content, example, type, values = {} }) => {
			const lists = Object.entries(values).map(([key, enumValueList]) => ({ enumValueList, keywordCode: `${key}.DATA` }));
			return { priTmplId: id, title, content, example, type, ...(lists.length > 0 && { keywordEnumValueList: lists }) };
		}),
	}),

	'/wxaapi/newtmpl/addtemplate': ({
		account,
		body,
	}: Context<{ tid: string; kidList: number[]; sceneDesc: string }>) => {
		const { title, type, keywords } = libraryEntry(body.tid);
		const chosen = body.kidList.map((kid) => keywords[kid - 1]);
		if (chosen.length < 2 || chosen.length > 5 || chosen.includes(undefined as never)) throw new WechatError(200020);
		if (body.sceneDesc === '' || [...body.sceneDesc].length > 15) throw new WechatError(200021);
		const mine = account.templates.notices;
		const template = { id: newTemplateId(), title, type, ...textOf(keywords, chosen) };
		const same = [...mine.values()].some((one) => one.title === title && one.content === template.content);
		if (same) throw new WechatError(200022);
		if (mine.size >= MOST_TEMPLATES) throw new WechatError(200012);
		mine.set(template.id, template);
		return { ...OK, priTmplId: template.id };
	},

	'/wxaapi/newtmpl/deltemplate': ({ account, body }: Context<{ priTmplId: string }>) => {
		if (!account.templates.notices.delete(body.priTmplId)) throw new WechatError(40037);
		return OK;
	},
};

function libraryEntry(tid: string) {
	const entry = Object.hasOwn(LIBRARY.notices, tid) ? LIBRARY.notices[tid] : undefined;
	if (!entry) throw new WechatError(200014);
	return entry;
}
