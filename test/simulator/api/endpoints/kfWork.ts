import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';

/** The IDs that WeCom gives begin with ww, older ones with wx. */
const CORPID = /^w[wx]\w{4,30}$/;

/** wechat-api.md D, "kfWork": the company in WeCom that serves a Mini Program (pages bindKfWork, unbindKfWork, getKfWorkBound). */
export const kfWork: Endpoints = {
	'/customservice/work/bind': ({ account: { customerService }, body, now }: Context<{ corpid: string }>) => {
		if (!CORPID.test(body.corpid)) throw new WechatError(10130600);
		if (customerService.work) throw new WechatError(10130603);
		customerService.work = { corpid: body.corpid, bindTime: Math.floor(now / 1000) };
		return OK;
	},

	'/customservice/work/unbind': ({ account: { customerService }, body }: Context<{ corpid: string }>) => {
		if (!CORPID.test(body.corpid)) throw new WechatError(10130600);
		if (!customerService.work) throw new WechatError(10130604);
		if (customerService.work.corpid !== body.corpid) throw new WechatError(10130602);
		customerService.work = undefined;
		return OK;
	},

	'/customservice/work/get': ({ account: { customerService, name } }: Context) => ({
		...OK,
		...(customerService.work && { entityName: name, ...customerService.work }),
	}),
};
