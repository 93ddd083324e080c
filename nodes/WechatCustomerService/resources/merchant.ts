import type { IDataObject } from 'n8n-workflow';
import { merchant as chooser, merchantPages } from '../../operation/fields/merchant';
import { picture, type PictureKind } from '../../operation/fields/picture';
import { onlyFor } from '../../operation/fields/refusals';
import { mediaIdOf, temporaryUpload } from '../../operation/files/upload';
import { InvalidInput, type Field, type FieldKind, type Operation, type Resource } from '../../operation/operation';

const here: Field[] = [onlyFor('miniProgram')];

const accountName: Field = {
	displayName: 'Account Name',
	name: 'account_name',
	type: 'string',
	default: '',
	required: true,
	// The page says 6 at least, and shows one of 5.
	matches: { pattern: /^\w{1,30}$/, words: '6 to 30 letters, digits or underscores' },
	placeholder: 'e.g. lotus_tea_01',
	description: 'Name of your own for the merchant: 6 to 30 letters, digits or underscores. It can be used once, and not be changed.',
};

const nickname: Field = {
	displayName: 'Nickname',
	name: 'nickname',
	type: 'string',
	default: '',
	required: true,
	max: { characters: 30 },
	placeholder: 'e.g. Lotus Tea',
	description: 'Name that customers see: 4 to 30 letters, digits or Chinese characters, each Chinese character counting as 2',
};

const merchant: Field = { ...chooser, required: true, description: 'Merchant (子商户) of the Mini Program' };

/** WeChat wants the icon as temporary media: it is uploaded first. */
function icon(source: PictureKind): FieldKind {
	return {
		...source,
		endpoints: ['POST /cgi-bin/media/upload'],
		async read(call) {
			const file = await source.read(call);
			return file && mediaIdOf(await call.client.json(temporaryUpload('image', file)));
		},
	};
}

const newIcon = picture({ name: 'icon_media_id', label: 'Icon', use: 'image' });
const otherIcon = picture({ name: 'icon_media_id', label: 'Icon', use: 'image', keep: { name: 'Keep the Icon', value: 'keep' } });

const flat = ({ business_id, account_name, nickname: name, icon_url }: IDataObject): IDataObject => ({
	business_id: String(business_id),
	account_name: account_name ?? null,
	nickname: name ?? null,
	icon_url: icon_url || null,
});

const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a merchant',
	description: 'Give a merchant conversations of its own (创建子商户); for Mini Programs of the category e-commerce platform (电商平台)',
	keepsInput: true,
	fields: [
		...here,
		accountName,
		nickname,
		icon(newIcon),
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Answer in the General Customer Service',
					name: 'transfer_to_commkf',
					type: 'boolean',
					default: true,
					description: 'Whether messages to the merchant go to the customer service of the Mini Program (转发到通用客服). Only then its staff can be managed here.',
				},
			],
		},
	],
	request: { method: 'POST', path: '/cgi-bin/business/register' },
	simplify: (answer, { parameters }) => ({ business_id: String(answer.business_id), account_name: parameters.account_name as string, nickname: parameters.nickname as string }),
};

const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a merchant',
	description: 'Nickname, account name and icon of a merchant',
	fields: [
		...here,
		{
			displayName: 'Find By',
			name: 'findBy',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'merchant',
			options: [
				{ name: 'Account Name', value: 'accountName' },
				{ name: 'Merchant', value: 'merchant' },
			],
		},
		{ ...merchant, displayOptions: { show: { findBy: ['merchant'] } } },
		{
			...accountName,
			displayOptions: { show: { findBy: ['accountName'] } },
			description: 'The name that the merchant was created with',
		},
	],
	request: { method: 'POST', path: '/cgi-bin/business/get', items: 'business_info', repeatable: true },
	simplify: flat,
};

const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many merchants',
	description: 'List the merchants (子商户) of the Mini Program',
	many: true,
	fields: here,
	request: { method: 'POST', path: '/cgi-bin/business/list', page: merchantPages, repeatable: true },
	simplify: flat,
};

const somethingNew: FieldKind = {
	...icon(otherIcon),
	async read(call) {
		const media_id = await icon(otherIcon).read(call);
		if (media_id !== undefined || call.parameters.nickname !== undefined) return media_id;
		throw new InvalidInput('There is nothing to change', 'Fill in “Nickname”, or choose another icon');
	},
};

const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a merchant',
	description: 'Change nickname or icon of a merchant',
	keepsInput: true,
	fields: [...here, merchant, { ...nickname, required: false, description: 'New name that customers see; empty leaves it as it is' }, somethingNew],
	request: { method: 'POST', path: '/cgi-bin/business/update', repeatable: true },
	reports: ({ parameters }) => ({ business_id: String(parameters.business_id), updated: true }),
};

/** Merchants of a Mini Program 客服子商户 (wechat-api.md D, kfBusiness). */
export const merchantResource: Resource = {
	value: 'merchant',
	name: 'Merchant',
	description: 'Merchants with customer service of their own (多商户客服); Mini Program only',
	operations: [create, get, getMany, update],
};
