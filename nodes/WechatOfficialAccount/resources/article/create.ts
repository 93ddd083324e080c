import type { IDataObject } from 'n8n-workflow';
import { explains } from '../../../operation/fields/refusals';
import type { Call, Operation, Result, WireField } from '../../../operation/operation';
import type { Composed } from '../../../protocol/article/compose';
import { afterwardsFields, done } from './afterwards';
import { warn } from './content';
import { author, caption, content, cover, crops, digest, fansOnly, FIRST_PICTURE, openComments, pictureCrops, product, sourceUrl, title } from './fields';
import { moreArticles, otherArticle } from './moreArticles';
import { pictureFields, pictureList } from './pictures';
import { texts } from './text';
import { textFields, textOptions } from './textFields';
import { illustrated } from './textPictures';
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

const articleOptions = [
	...[openComments, author, fansOnly, ...crops, textOptions.linksHeading, textOptions.whenPictureFails],
	...[textOptions.linksAtEnd, sourceUrl, digest],
];

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
	description: 'Put an article, several that belong together, or a post of pictures into the draft box (草稿箱); preview or publish it at once if you like. Takes HTML and Markdown, and uploads the pictures in it.',
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
		...textFields,
		{ ...title, ...pictures },
		{ ...content, ...news },
		{ ...caption, ...pictures },
		texts,
		cover({ article_type: ['news'] }),
		tooMany,
		...pictureFields({ article_type: ['newspic'] }),
		moreArticles,
		...afterwardsFields,
		{ ...additional(articleOptions), ...news },
		{ ...additional([openComments, fansOnly, pictureCrops, product]), ...pictures },
	],
	irreversible: { afterwards: ['publish'] },
	run: createDraft,
	endpoints: [
		...['POST /cgi-bin/draft/add', 'POST /cgi-bin/material/add_material', 'POST /cgi-bin/media/uploadimg'],
		...['POST /cgi-bin/message/mass/preview', 'POST /cgi-bin/freepublish/submit', 'POST /cgi-bin/freepublish/get'],
	],
};

async function createDraft(call: Call): Promise<Result[]> {
	const { article_type } = call.parameters;
	const { articles, dropped, uploaded } = article_type === 'news' ? await illustratedArticles(call) : await picturePost(call);
	const request = { method: 'POST' as const, path: '/cgi-bin/draft/add', body: { articles } };
	// What comes afterwards may fail and be tried again; the draft is made once.
	const media_id = await call.once(`draft of item ${call.item}`, async () => String((await writeDraft(call, request)).media_id));
	return [
		{
			json: {
				media_id,
				article_type: article_type as string,
				title: articles[0].title as string,
				articles: articles.length,
				dropped_images: dropped.join(', ') || null,
				uploaded_images: uploaded,
				...(await done(media_id, call)),
			},
		},
	];
}

interface Written {
	articles: IDataObject[];
	/** Pictures that were left out. */
	dropped: string[];
	/** How many pictures of texts were uploaded. */
	uploaded: number;
}

async function picturePost(call: Call): Promise<Written> {
	return { articles: [{ ...writtenArticle(call), image_info: await pictureList(call) }], dropped: [], uploaded: 0 };
}

/** The articles in their order, their texts with WeChat's pictures. */
async function illustratedArticles(call: Call): Promise<Written> {
	const composed = call.parameters.texts as Array<Composed & { title: string }>;
	const rows = (call.parameters.articles ?? []) as IDataObject[];
	const coverSource = call.context.getNodeParameter('coverSource', call.item);
	const all: Written = { articles: [], dropped: [], uploaded: 0 };
	for (const [at, text] of composed.entries()) {
		const row: IDataObject | undefined = rows[at - 1];
		const isFirstPicture = (row?.coverSource ?? coverSource) === FIRST_PICTURE;
		const made = await illustrated(text, isFirstPicture, call);
		const { html, cover: thumb_media_id, dropped, uploaded } = made;
		const written = row ? await otherArticle(row, call) : writtenArticle(call);
		const article = { ...written, title: text.title, content: html, ...(thumb_media_id && { thumb_media_id }) };
		warn(call, article, made);
		all.articles.push(article);
		all.dropped.push(...dropped);
		all.uploaded += uploaded;
	}
	return all;
}
