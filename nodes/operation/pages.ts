import type { IDataObject } from 'n8n-workflow';
import type { Client } from '../transport/client';
import type { WireRequest } from '../transport/request';
import type { Page } from './operation';
import { valueAt } from './paths';
import { further, goesOn, type Place } from './place';

type ByCursor = Extract<Page, { cursor: string }>;
type ByOffset = Exclude<Page, ByCursor>;

/** A page of a list that is gone on with after its last element. */
export interface PlacedPage {
	elements: unknown[];
	/** Where it begins. */
	before: Place;
	/** Where it ends. */
	place: Place;
	/** Whether there are more; `undefined`: only the next page tells. */
	goesOn: boolean | undefined;
}

/**
 * The elements of a list, page after page, until it ends or the consumer stops.
 * The place to go on from is sent where the request sends its fields.
 */
export async function* pages(client: Client, request: WireRequest, page: Page, first?: string): AsyncGenerator<unknown[]> {
	if (!('cursor' in page)) return yield* byOffset(client, request, page);
	const place = first === undefined ? { seen: 0 } : { after: first };
	for await (const { elements } of placedPages(client, request, page, place)) yield elements;
}

/** The same for a list by cursor, with what is known of the place of each page; the page after the last is not asked for where that can be known. */
export async function* placedPages(client: Client, request: WireRequest, page: ByCursor, first: Place): AsyncGenerator<PlacedPage> {
	let before = first;
	for (;;) {
		const answer = await client.json(withPaging(request, before.after === undefined ? {} : { [page.cursor]: before.after }));
		const elements = (valueAt(answer, page.items) ?? []) as unknown[];
		if (elements.length === 0) return;
		const after = String(valueAt(answer, page.next) ?? '');
		const total = page.total === undefined ? NaN : Number(valueAt(answer, page.total) ?? NaN);
		const place = further(before, elements.length, after, total);
		const isEnd = after === '' || after === before.after;
		const found = { elements, before, place, goesOn: isEnd ? false : goesOn(place, total) };
		yield found;
		if (found.goesOn === false) return;
		before = place;
	}
}

async function* byOffset(client: Client, request: WireRequest, page: ByOffset): AsyncGenerator<unknown[]> {
	for (let from = 0; ; ) {
		const answer = await client.json(withPaging(request, { [page.offset]: from, [page.count]: page.size }));
		const elements = (valueAt(answer, page.items) ?? []) as unknown[];
		if (elements.length === 0) return;
		yield elements;
		from += elements.length;
		const isLast = page.total === undefined ? elements.length < page.size : from >= Number(valueAt(answer, page.total));
		if (isLast) return;
	}
}

function withPaging(request: WireRequest, paging: IDataObject): WireRequest {
	return request.method === 'GET'
		? { ...request, query: { ...request.query, ...paging } }
		: { ...request, body: { ...(request.body as IDataObject | undefined), ...paging } };
}
