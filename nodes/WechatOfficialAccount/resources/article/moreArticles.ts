import type { IDataObject } from 'n8n-workflow';
import { libraryPicture, type PictureSource } from '../../../operation/fields/libraryPicture';
import type { Call, WireField } from '../../../operation/operation';
import { author, content, cover, fansOnly, FIRST_PICTURE, openComments, sourceUrl, title } from './fields';

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
				{ ...title, required: undefined, description: 'At most 32 characters. In Markdown it may be empty: then the first heading is the title.' },
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

/** Another article as WeChat takes it, with the cover that its row names; the first picture of its text comes with the text. */
export async function otherArticle(row: IDataObject, call: Call): Promise<IDataObject> {
	const { coverSource, coverBinaryPropertyName, coverUrl, thumb_media_id: chosen, ...article } = row;
	const written = { article_type: 'news', ...article };
	if (coverSource === FIRST_PICTURE) return written;
	// Of the three the row has the one that belongs to its source.
	const where = String(chosen ?? coverUrl ?? coverBinaryPropertyName);
	return { ...written, thumb_media_id: await libraryPicture(coverSource as PictureSource, where, 'Cover', call) };
}
