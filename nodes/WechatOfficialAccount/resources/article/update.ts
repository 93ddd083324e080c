import type { IDataObject } from 'n8n-workflow';
import { draft } from '../../../operation/fields/draft';
import { InvalidInput, type Call, type Operation, type Result, type WireField } from '../../../operation/operation';
import { asWritten, isBeginning, warn } from './content';
import { author, content, cover, crops, digest, fansOnly, FIRST_PICTURE, openComments, pictureCrops, product, sourceUrl, title } from './fields';
import { pictureFields, pictureList } from './pictures';
import { composed, styleOf } from './text';
import { textChoices, textOptions } from './textFields';
import { illustrated, type Illustrated } from './textPictures';
import { writeDraft, writtenArticle } from './wire';

/** A change: an empty text clears what is there. Title and content stay when an expression finds nothing. */
const change = (field: WireField): WireField => ({ ...field, required: undefined, sendEmpty: true });

/** Which of the articles that belong together, counted from 1 as readers see them. */
const articleNumber: WireField = {
	displayName: 'Article Number',
	name: 'articleNumber',
	at: false,
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1,
	required: true,
	description: 'Which article, if there are several in the draft; the first is 1',
};

/** Changes one article of a draft. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a draft',
	description: 'Change an article in the draft box. What is not named stays as it is, but for the crops of a cover, which WeChat does not tell.',
	keepsInput: true,
	fields: [
		{ ...draft, at: false },
		articleNumber,
		{
			displayName: 'Replace Pictures',
			name: 'replace',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'none',
			options: [
				{ name: 'No', value: 'none' },
				{ name: 'The Cover of an Article', value: 'cover' },
				{ name: 'The Pictures of a Picture Post', value: 'pictures' },
			],
		},
		cover({ replace: ['cover'] }),
		...pictureFields({ replace: ['pictures'] }),
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				openComments,
				change(author),
				fansOnly,
				{ ...content, displayName: 'Content, or Text of a Picture Post', required: undefined },
				...crops,
				pictureCrops,
				textOptions.linksHeading,
				textOptions.whenPictureFails,
				textOptions.linksAtEnd,
				change(sourceUrl),
				product,
				change(digest),
				textChoices.theme,
				{ ...title, required: undefined },
				textChoices.format,
			] as never,
		},
	],
	run: updateDraft,
	endpoints: ['POST /cgi-bin/draft/get', 'POST /cgi-bin/draft/update', 'POST /cgi-bin/material/add_material', 'POST /cgi-bin/media/uploadimg'],
};

async function updateDraft(call: Call): Promise<Result[]> {
	const { media_id, articleNumber: number, replace } = call.parameters as { media_id: string; articleNumber: number; replace: string };
	const changes = writtenArticle(call);
	if (replace === 'none' && Object.keys(changes).length === 0) {
		throw new InvalidInput('There is nothing to change', 'Add what is to be changed under “Update Fields”, or replace pictures');
	}
	const before = await articleIn(media_id, number, call);
	refuseOtherKind(before, replace);
	// WeChat's own summary of the old text would stand below the new one.
	if ('content' in changes && isBeginning(before)) delete before.digest;
	if (replace === 'pictures') changes.image_info = await pictureList(call);
	const made = before.article_type === 'newspic' ? AS_PLAIN_TEXT : await newText(before, changes, call);
	const { changed, dropped, uploaded } = made;
	const articles = { ...before, ...changes, ...changed };
	if ('content' in changes) warn(call, articles, made);
	const body = { media_id, index: number - 1, articles };
	await writeDraft(call, { method: 'POST', path: '/cgi-bin/draft/update', body, repeatable: true });
	const title = (articles as IDataObject).title as string;
	return [{ json: { media_id, article_number: number, title, dropped_images: dropped.join(', ') || null, uploaded_images: uploaded } }];
}

type Changed = Pick<Illustrated, 'dropped' | 'lost' | 'uploaded'> & { changed: IDataObject };

/** The text of a picture post stays as it is. */
const AS_PLAIN_TEXT: Changed = { changed: {}, dropped: [], lost: 0, uploaded: 0 };

/** What follows from another text, or from taking the cover out of the text. */
async function newText({ content: old }: IDataObject, { title: given, content: text }: IDataObject, call: Call): Promise<Changed> {
	const { context, item, parameters } = call;
	const wantsCover = parameters.replace === 'cover' && context.getNodeParameter('coverSource', item) === FIRST_PICTURE;
	if (text === undefined && !wantsCover) return AS_PLAIN_TEXT;
	const style = text === undefined ? { ...styleOf(call), format: 'html' as const, theme: 'none' } : styleOf(call);
	const article = composed(String(text ?? old), given as string | undefined, style);
	const { html, cover: thumb_media_id, ...more } = await illustrated(article, wantsCover, call);
	return { changed: { content: html, ...(article.title && { title: article.title }), ...(thumb_media_id && { thumb_media_id }) }, ...more };
}

/** The pictures of an article are in its text; a picture post has no cover of its own. */
function refuseOtherKind({ article_type }: IDataObject, replace: string): void {
	const isPost = article_type === 'newspic';
	if (replace === 'none' || isPost === (replace === 'pictures')) return;
	throw new InvalidInput(
		isPost ? '“Replace Pictures”: this is a picture post, whose cover is its first picture' : '“Replace Pictures”: this is an article, not a picture post',
		isPost ? 'Choose The Pictures of a Picture Post' : 'Choose The Cover of an Article. The pictures inside it are part of its content.',
	);
}

/** What WeChat tells of an article and takes back; the crops of the cover it does not tell. */
const KEPT = [
	...['article_type', 'title', 'author', 'digest', 'content', 'content_source_url'],
	...['need_open_comment', 'only_fans_can_comment', 'image_info', 'product_info'],
];

/** The article as it is now: WeChat's update forgets every field that does not come with it. */
async function articleIn(media_id: string, number: number, call: Call): Promise<IDataObject> {
	const request = { method: 'POST' as const, path: '/cgi-bin/draft/get', body: { media_id }, repeatable: true };
	const articles = ((await call.client.json(request)).news_item ?? []) as IDataObject[];
	const found = articles[number - 1];
	if (!found) {
		throw new InvalidInput(`“${articleNumber.displayName}”: the draft has no article number ${number}`, `It has ${articles.length}; the first is number 1`);
	}
	const isPictures = found.article_type === 'newspic';
	const keys = isPictures ? KEPT : [...KEPT, 'thumb_media_id'];
	const kept = keys.filter((key) => found[key] !== undefined && found[key] !== null).map((key) => [key, found[key]]);
	return { ...Object.fromEntries(kept), content: asWritten(String(found.content ?? '')) };
}
