import type { IDataObject } from 'n8n-workflow';
import { baseUrlOf } from '../protocol/accessToken';
import { hint } from '../protocol/errcodes/hints';
import { answerIn, isSuccess } from './answer';
import type { Product, Refusal } from './product';

/** The credential is wrong or the token not the newest; the token is wrong; the token has run out (wechat-errcodes.json, "refresh-retry"). */
const STALE_TOKEN = [40001, 40014, 42001];

/** "System busy": what became of the call is unknown. */
const BUSY = [-1];

/** Too many calls in this second, or at once, also for the same person: nothing was done, and a short pause helps. */
const THROTTLED = [43108, 44990, 45033];

/** Official Account, Mini Program and their customer service: api.weixin.qq.com (wechat-api.md A). */
export const wechat: Product = {
	credentialType: 'wechatApi',
	name: 'WeChat',

	hosts: (credentials) => [baseUrlOf(credentials)],

	// A token whose time is over has not been refused: no reason for force, and a token server may give it again.
	prepare: (credentials, now) => (isUsable(credentials, now) ? credentials : withoutToken(credentials, '')),

	renew: (current, used, now) =>
		current.accessToken !== used.accessToken && isUsable(current, now)
			? current
			: withoutToken(current, used.accessToken),

	judge(received, { credentials }) {
		if (!isSuccess(received)) return { lost: `WeChat's server answered with HTTP status ${received.status}` };
		const answer = answerIn(received);
		const refusal = 'json' in answer ? refusalIn(answer.json, String(credentials.accountType ?? '')) : undefined;
		return refusal ? { refusal } : { answer };
	},

	secrets: ({ accessToken, appSecret, callbackToken, encodingAesKey, headerValue }) =>
		[accessToken, appSecret, callbackToken, encodingAesKey, headerValue].map(String).filter(isSecret),
};

function refusalIn({ errcode: code, errmsg: words, ...details }: IDataObject, accountType: string): Refusal | undefined {
	const errcode = Number(code ?? 0);
	if (errcode === 0) return undefined;
	const text = String(words ?? 'no reason given');
	const rid = /\s*rid:\s*([\w-]+)\s*$/.exec(text);
	const errmsg = rid ? text.slice(0, rid.index) : text;
	return { errcode, errmsg, rid: rid?.[1] ?? null, hint: hint(errcode, text, accountType), details, kind: kind(errcode) };
}

function kind(errcode: number): Refusal['kind'] {
	if (STALE_TOKEN.includes(errcode)) return 'stale';
	if (BUSY.includes(errcode)) return 'busy';
	return THROTTLED.includes(errcode) ? 'throttled' : 'final';
}

/** A token belongs to the App ID it was made for: after the App ID was edited in the dialog, n8n hands back the old one. */
function isUsable(credentials: IDataObject, now: number): boolean {
	return (
		Boolean(credentials.accessToken) &&
		credentials.issuedAppId === credentials.appId &&
		Number(credentials.expiresAt) > now
	);
}

/** n8n runs the credential's `preAuthentication` when the token is empty; it reads and removes `staleToken`. */
function withoutToken(credentials: IDataObject, staleToken: unknown): IDataObject {
	return { ...credentials, accessToken: '', staleToken: String(staleToken ?? '') };
}

/** Hiding an empty field or a word such as "weixin" would garble every sentence. */
export function isSecret(value: string): boolean {
	return value.length >= 8 && value !== 'undefined';
}
