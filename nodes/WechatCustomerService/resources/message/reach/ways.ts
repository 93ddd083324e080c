import { recipient } from '../../../../operation/fields/recipient';
import { bodiesOf } from '../../../../operation/fields/tooLong';
import { sendInTurn } from '../../../../operation/inTurn';
import { post } from '../../../../operation/notice';
import type { Call, Field } from '../../../../operation/operation';
import { buildRequest } from '../../../../operation/request';
import { chatFields, noticeFields, reachOptions, tap, templateMessageFields } from './fields';

/** A way to a person. */
export interface Way {
	value: string;
	/** What the user calls it. */
	name: string;
	description: string;
	path: string;
	/** A Mini Program has it too. */
	inMiniProgram?: true;
	fields: Field[];
	/** @throws WechatRefusal or Unreachable; the first way also InvalidInput, which no way may after a call. */
	send(call: Call): Promise<{ msgid: string | null }>;
}

const chat: Way = {
	value: 'customerServiceMessage',
	name: 'Customer Service Message',
	description: 'In the chat (客服消息), within 48 hours after they wrote or paid',
	path: '/cgi-bin/message/custom/send',
	inMiniProgram: true,
	fields: chatFields,
	send: async (call) => {
		const own = [recipient, ...chatFields, reachOptions];
		const messages = bodiesOf({ ...call, shown: own.filter((field) => call.shown.includes(field)) });
		await sendInTurn(messages, call);
		return { msgid: null };
	},
};

/** A message in the form of a template, whose fields have names of their own. */
function ofTemplate(link: 'page' | 'url', way: Omit<Way, 'send'>): Way {
	const own = [recipient, ...way.fields, ...tap(link)];
	return {
		...way,
		send: async (call) => await post(call, buildRequest(own, call.parameters, { method: 'POST', path: way.path }), true),
	};
}

/** In the order in which they are tried: from the one that costs nothing to the one that uses up a permission. */
export const ways: Way[] = [
	chat,
	ofTemplate('url', {
		value: 'templateMessage',
		name: 'Template Message',
		description: 'To followers of a verified service account (模板消息), at any time',
		path: '/cgi-bin/message/template/send',
		fields: templateMessageFields,
	}),
	ofTemplate('page', {
		value: 'subscriptionNotice',
		name: 'Subscription Notice',
		description: 'To people who have allowed it (订阅通知); uses up their permission',
		path: '/cgi-bin/message/subscribe/bizsend',
		fields: noticeFields,
	}),
];
