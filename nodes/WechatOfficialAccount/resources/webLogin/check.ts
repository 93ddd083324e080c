import type { IDataObject } from 'n8n-workflow';
import { openid } from '../../../operation/fields/openids';
import type { Call, Operation, Result } from '../../../operation/operation';
import { WechatRefusal } from '../../../transport/errors';
import { aboutVisitor } from './visitor';

/** The token is unknown or not this person's, its two hours are over, or the visitor has ended all logins. */
const NOT_LOGGED_IN = [40001, 40003, 40014, 42001, 42007];

async function checked(call: Call): Promise<Result[]> {
	const { openid: person, access_token } = call.parameters as Record<string, string>;
	const item = (why: string | null): IDataObject => ({
		openid: person,
		unionid: null,
		appid: call.credentials.appId,
		logged_in: why === null,
		why_not: why,
	});
	const json = await aboutVisitor(call, { accessToken: access_token }, '/sns/auth', { openid: person }).then(
		() => item(null),
		(error: unknown) => {
			if (!(error instanceof WechatRefusal) || !NOT_LOGGED_IN.includes(Number(error.refusal.errcode))) return Promise.reject(error as Error);
			return item(`${error.refusal.errmsg} (${error.refusal.errcode})`);
		},
	);
	return [{ json }];
}

/** Web Login: Check Login. */
export const checkLogin: Operation = {
	value: 'checkLogin',
	name: 'Check Login',
	action: 'Check the login of a visitor',
	description: 'Find out whether a visitor is still logged in, which lasts two hours',
	fields: [
		{ ...openid, description: 'Openid of the visitor, from Get Visitor' },
		{
			displayName: 'Access Token',
			name: 'access_token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.access_token }}',
			description: "The visitor's own, from Get Visitor with Add Tokens",
		},
	],
	run: checked,
	endpoints: ['GET /sns/auth'],
	keepsInput: true,
};
