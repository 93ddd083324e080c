import { beijingDay, beijingTime } from '../../world/time';
import type { Context, Endpoints } from '../context';
import { WechatError } from '../errors';

const DAY_MS = 24 * 3600_000;
/** "<=7 days" */
const MOST_DAYS = 7;

interface Period {
	begin_date: string;
	end_date: string;
}

/** wechat-api.md C.6: who came and went, day by day. Nobody counts here, so the list is empty. */
export const userSummary: Endpoints = {
	'/datacube/getusersummary': ({ body: { begin_date, end_date }, now }: Context<Period>) => {
		const [begin, end] = [begin_date, end_date].map(dayOf);
		const yesterday = beijingDay(now - DAY_MS);
		if (begin > end || end_date > yesterday || end - begin >= MOST_DAYS * DAY_MS) throw new WechatError(61501);
		// "61503 not ready (after 08:00)"
		if (end_date === yesterday && beijingTime(now).slice(11, 13) < '08') throw new WechatError(61503);
		return { list: [] };
	},
};

function dayOf(date: string): number {
	const day = Date.parse(`${date}T00:00:00Z`);
	if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(day)) throw new WechatError(61500);
	return day;
}
