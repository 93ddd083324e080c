import { onlyFor } from '../../operation/fields/refusals';
import type { Field, Operation, Resource } from '../../operation/operation';
import { beijingTime } from '../../protocol/time';

const here: Field[] = [onlyFor('miniProgram')];

const corpid: Field = {
	displayName: 'Company ID',
	name: 'corpid',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. ww1234567890abcdef',
	description: 'ID of the company (企业ID) in the WeCom console, under My Company (我的企业)',
};

const linking = (path: string, linked: boolean): Pick<Operation, 'fields' | 'keepsInput' | 'reports' | 'request'> => ({
	keepsInput: true,
	fields: [...here, corpid],
	request: { method: 'POST', path },
	reports: ({ parameters }) => ({ corpid: parameters.corpid as string, linked }),
});

/** The link to WeCom's customer service 微信客服 (wechat-api.md D, kfWork). */
export const wecomLink: Resource = {
	value: 'wecomLink',
	name: 'WeCom Link',
	description: 'Customer service by a company in WeCom (绑定微信客服); Mini Program only',
	operations: [
		{
			value: 'get',
			name: 'Get',
			action: 'Get the WeCom link',
			description: 'Which company in WeCom (企业微信) serves the customers of the Mini Program',
			fields: here,
			request: { method: 'GET', path: '/customservice/work/get' },
			simplify: ({ corpid: id, entityName, bindTime }, { credentials }) => ({
				appid: credentials.appId,
				linked: Boolean(id),
				corpid: id ?? null,
				company: entityName ?? null,
				linked_at: bindTime ? beijingTime(Number(bindTime)) : null,
			}),
		},
		{
			...linking('/customservice/work/bind', true),
			value: 'link',
			name: 'Link',
			action: 'Link a company in WeCom',
			description: 'Let a company in WeCom serve the customers of the Mini Program (绑定微信客服); both must be registered in the same name',
		},
		{
			...linking('/customservice/work/unbind', false),
			value: 'unlink',
			name: 'Unlink',
			action: 'Unlink a company in WeCom',
			description: 'End the service by the company in WeCom (解除绑定): customers no longer reach it from the Mini Program',
			irreversible: true,
		},
	],
};
