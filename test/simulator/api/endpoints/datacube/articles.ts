import { addDays, articlesOf, type Day, type Known, plausible } from '../../../world/reports';
import { beijingDay } from '../../../world/time';
import type { Facts, Report } from './report';

/** "Data from 2025-11-01" */
const NEW_SINCE = '2025-11-01';
const DAYS_COUNTED = 30;
const OLD_DAYS_COUNTED = 7;

const ALL = 99999999;

/** The articles that were out on this day. */
function out({ account }: Facts, day: Day): Known[] {
	return articlesOf(account).filter((article) => article.day <= day);
}

const readers = (day: Day, { msgid }: Known): number => plausible(400, 'read', msgid, day);

function sources(read_user: number) {
	const chat = Math.ceil(read_user / 2);
	return [
		{ user_count: read_user, scene_desc: '全部' },
		{ user_count: chat, scene_desc: '公众号消息' },
		{ user_count: read_user - chat, scene_desc: '朋友圈' },
	];
}

function overview(read_user: number) {
	const share = (part: number) => Math.floor(read_user / part);
	return {
		...{ read_user, read_user_source: sources(read_user), share_user: share(10), zaikan_user: share(20), like_user: share(8) },
		...{ comment_count: share(40), collection_user: share(30), redirect_ori_page_user: 0, send_page_count: read_user },
	};
}

function oldNumbers(readUser: number) {
	const share = Math.floor(readUser / 10);
	return {
		...{ int_page_read_user: readUser, int_page_read_count: readUser + share, ori_page_read_user: 0, ori_page_read_count: 0 },
		...{ share_user: share, share_count: share, add_to_fav_user: 0, add_to_fav_count: 0 },
	};
}

/** From the day it came out, as far as it is counted and over. */
function daysOf({ day }: Known, most: number, { world }: Facts): Day[] {
	return Array.from({ length: most }, (_, index) => addDays(day, index)).filter((one) => one < beijingDay(world.now()));
}

function upTo(days: Day[], article: Known): number {
	return days.reduce((sum, day) => sum + readers(day, article), 0);
}

const since = (day: Day, rows: () => Array<Record<string, unknown>>) => (day < NEW_SINCE ? [] : rows());

const old = (days: number, rows: (facts: Facts, day: Day) => Array<Record<string, unknown>>): Report => ({ days, isOld: true, rows });
const current = (days: number, rows: (facts: Facts, day: Day) => Array<Record<string, unknown>>): Report => ({
	days,
	saysDelay: true,
	rows: (facts, day) => since(day, () => rows(facts, day)),
});

const allReaders = (facts: Facts, day: Day): number => out(facts, day).reduce((sum, one) => sum + readers(day, one), 0);

/** Articles: who read them is made up, which ones there are is not. */
export const articleReports: Record<string, Report> = {
	getarticleread: current(1, (facts, day) =>
		out(facts, day).map((article) => {
			const read_user = readers(day, article);
			return { ref_date: day, msgid: article.msgid, detail: { read_user, read_user_source: sources(read_user) } };
		}),
	),
	getarticleshare: current(1, (facts, day) =>
		out(facts, day).map((article) => ({
			ref_date: day,
			msgid: article.msgid,
			detail: { share_user: Math.floor(readers(day, article) / 10) },
		})),
	),
	getbizsummary: current(30, (facts, day) => {
		const read_user = allReaders(facts, day);
		return read_user > 0 ? [{ ref_date: day, detail: overview(read_user) }] : [];
	}),
	getarticletotaldetail: current(1, (facts, day) =>
		articlesOf(facts.account)
			.filter((article) => article.day === day)
			.map((article) => ({
				...{ ref_date: day, msgid: article.msgid, publish_type: 1, title: article.title, content_url: article.url },
				detail_list: daysOf(article, DAYS_COUNTED, facts).map((stat_date, index, days) => ({
					stat_date,
					...overview(upTo(days.slice(0, index + 1), article)),
					...{ praise_money: 0, read_subscribe_user: 0, read_delivery_rate: 0.5, read_finish_rate: 0.4 },
					...{ read_avg_activetime: 31.5, read_jump_position: [{ position: 1, rate: 0.25 }] },
				})),
			})),
	),
	getarticlesummary: old(1, (facts, day) =>
		out(facts, day).map((article) => ({
			...{ ref_date: day, msgid: article.msgid, title: article.title, user_source: ALL },
			...oldNumbers(readers(day, article)),
		})),
	),
	getarticletotal: old(1, (facts, day) =>
		articlesOf(facts.account)
			.filter((article) => article.day === day)
			.map((article) => ({
				...{ ref_date: day, msgid: article.msgid, title: article.title, user_source: ALL },
				details: daysOf(article, OLD_DAYS_COUNTED, facts).map((stat_date, index, days) => ({
					stat_date,
					target_user: facts.account.followers.size,
					...oldNumbers(upTo(days.slice(0, index + 1), article)),
				})),
			})),
	),
	getuserread: old(3, (facts, day) => {
		const readUser = allReaders(facts, day);
		return readUser > 0 ? [{ ref_date: day, user_source: ALL, ...oldNumbers(readUser) }] : [];
	}),
	getuserreadhour: old(1, (facts, day) => {
		const readUser = allReaders(facts, day);
		return readUser > 0 ? [{ ref_date: day, ref_hour: 1200, user_source: 0, ...oldNumbers(readUser) }] : [];
	}),
	getusershare: old(7, (facts, day) => {
		const share_user = Math.floor(allReaders(facts, day) / 10);
		return share_user > 0 ? [{ ref_date: day, share_scene: 1, share_user, share_count: share_user }] : [];
	}),
	getusersharehour: old(1, (facts, day) => {
		const share_user = Math.floor(allReaders(facts, day) / 10);
		return share_user > 0 ? [{ ref_date: day, ref_hour: 1200, share_scene: 1, share_user, share_count: share_user }] : [];
	}),
};
