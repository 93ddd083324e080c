import type { Resource } from '../../operation/operation';
import { create } from './article/create';
import { getProductCard } from './article/productCard';
import { preview } from './article/preview';
import { getStatus, publish } from './article/publish';
import { get, getMany } from './article/read';
import { remove } from './article/remove';
import { update } from './article/update';

/** Articles 图文: drafts and publishing (wechat-api.md C.3). */
export const article: Resource = {
	value: 'article',
	name: 'Article',
	description: 'Articles and picture posts: drafts (草稿) and publishing (发布)',
	operations: [create, get, getMany, getProductCard, getStatus, preview, publish, update, remove],
};
