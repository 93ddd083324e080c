import type { IDataObject } from 'n8n-workflow';
import type { Page } from '../../nodes/operation/operation';
import { pages, placedPages } from '../../nodes/operation/pages';
import { placeAt, written } from '../../nodes/operation/place';
import type { Client } from '../../nodes/transport/client';
import type { WireRequest } from '../../nodes/transport/request';

/** A list, page after page, until it ends. */

const GET: WireRequest = { method: 'GET', path: '/list' };
const POST: WireRequest = { method: 'POST', path: '/list', body: { tagid: 2 } };

const byCursor: Page = { items: 'data.openid', cursor: 'begin', next: 'next' };
const byOffset: Page = { items: 'item', offset: 'offset', count: 'count', size: 20, total: 'total_count' };

/** A WeChat that gives these answers, one after the other. */
function answering(...answers: IDataObject[]) {
	const asked: WireRequest[] = [];
	const json = async (request: WireRequest): Promise<IDataObject> => {
		asked.push(request);
		const answer = answers[asked.length - 1];
		if (!answer) throw new Error(`asked ${asked.length} times`);
		return answer;
	};
	return { client: { json } as unknown as Client, asked };
}

async function read(from: ReturnType<typeof answering>, request: WireRequest, page: Page, first?: string): Promise<unknown[][]> {
	const found: unknown[][] = [];
	for await (const elements of pages(from.client, request, page, first)) found.push(elements);
	return found;
}

const openids = (next: string | undefined, ...openid: string[]) => ({ data: { openid }, next });

describe('by cursor', () => {
	test('GET: the place to go on from is in the query, and not in the first one', async () => {
		const wechat = answering(openids('o2', 'o1', 'o2'), openids('o3', 'o3'), openids('', 'o4'));
		expect(await read(wechat, { ...GET, query: { lang: 'en' } }, byCursor)).toEqual([['o1', 'o2'], ['o3'], ['o4']]);
		expect(wechat.asked.map(({ query }) => query)).toEqual([
			{ lang: 'en' },
			{ lang: 'en', begin: 'o2' },
			{ lang: 'en', begin: 'o3' },
		]);
		expect(wechat.asked.every((one) => !('body' in one))).toBe(true);
	});

	test('POST: it is in the body, beside what was asked', async () => {
		const wechat = answering(openids('o1', 'o1'), openids(undefined, 'o2'));
		expect(await read(wechat, POST, byCursor)).toEqual([['o1'], ['o2']]);
		expect(wechat.asked.map(({ body }) => body)).toEqual([{ tagid: 2 }, { tagid: 2, begin: 'o1' }]);
		expect(POST.body).toEqual({ tagid: 2 });
	});

	test('POST without a body', async () => {
		const wechat = answering(openids('o1', 'o1'), openids(''));
		await read(wechat, { method: 'POST', path: '/list' }, byCursor);
		expect(wechat.asked.map(({ body }) => body)).toEqual([{}, { begin: 'o1' }]);
	});

	test('from a place where an earlier run stopped', async () => {
		const wechat = answering(openids('', 'o9'));
		expect(await read(wechat, GET, byCursor, 'o8')).toEqual([['o9']]);
		expect(wechat.asked[0].query).toEqual({ begin: 'o8' });
	});

	test.each<[string, IDataObject]>([
		['an empty list', openids('o9')],
		['no list at all', { total: 0, count: 0, next: '' }],
		['a list that is null', { data: null, next: 'o9' }],
	])('%s is the end', async (_, answer) => {
		expect(await read(answering(answer), GET, byCursor)).toEqual([]);
	});

	test('the same cursor again is the end: it would go round for ever', async () => {
		const wechat = answering(openids('o1', 'o1'), openids('o1', 'o2'));
		expect(await read(wechat, GET, byCursor)).toEqual([['o1'], ['o2']]);
	});

	test('a number is a place too', async () => {
		const wechat = answering({ data: { openid: ['o1'] }, next: 7 }, openids(''));
		await read(wechat, GET, byCursor);
		expect(wechat.asked[1].query).toEqual({ begin: '7' });
	});
});

