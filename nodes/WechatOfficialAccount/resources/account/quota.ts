import type { IDataObject } from 'n8n-workflow';
import { forAll } from '../../../operation/forAll';
import { InvalidInput, type Call, type Operation, type Parameters, type Result } from '../../../operation/operation';
import type { Credentials } from '../../../transport/product';
import type { WireRequest } from '../../../transport/request';
import { api, apis } from './apis';

export const getQuota: Operation = {
	value: 'getQuota',
	name: 'Get Quota',
	action: 'Get the quota of a function',
	description: 'How many calls of a function this account has per day, and how many are left (调用额度)',
	fields: [api],
	request: { method: 'POST', path: '/cgi-bin/openapi/quota/get', repeatable: true },
	simplify: ({ quota, rate_limit }, { parameters }) => {
		const { daily_limit = null, used = null, remain = null } = (quota ?? {}) as IDataObject;
		const { call_count = null, refresh_second = null } = (rate_limit ?? {}) as IDataObject;
		const cgi_path = parameters.cgi_path as string;
		return {
			...{ cgi_path, name: apis[cgi_path] ?? null, daily_limit, used, remain },
			...{ rate_limit_call_count: call_count, rate_limit_refresh_second: refresh_second },
		};
	},
};

export const resetQuota: Operation = {
	value: 'resetQuota',
	name: 'Reset Quota',
	action: 'Reset the quota of the account',
	description:
		'Set the calls of today back to 0 (重置调用次数): 50 times a month for single functions, 10 times a month for all at once',
	irreversible: true,
	keepsInput: true,
	fields: [
		{
			displayName: 'What to Reset',
			name: 'reset',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'one',
			options: [
				{ name: 'One Function', value: 'one', description: 'Possible 50 times a month' },
				{ name: 'All Functions', value: 'all', description: 'Possible 10 times a month' },
				{
					name: 'All Functions, With the App Secret',
					value: 'allWithSecret',
					description: 'The same 10 times a month; for when WeChat refuses calls with an access token too',
				},
			],
		},
		{ ...api, displayOptions: { show: { reset: ['one'] } } },
	],
	run: reset,
	reports: ({ parameters: { reset, cgi_path = null } }) => ({ reset: reset === 'one' ? 'one' : 'all', cgi_path: cgi_path as string | null }),
	endpoints: ['POST /cgi-bin/openapi/quota/clear', 'POST /cgi-bin/clear_quota', 'POST /cgi-bin/clear_quota/v2'],
};

/** Each uses up one of the month's: never repeated after an unknown result, and done once for all items that want the same. */
async function reset(call: Call): Promise<Result[]> {
	const { client, parameters, credentials } = call;
	const request = requestOf(parameters, credentials);
	await forAll(call, `reset of ${String(parameters.cgi_path ?? 'all')}`, async () => await client.json(request));
	return [{ json: {} }];
}

function requestOf({ reset, cgi_path }: Parameters, { appId, appSecret }: Credentials): WireRequest {
	if (reset === 'one') return { method: 'POST', path: '/cgi-bin/openapi/quota/clear', body: { cgi_path: cgi_path as string } };
	if (reset === 'all') return { method: 'POST', path: '/cgi-bin/clear_quota', body: { appid: appId } };
	if (!appSecret) {
		throw new InvalidInput('The App Secret is empty', 'Enter it in the credential, or choose “All Functions”, which goes by the access token');
	}
	// "doc table: body; doc example and SKIT: query": both (wechat-api.md, section 0.1).
	const account = { appid: appId, appsecret: appSecret };
	return { method: 'POST', path: '/cgi-bin/clear_quota/v2', query: account, body: account, withoutToken: true };
}
