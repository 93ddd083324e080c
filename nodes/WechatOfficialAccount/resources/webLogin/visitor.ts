import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, type Call, type Operation, type Result } from '../../../operation/operation';
import { Client } from '../../../transport/client';
import { CallFailure } from '../../../transport/errors';
import type { WireRequest } from '../../../transport/request';
import { visitor, type VisitorSecrets } from '../../../transport/visitor';

type Parameters = Record<string, string | undefined>;

/** A call about a visitor, which carries their secrets in place of the account's token. */
export async function aboutVisitor(call: Call, secrets: VisitorSecrets, path: string, query: WireRequest['query']): Promise<IDataObject> {
	const client = new Client(call.context, visitor(secrets), call.item);
	return await client.json({ method: 'GET', path, query: { ...query, access_token: secrets.accessToken }, withoutToken: true });
}

async function login(call: Call): Promise<IDataObject> {
	const { loginBy, code, refresh_token } = call.parameters as Parameters;
	const { appId: appid, appSecret: secret } = call.credentials;
	if (loginBy === 'refreshToken') {
		const query = { appid, grant_type: 'refresh_token', refresh_token };
		return await aboutVisitor(call, { refreshToken: refresh_token }, '/sns/oauth2/refresh_token', query);
	}
	if (!secret) {
		throw new InvalidInput('There is no App Secret in the credential', 'Logins need it: set “Token From” to WeChat in the credential, and fill it in');
	}
	const query = { appid, secret, code, grant_type: 'authorization_code' };
	return await aboutVisitor(call, { code }, '/sns/oauth2/access_token', query);
}

/** What the visitor agreed to show. The code is spent: when the profile is not to be had, the openid must not be lost. */
async function profile(call: Call, { access_token, openid, scope }: IDataObject): Promise<IDataObject> {
	if (!String(scope).split(',').includes('snsapi_userinfo')) return {};
	return await aboutVisitor(call, { accessToken: String(access_token) }, '/sns/userinfo', { openid }).catch((error: unknown) => {
		if (error instanceof CallFailure) return { profile_missing: error.message };
		return Promise.reject(error as Error);
	});
}

async function visitorItem(call: Call): Promise<Result[]> {
	const answer = await login(call);
	const found = await profile(call, answer);
	const { access_token, refresh_token, openid, scope, is_snapshotuser } = answer;
	const json = {
		openid,
		unionid: answer.unionid ?? found.unionid ?? null,
		appid: call.credentials.appId,
		nickname: found.nickname ?? null,
		picture_url: found.headimgurl || null,
		scope: scope ?? null,
		is_snapshot_user: call.parameters.loginBy === 'code' ? ['1', 'true'].includes(String(is_snapshotuser)) : null,
		profile_missing: found.profile_missing ?? null,
	};
	return [{ json: call.parameters.tokens ? { ...json, access_token, refresh_token: refresh_token ?? null } : json }];
}

/** Web Login: Get Visitor. */
export const getVisitor: Operation = {
	value: 'getVisitor',
	name: 'Get Visitor',
	action: 'Get who visits a page',
	description:
		'Find out who opened your page by a link of Get Link: openid and, if the link asks for it, unionid, nickname and picture. Where is_snapshot_user is true they saw a mere snapshot of the page (快照页), and the openid stands for nobody.',
	fields: [
		{
			displayName: 'Log In By',
			name: 'loginBy',
			type: 'options',
			noDataExpression: true,
			default: 'code',
			options: [
				{ name: 'Code', value: 'code', description: 'That WeChat added to the address of your page; good once, for five minutes' },
				{ name: 'Refresh Token', value: 'refreshToken', description: 'Of an earlier Get Visitor with Add Tokens; good for 30 days' },
			],
		},
		{
			displayName: 'Code',
			name: 'code',
			type: 'string',
			default: '={{ $json.query?.code }}',
			required: true,
			displayOptions: { show: { loginBy: ['code'] } },
			description: 'What stands behind code= in the address of your page; the Webhook node has it in its query',
		},
		{
			displayName: 'Refresh Token',
			name: 'refresh_token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { loginBy: ['refreshToken'] } },
			placeholder: 'e.g. {{ $json.refresh_token }}',
		},
		{
			displayName: 'Add Tokens',
			name: 'tokens',
			type: 'boolean',
			default: false,
			description:
				"Whether to add the visitor's access_token and refresh_token, for Check Login and for a later Get Visitor without a link. Who has them can read the visitor's profile.",
		},
	],
	run: visitorItem,
	endpoints: ['GET /sns/oauth2/access_token', 'GET /sns/oauth2/refresh_token', 'GET /sns/userinfo'],
};
