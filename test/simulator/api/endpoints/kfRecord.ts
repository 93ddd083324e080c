import type { Context, Endpoints } from '../context';
import { WechatError } from '../errors';

const MOST = 10_000;
const DAY = 24 * 3600;

interface Asked {
	starttime: number;
	endtime: number;
	msgid: number;
	number: number;
}

/** wechat-api.md C.1, "kfRecord": what staff and customers wrote, at most 24 hours in one call. */
export const kfRecord: Endpoints = {
	'/customservice/msgrecord/getmsglist': ({ account, body }: Context<Asked>) => {
		const { starttime, endtime, msgid, number } = body;
		if (starttime <= 0 || endtime < starttime || msgid < 1 || number < 1 || number > MOST) throw new WechatError(65416);
		if (endtime - starttime > DAY) throw new WechatError(65417);
		const page = account.customerService.records
			.filter(({ id, time }) => id > msgid && time >= starttime && time <= endtime)
			.slice(0, number);
		return {
			recordlist: page.map(({ id: _, ...record }) => record),
			number: page.length,
			msgid: page.at(-1)?.id ?? msgid,
		};
	},
};
