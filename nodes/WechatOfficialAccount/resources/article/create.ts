import type { IDataObject } from 'n8n-workflow';
import { explains } from '../../../operation/fields/refusals';
import type { Call, Operation, Result, WireField } from '../../../operation/operation';
import { foreignPictures, warn } from './content';
import { author, caption, content, cover, crops, digest, fansOnly, openComments, pictureCrops, product, sourceUrl, title } from './fields';
import { moreArticles, otherArticles } from './moreArticles';
import { pictureFields, pictureList } from './pictures';
import { writeDraft, writtenArticle } from './wire';

const news = { displayOptions: { show: { article_type: ['news'] } } };
const pictures = { displayOptions: { show: { article_type: ['newspic'] } } };

const additional = (options: WireField[]): WireField => ({
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: options as never,
});

const TOO_MANY = 45008;

const tooMany = {
	...explains((errcode) => (errcode === TOO_MANY ? 'A draft holds at most 8 articles. Put the others into another draft.' : undefined)),
	...news,
};

/** Puts articles into the draft box. */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a draft',
	description: 'Put an article, several that belong together, or a post of pictures into the draft box (草稿箱)',
	fields: [
		{
			displayName: 'Kind',
			name: 'article_type',
			type: 'options',
			noDataExpression: true,
			default: 'news',
			options: [
				{ name: 'Article', value: 'news', description: 'Text with pictures (图文消息)' },
				{ name: 'Picture Post', value: 'newspic', description: 'Up to 20 pictures with a short text (图片消息)' },
			],
		},
		title,
		{ ...content, ...news },
		{ ...caption, ...pictures },
		cover({ article_type: ['news'] }),
		tooMany,
		...pictureFields({ article_type: ['newspic'] }),
		moreArticles,
		{ ...additional([openComments, author, fansOnly, ...crops, sourceUrl, digest]), ...news },
		{ ...additional([openComments, fansOnly, pictureCrops, product]), ...pictures },
	],
	run: createDraft,
	endpoints: ['POST /cgi-bin/draft/add', 'POST /cgi-bin/material/add_material'],
};

async function createDraft(call: Call): Promise<Result[]> {
	const { article_type, title } = call.parameters;
	const first = writtenArticle(call);
	if (article_type === 'newspic') first.image_info = await pictureList(call);
	const articles = article_type === 'news' ? [first, ...(await otherArticles(call))] : [first];
	const dropped = articles.flatMap((article) => reportedDrops(article, call));
	const request = { method: 'POST' as const, path: '/cgi-bin/draft/add', body: { articles } };
	const { media_id } = await writeDraft(call, request);
	return [
		{
			json: {
				media_id,
				article_type: article_type as string,
				title: title as string,
				articles: articles.length,
				dropped_images: dropped.join(', ') || null,
			},
		},
	];
}

/** Pictures that WeChat will leave out of an article; the editor shows it too. */
export function reportedDrops(article: IDataObject, call: Call): string[] {
	const dropped = article.article_type === 'newspic' ? [] : foreignPictures(String(article.content ?? ''), call);
	warn(call, article, dropped);
	return dropped;
}
