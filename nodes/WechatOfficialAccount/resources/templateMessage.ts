import type { IDataObject } from 'n8n-workflow';
import { opens } from '../../operation/fields/opens';
import { options } from '../../operation/fields/options';
import { recipient } from '../../operation/fields/recipient';
import { messageTemplate } from '../../operation/fields/template';
import { shortenLongValues, templateFields } from '../../operation/fields/templateFields';
import { failWhenRefused, sending, sendOncePer } from '../../operation/notice';
import type { Call, Field, Operation, Request, Resource, Result } from '../../operation/operation';
import { sendingToMany } from '../../operation/sendToMany/sendToMany';
import { describeField, fieldsOf } from '../../protocol/template';
import { beijingTime } from '../../protocol/time';

const sendMessage: Request = { method: 'POST', path: '/cgi-bin/message/template/send' };

const message: Field[] = [messageTemplate, templateFields('messages'), ...opens('url')];

const send: Operation = {
	...sending(sendMessage, true),
	value: 'send',
	name: 'Send',
	action: 'Send a template message',
	description: 'Tell a follower about something that happened, such as a payment or an appointment, at any time; service accounts only',
	fields: [
		recipient,
		...message,
		options([failWhenRefused, sendOncePer, shortenLongValues]),
	],
};

const sendToMany: Operation = {
	...sendingToMany(sendMessage, message, [sendOncePer, shortenLongValues]),
	value: 'sendToMany',
	name: 'Send to Many',
	action: 'Send a template message to many people',
	description: 'Tell many followers at once, each by a message of their own; who was not reached does not stop the others',
};

const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many templates of messages',
	description: 'List the templates that the account has chosen for template messages, with their fields',
	fields: [],
	request: { method: 'GET', path: '/cgi-bin/template/get_all_private_template', items: 'template_list' },
	many: true,
	simplify: ({ template_id, title, content, example, primary_industry, deputy_industry }) => ({
		template_id,
		title,
		fields: fieldsOf(String(content ?? '')).map(describeField).join(', '),
		content: content ?? null,
		example: example || null,
		industry: [primary_industry, deputy_industry].filter(Boolean).join(', ') || null,
	}),
};

const add: Operation = {
	value: 'add',
	name: 'Add',
	action: 'Add a template to the account',
	description: "Take a template from WeChat's library into the account, which may have 25",
	fields: [
		{
			displayName: 'Library Number',
			name: 'template_id_short',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 43216',
			description: 'Number of the template in the library (模板库) of the WeChat console',
		},
		{
			displayName: 'Keywords',
			name: 'keyword_name_list',
			type: 'string',
			default: '',
			list: true,
			placeholder: 'e.g. 商品名称, 支付金额, 支付时间',
			description: 'Which keywords (关键词) of the template to use, by name and in this order. Leave empty for an old template (行业模板), whose number begins with TM or OPENTM.',
		},
	],
	request: { method: 'POST', path: '/cgi-bin/template/api_add_template' },
};

const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a template from the account',
	description: 'Take a template out of the account; added again it has another ID',
	irreversible: true,
	keepsInput: true,
	fields: [messageTemplate],
	request: { method: 'POST', path: '/cgi-bin/template/del_private_template' },
	reports: ({ parameters }) => ({ template_id: parameters.template_id as string, deleted: true }),
};

/** "limit<=100" */
const PAGE = 100;

const getBlocked: Operation = {
	value: 'getBlocked',
	name: 'Get Blocked',
	action: 'Get blocked template messages',
	description: 'List to whom WeChat has not delivered a template message that it blocked (拦截)',
	fields: [
		{
			displayName: 'Message ID',
			name: 'tmpl_msg_id',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.msgid }}',
			description: 'ID of the blocked template message, from the notice (站内信) in the WeChat console or from sending it',
		},
	],
	many: true,
	simplifies: true,
	run: blocked,
	endpoints: ['POST /wxa/sec/queryblocktmplmsg'],
};

/** Page after page: each is asked for by the largest ID of the one before. */
async function* blocked({ client, parameters, credentials }: Call): AsyncGenerator<Result> {
	for (let largest_id = 0; ; ) {
		const answer = await client.json({
			method: 'POST',
			path: '/wxa/sec/queryblocktmplmsg',
			body: { tmpl_msg_id: parameters.tmpl_msg_id as string, largest_id, limit: PAGE },
			repeatable: true,
		});
		// The documents show an object, which can only be the one of a list.
		const entries = [answer.msginfo ?? []].flat() as IDataObject[];
		yield* entries.map((entry) => ({ json: { ...flat(entry), appid: credentials.appId }, raw: entry }));
		const largest = Math.max(0, ...entries.map(({ id }) => Number(id)));
		if (entries.length < PAGE || largest <= largest_id) return;
		largest_id = largest;
	}
}

const flat = ({ id, openid, tmpl_msg_id, title, content, send_timestamp }: IDataObject): IDataObject => ({
	openid,
	unionid: null,
	id: String(id),
	msgid: String(tmpl_msg_id),
	title: title ?? null,
	content: content ?? null,
	sent_at: send_timestamp ? beijingTime(Number(send_timestamp)) : null,
});

/** Template messages 模板消息 (wechat-api.md C.2, "template"). */
export const templateMessage: Resource = {
	value: 'templateMessage',
	name: 'Template Message',
	description: 'Notices to followers about what happened to them, in a fixed form (模板消息)',
	operations: [send, sendToMany, getMany, add, remove, getBlocked],
};
