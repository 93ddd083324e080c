import type { IDataObject } from 'n8n-workflow';
import type { Call, Operation, Result } from '../../../operation/operation';
import { pages } from '../../../operation/pages';
import { articleItems, type Together } from './item';
import { chosen, explainsPublishing, ofPublished, stage } from './stage';

const LISTS: Record<string, string> = { draft: '/cgi-bin/draft/batchget', published: '/cgi-bin/freepublish/batchget' };

const permission = { ...explainsPublishing, ...ofPublished };

/** A draft or a publication with all of its articles. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get an article',
	description: 'Read a draft or a published article; each of several that belong together becomes an item',
	fields: [stage, ...chosen, permission],
	simplifies: true,
	run: async ({ client, parameters }) => {
		const { stage: place, media_id, article_id } = parameters as Record<string, string | undefined>;
		const { news_item } = await client.json(
			place === 'draft'
				? { method: 'POST', path: '/cgi-bin/draft/get', body: { media_id }, repeatable: true }
				: { method: 'POST', path: '/cgi-bin/freepublish/getarticle', body: { article_id }, repeatable: true },
		);
		return articleItems({ media_id, article_id, content: { news_item: (news_item ?? []) as IDataObject[] } });
	},
	endpoints: ['POST /cgi-bin/draft/get', 'POST /cgi-bin/freepublish/getarticle'],
};

/** The draft box, or what is published, newest first. */
export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many articles',
	description: 'List the drafts or the published articles, newest first; each of several that belong together becomes an item',
	many: true,
	simplifies: true,
	fields: [
		{ ...stage, displayName: 'Drafts or Published' },
		{
			displayName: 'Leave Out the Text',
			name: 'no_content',
			type: 'boolean',
			default: false,
			sendAs: { true: 1, false: 0 },
			description: 'Whether to list the articles without their content, which is faster; WeChat may leave out titles and links too',
		},
		permission,
	],
	run: listed,
	endpoints: Object.values(LISTS).map((path) => `POST ${path}`),
};

async function* listed({ client, parameters }: Call): AsyncGenerator<Result> {
	const { stage: place, no_content } = parameters;
	const request = {
		method: 'POST' as const,
		path: LISTS[place as string],
		body: { no_content: no_content as number },
		repeatable: true,
	};
	const page = { items: 'item', offset: 'offset', count: 'count', size: 20, total: 'total_count' };
	for await (const found of pages(client, request, page)) {
		for (const together of found as Together[]) yield* articleItems(together);
	}
}
