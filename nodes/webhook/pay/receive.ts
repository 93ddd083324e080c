import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import type { Notification } from '../../protocol/pay/notification';
import { isSignTest } from '../../protocol/pay/signature';
import { isV2Notice } from '../../protocol/pay/v2Notice';
import { wechatPay } from '../../transport/wechatPay';
import { receiversIn } from '../alsoSendTo';
import { credentialId } from '../credential';
import { isWanted } from '../events';
import { intercept, type Answer } from '../intercept';
import { noteReceived, noteRefused } from '../lastPushes';
import { passOn } from '../passOn';
import { answered, place, requestIn } from '../request';
import { V2, V3, type Answers } from './answers';
import { Delivery } from './delivery';
import { detailsOf } from './details';
import { passesFilters } from './filters';
import { eventOf, notificationItem } from './item';
import { merchantIn } from './merchantIn';
import { opened, type Owner } from './opened';
import { isSuccess, wordOfShop, type ForShop } from './shopFirst';

/** So long a notification proves by its timestamp that it is WeChat Pay's (wechat-pay.md §1.3). */
const VALID_MS = 300 * 1000;

/** For all that is looked up at WeChat Pay before it gets its answer. */
const LOOK_UPS_MS = 2000;

/** A notification: verified, decrypted, filtered, and given to the workflow once; acknowledged when the execution exists (design.md §4). */
export async function receiveNotification(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const receivedAt = Date.now();
	const until = receivedAt + LOOK_UPS_MS;
	const request = await requestIn(context);
	const answers = isV2Notice(request) ? V2 : V3;
	const forShop: ForShop = { request, answers, receivedAt };
	const shop = async (ours: Answer) => await wordOfShop(context, forShop, ours);
	const known = await merchantIn(context);
	if (!known) return answered(context, await shop(answers.notTaken));
	const owner: Owner = { ...known, context };
	if (isSignTest(request.headers)) {
		context.logger.debug(`${place(context)}: WeChat Pay has tested whether signatures are checked. The true notification follows.`);
		return answered(context, await shop(answers.refused));
	}

	const outcome = await opened(request, owner, receivedAt, until);
	if ('refused' in outcome) return await refuse(context, forShop, outcome.refused);
	if ('postponed' in outcome) {
		context.logger.warn(`${place(context)}: a notification was not taken, and WeChat Pay will repeat it. ${outcome.postponed}`);
		// Whatever the shop says: the repeat is for n8n.
		await shop(answers.notTaken);
		return answered(context, answers.notTaken);
	}
	const { notification } = outcome;
	const delivery = new Delivery(context, notification, receivedAt);
	if (delivery.isReplay) return await refuse(context, forShop, 'It came a second time with the same signature.');

	const receivers = receiversIn(context);
	if (receivers.length > 0 && delivery.isFirstForOthers()) passOn(context, receivers, request, receivedAt + VALID_MS);

	const { earlier } = delivery;
	if (earlier) {
		const word = await shop(answers.taken);
		// A trigger that has itself for a shop would wait for itself.
		if (!isSuccess(word)) return answered(context, word);
		return answered(context, (await earlier) === answers.taken ? word : answers.notTaken);
	}
	const wanted = isWanted(context, eventOf(notification)) && passesFilters(context, notification, notificationItem(notification));
	const note = (became: string) => noteReceived(credentialId(context, wechatPay.credentialType), notification.event_type, became, receivedAt);
	if (!wanted) {
		note('not wanted, acknowledged at once');
		return answered(context, await shop(answers.taken));
	}

	const taken = takenBy(context, answers);
	delivery.remember(taken.started);
	void taken.started.then((outcome) => note(outcome === answers.taken ? 'started the workflow' : 'could not start the workflow, WeChat Pay will repeat it'));
	const [json, word] = await Promise.all([itemOf(notification, owner, until), shop(answers.taken)]);
	taken.word = word;
	return { webhookResponse: '', workflowData: [[{ json }]] };
}

/** Stands between n8n and WeChat Pay: whether the execution exists, and what WeChat Pay is told if it does. */
function takenBy(context: IWebhookFunctions, answers: Answers): { started: Promise<Answer>; word: Answer } {
	let tell: (outcome: Answer) => void = () => {};
	const taken = { started: new Promise<Answer>((resolve) => (tell = resolve)), word: answers.taken };
	const translate = (status: number): Answer => {
		const isStarted = status < 400;
		tell(isStarted ? answers.taken : answers.notTaken);
		return isStarted ? taken.word : answers.notTaken;
	};
	intercept(context.getResponseObject(), translate, () => {});
	return taken;
}

/** The item, with details if the user wants them, and with WeChat Pay's own words unless simplified. */
async function itemOf(notification: Notification, { merchant, context }: Owner, until: number): Promise<IDataObject> {
	const wantsDetails = context.getNodeParameter('additionalFields.addDetails', false) === true;
	const details = wantsDetails ? await detailsOf(notification, merchant, context, until) : undefined;
	const item = notificationItem(notification, details);
	if (context.getNodeParameter('simplify') !== false) return item;
	const { signature: _, api_version: __, is_verified: ___, ...raw } = notification;
	return { ...item, raw: { ...(raw as IDataObject), ...(details && { details: details.raw }) } };
}

/** Nothing in the answer would help a forger; the reason is in n8n's log and in the trigger's list. */
async function refuse(context: IWebhookFunctions, forShop: ForShop, reason: string): Promise<IWebhookResponseData> {
	noteRefused(credentialId(context, wechatPay.credentialType), reason, Date.now());
	context.logger.warn(`${place(context)}: a notification was refused. ${reason}`);
	return answered(context, await wordOfShop(context, forShop, forShop.answers.refused));
}
