import { opens } from '../../operation/fields/opens';
import { options } from '../../operation/fields/options';
import { recipient } from '../../operation/fields/recipient';
import { noticeTemplate } from '../../operation/fields/template';
import { shortenLongValues, templateFields } from '../../operation/fields/templateFields';
import { failWhenRefused, sending, sendOncePer } from '../../operation/notice';
import type { Field, Operation, Request, Resource, WireField } from '../../operation/operation';
import { sendingToMany } from '../../operation/sendToMany/sendToMany';
import { describeField, fieldsOf, permissionOf } from '../../protocol/template';
import { add, getLibrary } from './subscriptionNotice/library';
import { createOptInLink, sendOneTime } from './subscriptionNotice/oneTime';

const sendNotice: Request = { method: 'POST', path: '/cgi-bin/message/subscribe/bizsend' };

const message: Field[] = [noticeTemplate, templateFields('notices'), ...opens('page')];

const language: WireField = {
	displayName: 'Language',
	name: 'lang',
	type: 'options',
	default: 'zh_CN',
	options: [
		{ name: 'Chinese (Hong Kong)', value: 'zh_HK' },
		{ name: 'Chinese (Simplified)', value: 'zh_CN' },
		{ name: 'Chinese (Taiwan)', value: 'zh_TW' },
		{ name: 'English', value: 'en_US' },
	],
	description: 'Language of what opens in the Mini Program',
};

const version: WireField = {
	displayName: 'Mini Program Version',
	name: 'miniprogram_state',
	type: 'options',
	default: 'formal',
	options: [
		{ name: 'Development', value: 'developer' },
		{ name: 'Released', value: 'formal' },
		{ name: 'Trial', value: 'trial' },
	],
	description: 'Which version of the Mini Program opens (正式版, 体验版, 开发版)',
};

const send: Operation = {
	...sending(sendNotice, true),
	value: 'send',
	name: 'Send',
	action: 'Send a subscription notice',
	description: 'Tell someone who has allowed it (订阅) what they asked for; one tap on Allow is usually good for one notice',
	fields: [
		recipient,
		...message,
		options([failWhenRefused, language, version, sendOncePer, shortenLongValues]),
	],
};

const sendToMany: Operation = {
	...sendingToMany(sendNotice, message, [language, version, sendOncePer, shortenLongValues]),
	value: 'sendToMany',
	name: 'Send to Many',
	action: 'Send a subscription notice to many people',
	description: 'Tell many people who have allowed it (订阅) at once; who has not does not stop the others',
};

const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many templates of notices',
	description: 'List the templates that the account has chosen for subscription notices, with their fields',
	fields: [],
	request: { method: 'GET', path: '/wxaapi/newtmpl/gettemplate', items: 'data' },
	many: true,
	simplify: ({ priTmplId, title, content, example, type }) => ({
		template_id: priTmplId,
		title,
		fields: fieldsOf(String(content ?? '')).map(describeField).join(', '),
		content: content ?? null,
		example: example || null,
		type: permissionOf(type),
	}),
};

const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a template of notices',
	description: 'Take a template of subscription notices out of the account; who has allowed it has to be asked again for another one',
	irreversible: true,
	keepsInput: true,
	fields: [{ ...noticeTemplate, name: 'priTmplId' }],
	request: { method: 'POST', path: '/wxaapi/newtmpl/deltemplate' },
	reports: ({ parameters }) => ({ template_id: parameters.priTmplId as string, deleted: true }),
};

/** Subscription notices 订阅通知 and one-time subscriptions 一次性订阅 (wechat-api.md C.2). */
export const subscriptionNotice: Resource = {
	value: 'subscriptionNotice',
	name: 'Subscription Notice',
	description: 'Notices to people who have allowed them (订阅通知, 一次性订阅)',
	operations: [send, sendToMany, getMany, add, remove, getLibrary, createOptInLink, sendOneTime],
};
