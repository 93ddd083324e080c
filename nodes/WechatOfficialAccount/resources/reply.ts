import type { IDataObject } from 'n8n-workflow';
import { customerMessage } from '../../protocol/customerMessage';
import type { ReplyMessage } from '../../protocol/passiveReply';
import { sendCustomerMessage } from '../../transport/customerService';
import { caption, file, musicLinks, text, thumbnail } from '../../operation/fields/message';
import { testersPhone } from '../../operation/fields/recipient';
import { staff } from '../../operation/fields/staff';
import { InvalidInput, type Call, type Operation, type Resource, type Result } from '../../operation/operation';
import { originItem } from '../../operation/origin';
import { buildRequest } from '../../operation/request';

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
	const message = { msgtype: call.parameters.msgtype, ...body(call) } as ReplyMessage;
	const reason = whyNotPassive(call, push.reply_by as string | null);
	const way = reason === null ? await passively(message, call) : await byCustomerService(message, reason, call);
	Object.assign(call.facts, way);
	return [{ json: {} }];
}

/** Which way a reply went, and why not in the same exchange. */
interface Way {
	sent_as: 'reply' | 'customer_service' | null;
	sent_as_reason: string | null;
}

/** In the exchange that WeChat waits in; the trigger words the reply, which only it can encrypt. */
async function passively(message: ReplyMessage, { context, once }: Call): Promise<Way> {
	let way: Way = { sent_as: null, sent_as_reason: 'WeChat takes one reply: that of the first item' };
	await once('reply', async () => {
		await context.sendResponse({ body: { wechatReply: message } as never, headers: {}, statusCode: 200 });
		way = { sent_as: 'reply', sent_as_reason: null };
	});
	return way;
}

async function byCustomerService(message: ReplyMessage, reason: string, call: Call): Promise<Way> {
	const tester = testersPhone(call);
	const worded = customerMessage(message, tester ?? String(call.facts.openid));
	if (!worded) throw new InvalidInput('It is too late to hand the conversation over to staff', reason);
	await sendCustomerMessage(call.client, worded);
	call.facts.sent_to_tester = tester ?? null;
	return { sent_as: 'customer_service', sent_as_reason: reason };
}

/** The message as the customer-service API has it. */
function body({ shown, parameters }: Call): IDataObject {
	return buildRequest(shown, parameters, { method: 'POST', path: '' }).body as IDataObject;
}

function whyNotPassive({ context, parameters, credentials }: Call, replyBy: string | null): string | null {
	if (credentials.accountType === 'miniProgram' && parameters.msgtype !== 'transfer_customer_service') {
		return 'A Mini Program takes no replies';
	}
	if (replyBy === null) return 'The WeChat Trigger is set to respond immediately';
	// Older agents run their tools where n8n has no way back to the request.
	if (typeof context.sendResponse !== 'function') return 'As a tool of this agent, Reply cannot answer in the same exchange';
	return Date.now() < Date.parse(replyBy) ? null : 'The five seconds that WeChat waits were over';
}

/** Passive replies 被动回复 (wechat-api.md B.4). */
export const reply: Resource = {
	value: 'reply',
	name: 'Reply',
	description: 'The answer to what a customer just did (被动回复)',
	operations: [send],
};
