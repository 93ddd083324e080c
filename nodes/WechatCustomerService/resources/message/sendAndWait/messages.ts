import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, type Call } from '../../../../operation/operation';
import { buildRequest } from '../../../../operation/request';
import { splitText } from '../../../../protocol/longText';
import { loginLink } from '../../../../protocol/loginLink';
import { answerId } from '../../../../protocol/question';
import type { Asked } from './asked';

/** No document says how long the id of a menu's entry may be. With n8n's own ids it has about 120 bytes. */
const MOST_ID_BYTES = 128;

/** The bodies of `POST /cgi-bin/message/custom/send` that ask (wechat-api.md C.1): the last one has the buttons or the link. */
export function messagesOf(call: Call, asked: Asked, key: Buffer): IDataObject[] {
	const { parameters, shown } = call;
	const { body } = buildRequest(shown, parameters, { method: 'POST', path: '' });
	const text = (content: string): IDataObject => ({ ...(body as IDataObject), msgtype: 'text', text: { content } });
	if (parameters.msgtype === 'text') return splitText(`${asked.text}\n${linkTo(call)}`).map(text);
	const parts = splitText(asked.text);
	const msgmenu = { head_content: parts.pop() ?? '', list: entries(call, asked, key) };
	return [...parts.map(text), { ...(body as IDataObject), msgtype: 'msgmenu', msgmenu }];
}

/** Each answer's id says where its tap goes: the tap comes to the account's one URL, and not here. */
function entries({ context }: Call, { question, answers, openid }: Asked, key: Buffer): IDataObject[] {
	const signature = new URL(context.getSignedResumeUrl()).searchParams.get('signature') ?? '';
	const where = { execution: context.getExecutionId(), node: context.getNode().id, signature, question };
	return answers.map((content, choice) => {
		const id = answerId({ ...where, choice }, openid, key);
		if (Buffer.byteLength(id) <= MOST_ID_BYTES) return { id, content };
		throw new InvalidInput('This node has an unusually long ID, with which WeChat may not take the answers', 'Copy the node, paste it, and use the copy: n8n gives it an ID of its own');
	});
}

/** A login, so that the page knows who taps it: the link can be sent to others. */
function linkTo({ context, credentials, parameters }: Call): string {
	const { linkLabel = 'Answer here' } = (parameters.options ?? {}) as { linkLabel?: string };
	const link = loginLink({ appid: credentials.appId, redirect_uri: pageUrl(context), scope: 'snsapi_base' });
	return `<a href="${link}">${linkLabel}</a>`;
}

/**
 * The page of the waiting node. WeChat adds its code to the address, so the one that n8n signs as a whole is none for it;
 * this one has the execution's own token, in n8n's spelling (2.40: waiting-webhooks.js, `parseSignatureParam`), or none before that.
 */
function pageUrl(context: Call['context']): string {
	const { resumeUrl } = context.getWorkflowDataProxy(0).$execution as { resumeUrl: string };
	const url = new URL(resumeUrl);
	const token = url.searchParams.get('signature');
	if (token) url.searchParams.set('signature', `${token}/${context.getNode().id}`);
	else url.pathname += `/${encodeURIComponent(context.getNode().id)}`;
	return url.href;
}
