import { picture } from '../../operation/fields/picture';
import { onlyFor } from '../../operation/fields/refusals';
import { staff as chooser, staffPerson } from '../../operation/fields/staff';
import type { Call, Field, Operation, Resource } from '../../operation/operation';
import { getMany, merchantIn, ofMerchant } from './staff/list';

const account: Field = { ...chooser, required: true, description: 'Customer-service account (客服账号)' };

const nickname: Field = {
	displayName: 'Nickname',
	name: 'nickname',
	type: 'string',
	default: '',
	required: true,
	max: { characters: 16 },
	placeholder: 'e.g. Anna',
	description: 'Name that customers see (客服昵称): at most 16 characters',
};

/** The documents of Mini Programs have none of it (wechat-api.md D). */
const ofOfficialAccount: Field = onlyFor('officialAccount');

const reported = ({ parameters }: Call) => ({ kf_account: parameters.kf_account as string });

const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a staff account',
	description: 'Add a customer service account (客服账号), of which there may be 100. Then invite the person who is to use it.',
	keepsInput: true,
	fields: [
		{
			displayName: 'Account',
			name: 'kf_account',
			type: 'string',
			default: '',
			required: true,
			matches: {
				pattern: /^\w{1,10}@[\w-]{1,30}$/,
				words: 'up to 10 letters, digits or underscores, then @ and the WeChat ID of the account (公众号微信号)',
			},
			placeholder: 'e.g. anna@lotustea',
			description:
				'Up to 10 letters, digits or underscores, then @ and the WeChat ID (微信号) that the account has in the WeChat console under Account Details (账号详情)',
		},
		nickname,
		ofMerchant,
	],
	request: { method: 'POST', path: '/customservice/kfaccount/add' },
	reports: (call) => ({ ...reported(call), nickname: call.parameters.nickname as string }),
};

const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Rename a staff account',
	description: 'Change the name that customers see; Official Account only',
	keepsInput: true,
	fields: [ofOfficialAccount, account, { ...nickname, displayName: 'New Nickname' }],
	request: { method: 'POST', path: '/customservice/kfaccount/update', repeatable: true },
	reports: (call) => ({ ...reported(call), nickname: call.parameters.nickname as string }),
};

const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a staff account',
	description: 'Remove a customer service account (客服账号); its open conversations end',
	irreversible: true,
	keepsInput: true,
	fields: [account, ofMerchant],
	run: async (call) => {
		const { kf_account } = reported(call);
		// The documents have the account in the body, most programs in the query: it goes into both.
		await call.client.json({
			method: 'POST',
			path: '/customservice/kfaccount/del',
			query: { kf_account },
			body: { kf_account, ...merchantIn(call) },
		});
		return [{ json: {} }];
	},
	endpoints: ['POST /customservice/kfaccount/del'],
	reports: (call) => ({ ...reported(call), deleted: true }),
};

const invite: Operation = {
	value: 'invite',
	name: 'Invite',
	action: 'Invite someone to a staff account',
	description: 'Ask a WeChat user to work with a customer service account (邀请绑定客服账号); they accept in WeChat. Get Many shows how it stands. Official Account only.',
	keepsInput: true,
	fields: [
		ofOfficialAccount,
		account,
		{
			displayName: 'WeChat ID',
			name: 'invite_wx',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. anna_tea',
			description: 'WeChat ID (微信号) of the person, not their nickname',
		},
	],
	request: { method: 'POST', path: '/customservice/kfaccount/inviteworker' },
	reports: (call) => ({ ...reported(call), invited: call.parameters.invite_wx as string }),
};

const setPicture: Operation = {
	value: 'setPicture',
	name: 'Set Picture',
	action: 'Set the profile picture of a staff account',
	description: 'Upload the picture that customers see (客服头像): JPG or PNG, at most 5 MB, best as a square of 640 pixels. Official Account only.',
	keepsInput: true,
	fields: [ofOfficialAccount, account, picture({ name: 'media', label: 'Picture', use: 'profilePicture' })],
	request: {
		method: 'POST',
		path: '/customservice/kfaccount/uploadheadimg',
		query: ['kf_account'],
		file: 'media',
		repeatable: true,
	},
	reports: reported,
};

const administration = (path: string, is_admin: boolean): Pick<Operation, 'fields' | 'keepsInput' | 'reports' | 'request'> => ({
	keepsInput: true,
	fields: [onlyFor('miniProgram'), staffPerson, ofMerchant],
	request: { method: 'GET', path },
	reports: ({ parameters }) => ({ kf_openid: parameters.kf_openid as string, is_admin }),
});

/** Staff 客服人员 (wechat-api.md C.1, kfAccount). */
export const staff: Resource = {
	value: 'staff',
	name: 'Staff',
	description: 'Who answers customers (客服人员)',
	operations: [
		getMany,
		create,
		update,
		remove,
		invite,
		setPicture,
		{
			...administration('/customservice/kfaccount/setadmin', true),
			value: 'setAdmin',
			name: 'Set Admin',
			action: 'Make someone an administrator of the staff',
			description: 'Let someone manage the customer service staff (客服管理员), above all of a Mini Program',
		},
		{
			...administration('/customservice/kfaccount/canceladmin', false),
			value: 'removeAdmin',
			name: 'Remove Admin',
			action: 'Take the administrator role from someone',
			description: 'Take the management of the staff from someone (取消客服管理员), above all of a Mini Program',
		},
	],
};
