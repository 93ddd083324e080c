import type { IDataObject } from 'n8n-workflow';
import type { Client } from '../transport/client';
import type { WireRequest } from '../transport/request';
import type { Page } from './operation';
import { valueAt } from './paths';

/**
 * The elements of a list, page after page, until it ends or the consumer stops.
 * The place to go on from is sent where the request sends its fields.
 */
export async function* pages(
	client: Client,
	request: WireRequest,
	page: Page,
	first?: string,
): AsyncGenerator<unknown[]> {
	const place = 'cursor' in page ? page.cursor : page.offset;
	let from: string | number | undefined = 'cursor' in page ? first : 0;
	for (;;) {
		const paging: IDataObject = from === undefined ? {} : { [place]: from };
		if ('count' in page) paging[page.count] = page.size;
		const answer = await client.json(
			request.method === 'GET'
				? { ...request, query: { ...request.query, ...paging } }
				: { ...request, body: { ...(request.body as IDataObject | undefined), ...paging } },
		);
		const elements = (valueAt(answer, page.items) ?? []) as unknown[];
		if (elements.length === 0) return;
		yield elements;
		if ('cursor' in page) {
			const next = String(valueAt(answer, page.next) ?? '');
			if (next === '' || next === from) return;
			from = next;
		} else {
			from = Number(from) + elements.length;
			if (from >= Number(valueAt(answer, page.total))) return;
		}
	}
}
