import type { Account } from '../../world/account';
import type { Merchant } from '../../world/customerService';
import { findMedia } from '../../world/media';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';

const MOST_AT_ONCE = 200;

/** wechat-api.md D, "kfBusiness", with the rules and codes of the pages registerbusiness, updatebusiness, getbusiness, listbusiness. */
export const business: Endpoints = {
	'/cgi-bin/business/register': (context: Context<Described>) => {
		const { merchants } = context.account.customerService;
		const { account_name, nickname } = context.body;
		if (!/^\w{6,30}$/.test(account_name)) throw new WechatError(45091);
		if (merchants.some((one) => one.account_name === account_name)) throw new WechatError(45070);
		const business_id = merchants.length + 1;
		merchants.push({ business_id, account_name, nickname: checked(nickname), icon_url: icon(context) });
		return { ...OK, business_id };
	},

	'/cgi-bin/business/update': (context: Context<Described>) => {
		const { account, body } = context;
		const found = knownMerchant(account, body.business_id);
		if (body.nickname) found.nickname = checked(body.nickname);
		if (body.icon_media_id) found.icon_url = icon(context);
		return OK;
	},

	'/cgi-bin/business/get': ({ account, body }: Context<Partial<Described>>) => {
		if (body.business_id !== undefined) return { ...OK, business_info: knownMerchant(account, body.business_id) };
		if (body.account_name === undefined) throw new WechatError(40035, 'business_id or account_name');
		const found = account.customerService.merchants.find(({ account_name }) => account_name === body.account_name);
		if (!found) throw new WechatError(45071);
		return { ...OK, business_info: found };
	},

	'/cgi-bin/business/list': ({ account, body }: Context<{ offset: number; count: number }>) => {
		const { offset, count } = body;
		if (offset < 0 || count < 1 || count > MOST_AT_ONCE) throw new WechatError(40035, 'count is 1 to 200');
		return { ...OK, list: account.customerService.merchants.slice(offset, offset + count) };
	},
};

interface Described {
	business_id: number;
	account_name: string;
	nickname: string;
	icon_media_id: string;
}

/** 45071 where there is none. */
export function knownMerchant(account: Account, businessId: number | string): Merchant {
	const found = account.customerService.merchants.find(({ business_id }) => business_id === Number(businessId));
	if (!found) throw new WechatError(45071);
	return found;
}

/** "4 to 30 characters, a Chinese one being two; Chinese, English and digits" */
function checked(nickname: string): string {
	const width = [...nickname].reduce((sum, one) => sum + (/[^\0-\u00ff]/.test(one) ? 2 : 1), 0);
	if (width < 4 || width > 30 || !/^[\p{L}\p{N} ]+$/u.test(nickname)) throw new WechatError(45078);
	return nickname;
}

/** "A picture, from the upload of temporary media": a Mini Program has no other. */
function icon({ world, account, body, now }: Context<Described>): string {
	const media = findMedia(account, body.icon_media_id, now);
	if (!media) throw new WechatError(40007);
	if (media.kind !== 'image') throw new WechatError(40004);
	return world.url + world.files.add(`mmbiz_${media.extension}`, media);
}
