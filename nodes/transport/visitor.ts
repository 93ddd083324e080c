import { hint } from '../protocol/errcodes/hints';
import type { Product } from './product';
import { isSecret, wechat } from './wechat';

/** What a call about a visitor of a web page carries in place of the account's token. */
export interface VisitorSecrets {
	/** The visitor's own token. */
	accessToken?: string;
	/** Goes with the App Secret. */
	code?: string;
	refreshToken?: string;
}

/** "The login is no longer valid", "the App Secret is wrong": codes whose hints are about neither account nor token. */
const LOGIN_ENDED = 40030;
const SECRET_WRONG = 40125;

/**
 * Logins of visitors to web pages (wechat-api.md C.5, "oauth"), for requests `withoutToken`: the account's token has no
 * part in them, and is not renewed when WeChat refuses that of a visitor.
 */
export function visitor(secrets: VisitorSecrets): Product {
	return {
		...wechat,

		async judge(received, exchange) {
			const verdict = await wechat.judge(received, exchange);
			if (!('refusal' in verdict) || verdict.refusal.kind !== 'stale') return verdict;
			const { refusal } = verdict;
			return { refusal: { ...refusal, kind: 'final', hint: hint(secrets.code ? SECRET_WRONG : LOGIN_ENDED, refusal.errmsg) } };
		},

		secrets: (credentials) => [...wechat.secrets(credentials), ...Object.values(secrets).map(String).filter(isSecret)],
	};
}
