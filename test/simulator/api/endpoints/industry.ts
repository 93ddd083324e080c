import { beijingMonth } from '../../world/time';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';

/** Some of the industries of WeChat's list, by number. */
const INDUSTRIES: Record<string, [string, string]> = {
	1: ['IT科技', '互联网|电子商务'],
	2: ['IT科技', 'IT软件与服务'],
	10: ['餐饮', '餐饮'],
	31: ['商业', '批发|零售'],
	41: ['其他', '其他'],
};

/** wechat-api.md C.2, "setIndustry": "1/month; removes old templates". */
export const industry: Endpoints = {
	'/cgi-bin/template/api_set_industry': ({ account, body, now }: Context<{ industry_id1: string; industry_id2: string }>) => {
		const { industry_id1: first, industry_id2: second } = body;
		if (!INDUSTRIES[first] || !INDUSTRIES[second]) throw new WechatError(40035, 'industry_id1 and industry_id2 are numbers of the list');
		const month = `${beijingMonth(now)} industry`;
		if (account.used.has(month)) throw new WechatError(43100);
		account.used.set(month, 1);
		account.industries = [first, second];
		account.templates.messages.clear();
		return OK;
	},

	'/cgi-bin/template/get_industry': ({ account }: Context) => {
		const [primary_industry, secondary_industry] = account.industries.map((id) => {
			const [first_class, second_class] = INDUSTRIES[id];
			return { first_class, second_class };
		});
		return { primary_industry, secondary_industry };
	},
};
