import type { Account } from '../../world/account';
import type { World } from '../../world/world';
import { type Context, type Endpoints } from '../context';
import { WechatError } from '../errors';

const MOST_AT_ONCE = 100;

/** wechat-api.md C.5, "account.changeOpenid": the openids that followers of a migrated account have in this one. */
export const changeOpenid: Endpoints = {
	'/cgi-bin/changeopenid': ({ world, account, body }: Context<{ from_appid: string; openid_list: string[] }>) => {
		const { from_appid, openid_list } = body;
		if (!account.migratedFrom.includes(from_appid)) throw new WechatError(40013);
		if (openid_list.length === 0 || openid_list.length > MOST_AT_ONCE) throw new WechatError(40032);
		const successor = successors(world, account, from_appid);
		return {
			errcode: 0,
			errmsg: 'ok',
			result_list: openid_list.map((ori_openid) => {
				const new_openid = successor(ori_openid);
				return new_openid ? { ori_openid, new_openid, err_msg: 'ok' } : { ori_openid, err_msg: 'ori_openid error' };
			}),
		};
	},
};

/** The same person has the same unionid in both. */
function successors(world: World, account: Account, from: string): (openid: string) => string | undefined {
	const old = world.accounts.get(from)?.followers;
	const byUnionid = new Map(account.roll.filter(({ subscribed }) => subscribed).map(({ unionid, openid }) => [unionid, openid]));
	return (openid) => byUnionid.get(old?.get(openid)?.unionid ?? '');
}
