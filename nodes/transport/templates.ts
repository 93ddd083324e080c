import type { IDataObject } from 'n8n-workflow';
import type { Client } from './client';

/** A template that the account has chosen for itself. */
export interface Template {
	id: string;
	title: string;
	/** Its text with the places of the fields: `商品名称:{{thing1.DATA}}`. */
	content: string;
	/** The same filled in: `商品名称:铁观音`; empty where WeChat gives none. */
	example: string;
	/** The values that WeChat takes for a field, by its key, where there is a list of them. */
	choices: Map<string, string[]>;
}

/** The account's template messages, or its templates of subscription notices and messages. */
export type TemplateList = 'messages' | 'notices';

/** Where the lists are (wechat-api.md C.2). */
export const TEMPLATE_LISTS: Record<TemplateList, { path: string; items: string; id: string }> = {
	messages: { path: '/cgi-bin/template/get_all_private_template', items: 'template_list', id: 'template_id' },
	notices: { path: '/wxaapi/newtmpl/gettemplate', items: 'data', id: 'priTmplId' },
};

export async function readTemplates(client: Client, list: TemplateList): Promise<Template[]> {
	const { path, items, id } = TEMPLATE_LISTS[list];
	const answer = await client.json({ method: 'GET', path });
	return ((answer[items] ?? []) as IDataObject[]).map((template) => ({
		id: String(template[id]),
		title: String(template.title ?? ''),
		content: String(template.content ?? ''),
		example: String(template.example ?? ''),
		choices: choicesIn((template.keywordEnumValueList ?? []) as IDataObject[]),
	}));
}

function choicesIn(lists: IDataObject[]): Map<string, string[]> {
	return new Map(
		lists.map(({ keywordCode, enumValueList }) => [
			String(keywordCode).replace(/\.DATA$/, ''),
			// The documents show a list, an SDK has it as a text.
			[enumValueList ?? []].flat().flatMap((values) => String(values).split(/\s*[,，;；]\s*/)),
		]),
	);
}
