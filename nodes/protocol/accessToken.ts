import { createHash } from 'node:crypto';
import { hint } from './errcodes/hints';
import { parseJson } from './json';
import { withoutSecrets } from './secrets';

/** Where tokens come from: the fields of the credential `wechatApi` that matter for it. */
export interface TokenSource {
	appId: string;
	appSecret: string;
	baseUrl: string;
	/** `wechat` = stable_token; `url` = the company's own token server. */
	issuer: 'wechat' | 'url';
	tokenUrl: string;
	headerName: string;
	headerValue: string;
}

/** A token, and the fields that n8n keeps with it in the credential. */
export interface IssuedToken {
	accessToken: string;
	/** From when on it must be replaced; ms since the epoch. */
	expiresAt: number;
	/** The App ID it is valid for. */
	issuedAppId: string;
}

export interface TokenRequest {
	method: 'GET' | 'POST';
	url: string;
	headers?: Record<string, string>;
	body?: string;
}

/** Sends the request and returns the answer, whatever its status. */
export type Exchange = (request: TokenRequest) => Promise<{ status: number; text: string }>;

/** No token was to be had. `message` is for a dialog that shows one text; `what` and `description` are its two sentences. */
export class TokenRefused extends Error {
	override readonly name = 'TokenRefused';

	constructor(
		readonly what: string,
		readonly description: string,
		/** WeChat's code and words, where it gave them; and whether it may be another answer a moment later. */
		readonly more: { refusal?: { errcode: number; errmsg: string }; mayPass?: boolean } = {},
	) {
		super(`${what}. ${description}`);
	}
}

/** In the last five minutes of a token, stable_token hands out the next one (wechat-api.md A). */
const MARGIN_MS = 5 * 60 * 1000;

/** A token server that does not say how long its token lives. */
const UNKNOWN_LIFE_S = 60;

/**
 * Hands out access tokens, one renewal at a time per credential: whoever asks meanwhile, or comes with the
 * token that has been replaced just now, gets the same one. One desk per process.
 */
export class TokenDesk {
	private readonly running = new Map<string, Promise<IssuedToken>>();

	private readonly issued = new Map<string, { token: IssuedToken; insteadOf: string | undefined }>();

	/**
	 * @param staleToken the token that WeChat has refused ('' = there was none, or its time is over); `undefined`
	 * when somebody tests the credential, which must ask WeChat in any case.
	 * @param now ms since the epoch
	 * @throws TokenRefused
	 */
	async token(
		source: TokenSource,
		staleToken: string | undefined,
		exchange: Exchange,
		now: number,
	): Promise<IssuedToken> {
		const key = keyOf(source);
		const known = this.issued.get(key);
		// In place of any other token ours may be the older one: another process has renewed since.
		const isNewer = staleToken === '' || (staleToken !== undefined && staleToken === known?.insteadOf);
		if (known && isNewer && known.token.expiresAt > now) return known.token;
		let running = this.running.get(key);
		if (!running) {
			running = this.renew(key, staleToken, issue(source, staleToken, exchange, now));
			this.running.set(key, running);
		}
		return await running;
	}

	private async renew(key: string, insteadOf: string | undefined, issuing: Promise<IssuedToken>): Promise<IssuedToken> {
		try {
			const token = await issuing;
			this.issued.set(key, { token, insteadOf });
			return token;
		} finally {
			this.running.delete(key);
		}
	}
}

/** The API's host without a slash at its end. */
export function baseUrlOf(source: { baseUrl?: unknown }): string {
	return String(source.baseUrl || 'https://api.weixin.qq.com').replace(/\/+$/, '');
}

async function issue(
	source: TokenSource,
	staleToken: string | undefined,
	exchange: Exchange,
	now: number,
): Promise<IssuedToken> {
	if (source.issuer === 'url') return await fromTokenServer(source, staleToken, exchange, now);
	const token = await fromWechat(source, false, exchange, now);
	if (!staleToken || token.accessToken !== staleToken) return token;
	// WeChat allows twenty forced renewals a day: only for a token that it handed out again although it is dead.
	return await fromWechat(source, true, exchange, now);
}

