import type { IDataObject } from 'n8n-workflow';
import { keywords, libraryTemplate, noticeCategory } from '../../../operation/fields/noticeLibrary';
import type { Call, Operation, Result } from '../../../operation/operation';
import { pages } from '../../../operation/pages';
import { permissionOf } from '../../../protocol/template';
import { NOTICE_LIBRARY, TITLES_PAGE } from '../../../transport/noticeLibrary';

export const add: Operation = {
	value: 'add',
	name: 'Add',
	action: 'Add a template of notices',
	description: "Take a template from WeChat's library into the account, with the keywords that your notices need",
	fields: [
		libraryTemplate,
		keywords,
		{
			displayName: 'Used For',
			name: 'sceneDesc',
			type: 'string',
			default: '',
			required: true,
			max: { characters: 15 },
			placeholder: 'e.g. Order updates',
			description: 'On what occasion the notices are sent (服务场景说明): at most 15 characters',
		},
	],
	request: { method: 'POST', path: '/wxaapi/newtmpl/addtemplate' },
	simplify: ({ priTmplId }) => ({ template_id: priTmplId }),
};

export const getLibrary: Operation = {
	value: 'getLibrary',
	name: 'Get Library',
	action: 'Get the library of notices',
	description: 'List what the account may add: the templates of its categories, the keywords of a template, or the categories',
	many: true,
	simplifies: true,
	fields: [
		{
			displayName: 'List',
			name: 'list',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'templates',
			options: [
				{ name: 'Categories of the Account', value: 'categories' },
				{ name: 'Keywords of a Template', value: 'keywords' },
				{ name: 'Templates', value: 'templates' },
			],
		},
		noticeCategory,
		{ ...libraryTemplate, displayOptions: { show: { list: ['keywords'] } } },
	],
	run: listed,
	endpoints: Object.values(NOTICE_LIBRARY).map(({ method, path }) => `${method} ${path}`),
};

async function* listed(call: Call): AsyncGenerator<Result> {
	const { list, ids, tid } = call.parameters as Record<string, string>;
	if (list === 'keywords') {
		const { data } = await call.client.json({ ...NOTICE_LIBRARY.keywords, query: { tid } });
		yield* results(data, ({ kid, name, example, rule }) => ({ tid, kid: String(kid), name, example: example || null, rule: rule || null }));
		return;
	}
	const ofAccount = list === 'categories' || ids === undefined ? await call.once('categories', async () => await call.client.json(NOTICE_LIBRARY.categories)) : {};
	if (list === 'categories') {
		yield* results(ofAccount.data, ({ id, name }) => ({ category_id: String(id), name }));
		return;
	}
	const categories = ids ?? ((ofAccount.data ?? []) as IDataObject[]).map(({ id }) => id).join(',');
	if (categories === '') return;
	for await (const found of pages(call.client, { ...NOTICE_LIBRARY.titles, query: { ids: categories } }, TITLES_PAGE)) {
		yield* results(found, ({ tid: number, title, type, categoryId }) => ({
			tid: String(number),
			title,
			type: permissionOf(type),
			category_id: String(categoryId),
		}));
	}
}

function results(entries: unknown, flat: (entry: IDataObject) => IDataObject): Result[] {
	return ((entries ?? []) as IDataObject[]).map((entry) => ({ json: flat(entry), raw: entry }));
}
