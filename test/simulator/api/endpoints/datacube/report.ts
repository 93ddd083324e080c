import type { Account } from '../../../world/account';
import { addDays, type Day, periodFrom } from '../../../world/reports';
import { beijingDay, beijingTime } from '../../../world/time';
import type { World } from '../../../world/world';
import type { Context, Endpoints } from '../../context';
import { WechatError } from '../../errors';

const DAY_MS = 24 * 3600_000;

export interface Period {
	begin_date: string;
	end_date: string;
	cond_source?: number;
	card_id?: string;
}

export interface Facts {
	world: World;
	account: Account;
	asked: Period;
}

export interface Report {
	/** How many days one call may cover. */
	days: number;
	/** Its rows stand under the first day of a week or month, and cover all of it. */
	unit?: 'month' | 'week';
	/** "No longer maintained": may be offline. */
	isOld?: true;
	/** Says whether its numbers are the newest. */
	saysDelay?: true;
	rows(facts: Facts, first: Day, last: Day): Array<Record<string, unknown>>;
}

/** The rules that all reports share: dates, their span, and when they are ready (wechat-api.md C.6). */
export function endpointsOf(reports: Record<string, Report>): Endpoints {
	return Object.fromEntries(Object.entries(reports).map(([name, report]) => [`/datacube/${name}`, answering(report)]));
}

function answering({ days, unit, isOld, saysDelay, rows }: Report) {
	return ({ world, account, body, now }: Context<Period>) => {
		if (isOld && account.oldReportsOffline) throw new WechatError(47009);
		const [begin, end] = [body.begin_date, body.end_date].map(dayOf);
		const yesterday = beijingDay(now - DAY_MS);
		if (begin > end || body.end_date > yesterday || end - begin >= days * DAY_MS) throw new WechatError(61501);
		if (body.end_date === yesterday && beijingTime(now).slice(11, 13) < '08') throw new WechatError(61503);
		const facts = { world, account, asked: body };
		const list: Array<Record<string, unknown>> = [];
		for (let day = body.begin_date; day <= body.end_date; day = addDays(day, 1)) {
			const period = unit ? periodFrom(day, unit) : ([day, day] as [Day, Day]);
			if (period && period[1] <= yesterday) list.push(...rows(facts, ...period));
		}
		return { list, ...(saysDelay && { is_delay: false }) };
	};
}

function dayOf(date: string): number {
	const day = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
	if (Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== date) throw new WechatError(61500);
	return day;
}