/** `POST /cgi-bin/stable_token`: the same token for every process that asks, until it runs out. */
async function fromWechat(
	source: TokenSource,
	force: boolean,
	exchange: Exchange,
	now: number,
): Promise<IssuedToken> {
	const { appId, appSecret } = source;
	if (!appId) throw new TokenRefused('The App ID is empty', 'Copy it from the WeChat console into the credential');
	if (!appSecret) {
		throw new TokenRefused('The App Secret is empty', 'Copy it from the WeChat console into the credential');
	}
	const url = address(`${baseUrlOf(source)}/cgi-bin/stable_token`, 'Base URL');
	const { status, text } = await exchange({
		method: 'POST',
		url,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			grant_type: 'client_credential',
			appid: appId,
			secret: appSecret,
			force_refresh: force,
		}),
	});
	const answer = asObject(text);
	if (typeof answer?.access_token === 'string') {
		return issued(source, answer.access_token, now + Number(answer.expires_in) * 1000 - MARGIN_MS);
	}
	if (answer?.errcode === undefined) {
		throw new TokenRefused(
			`${new URL(url).host} does not answer like WeChat (HTTP status ${status})`,
			'Check the Base URL in the credential',
			{ mayPass: status >= 500 },
		);
	}
	throw refused(Number(answer.errcode), String(answer.errmsg ?? ''), appSecret);
}

/** The company's token server answers with JSON (`access_token`, `expires_in` in seconds) or the bare token. */
async function fromTokenServer(
	source: TokenSource,
	staleToken: string | undefined,
	exchange: Exchange,
	now: number,
): Promise<IssuedToken> {
	const { tokenUrl, headerName, headerValue } = source;
	if (!tokenUrl) throw new TokenRefused('The Token URL is empty', "Enter your token server's address in the credential");
	const { status, text } = await exchange({
		method: 'GET',
		url: address(tokenUrl, 'Token URL'),
		headers: headerName ? { [headerName]: headerValue } : {},
	});
	const answer = asObject(text);
	if (answer?.errcode) throw refused(Number(answer.errcode), String(answer.errmsg ?? ''), headerValue);
	// The text of a failure, "Unauthorized", has the looks of a token.
	if (status < 200 || status > 299) {
		throw new TokenRefused(
			`Your token server answered with HTTP status ${status}`,
			'Check the Token URL, Header Name and Header Value in the credential',
			{ mayPass: status >= 500 },
		);
	}
	const token = answer ? answer.access_token : text.trim();
	if (typeof token !== 'string' || !/^[\w.\-!~+/=]{8,1024}$/.test(token)) {
		throw new TokenRefused(
			'Your token server did not answer with a token',
			'It must answer with JSON that has access_token and expires_in, or with the token alone: check the Token URL and its header',
		);
	}
	if (token === staleToken) {
		throw new TokenRefused(
			'Your token server returns a dead token: WeChat has just refused it',
			'Have the token server fetch a new one, and let no other program fetch tokens for this App ID',
		);
	}
	return issued(source, token, now + (Number(answer?.expires_in) || UNKNOWN_LIFE_S) * 1000);
}

/** Never shown: a key or a password can be part of it. */
function address(url: string, field: string): string {
	if (/^https?:/i.test(url) && URL.canParse(url)) return url;
	throw new TokenRefused(`The ${field} is not a web address`, `Enter the ${field} in the credential with https:// at its beginning`);
}

function issued(source: TokenSource, accessToken: string, expiresAt: number): IssuedToken {
	return { accessToken, expiresAt, issuedAppId: source.appId };
}

function refused(errcode: number, words: string, secret: string): TokenRefused {
	const errmsg = secret ? withoutSecrets(words, [secret]) : words;
	// The token call itself answers 40001 for a wrong secret (wechat-errcodes.json).
	const code = errcode === 40001 ? 40125 : errcode;
	return new TokenRefused(`WeChat issued no access token: ${errmsg} (${errcode})`, hint(code, errmsg), {
		refusal: { errcode, errmsg },
		mayPass: errcode === -1,
	});
}

function asObject(text: string): Record<string, unknown> | undefined {
	try {
		const value = parseJson(text);
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}

/** The same for the same account and credential; says nothing of them. */
export function keyOf(source: TokenSource): string {
	const { appId, appSecret, issuer, tokenUrl, headerName, headerValue } = source;
	const parts = [baseUrlOf(source), appId, appSecret, issuer, tokenUrl, headerName, headerValue];
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
