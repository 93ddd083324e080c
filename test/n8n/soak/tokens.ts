import type { Call } from '../../simulator/world/calls';
import type { Plan } from './plan';

/** What the calls say about access tokens. */
export interface TokenVerdict {
	/** How often a token was asked for. */
	calls: number;
	/** How many different ones there were. */
	tokens: number;
	/** Calls that WeChat refused because their token had run out. */
	stale: number;
	violations: string[];
}

const TOKEN_PATH = '/cgi-bin/stable_token';
const RAN_OUT = 42001;

/** All processes share one token: a new one for the first call, and one more each time that WeChat lets it run out. */
export function judgeTokens(calls: Call[], { expiryAfterPush }: Plan): TokenVerdict {
	const asked = calls.filter(({ path }) => path === TOKEN_PATH);
	// The simulator shows the beginning of a token only: enough to tell two from one another.
	const tokens = new Set(asked.map(({ answer = '' }) => /"access_token":"([^"]*)"/.exec(answer)?.[1]).filter(Boolean));
	const stale = calls.filter(({ errcode }) => errcode === RAN_OUT);
	const refused = calls.filter(({ errcode, status, cut }) => (errcode !== 0 && errcode !== RAN_OUT) || status !== 200 || cut);
	const forced = asked.filter(({ body }) => (body as { force_refresh?: boolean } | undefined)?.force_refresh);
	const most = expiryAfterPush === null ? 1 : 2;

	const violations = refused.map(({ n, path, status, errcode, answer }) => `Call ${n}, ${path}, was refused: HTTP ${status}, ${errcode}, ${answer}`);
	if (tokens.size > most) violations.push(`There were ${tokens.size} access tokens, and ${most} would have done`);
	if (forced.length > 0) violations.push(`${forced.length} token calls forced a new token, which makes the other processes' void`);
	if (expiryAfterPush === null && stale.length > 0) violations.push(`${stale.length} calls carried a token that had run out`);
	return { calls: asked.length, tokens: tokens.size, stale: stale.length, violations };
}
