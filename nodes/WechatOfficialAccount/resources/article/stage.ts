import { article } from '../../../operation/fields/article';
import { draft } from '../../../operation/fields/draft';
import { explains } from '../../../operation/fields/refusals';
import type { Field, WireField } from '../../../operation/operation';

/** Whether it is about the draft box or about what readers see. */
export const stage: WireField = {
	displayName: 'Draft or Published',
	name: 'stage',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'draft',
	options: [
		{ name: 'Draft', value: 'draft', description: 'In the draft box (草稿箱)' },
		{ name: 'Published', value: 'published', description: 'On the account’s page (已发布)' },
	],
};

export const ofDraft = { displayOptions: { show: { stage: ['draft'] } } };
export const ofPublished = { displayOptions: { show: { stage: ['published'] } } };

/** Which draft or published article, by title. */
export const chosen: Field[] = [
	{ ...draft, ...ofDraft },
	{ ...article, ...ofPublished },
];

const UNAUTHORIZED = 48001;

/** Who may publish by API (wechat-api.md C). */
export const explainsPublishing = explains((errcode) =>
	errcode === UNAUTHORIZED
		? 'Since July 2025 only verified accounts of companies may publish, and read what is published, from outside (发布能力). Others publish by hand: the draft is in the WeChat console (mp.weixin.qq.com), 草稿箱.'
		: undefined,
);
