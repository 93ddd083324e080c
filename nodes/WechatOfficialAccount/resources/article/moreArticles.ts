import type { IDataObject } from 'n8n-workflow';
import { libraryPicture, type PictureSource } from '../../../operation/fields/libraryPicture';
import type { Call, WireField } from '../../../operation/operation';
import { author, content, fansOnly, openComments, sourceUrl, title } from './fields';

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
				{
					displayName: 'Cover From',
					name: 'coverSource',
					type: 'options',
					default: 'binary',
					options: [
						{ name: 'File From an Earlier Node', value: 'binary' },
						{ name: 'Media ID', value: 'media' },
						{ name: 'Web Address', value: 'url' },
					],
				},
				{
					displayName: 'Cover',
					name: 'cover',
					type: 'string',
					default: 'data',
					required: true,
					description: 'The name of the input binary field that holds the cover, its media ID in the library, or its public address',
				},
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
		const { coverSource, cover, ...article } = row;
		const thumb_media_id = await libraryPicture(coverSource as PictureSource, String(cover), 'Cover', call);
		written.push({ article_type: 'news', ...article, thumb_media_id });
	}
	return written;
}
