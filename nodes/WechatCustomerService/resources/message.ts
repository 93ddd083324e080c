import { options } from '../../operation/fields/options';
import { bodiesOf } from '../../operation/fields/tooLong';
import { sendInTurn } from '../../operation/inTurn';
import type { Call, Operation, Resource } from '../../operation/operation';
import { buildRequest } from '../../operation/request';
import { WechatRefusal } from '../../transport/errors';
import { addressee } from './message/addressee';
import { contents, msgtype } from './message/contents';
import { aiMark, businessid, sender } from './message/options';
import { reach } from './message/reach';
import { sendAndWait } from './message/sendAndWait';

const send: Operation = {
	value: 'send',
	name: 'Send',
	action: 'Send a customer service message',
	description: 'Write to someone who wrote to the account in the last 48 hours (up to 5 messages), paid in a service account in that time, or followed, scanned or tapped the menu in the last minute (up to 3)',
	keepsInput: true,
	reports: ({ parameters }) => ({ msgtype: parameters.msgtype as string }),
	fields: [
		...addressee,
		msgtype,
		...contents,
		options([aiMark, businessid, sender]),
	],
	run: async (call) => {
		const messages = bodiesOf(call);
		await sendInTurn(messages, call);
		call.facts.messages = messages.length;
		return [{ json: {} }];
	},
	endpoints: ['POST /cgi-bin/message/custom/send'],
};

const TYPING = '/cgi-bin/message/custom/typing';
const TYPING_OF_MINI_PROGRAM = '/cgi-bin/message/custom/business/typing';

/** WeChat's code for it. */
const SHOWN_ALREADY = 45081;

const showTyping: Operation = {
	value: 'showTyping',
	name: 'Show Typing',
	action: 'Show that an answer is being typed',
	description: 'Show the customer that an answer is on its way (对方正在输入), up to 15 seconds; possible within 30 seconds after they wrote',
	keepsInput: true,
	fields: [
		...addressee,
		{
			displayName: 'Typing',
			name: 'command',
			type: 'options',
			default: 'Typing',
			options: [
				{ name: 'Hide', value: 'CancelTyping' },
				{ name: 'Show', value: 'Typing' },
			],
			description: 'Whether the customer sees that an answer is being typed',
		},
		options([businessid]),
	],
	run: async (call) => {
		const path = isOfMiniProgram(call) ? TYPING_OF_MINI_PROGRAM : TYPING;
		await call.client
			.json(buildRequest(call.shown, call.parameters, { method: 'POST', path, repeatable: true }))
			.catch((error: unknown) => (isShownAlready(error) ? {} : Promise.reject(error as Error)));
		return [{ json: {} }];
	},
	endpoints: [`POST ${TYPING}`, `POST ${TYPING_OF_MINI_PROGRAM}`],
};

/** Only a Mini Program has merchants. */
function isOfMiniProgram({ credentials, parameters }: Call): boolean {
	return credentials.accountType === 'miniProgram' || 'businessid' in ((parameters.options ?? {}) as object);
}

/** As the user wanted it: also after a lost answer, when it is asked for again. */
function isShownAlready(error: unknown): boolean {
	return error instanceof WechatRefusal && error.refusal.errcode === SHOWN_ALREADY;
}

/** Customer-service messages 客服消息 (wechat-api.md C.1). */
export const message: Resource = {
	value: 'message',
	name: 'Message',
	description: 'Messages to customers (客服消息)',
	operations: [send, showTyping, reach, sendAndWait],
};
