import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import { wechatPay } from '../../transport/wechatPay';
import { credentialId } from '../credential';
import type { Answer } from '../intercept';
import { noteReceived } from '../lastPushes';
import { place, type RawRequest } from '../request';
import { sendOn } from '../sendOn';
import type { Answers } from './answers';

/** WeChat Pay waits five seconds, and n8n needs a moment too. */
const PATIENCE_MS = 4000;
const ANSWERED_BY_MS = 4500;

export const shopUrl: INodeProperties = {
	displayName: 'Shop First',
	name: 'shopUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://shop.example.com/wechat/notify',
	description:
		"The notification URL of your shop system. It gets everything as WeChat Pay sent it, and WeChat Pay gets the shop's own answer, so that the shop goes on as before, also with what is refused here; the workflow starts once, whatever the shop answers.",
};

/** A notification on its way to the shop system. */
export interface ForShop {
	request: RawRequest;
	answers: Answers;
	/** Ms since 1970. */
	receivedAt: number;
}

/**
 * What WeChat Pay is told: what the shop system answers to the same request, and where there is no shop, `ours`. The
 * shop verifies for itself, so that it gets what is not believed here, too: n8n's credential may be the wrong one. A
 * silent shop is asked again when WeChat Pay repeats.
 */
export async function wordOfShop(context: IWebhookFunctions, { request, answers, receivedAt }: ForShop, ours: Answer): Promise<Answer> {
	const url = String(context.getNodeParameter('additionalFields.shopUrl', '')).trim();
	if (!url) return ours;
	const patience = Math.min(PATIENCE_MS, receivedAt + ANSWERED_BY_MS - Date.now());
	const said = await sendOn(context, url, request, Math.max(1, patience));
	const problem = typeof said === 'string' ? `did not answer: ${said}` : isSuccess(said) ? undefined : `answered with HTTP status ${said.status}`;
	if (problem) {
		noteReceived(credentialId(context, wechatPay.credentialType), 'Shop First', `the shop system ${problem}`, Date.now());
		context.logger.warn(`${place(context)}: the shop system ${problem}. WeChat Pay will repeat the notification.`);
	}
	if (typeof said === 'string') return answers.notTaken;
	return { status: said.status, contentType: said.contentType || ours.contentType, body: said.body.toString('utf8') };
}

/** As WeChat Pay sees it: it follows no redirect. */
export function isSuccess({ status }: Pick<Answer, 'status'>): boolean {
	return status >= 200 && status <= 299;
}
