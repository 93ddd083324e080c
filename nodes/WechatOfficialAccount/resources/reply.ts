import type { IDataObject } from 'n8n-workflow';
import { customerMessage } from '../../protocol/customerMessage';
import { remember } from '../../protocol/remember';
import type { ReplyMessage } from '../../protocol/passiveReply';
import { caption, file, musicLinks, text, thumbnail } from '../../operation/fields/message';
import { testersPhone } from '../../operation/fields/recipient';
import { staff } from '../../operation/fields/staff';
import { bodiesOf, tooLong } from '../../operation/fields/tooLong';
import { sendInTurn } from '../../operation/inTurn';
import { InvalidInput, type Call, type Operation, type Resource, type Result } from '../../operation/operation';
import { originItem } from '../../operation/origin';

const send: Operation = {
	value: 'send',
	name: 'Send',
	action: 'Reply to a message or event',
	description:
		'Answer what set the workflow off, within the five seconds that WeChat waits (被动回复). When it is too late for that, the answer goes out as a customer service message.',
	keepsInput: true,
	fields: [
		{
			displayName: 'Message Type',
			name: 'msgtype',
			type: 'options',
			// As an expression it would make n8n ask for the required fields of every type.
			noDataExpression: true,
			default: 'text',
			options: [
				{ name: 'Image', value: 'image' },
				{ name: 'Link With Picture', value: 'news', description: 'Title, description, picture and link (图文消息)' },
				{ name: 'Music', value: 'music' },
				{ name: 'Text', value: 'text' },
				{
					name: 'Transfer to Customer Service',
					value: 'transfer_customer_service',
					description: 'Hand the conversation over to staff (转发到客服); only in answer to a message',
				},
				{ name: 'Video', value: 'video' },
				{ name: 'Voice', value: 'voice' },
			],
		},
		{
			...text,
			// Behind an AI Agent nothing has to be typed.
			default: '={{ $json.output }}',
		},
		tooLong,
		file,
		...caption,
		...musicLinks,
		// For a video it is needed only when the answer is late, and then WeChat wants it.
		thumbnail('video', 'music'),
		{
			displayName: 'Links',
			name: 'articles',
			at: 'news.articles',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			placeholder: 'Add Link',
			default: {},
			required: true,
			displayOptions: { show: { msgtype: ['news'] } },
			description: 'One in answer to a message; up to eight in answer to an event, such as following',
			options: [
				{
					displayName: 'Link',
					name: 'article',
					values: [
						{ displayName: 'Title', name: 'title', type: 'string', default: '', required: true },
						{ displayName: 'Description', name: 'description', type: 'string', default: '' },
						{
							displayName: 'Link',
							name: 'url',
							type: 'string',
							default: '',
							required: true,
							placeholder: 'e.g. https://example.com/offer',
						},
						{
							displayName: 'Picture URL',
							name: 'picurl',
							type: 'string',
							default: '',
							placeholder: 'e.g. https://example.com/offer.jpg',
						},
					],
				},
			],
		},
		{
			...staff,
			at: 'transfer_customer_service.kf_account',
			displayOptions: { show: { msgtype: ['transfer_customer_service'] } },
			description: 'Who takes over; leave empty for whoever is free',
		},
	],
	run: answer,
	endpoints: ['POST /cgi-bin/message/custom/send'],
};

/** Which node has replied to a push, and in which of its runs: of several branches only the first counts. */
const replied = new Map<string, Replied>();

interface Replied {
	node: string;
	run: Call['once'];
	/** It has gone out: nothing that fails afterwards makes room for another one. */
	isOut?: boolean;
}
const MOST = 2000;