describe('by cursor, with a total', () => {
	const withTotal = { ...byCursor, total: 'total' };

	/** Of each page: its length, where it ends, whether the list goes on. */
	async function walk(wechat: ReturnType<typeof answering>, from = '') {
		const found: unknown[] = [];
		for await (const { elements, place, goesOn } of placedPages(wechat.client, GET, withTotal, placeAt(from))) {
			found.push([elements.length, written(place), goesOn]);
		}
		return found;
	}

	const page = (total: number | null | undefined, ...openid: string[]) => ({ ...openids(openid.at(-1), ...openid), total });

	test('the page after the last is not asked for', async () => {
		expect(await walk(answering(page(3, 'o1', 'o2'), page(3, 'o3')))).toEqual([
			[2, 'o2+2/3', true],
			[1, 'o3+3/3', false],
		]);
	});

	test('from a place that a run wrote down', async () => {
		const wechat = answering(page(3, 'o3'));
		expect(await walk(wechat, 'o2+2/3')).toEqual([[1, 'o3+3/3', false]]);
		expect(wechat.asked[0].query).toEqual({ begin: 'o2' });
	});

	test('from a place of which nobody knows how far it is, until nobody comes', async () => {
		expect(await walk(answering(page(3, 'o3'), page(3)), 'o2')).toEqual([[1, 'o3', undefined]]);
	});

	test('somebody left: the rest of the list is not lost', async () => {
		// o1 was counted and left; by the count o3 is the second of two that are left.
		expect(await walk(answering(page(4, 'o1', 'o2'), page(3, 'o3'), page(3, 'o4'), page(3)))).toEqual([
			[2, 'o2+2/4', true],
			[1, 'o3+3/4', undefined],
			[1, 'o4+4/4', undefined],
		]);
	});

	test('somebody joined in the middle', async () => {
		expect(await walk(answering(page(3, 'o1', 'o2'), page(4, 'o3'), page(4, 'o4')))).toEqual([
			[2, 'o2+2/3', true],
			[1, 'o3+3/4', true],
			[1, 'o4+4/4', false],
		]);
	});

	test.each([undefined, null])('no total in the answer (%s): until nobody comes', async (total) => {
		expect(await walk(answering(page(total, 'o1'), page(total)))).toEqual([[1, 'o1', undefined]]);
	});

	test('a total that is too large: until nobody comes', async () => {
		expect(await walk(answering(page(9, 'o1'), page(9)))).toEqual([[1, 'o1+1/9', true]]);
	});

	test('no next cursor is the end, whatever the total', async () => {
		expect(await walk(answering({ ...page(9, 'o1'), next: '' }))).toEqual([[1, '+1/9', false]]);
	});
});

describe('by offset', () => {
	const page = (length: number, total_count?: number) => ({ item: Array.from({ length }, (_, n) => n), total_count });
	const asked = (wechat: ReturnType<typeof answering>) => wechat.asked.map(({ body }) => body);

	test('until as many are there as WeChat has', async () => {
		const wechat = answering(page(20, 45), page(20, 45), page(5, 45));
		expect((await read(wechat, POST, byOffset)).map(({ length }) => length)).toEqual([20, 20, 5]);
		expect(asked(wechat)).toEqual([0, 20, 40].map((offset) => ({ tagid: 2, offset, count: 20 })));
	});

	test('a page that fills the total is the last', async () => {
		const wechat = answering(page(20, 20));
		expect(await read(wechat, POST, byOffset)).toHaveLength(1);
	});

	test('where WeChat has no total, a page that is not full is the last', async () => {
		const { total: _, ...withoutTotal } = byOffset as typeof byOffset & { total: string };
		const wechat = answering(page(20), page(19));
		expect(await read(wechat, POST, withoutTotal as Page)).toHaveLength(2);
		expect(asked(wechat)).toMatchObject([{ offset: 0 }, { offset: 20 }]);
	});

	test('short pages: it goes on from what came, not from what was asked', async () => {
		const wechat = answering(page(3, 5), page(2, 5));
		await read(wechat, POST, byOffset);
		expect(asked(wechat)).toMatchObject([{ offset: 0 }, { offset: 3 }]);
	});

	test.each([
		['nothing', [page(0, 0)]],
		['fewer than WeChat said', [page(20, 45), page(0, 45)]],
		['no total', [page(20), page(0)]],
	])('%s: an empty page is the end', async (_, answers) => {
		expect(await read(answering(...answers), POST, byOffset)).toHaveLength(answers.length - 1);
	});
});

test('who has enough asks for no further page', async () => {
	const wechat = answering(openids('o1', 'o1'));
	for await (const found of pages(wechat.client, GET, byCursor)) {
		expect(found).toEqual(['o1']);
		break;
	}
	expect(wechat.asked).toHaveLength(1);
});
