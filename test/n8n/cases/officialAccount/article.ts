import type { IDataObject } from 'n8n-workflow';
import { files, SERVICE, type Wechat } from '../../wechat';
import { choose, text, time, type Case, withFile } from '../case';

const link = expect.stringMatching(/^http.*\/s\//);
const picture = expect.stringMatching(/^http.*\/mmbiz_/);

/** A draft of two articles in the draft box. */
const drafted = async ({ client }: Wechat): Promise<IDataObject> => {
	const { media_id: thumb_media_id } = await client.upload('/cgi-bin/material/add_material', { type: 'image' }, { name: 'tea.jpg', content: files.jpg });
	const article = { title: '明前龙井', author: 'Anna', content: '<p>Picked last week</p>', thumb_media_id };
	const second = { title: 'Teapots', content: '<p>New</p>', thumb_media_id, need_open_comment: 1, content_source_url: 'https://example.com/pots' };
	const { media_id } = await client.post('/cgi-bin/draft/add', { articles: [article, second] });
	return { media_id, thumb_media_id };
};

/** The same, published. */
const published = async (wechat: Wechat): Promise<IDataObject> => {
	const { media_id } = await drafted(wechat);
	const { publish_id } = await wechat.client.post('/cgi-bin/freepublish/submit', { media_id });
	for (;;) {
		const { publish_status, article_id } = await wechat.client.post('/cgi-bin/freepublish/get', { publish_id });
		if (publish_status === 0) return { media_id, publish_id, article_id };
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
};

const items = ({ media_id, thumb_media_id }: IDataObject, updated_at: null): IDataObject[] => {
	const common = {
		...{ media_id, article_id: null, article_type: 'news', digest: '', url: link, thumb_media_id, cover_url: picture },
		...{ picture_ids: null, only_fans_can_comment: false, is_deleted: null, updated_at },
	};
	return [
		{ ...common, article_number: 1, title: '明前龙井', author: 'Anna', content: '<p>Picked last week</p>', content_source_url: '', need_open_comment: false },
		{ ...common, article_number: 2, title: 'Teapots', author: '', content: '<p>New</p>', content_source_url: 'https://example.com/pots', need_open_comment: true },
	];
};

const titles = async ({ client }: Wechat): Promise<string[]> => {
	const { item } = await client.post('/cgi-bin/draft/batchget', { offset: 0, count: 20 });
	return item.flatMap(({ content }: any) => content.news_item.map(({ title }: IDataObject) => title));
};

export const cases: Record<string, Case> = {
	'wechatOfficialAccount article create': {
		input: withFile,
		// WeChat publishes all the same: it is asked again, until the time is over.
		bears: ['/cgi-bin/freepublish/get'],
		parameters: () => ({
			...{ article_type: 'news', contentFormat: 'markdown', title: '明前龙井', content: '*Picked*\n\n![](tea.jpg)', coverSource: 'binary', afterwards: 'publish' },
			additionalFields: { author: 'Anna', need_open_comment: true, pic_crop_1_1: '0.1_0_0.9_1' },
			articles: { article: [{ title: 'Teapots', content: 'New ![](tea.jpg)', coverSource: 'first' }] },
		}),
		output: () => [
			{
				...{ media_id: text, article_type: 'news', title: '明前龙井', articles: 2, dropped_images: null, uploaded_images: 2 },
				...{ status: 'published', status_text: 'Published', article_id: text, url: link, urls: expect.stringMatching(/^http\S+, http\S+$/), failed_articles: null },
				...{ publish_id: expect.stringMatching(/^\d+$/), msg_data_id: expect.stringMatching(/^\d+$/) },
			},
		],
		after: async (_, wechat, [{ json }]) => {
			const { news_item } = await wechat.client.post('/cgi-bin/freepublish/getarticle', { article_id: json.article_id });
			const content = expect.stringMatching(/^<section style=.*<em>Picked<\/em>.*<img src="http[^"]+\/mmbiz_jpg\//);
			expect(news_item).toMatchObject([{ title: '明前龙井', author: 'Anna', need_open_comment: 1, only_fans_can_comment: 0, content }, { title: 'Teapots' }]);
		},
	},
	'wechatOfficialAccount article get': {
		given: drafted,
		parameters: ({ media_id }) => ({ stage: 'draft', media_id: choose(media_id) }),
		output: (given) => items(given, null),
		simplifies: true,
	},
	'wechatOfficialAccount article getAll': {
		given: drafted,
		parameters: () => ({ stage: 'draft', returnAll: true }),
		output: (given) => items(given, time),
		simplifies: true,
	},
	'wechatOfficialAccount article update': {
		given: drafted,
		parameters: ({ media_id }) => ({ media_id: choose(media_id), articleNumber: 2, replace: 'none', updateFields: { title: 'Teapots from Yixing' } }),
		output: ({ media_id }) => [{ media_id, article_number: 2, title: 'Teapots from Yixing', dropped_images: null, uploaded_images: 0 }],
		keepsInput: true,
		after: async (_, wechat) => expect(await titles(wechat)).toEqual(['明前龙井', 'Teapots from Yixing']),
	},
	'wechatOfficialAccount article preview': {
		given: async (wechat) => ({ ...(await drafted(wechat)), openid: await wechat.client.follower() }),
		parameters: ({ media_id, openid }) => ({ media_id: choose(media_id), previewTo: 'openid', touser: openid }),
		output: ({ openid }) => [{ openid, unionid: null, appid: SERVICE.appid, wechat_id: null, msg_id: text, status: 'preview' }],
		keepsInput: true,
		after: async ({ media_id, openid }, wechat) => {
			const chats = await wechat.client.control(`/conversations?openid=${String(openid)}`);
			expect(chats[String(openid)]).toMatchObject([{ via: 'preview', type: 'mpnews' }]);
			// It is still a draft.
			expect(await wechat.client.post('/cgi-bin/draft/get', { media_id })).toHaveProperty('news_item');
		},
	},
	'wechatOfficialAccount article publish': {
		given: drafted,
		// WeChat publishes all the same: it is asked again, until the time is over.
		bears: ['/cgi-bin/freepublish/get'],
		parameters: ({ media_id }) => ({ media_id: choose(media_id), options: { wait: true } }),
		output: ({ media_id }) => [
			{
				...{ media_id, publish_id: expect.stringMatching(/^\d+$/), msg_data_id: expect.stringMatching(/^\d+$/) },
				...{ status: 'published', status_text: 'Published', article_id: text, url: link, urls: expect.stringMatching(/^http\S+, http\S+$/) },
				failed_articles: null,
			},
		],
		simplifies: true,
		after: async (_, wechat) => expect(await titles(wechat)).toEqual([]),
	},
	'wechatOfficialAccount article getStatus': {
		given: published,
		parameters: ({ publish_id }) => ({ publish_id }),
		output: ({ publish_id, article_id }) => [
			{
				...{ publish_id, status: 'published', status_text: 'Published', article_id, url: link },
				...{ urls: expect.stringMatching(/^http\S+, http\S+$/), failed_articles: null },
			},
		],
		simplifies: true,
	},
	'wechatOfficialAccount article delete': {
		given: published,
		parameters: ({ article_id }) => ({ stage: 'published', article_id: choose(article_id) }),
		output: ({ article_id }) => [{ media_id: null, article_id, article_number: null, deleted: true }],
		keepsInput: true,
		after: async (_, { client }) =>
			expect(await client.post('/cgi-bin/freepublish/batchget', { offset: 0, count: 1 })).toMatchObject({ total_count: 0 }),
	},
	'wechatOfficialAccount article getProductCard': {
		parameters: () => ({ product_id: '10000000001', article_type: 'newspic', card_type: 3 }),
		output: () => [{ product_id: '10000000001', product_key: text, html: null }],
		simplifies: true,
	},
};
