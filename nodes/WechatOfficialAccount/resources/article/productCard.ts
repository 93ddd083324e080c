import type { Operation } from '../../../operation/operation';

/** What puts a product of the account's store into an article (wechat-api.md C.3, draft.getProductCard). */
export const getProductCard: Operation = {
	value: 'getProductCard',
	name: 'Get Product Card',
	action: 'Get a product card',
	description: 'Get what puts a product of your WeChat Store (微信小店) into an article: HTML for its content, or the product key of a picture post',
	fields: [
		{
			displayName: 'Product ID',
			name: 'product_id',
			type: 'string',
			default: '',
			required: true,
			matches: { pattern: /^\d+$/, words: 'a number' },
			placeholder: 'e.g. 10000000001',
			description: 'ID of the product in WeChat Store',
		},
		{
			displayName: 'Kind',
			name: 'article_type',
			type: 'options',
			noDataExpression: true,
			default: 'news',
			options: [
				{ name: 'Article', value: 'news' },
				{ name: 'Picture Post', value: 'newspic' },
			],
		},
		{
			displayName: 'Card',
			name: 'card_type',
			type: 'options',
			default: 1,
			displayOptions: { show: { article_type: ['news'] } },
			options: [
				{ name: 'Large', value: 0 },
				{ name: 'Small', value: 1 },
				{ name: 'Text Link', value: 2 },
			],
		},
		{
			displayName: 'Card',
			name: 'card_type',
			type: 'options',
			default: 1,
			displayOptions: { show: { article_type: ['newspic'] } },
			options: [
				{ name: 'Bar', value: 3 },
				{ name: 'Small', value: 1 },
				{ name: 'Text Link', value: 2 },
			],
		},
	],
	request: { method: 'POST', path: '/channels/ec/service/product/getcardinfo', repeatable: true },
	simplify: ({ product_key, DOM }, { parameters }) => ({
		product_id: parameters.product_id as string,
		product_key: product_key ?? null,
		html: DOM ?? null,
	}),
};
