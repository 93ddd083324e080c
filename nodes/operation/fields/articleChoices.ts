import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { Client } from '../../transport/client';
import { wechat } from '../../transport/wechat';
import { pagedChoices } from './choices';

/** WeChat gives at most so many at a time. */
const PAGE = 20;

interface Listed extends IDataObject {
	content?: { news_item?: Array<{ title?: string; url?: string }> };
}

/**
 * One page of drafts or published articles by their titles, newest first (wechat-api.md C.3): several articles
 * that belong together are one entry.
 */
export async function articleChoices(
	context: ILoadOptionsFunctions,
	{ path, id }: { path: string; id: 'article_id' | 'media_id' },
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const client = new Client(context, wechat);
	const read = async (offset: number) => {
		// With the texts left out, it is not certain that the titles come.
		const body = { offset, count: PAGE, no_content: 0 };
		const { item, total_count: total } = await client.json({ method: 'POST', path, body, repeatable: true });
		const entries = ((item ?? []) as Listed[]).map((entry) => {
			const articles = entry.content?.news_item ?? [];
			const value = String(entry[id]);
			return { name: nameOf(articles) || value, value, url: articles[0]?.url || undefined };
		});
		return { entries, total };
	};
	return await pagedChoices(read, filter, paginationToken);
}

function nameOf([first, ...others]: Array<{ title?: string }>): string {
	const title = first?.title ?? '';
	return others.length > 0 ? `${title} (and ${others.length} more)` : title;
}
