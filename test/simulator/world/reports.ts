import { createHash } from 'node:crypto';
import type { Account } from './account';
import type { Article } from './articles';
import type { Message } from './conversations';
import type { Follower } from './follower';
import { beijingDay, beijingTime } from './time';
import type { World } from './world';

/** A day in China, `2026-11-22`. */
export type Day = string;

const DAY_MS = 24 * 3600_000;

export function addDays(day: Day, count: number): Day {
	return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** First and last day of the week (from Monday) or month that begins on this day, if one does. */
export function periodFrom(day: Day, unit: 'month' | 'week'): [Day, Day] | undefined {
	const date = new Date(day);
	if (unit === 'week') return date.getUTCDay() === 1 ? [day, addDays(day, 6)] : undefined;
	const next = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
	return day.endsWith('-01') ? [day, addDays(next.toISOString().slice(0, 10), -1)] : undefined;
}

/** What the account's followers pushed to it from one day to another. */
export function pushesIn(world: World, { appid }: Account, from: Day, to: Day): Message[] {
	return Object.values(world.conversations.list({ appid }))
		.flat()
		.filter(({ via, at }) => via === 'push' && beijingDay(at) >= from && beijingDay(at) <= to);
}

/** 0 to 2300: the hour of a moment as WeChat writes it. */
export function hourOf(ms: number): number {
	return Number(beijingTime(ms).slice(11, 13)) * 100;
}

/** Whoever followed the account when this day was over. */
export function followersOn(world: World, account: Account, day: Day): Follower[] {
	const left = new Map(
		Object.entries(world.conversations.list({ appid: account.appid })).map(([openid, chat]) => [
			openid,
			chat.filter(({ type }) => type === 'event.unsubscribe').at(-1)?.at,
		]),
	);
	return [...account.followers.values()].filter(({ openid, subscribed, subscribe_time }) => {
		if (dayOfSeconds(subscribe_time) > day) return false;
		const leftAt = left.get(openid);
		return subscribed || (leftAt !== undefined && beijingDay(leftAt) > day);
	});
}

export function dayOfSeconds(seconds: number): Day {
	return beijingDay(seconds * 1000);
}

/** A published article, as reports name it. */
export interface Known {
	/** `2247490001_1` */
	msgid: string;
	title: string;
	url: string;
	day: Day;
}

export function articlesOf({ articles }: Account): Known[] {
	return [...articles.values()].flatMap(({ articles: list, publishedAt }, index) =>
		list.map((article: Article, at) => ({
			msgid: `${2247490001 + index}_${at + 1}`,
			title: String(article.title ?? ''),
			url: String(article.url ?? `https://mp.weixin.qq.com/s/${index}-${at}`),
			day: beijingDay(publishedAt),
		})),
	);
}

/** Nobody reads here: a number that looks like one, the same for the same thing. */
export function plausible(most: number, ...about: Array<number | string>): number {
	const hash = createHash('sha256').update(about.join('/')).digest();
	return 1 + (hash.readUInt32BE(0) % most);
}
