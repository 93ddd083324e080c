/** The groups of events that have an output each, in their order, and the events of each (wechat-api.md B.5). */
const GROUPS = [
	['Message', /^message\./],
	['Follow', /^event\.(subscribe|unsubscribe|scan)$/],
	['Menu', /^event\.(click|view|view_miniprogram|scancode_\w+|pic_\w+|location_select)$/],
	['Results', /^event\.(templatesendjobfinish|subscribe_msg_\w+|masssendjobfinish|publishjobfinish|wxa_media_check)$/],
	['Other', /^/],
] as const;

export type Group = (typeof GROUPS)[number][0];

/** The labels of the outputs, in their order. */
export const groupNames: Group[] = GROUPS.map(([name]) => name);

/** The group of an event (`message.text`, `event.subscribe` …); also of one that WeChat adds later. */
export function groupOf(event: string): Group {
	return GROUPS.find(([, events]) => events.test(event))?.[0] ?? 'Other';
}