async function answer(call: Call): Promise<Result[]> {
	const push = originItem(call.context, call.item, ['wechatTrigger']);
	if (!push?.openid) {
		throw new InvalidInput(
			'There is nothing to reply to: this item does not come from a WeChat Trigger',
			'Use the node WeChat Customer Service to write to somebody of your own accord',
		);
	}
	const { appId } = call.credentials;
	if (push.appid !== appId) {
		throw new InvalidInput(
			`The trigger belongs to another App ID (${String(push.appid)}), and the credential is for ${String(appId)}`,
			'Choose the same credential here and in the WeChat Trigger',
		);
	}
	const { openid, unionid, appid } = push;
	Object.assign(call.facts, { openid, unionid: unionid ?? null, appid, sent_to_tester: null });
	const messages = bodiesOf(call) as ReplyMessage[];
	const reason = whyNotPassive(call, push.reply_by as string | null);
	const way = await onlyOnce(push, call, async (own) =>
		reason === null ? await passively(messages, call, own) : await byCustomerService(messages, reason, call),
	);
	Object.assign(call.facts, way);
	return [{ json: {} }];
}

/** Which way a reply went, and why not in the same exchange. */
interface Way {
	sent_as: 'reply' | 'customer_service' | null;
	sent_as_reason: string | null;
}

/** The follower is to see one answer: a branch that comes second says so; a reply that failed does not count. */
async function onlyOnce(push: IDataObject, { context, once }: Call, send: (own: Replied) => Promise<Way>): Promise<Way> {
	const key = `${context.getExecutionId()} ${String(push.dedup_key ?? push.openid)}`;
	const earlier = replied.get(key);
	if (earlier && earlier.run !== once) {
		return { sent_as: null, sent_as_reason: `WeChat takes one reply: that of “${earlier.node}” came first` };
	}
	const own = earlier ?? { node: context.getNode().name, run: once };
	remember(replied, key, own, MOST);
	return await send(own).catch((error: unknown) => {
		if (!own.isOut) replied.delete(key);
		return Promise.reject(error as Error);
	});
}

/** In the exchange that WeChat waits in; the trigger words the reply, which only it can encrypt. What does not fit follows. */
async function passively([message, ...rest]: ReplyMessage[], call: Call, own: Replied): Promise<Way> {
	const replying = await call.once('reply', async () => {
		await call.context.sendResponse({ body: { wechatReply: message } as never, headers: {}, statusCode: 200 });
		own.isOut = true;
		return call.item;
	});
	if (replying !== call.item) return { sent_as: null, sent_as_reason: 'WeChat takes one reply: that of the first item' };
	if (rest.length === 0) return { sent_as: 'reply', sent_as_reason: null };
	await deliver(rest, call, { before: 1 });
	return { sent_as: 'reply', sent_as_reason: 'The text is longer than one message: the rest went out as customer service messages' };
}

async function byCustomerService(messages: ReplyMessage[], reason: string, call: Call): Promise<Way> {
	await deliver(messages, call, { reason });
	return { sent_as: 'customer_service', sent_as_reason: reason };
}

async function deliver(messages: ReplyMessage[], call: Call, { before = 0, reason = '' }): Promise<void> {
	const tester = testersPhone(call);
	const worded = messages.map((message) => customerMessage(message, tester ?? String(call.facts.openid)));
	if (worded.includes(undefined)) throw new InvalidInput('It is too late to hand the conversation over to staff', reason);
	await sendInTurn(worded as IDataObject[], call, before);
	call.facts.sent_to_tester = tester ?? null;
}

function whyNotPassive({ context, parameters, credentials }: Call, replyBy: string | null): string | null {
	if (credentials.accountType === 'miniProgram' && parameters.msgtype !== 'transfer_customer_service') {
		return 'A Mini Program takes no replies';
	}
	if (replyBy === null) return 'The WeChat Trigger does not wait for a reply: it is set to respond immediately, or another trigger has sent the push on to it';
	// Older agents run their tools where n8n has no way back to the request.
	if (typeof context.sendResponse !== 'function') return 'As a tool of this agent, Reply cannot answer in the same exchange';
	return Date.now() < Date.parse(replyBy) ? null : 'The time in which WeChat takes a reply was over';
}

/** Passive replies 被动回复 (wechat-api.md B.4). */
export const reply: Resource = {
	value: 'reply',
	name: 'Reply',
	description: 'The answer to what a customer just did (被动回复)',
	operations: [send],
};
