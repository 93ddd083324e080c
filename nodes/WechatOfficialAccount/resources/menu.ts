import type { IDataObject } from 'n8n-workflow';
import { allTags } from '../../operation/fields/tag';
import { forAll } from '../../operation/forAll';
import type { Call, Operation, Parameters, Resource, Result } from '../../operation/operation';
import { buildRequest } from '../../operation/request';
import { audience, audienceOf, conditionalMenu } from './menu/audience';
import { importConsole } from './menu/importConsole';
import { flat, placed, readMenus, readShownMenu, type Menu } from './menu/read';
import { form, inputItems } from './menu/write';

const publish: Operation = {
	value: 'publish',
	name: 'Publish',
	action: 'Publish the menu',
	description:
		'Make the menu at the bottom of the chat, in place of the one that is there; phones show it within five minutes. Menu: Get tells what is there now.',
	irreversible: true,
	simplifies: true,
	fields: [
		...audience,
		{
			displayName: 'Menu From',
			name: 'source',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'form',
			options: [
				{ name: 'Form', value: 'form', description: 'The buttons below' },
				{ name: 'Input Items', value: 'items', description: 'One entry each, in the columns that Get gives: out of a sheet, or a menu that was kept' },
			],
		},
		form,
		inputItems,
	],
	run: async (call) => {
		const { parameters, shown, client, item } = call;
		// All items together are the one menu, and the first has published it.
		if (parameters.source === 'items' && item > 0) return [];
		const forSome = parameters.audience !== 'everyone';
		const request = forSome
			? ({ method: 'POST', path: '/cgi-bin/menu/addconditional' } as const)
			: ({ method: 'POST', path: '/cgi-bin/menu/create', repeatable: true } as const);
		const wire = buildRequest(shown, parameters, request);
		// Many items, one menu: WeChat would keep as many menus for some as it is told.
		const answer = await forAll(call, `menu ${JSON.stringify(wire)}`, async () => await client.json(wire));
		return [{ json: { ...(await report(answer, call)), published: true }, raw: answer }];
	},
	endpoints: ['POST /cgi-bin/menu/create', 'POST /cgi-bin/menu/addconditional'],
};

async function report({ menuid }: IDataObject, call: Call): Promise<IDataObject> {
	const { audience: who, button, tagid, client_platform_type } = call.parameters as Parameters & { button: IDataObject[] };
	const rule = who === 'everyone' ? undefined : { tag_id: tagid, client_platform_type };
	return {
		menuid: menuid === undefined ? null : String(menuid),
		...audienceOf(rule as IDataObject | undefined, tagid === undefined ? [] : await allTags(call)),
		buttons: button.length,
	};
}

const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get the menu',
	description: 'One item per button and per entry of its list. Publish takes them back: keep them in a sheet, change them there.',
	simplifies: true,
	fields: [
		{
			displayName: 'Which Menu',
			name: 'which',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'api',
			options: [
				{ name: 'Published by API', value: 'api', description: 'The one for everyone, then those for some followers (个性化菜单)' },
				{ name: 'Shown to Followers', value: 'shown', description: 'Also one that was made by hand in the WeChat console (公众平台); without those for some followers' },
			],
		},
	],
	run: async (call) => (call.parameters.which === 'shown' ? await shownMenu(call) : await menusByApi(call)),
	endpoints: ['GET /cgi-bin/menu/get', 'GET /cgi-bin/get_current_selfmenu_info', 'GET /cgi-bin/tags/get'],
};

async function menusByApi(call: Call): Promise<Result[]> {
	const menus = await readMenus(call.client);
	const hasTags = menus.some(({ matchrule }) => matchrule?.tag_id ?? matchrule?.group_id);
	const tags = hasTags ? await allTags(call) : [];
	return menus.flatMap((menu) => rows(menu, { ...audienceOf(menu.matchrule, tags), is_shown: true }));
}

async function shownMenu({ client }: Call): Promise<Result[]> {
	const { isOpen, buttons } = await readShownMenu(client);
	return rows({ button: buttons }, { ...audienceOf(undefined, []), is_shown: isOpen });
}

function rows({ menuid, matchrule, button = [] }: Menu, facts: IDataObject): Result[] {
	// The menu for everyone has an ID as soon as there are others; nothing can be done with it.
	const id = matchrule ? String(menuid) : null;
	return placed(button).map((one) => ({ json: { menuid: id, ...facts, ...flat(one) }, raw: one.button }));
}

const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a menu',
	description: 'Delete all menus of the account, or one that only some followers see',
	irreversible: true,
	keepsInput: true,
	fields: [
		{
			displayName: 'Which Menu',
			name: 'which',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'one',
			options: [
				{ name: 'All Menus', value: 'all', description: 'The one for everyone and all for some followers: the chat has no menu any more' },
				{ name: 'One for Some Followers', value: 'one', description: 'A menu by tag or phone (个性化菜单); they see the one for everyone again' },
			],
		},
		conditionalMenu,
	],
	request: ({ which }) =>
		which === 'all' ? { method: 'GET', path: '/cgi-bin/menu/delete' } : { method: 'POST', path: '/cgi-bin/menu/delconditional' },
	endpoints: ['GET /cgi-bin/menu/delete', 'POST /cgi-bin/menu/delconditional'],
	reports: ({ parameters: { which, menuid } }) => ({ menuid: which === 'one' ? String(menuid) : null, which: which as string, deleted: true }),
};

const test: Operation = {
	value: 'test',
	name: 'Test',
	action: 'Test which menu a follower sees',
	description: 'The menu that one follower sees, with one item per button and per entry of its list',
	simplifies: true,
	fields: [
		{
			displayName: 'OpenID or WeChat ID',
			name: 'user_id',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
			description: 'Openid of the follower, or the WeChat ID (微信号) that people give one another',
		},
	],
	run: async ({ client, parameters }) => {
		const user_id = parameters.user_id as string;
		const answer = await client.json({ method: 'POST', path: '/cgi-bin/menu/trymatch', body: { user_id }, repeatable: true });
		// Some descriptions of the answer have the buttons inside of `menu`.
		const { button } = (answer.menu ?? answer) as Menu;
		return placed(button ?? []).map((one) => ({ json: { user_id, ...flat(one) }, raw: one.button }));
	},
	endpoints: ['POST /cgi-bin/menu/trymatch'],
};

/** Menu 自定义菜单 (wechat-api.md C.4). */
export const menu: Resource = {
	value: 'menu',
	name: 'Menu',
	description: 'The menu at the bottom of the chat (自定义菜单)',
	operations: [get, publish, importConsole, remove, test],
};
