import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { Undecipherable } from '../../protocol/pay/cipher';
import { merchantOf, type Merchant } from '../../protocol/pay/merchant';
import { MerchantMistake } from '../../protocol/pay/mistake';
import { openNotification, type Notification } from '../../protocol/pay/notification';
import { NotAuthentic } from '../../protocol/pay/signature';
import { trimmed } from '../../protocol/trimmed';
import { Client } from '../../transport/client';
import { Unreachable } from '../../transport/errors';
import type { Credentials } from '../../transport/product';
import type { WireRequest } from '../../transport/request';
import { keyOf, wechatPay } from '../../transport/wechatPay';
import { isWanted } from '../events';
import { intercept, reply, type Answer } from '../intercept';
import { isFor, notificationItem } from './item';
import { rawBody } from '../rawBody';
import { Repeats } from '../repeats';

/** WeChat Pay repeats for a day (wechat-pay.md §2.2). */
const KEPT_MS = 25 * 3600 * 1000;

const TAKEN = answer(200, 'SUCCESS', 'OK');
const NOT_TAKEN = answer(500, 'FAIL', 'not taken, please repeat');
const REFUSED = answer(401, 'FAIL', 'signature refused');

/** In a busy n8n a day has many. */
const MOST = 50_000;

/** As long as a captured notification passes for a new one. */
const REPLAYABLE_MS = 10 * 60 * 1000;

/** Milliseconds to wait for WeChat Pay's certificates, because it waits five seconds for the answer. */
const PATIENCE = 3500;

const repeats = new Repeats(KEPT_MS, MOST);

/** Every delivery is signed anew: the same signature twice is somebody else's. */
const signatures = new Repeats(REPLAYABLE_MS, MOST);

/** A notification: verified, decrypted, filtered, and given to the workflow once; acknowledged when the execution exists (design.md §4). */
export async function receiveNotification(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const receivedAt = Date.now();
	const merchant = await merchantIn(context);
	if (!merchant) return answered(context, NOT_TAKEN);
	const notification = await openedBy(merchant, context, receivedAt);
	if (!notification) return answered(context, REFUSED);
	if (!isWanted(context, eventOf(notification))) return answered(context, TAKEN);

	const where = `${context.getWorkflow().id} ${context.getNode().id}`;
	const isTest = context.getMode() === 'manual';
	if (!isTest) {
		const replayed = signatures.earlier(`${where} ${notification.signature}`, receivedAt);
		if (replayed) return refuse(context, 'It came a second time with the same signature.');
		const earlier = repeats.earlier(`${where} ${notification.id || notification.signature}`, receivedAt);
		if (earlier) return answered(context, await earlier);
	}
	const { given } = intercept(
		context.getResponseObject(),
		(status) => (status < 400 ? TAKEN : NOT_TAKEN),
		() => {},
	);
	if (!isTest) {
		repeats.remember(`${where} ${notification.id || notification.signature}`, given, receivedAt);
		signatures.remember(`${where} ${notification.signature}`, given, receivedAt);
	}
	const item = notificationItem(notification);
	const simplified = context.getNodeParameter('simplify') !== false;
	const { signature: _signature, ...raw } = notification;
	const json = simplified ? item : { ...item, raw: raw as IDataObject };
	return { webhookResponse: '', workflowData: [[{ json }]] };
}

/** `undefined`: the credential must be mended first; WeChat Pay repeats until then. */
async function merchantIn(context: IWebhookFunctions): Promise<Merchant | undefined> {
	try {
		return merchantOf(trimmed(await context.getCredentials<Credentials>(wechatPay.credentialType)));
	} catch (error) {
		const reason = error instanceof MerchantMistake ? error.message : 'It cannot be read: choose it again in the trigger.';
		context.logger.error(`${context.getNode().name} (workflow ${context.getWorkflow().id}): a notification could not be read. WeChat Pay API credential: ${reason}`);
		return undefined;
	}
}

async function openedBy(merchant: Merchant, context: IWebhookFunctions, now: number): Promise<Notification | undefined> {
	const client = new Client(context, wechatPay);
	const ask = async (request: WireRequest) => await client.ask({ ...request, patience: PATIENCE });
	const key = async (serial: string) => await keyOf(serial, merchant, ask, now, true);
	try {
		const request = { headers: context.getHeaderData() as Record<string, unknown>, body: await rawBody(context) };
		const notification = await openNotification(request, merchant.apiV3Key, key, now / 1000);
		if (!isFor(merchant.mchid, notification)) throw new NotAuthentic('It is for another merchant.');
		return notification;
	} catch (error) {
		logRefusal(context, reasonIn(error));
		return undefined;
	}
}

/** In our own words only: what else is thrown could quote the notification. */
function reasonIn(error: unknown): string {
	if (error instanceof NotAuthentic || error instanceof Undecipherable) return error.message;
	if (error instanceof Unreachable) return `The key could not be fetched. ${error.message}.`;
	return 'It could not be checked.';
}

/** Somebody's share of a payment is reported under the payment's name (wechat-pay.md §2.5). */
function eventOf({ event_type, original_type }: Notification): string {
	return original_type === 'profitsharing' ? 'PROFITSHARING.SUCCESS' : event_type;
}

function refuse(context: IWebhookFunctions, reason: string): IWebhookResponseData {
	logRefusal(context, reason);
	return answered(context, REFUSED);
}

/** Nothing in the answer would help a forger; the reason is in n8n's log. */
function logRefusal(context: IWebhookFunctions, reason: string): void {
	context.logger.warn(`${context.getNode().name} (workflow ${context.getWorkflow().id}): a notification was refused. ${reason}`);
}

/** Answered here; no execution. */
function answered(context: IWebhookFunctions, with_: Answer): IWebhookResponseData {
	reply(context.getResponseObject(), with_);
	return { noWebhookResponse: true };
}

function answer(status: number, code: string, message: string): Answer {
	return { status, contentType: 'application/json', body: JSON.stringify({ code, message }) };
}
