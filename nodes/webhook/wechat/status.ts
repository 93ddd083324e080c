import type { IDataObject } from 'n8n-workflow';

/** How a message, a broadcast or an article ended. `blocked`: the customer does not want it. */
export type Status = 'delivered' | 'blocked' | 'failed';

interface Result {
	/** WeChat's field that tells the result. */
	field: string;
	/** What it says, without spaces and in lower case; the first that fits counts. */
	words: Array<[RegExp, Status | null]>;
}

/** The results of what was sent, by event (wechat-api.md B.5); the documents write some of them with and without spaces. */
const RESULTS: Record<string, Result> = {
	'event.templatesendjobfinish': {
		field: 'Status',
		words: [
			[/^success$/, 'delivered'],
			[/^failed:userblock$/, 'blocked'],
			// For a reason that the documents may not know yet.
			[/^failed/, 'failed'],
		],
	},
	'event.masssendjobfinish': {
		field: 'Status',
		words: [
			[/^sendsuccess$/, 'delivered'],
			[/./, 'failed'],
		],
	},
	'event.publishjobfinish': {
		field: 'publish_status',
		words: [
			[/^0$/, 'delivered'],
			// Still running.
			[/^1$/, null],
			[/^\d+$/, 'failed'],
		],
	},
	'event.subscribe_msg_sent_event': {
		field: 'ErrorCode',
		words: [
			[/^0$/, 'delivered'],
			// Refused, and not a follower any more (wechat-errcodes.json).
			[/^(43101|43004)$/, 'blocked'],
			[/^-?\d+$/, 'failed'],
		],
	},
};

/** What became of it, by the values of a push; null where it says nothing of the kind, or in words that are not known. */
export function statusOf(event: string, values: IDataObject): Status | null {
	const result = RESULTS[event];
	if (!result) return null;
	const said = String(values[result.field] ?? '').replace(/\s/g, '').toLowerCase();
	return result.words.find(([word]) => word.test(said))?.[1] ?? null;
}

/** Whether pushes of this event tell how something ended. */
export function hasStatus(event: string): boolean {
	return Object.hasOwn(RESULTS, event);
}
