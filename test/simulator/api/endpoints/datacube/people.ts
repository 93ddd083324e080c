import type { Message } from '../../../world/conversations';
import { dayOfSeconds, followersOn, hourOf, pushesIn } from '../../../world/reports';
import type { Facts, Report } from './report';

/** `subscribe_scene` of user/info as the number of a report. */
const SOURCES: Record<string, number> = {
	ADD_SCENE_SEARCH: 1,
	ADD_SCENE_PROFILE_CARD: 17,
	ADD_SCENE_QR_CODE: 30,
	ADD_SCENE_PROFILE_LINK: 57,
	ADD_SCENE_WECHAT_ADVERTISEMENT: 100,
	ADD_SCENE_REPRINT: 161,
	ADD_SCENE_LIVESTREAM: 201,
	ADD_SCENE_CHANNELS: 200,
};

const TYPES: Record<string, number> = { text: 1, image: 2, voice: 3, video: 4, shortvideo: 4, link: 6 };

const CALLBACK_MS = 50;

/** In the order of the keys. */
function grouped<K extends number | string, T>(list: T[], by: (one: T) => K): Array<[K, T[]]> {
	const groups = new Map<K, T[]>();
	for (const one of list) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
	return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function messagesIn({ world, account }: Facts, from: string, to: string): Message[] {
	return pushesIn(world, account, from, to).filter(({ type }) => type in TYPES);
}

const people = (messages: Message[]): number => new Set(messages.map(({ openid }) => openid)).size;

function byType(messages: Message[]): Array<Record<string, unknown>> {
	return grouped(messages, ({ type }) => TYPES[type]).map(([msg_type, ofType]) => ({
		msg_type,
		msg_user: people(ofType),
		msg_count: ofType.length,
	}));
}

/** 1 stands for 1 to 5 messages of one person, 2 for 6 to 10, 3 for more. */
function byCount(messages: Message[]): Array<Record<string, unknown>> {
	const counts = grouped(messages, ({ openid }) => openid).map(([, { length }]) => length);
	return grouped(counts, (count) => (count > 10 ? 3 : count > 5 ? 2 : 1)).map(([count_interval, { length: msg_user }]) => ({
		count_interval,
		msg_user,
	}));
}

function calls(pushes: Message[]): Record<string, unknown> {
	const { length } = pushes;
	return { callback_count: length, fail_count: 0, total_time_cost: length * CALLBACK_MS, max_time_cost: CALLBACK_MS };
}

const messages = (days: number, unit?: Report['unit']): Report => ({
	days,
	unit,
	rows: (facts, first, last) => byType(messagesIn(facts, first, last)).map((row) => ({ ref_date: first, ...row })),
});

const counts = (unit?: Report['unit']): Report => ({
	days: 15,
	unit,
	rows: (facts, first, last) => byCount(messagesIn(facts, first, last)).map((row) => ({ ref_date: first, ...row })),
});

/** Followers, what they wrote, and how often the account's server was called. */
export const peopleReports: Record<string, Report> = {
	getusersummary: {
		days: 7,
		rows: ({ world, account }, day) => {
			const source = ({ openid }: { openid: string }) => SOURCES[account.followers.get(openid)?.subscribe_scene ?? ''] ?? 0;
			const came = [...account.followers.values()].filter(({ subscribe_time }) => dayOfSeconds(subscribe_time) === day);
			const went = pushesIn(world, account, day, day).filter(({ type }) => type === 'event.unsubscribe');
			return grouped([...came, ...went], source).map(([user_source]) => ({
				ref_date: day,
				user_source,
				new_user: came.filter((one) => source(one) === user_source).length,
				cancel_user: went.filter((one) => source(one) === user_source).length,
			}));
		},
	},
	getusercumulate: {
		days: 7,
		rows: ({ world, account }, day) => [
			{ ref_date: day, user_source: 0, cumulate_user: followersOn(world, account, day).length },
		],
	},
	getupstreammsg: messages(7),
	getupstreammsgweek: messages(1, 'week'),
	getupstreammsgmonth: messages(1, 'month'),
	getupstreammsghour: {
		days: 1,
		rows: (facts, day) =>
			grouped(messagesIn(facts, day, day), ({ at }) => hourOf(at)).flatMap(([ref_hour, list]) =>
				byType(list).map((row) => ({ ref_date: day, ref_hour, ...row })),
			),
	},
	getupstreammsgdist: counts(),
	getupstreammsgdistweek: counts('week'),
	getupstreammsgdistmonth: counts('month'),
	getinterfacesummary: {
		days: 30,
		rows: ({ world, account }, day) => {
			const pushes = pushesIn(world, account, day, day);
			return pushes.length > 0 ? [{ ref_date: day, ...calls(pushes) }] : [];
		},
	},
	getinterfacesummaryhour: {
		days: 1,
		rows: ({ world, account }, day) =>
			grouped(pushesIn(world, account, day, day), ({ at }) => hourOf(at)).map(([ref_hour, pushes]) => ({
				ref_date: day,
				ref_hour,
				...calls(pushes),
			})),
	},
};
