import { createHash } from 'node:crypto';
import { addFollower } from '../world/follower';
import { accountOf, OrderError, type Order, type Routes } from './request';

const AUTHORIZE = 'https://open.weixin.qq.com/connect/oauth2/authorize';
/** WeChat matches the link as a whole: what stands in another order it does not open. */
const PARAMETERS = 'appid,redirect_uri,response_type,scope,state';

const SCOPES = ['snsapi_base', 'snsapi_userinfo'];

/** What people do on web pages of the account, inside of WeChat. */
export const visits: Routes = {
	/** Somebody opens a login link, agrees, and WeChat sends them on to the page with a code. */
	'POST /simulator/visit': (order) => {
		const { world, body } = order;
		const link = linkIn(body.link);
		const account = accountOf({ ...order, body: { appid: link.appid } });
		const person = body.openid === undefined ? addFollower(account, world.now(), { subscribed: false }) : account.followers.get(String(body.openid));
		if (!person) throw new OrderError(`Nobody has the openid ${String(body.openid)}`);
		const { openid, unionid } = person;
		const nickname = String(body.nickname ?? '微信用户');
		const code = account.logins.newCode({ openid, unionid, nickname, scope: link.scope, isSnapshot: body.snapshot === true }, world.now());
		const page = new URL(link.redirect_uri);
		page.searchParams.set('code', code);
		page.searchParams.set('state', link.state);
		return { code, openid, url: page.href };
	},

	/** A page calls `wx.config`: whether WeChat takes the signature for its address as the phone has it (`location.href`). */
	'POST /simulator/jsconfig': ({ world, body }: Order) => {
		const { appId, timestamp, nonceStr, signature, url } = body as Record<string, string>;
		const account = world.accounts.get(appId);
		if (!account) return { ok: false, errMsg: 'config:invalid appid' };
		if (!URL.canParse(url)) throw new OrderError('url is no address');
		const ticket = account.tickets.get('jsapi', world.now()).value;
		const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${new URL(url).href.split('#')[0]}`;
		const ok = createHash('sha1').update(text).digest('hex') === signature;
		return { ok, errMsg: ok ? 'config:ok' : 'config:invalid signature' };
	},
};

/** "authorize?appid=&redirect_uri=&response_type=code&scope=&state=#wechat_redirect": WeChat opens nothing else. */
function linkIn(link: unknown): Record<string, string> {
	if (typeof link !== 'string' || !URL.canParse(link)) throw new OrderError('link is no address');
	const { origin, pathname, hash, searchParams } = new URL(link);
	const given = Object.fromEntries(searchParams) as Record<string, string>;
	if ([...searchParams.keys()].join() !== PARAMETERS) throw new OrderError(`The link must have ${PARAMETERS}, in this order`);
	if (origin + pathname !== AUTHORIZE || hash !== '#wechat_redirect') throw new OrderError('link is no login link of WeChat');
	if (given.response_type !== 'code' || !SCOPES.includes(given.scope)) throw new OrderError('link has no such response_type or scope');
	if (!/^[a-zA-Z0-9]{0,128}$/.test(given.state)) throw new OrderError('state takes 128 letters and digits');
	if (!URL.canParse(given.redirect_uri)) throw new OrderError('redirect_uri is no address');
	return given;
}
