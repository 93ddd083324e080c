import type { Field, Operation, Resource } from '../../operation/operation';
import { previewOperation } from './broadcast/preview';
import { send } from './broadcast/send';

/** WeChat's words for how a broadcast stands. */
const STATUS: Record<string, string> = {
	SENDING: 'sending',
	SEND_SUCCESS: 'sent',
	SEND_FAIL: 'failed',
	DELETE: 'deleted',
};

const msgId: Field = {
	displayName: 'Message ID',
	name: 'msg_id',
	type: 'string',
	default: '',
	required: true,
	sendAs: 'number',
	matches: { pattern: /^\d{1,15}$/, words: 'the msg_id of a broadcast, which is a number' },
	placeholder: 'e.g. {{ $json.msg_id }}',
	description: 'The msg_id that Send returned, or MsgID of the event when a broadcast is finished',
};

const getStatus: Operation = {
	value: 'getStatus',
	name: 'Get Status',
	action: 'Get the status of a broadcast',
	description:
		'Find out whether a broadcast is still being sent, sent, failed or deleted. The event Broadcast Finished of the WeChat Trigger says how many people got it.',
	fields: [msgId],
	request: { method: 'POST', path: '/cgi-bin/message/mass/get', repeatable: true },
	simplify: ({ msg_status }, { parameters }) => ({
		msg_id: String(parameters.msg_id),
		status: STATUS[String(msg_status)] ?? String(msg_status ?? '').toLowerCase(),
	}),
};

const getSpeed: Operation = {
	value: 'getSpeed',
	name: 'Get Speed',
	action: 'Get the speed of broadcasts',
	description: 'How fast the broadcasts of the account go out (群发速度)',
	fields: [],
	request: { method: 'POST', path: '/cgi-bin/message/mass/speed/get', repeatable: true },
	simplify: ({ speed, realspeed }) => ({
		speed: speed ?? null,
		followers_per_minute: realspeed === undefined ? null : Number(realspeed) * 10_000,
	}),
};

const remove: Operation = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete a broadcast',
	description:
		'Take back articles or a video that were sent: their page no longer opens, while the card stays in the chats. Other broadcasts of the same draft are deleted with it. Texts, images and voices cannot be deleted.',
	irreversible: true,
	keepsInput: true,
	fields: [
		{
			displayName: 'Delete By',
			name: 'deleteBy',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'msg_id',
			options: [
				{ name: 'Address of the Article', value: 'url' },
				{ name: 'Message ID', value: 'msg_id' },
			],
		},
		{ ...msgId, displayOptions: { show: { deleteBy: ['msg_id'] } } },
		{
			displayName: 'Article Number',
			name: 'article_idx',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 0,
			// What is left out means all of them to WeChat.
			required: true,
			displayOptions: { show: { deleteBy: ['msg_id'] } },
			description: 'Which of several articles: 1 for the first, 0 for all of them',
		},
		{
			displayName: 'Address of the Article',
			name: 'url',
			type: 'string',
			default: '',
			required: true,
			matches: { pattern: /^https?:\/\//, words: 'a web address' },
			displayOptions: { show: { deleteBy: ['url'] } },
			placeholder: 'e.g. https://mp.weixin.qq.com/s/…',
		},
	],
	request: { method: 'POST', path: '/cgi-bin/message/mass/delete' },
	reports: ({ parameters: { msg_id, article_idx, url } }) => ({
		msg_id: msg_id === undefined ? null : String(msg_id),
		article_number: (article_idx as number) || null,
		url: (url as string | undefined) ?? null,
		deleted: true,
	}),
};

/** Broadcasts 群发 (wechat-api.md C.3). */
export const broadcast: Resource = {
	value: 'broadcast',
	name: 'Broadcast',
	description: 'One message to many followers (群发)',
	operations: [send, previewOperation, getStatus, getSpeed, remove],
};
