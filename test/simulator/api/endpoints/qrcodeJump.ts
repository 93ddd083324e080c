import type { Account } from '../../world/account';
import { beijingMonth } from '../../world/time';
import { type Context, type Endpoints, OK } from '../context';
import { WechatError } from '../errors';

interface Rule {
	prefix: string;
	path: string;
	permit_sub_rule?: number;
	open_version?: number;
	debug_url?: string[];
	is_edit?: boolean | number;
}

/** "100/month" */
const PUBLISHED_A_MONTH = 100;

/** wechat-api.md C.5, "qrcodeJump": codes of one's own that open a Mini Program. */
export const qrcodeJump: Endpoints = {
	'/cgi-bin/wxopen/qrcodejumpget': ({ account, body, now }: Context<{ prefix_list?: string[]; page_num?: number; page_size?: number }>) => {
		const { prefix_list: wanted, page_num: page = 1, page_size: size = 20 } = body;
		const rules = [...account.jumpRules.values()].filter(({ prefix }) => wanted?.includes(prefix) ?? true);
		return {
			...OK,
			qrcodejump_open: rules.length > 0,
			qrcodejump_pub_quota: PUBLISHED_A_MONTH - published(account, now),
			list_size: rules.length,
			rule_list: rules.slice((page - 1) * size, page * size),
		};
	},

	'/cgi-bin/wxopen/qrcodejumpadd': ({ account, body: { is_edit, ...rule } }: Context<Rule>) => {
		if (account.jumpRules.has(rule.prefix) !== Boolean(is_edit)) throw new WechatError(40035, is_edit ? 'there is no such rule' : 'the rule exists');
		account.jumpRules.set(rule.prefix, { permit_sub_rule: 0, open_version: 1, debug_url: [], ...rule, state: 1 });
		return OK;
	},

	'/cgi-bin/wxopen/qrcodejumppublish': ({ account, body, now }: Context<{ prefix: string }>) => {
		const rule = existing(account, body.prefix);
		if (published(account, now) >= PUBLISHED_A_MONTH) throw new WechatError(45009);
		account.jumpRules.set(body.prefix, { ...rule, state: 2 });
		account.used.set(key(now), published(account, now) + 1);
		return OK;
	},

	'/cgi-bin/wxopen/qrcodejumpdelete': ({ account, body }: Context<{ prefix: string }>) => {
		existing(account, body.prefix);
		account.jumpRules.delete(body.prefix);
		return OK;
	},
};

function existing(account: Account, prefix: string) {
	const rule = account.jumpRules.get(prefix);
	if (!rule) throw new WechatError(40035, 'there is no such rule');
	return rule;
}

const key = (now: number) => `${beijingMonth(now)} qrcodejumppublish`;
const published = (account: Account, now: number) => account.used.get(key(now)) ?? 0;
