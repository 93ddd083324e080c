import type { IWebhookFunctions } from 'n8n-workflow';
import { Client } from '../../../../transport/client';
import type { Credentials } from '../../../../transport/product';
import { visitor } from '../../../../transport/visitor';

/** Who opened the page by a login link, by the code that WeChat added to its address: good once, for five minutes (wechat-api.md C.5). */
export async function visitorBy(code: string, context: IWebhookFunctions, { appId, appSecret }: Credentials): Promise<{ openid: string; isSnapshot: boolean }> {
	const query = { appid: appId, secret: appSecret, code, grant_type: 'authorization_code' };
	const client = new Client(context, visitor({ code }));
	const { openid, is_snapshotuser } = await client.json({ method: 'GET', path: '/sns/oauth2/access_token', query, withoutToken: true });
	return { openid: String(openid), isSnapshot: ['1', 'true'].includes(String(is_snapshotuser)) };
}
