import type { INodeProperties, IWebhookFunctions } from 'n8n-workflow';
import type { Answer } from '../intercept';
import { sendOn } from '../passOn';
import { place, type RawRequest } from '../request';
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
		"The notification URL of your shop system. It gets everything as WeChat Pay sent it, and WeChat Pay gets the shop's own answer, so that the shop goes on as before; the workflow starts once, whatever the shop answers.",
};

/**
 * What WeChat Pay is told once the notification is taken here: `taken`, or what the shop system answers to the same
 * request. A silent shop is asked again when WeChat Pay repeats.
 * @param receivedAt ms since 1970
 */
export async function wordOfShop(context: IWebhookFunctions, request: RawRequest, { taken, notTaken }: Answers, receivedAt: number): Promise<Answer> {
	const url = String(context.getNodeParameter('additionalFields.shopUrl', '')).trim();
	if (!url) return taken;
	const patience = Math.min(PATIENCE_MS, receivedAt + ANSWERED_BY_MS - Date.now());
	const said = await sendOn(context, url, request, Math.max(1, patience));
	if (said) return { status: said.status, contentType: said.contentType || taken.contentType, body: said.body.toString('utf8') };
	context.logger.warn(`${place(context)}: the shop system did not answer. WeChat Pay will repeat the notification.`);
	return notTaken;
}
