import { hint } from '../protocol/errcodes/hints';
import type { Product } from './product';
import { wechat } from './wechat';

/** What a call about a visitor of a web page carries in place of the account's token. */
export interface VisitorSecrets {
	/** The visitor's own token; where there is none, the call carries the App Secret. */
	accessToken?: string;
	code?: string;
	refreshToken?: string;
}

/** "The login is no longer valid", "the App Secret is wrong": codes whose hints are about neither account nor token. */
const LOGIN_ENDED = 40030;
const SECRET_WRONG = 40125;

/**
 * Logins of visitors to web pages (wechat-api.md C.5, "oauth"). The account's token has no part in them: it is neither
 * fetched for them nor renewed when WeChat refuses that of a visitor.
 */
export function visitor({ accessToken, ...others }: VisitorSecrets): Product {
	return {
		...wechat,

		// n8n fetches a token where there is an empty text, and sends none where there is nothing at all.
		prepare: (credentials) => ({ ...credentials, accessToken }),

		async judge(received, exchange) {
			const verdict = await wechat.judge(received, exchange);
			if (!('refusal' in verdict) || verdict.refusal.kind !== 'stale') return verdict;
			const { refusal } = verdict;
			return { refusal: { ...refusal, kind: 'final', hint: hint(accessToken ? LOGIN_ENDED : SECRET_WRONG, refusal.errmsg) } };
		},

		secrets: (credentials) => [...wechat.secrets(credentials), ...Object.values(others).filter(Boolean)],
	};
}
