const AUTHORIZE = 'https://open.weixin.qq.com/connect/oauth2/authorize';

/** What a login link is made of. */
export interface Login {
	appid: unknown;
	/** The page that WeChat sends the visitor to, with its code in the query. */
	redirect_uri: string;
	scope: unknown;
	state?: unknown;
}

/** WeChat compares the link as a whole: in this order, and with this end (wechat-api.md C.5, "OAuth authorize"). */
export function loginLink({ appid, redirect_uri, scope, state = '' }: Login): string {
	const parameters = { appid, redirect_uri, response_type: 'code', scope, state };
	const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
	return `${AUTHORIZE}?${query.join('&')}#wechat_redirect`;
}
