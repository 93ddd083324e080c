import { merchant } from '../../operation/fields/merchant';
import { staff } from '../../operation/fields/staff';
import { bodiesOf } from '../../operation/fields/tooLong';
import { sendInTurn } from '../../operation/inTurn';
import type { Field, Operation, Resource } from '../../operation/operation';
import { addressee } from './message/addressee';
import { contents, msgtype } from './message/contents';

/** Here WeChat writes it in one word. */
const businessid: Field = { ...merchant, name: 'businessid' };

const options = (fields: Field[]): Field => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: fields as never,
});

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
		options([
			{
				displayName: 'Mark as AI-Generated',
				name: 'is_ai_msg',
				at: 'aimsgcontext.is_ai_msg',
				type: 'boolean',
				default: false,
				sendAs: { true: 1, false: 0 },
				description: 'Whether WeChat should show below the message that it was written by AI (由AI生成)',
			},
			businessid,
			{ ...staff, at: 'customservice.kf_account' },
		]),
	],
	run: async (call) => {
		const messages = bodiesOf(call);
		await sendInTurn(messages, call);
		call.facts.messages = messages.length;
		return [{ json: {} }];
	},
	endpoints: ['POST /cgi-bin/message/custom/send'],
};

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
	request: (_parameters, { accountType }) => ({
		method: 'POST',
		path: accountType === 'miniProgram' ? '/cgi-bin/message/custom/business/typing' : '/cgi-bin/message/custom/typing',
		repeatable: true,
	}),
	endpoints: ['POST /cgi-bin/message/custom/typing', 'POST /cgi-bin/message/custom/business/typing'],
};

/** Customer-service messages 客服消息 (wechat-api.md C.1). */
export const message: Resource = {
	value: 'message',
	name: 'Message',
	description: 'Messages to customers (客服消息)',
	operations: [send, showTyping],
};
