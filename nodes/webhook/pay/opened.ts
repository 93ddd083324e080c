import type { IWebhookFunctions } from 'n8n-workflow';
import { Undecipherable } from '../../protocol/pay/cipher';
import type { Merchant } from '../../protocol/pay/merchant';
import { MerchantMistake } from '../../protocol/pay/mistake';
import { openNotification, type Notification } from '../../protocol/pay/notification';
import { NotAuthentic } from '../../protocol/pay/signature';
import { apiV2KeyIn } from '../../protocol/pay/v2';
import { isV2Notice, openV2Notice } from '../../protocol/pay/v2Notice';
import { Client } from '../../transport/client';
import { Unreachable } from '../../transport/errors';
import type { Credentials } from '../../transport/product';
import type { WireRequest } from '../../transport/request';
import { keyOf, wechatPay } from '../../transport/wechatPay';
import type { RawRequest } from '../request';
import { isFor } from './item';
import { wordOn } from './requery';

/** Milliseconds to wait for WeChat Pay's certificates, because it waits five seconds for the answer. */
const PATIENCE = 3500;

/**
 * A notification that has proved itself; why it is not believed; or why that could not be found out just now. Both
 * reasons are in our own words, which quote nothing of it but the id of a key.
 */
export type Opened = { notification: Notification } | { postponed: string } | { refused: string };

/** Whose trigger it is, and with what it looks at notifications. */
export interface Owner {
	merchant: Merchant;
	/** The credential. */
	entered: Credentials;
	context: IWebhookFunctions;
}

/**
 * Verifies and decrypts a notification of either interface.
 * @param receivedAt ms since 1970
 * @param until when WeChat Pay can no longer be asked about a refund that is not signed
 */
export async function opened(request: RawRequest, owner: Owner, receivedAt: number, until: number): Promise<Opened> {
	const outcome = await read(request, owner, receivedAt);
	const { context } = owner;
	if ('refused' in outcome || outcome.notification.is_verified || context.getNodeParameter('additionalFields.requery', false) !== true) return outcome;
	const word = await wordOn(outcome.notification, context, until);
	if (typeof word === 'string') return { postponed: `WeChat Pay could not be asked whether the refund is true: ${word}` };
	if (!word.isTrue) return { refused: 'WeChat Pay knows no such refund, or says otherwise of it.' };
	return { notification: { ...outcome.notification, is_verified: true } };
}

async function read(request: RawRequest, owner: Owner, receivedAt: number): Promise<{ notification: Notification } | { refused: string }> {
	try {
		return { notification: isV2Notice(request) ? openedV2(request, owner, receivedAt) : await openedV3(request, owner, receivedAt) };
	} catch (error) {
		return { refused: reasonIn(error) };
	}
}

function openedV2({ body }: RawRequest, { merchant, entered }: Owner, receivedAt: number): Notification {
	return openV2Notice(body, merchant.mchid, apiV2KeyIn(entered), receivedAt / 1000);
}

async function openedV3(request: RawRequest, { merchant, context }: Owner, receivedAt: number): Promise<Notification> {
	const client = new Client(context, wechatPay);
	const ask = async (question: WireRequest) => await client.ask({ ...question, patience: PATIENCE });
	const key = async (serial: string) => await keyOf(serial, merchant, ask, receivedAt, true);
	const notification = await openNotification(request, merchant.apiV3Key, key, receivedAt / 1000);
	if (isFor(merchant.mchid, notification)) return notification;
	throw new NotAuthentic('It is for another merchant.');
}

/** What else is thrown could quote the notification. */
function reasonIn(error: unknown): string {
	if (error instanceof NotAuthentic || error instanceof Undecipherable) return error.message;
	if (error instanceof MerchantMistake) return `WeChat Pay API credential: ${error.message}.`;
	if (error instanceof Unreachable) return `The key could not be fetched. ${error.message}.`;
	return 'It could not be checked.';
}
