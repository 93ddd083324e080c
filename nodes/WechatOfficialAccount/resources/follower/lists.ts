import type { Call, Page } from '../../../operation/operation';
import { placedPages } from '../../../operation/pages';
import { placeAt, written } from '../../../operation/place';
import type { WireRequest } from '../../../transport/request';

interface List {
	request: WireRequest;
	page: Extract<Page, { cursor: string }>;
}

const byOpenid = { items: 'data.openid', next: 'next_openid' };

/** The lists of people that the account has, and how their pages are asked for (wechat-api.md C.5). */
export const lists: Record<'all' | 'tag' | 'blocked', List> = {
	all: {
		request: { method: 'GET', path: '/cgi-bin/user/get' },
		page: { ...byOpenid, cursor: 'next_openid', total: 'total' },
	},
	tag: {
		request: { method: 'POST', path: '/cgi-bin/user/tag/get', repeatable: true },
		page: { ...byOpenid, cursor: 'next_openid' },
	},
	blocked: {
		request: { method: 'POST', path: '/cgi-bin/tags/members/getblacklist', repeatable: true },
		page: { ...byOpenid, cursor: 'begin_openid', total: 'total' },
	},
};

/**
 * Openids of a list, page by page, as many as the user wants. Before the last of them come out, `call.next` says
 * where the next run goes on; null when the list ends there.
 */
export async function* openidsOf({ request, page }: List, call: Call, from?: string): AsyncGenerator<string[]> {
	let left = call.limit;
	call.next = null;
	const found = placedPages(call.client, request, page, placeAt(from));
	for await (const { elements, before, place, goesOn } of found) {
		const openids = (elements as string[]).slice(0, left);
		left -= openids.length;
		if (left > 0) {
			yield openids;
			continue;
		}
		const isCut = openids.length < elements.length;
		const end = isCut ? { ...place, after: openids.at(-1), seen: before.seen === undefined ? undefined : before.seen + openids.length } : place;
		const hasMore = isCut || (goesOn ?? !(await found.next()).done);
		call.next = hasMore ? written(end) : null;
		yield openids;
		return;
	}
}
