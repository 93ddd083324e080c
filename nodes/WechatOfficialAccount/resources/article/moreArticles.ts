import type { IDataObject } from 'n8n-workflow';
import { libraryPicture, type PictureSource } from '../../../operation/fields/libraryPicture';
import type { Call, WireField } from '../../../operation/operation';
import { author, content, cover, fansOnly, openComments, sourceUrl, title } from './fields';

/** The other articles of a draft: below the first one, in their order. */
export const moreArticles: WireField = {
	displayName: 'More Articles in This Draft',
	name: 'articles',
	at: false,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Article',
	default: {},
	displayOptions: { show: { article_type: ['news'] } },
	description: 'Readers get them together with the first one, as a list below it (多图文)',
	options: [
		{
			displayName: 'Article',
			name: 'article',
			values: [
				title,
				content,
				...cover({}).properties,
				author,
				sourceUrl,
				openComments,
				fansOnly,
			] as WireField[],
		},
	],
};

/** The other articles as WeChat takes them, their covers uploaded one after the other. */
export async function otherArticles(call: Call): Promise<IDataObject[]> {
	const written: IDataObject[] = [];
	for (const row of (call.parameters.articles ?? []) as IDataObject[]) {
		const { coverSource, coverBinaryPropertyName, coverUrl, thumb_media_id: chosen, ...article } = row;
		// Of the three the row has the one that belongs to its source.
		const where = String(chosen ?? coverUrl ?? coverBinaryPropertyName);
		const thumb_media_id = await libraryPicture(coverSource as PictureSource, where, 'Cover', call);
		written.push({ article_type: 'news', ...article, thumb_media_id });
	}
	return written;
}
