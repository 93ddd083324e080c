import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { answerKey, isProof, mayAnswer, placeIn, proofOf } from '../../../../protocol/question';
import { beijingTime } from '../../../../protocol/time';
import { trimmed } from '../../../../protocol/trimmed';
import { WechatRefusal } from '../../../../transport/errors';
import type { Credentials } from '../../../../transport/product';
import { wechat } from '../../../../transport/wechat';
import { answered, place } from '../../../../webhook/request';
import { answerColumns, type Asked } from './asked';
import { inputOf, kept } from './kept';
import { MOST_CHARACTERS, OPEN_IN_CHAT, questionPage, sentencePage, SETTLED, SNAPSHOT, SOMEBODY_ELSE, THANKS, TRY_LATER, type Sentence } from './page';
import { visitorBy } from './visitor';

/** Between the trigger that hands a tap over and here. */
const TAP_VALID_MS = 5 * 60_000;

/** Within which a page that was opened is answered. */
const PAGE_VALID_MS = 60 * 60_000;

/** WeChat's codes for a page that was opened before, or too late: its code is wrong, used or has run out (wechat-errcodes.json). */
const CODE_OVER = [40029, 40163, 42003];

/** What the question is judged by. */
interface Case {
	context: IWebhookFunctions;
	asked: Asked;
	key: Buffer;
	credentials: Credentials;
}

/**
 * What comes to the waiting node's URL: a tap that a WeChat Trigger hands over (POST, JSON), the page of the link (GET), and
 * its form (POST). Nothing but a proved answer of whoever was asked lets the workflow go on.
 */
export async function receiveAnswer(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	try {
		const credentials = trimmed(await context.getCredentials<Credentials>(wechat.credentialType));
		const [asked, key] = [kept(context), answerKey(credentials)];
		if (!asked || !key) return say(context, SETTLED);
		const now = { context, asked, key, credentials };
		if (context.getRequestObject().method === 'GET') return await show(now);
		const body = context.getBodyData();
		return 'id' in body ? takeTap(now, body) : takeForm(now, body);
	} catch (error) {
		// What a webhook throws would end the execution that waits.
		context.logger.error(`${place(context)}: an answer could not be taken. ${(error as Error).message}`);
		return say(context, TRY_LATER, 503);
	}
}

function takeTap({ context, asked, key }: Case, { id, openid, at, proof }: IDataObject): IWebhookResponseData {
	const isGenuine =
		isProof(proof, ['tap', id, openid, at], key) && Math.abs(Date.now() - Number(at)) <= TAP_VALID_MS && mayAnswer(String(id), String(openid), key);
	if (!isGenuine) return json(context, 403);
	const tapped = placeIn(id);
	if (!tapped || tapped.question !== asked.question || tapped.choice >= asked.answers.length) return json(context, 200);
	return goOn(context, asked, tapped.choice, { taken: true });
}

/** The page never answers by being opened: WeChat and others look at links by themselves. */
async function show({ context, asked, key, credentials }: Case): Promise<IWebhookResponseData> {
	const { code } = context.getQueryData() as IDataObject;
	if (typeof code !== 'string' || code === '') return say(context, OPEN_IN_CHAT, 403);
	const visitor = await visitorBy(code, context, credentials).catch((error: Error) => error);
	if (visitor instanceof WechatRefusal && CODE_OVER.includes(Number(visitor.refusal.errcode))) return say(context, OPEN_IN_CHAT, 403);
	if (visitor instanceof Error) {
		context.logger.warn(`${place(context)}: who opened the page was not to be found out. ${visitor.message}`);
		return say(context, TRY_LATER, 503);
	}
	if (visitor.isSnapshot) return say(context, SNAPSHOT, 403);
	if (visitor.openid !== asked.openid) return say(context, SOMEBODY_ELSE, 403);
	const until = String(Date.now() + PAGE_VALID_MS);
	const { question } = asked;
	return html(context, questionPage(asked, { question, until, proof: proofOf(['page', question, asked.openid, until], key) }));
}

function takeForm({ context, asked, key }: Case, { question, until, proof, choice, text }: IDataObject): IWebhookResponseData {
	if (!isProof(proof, ['page', question, asked.openid, until], key) || question !== asked.question) return say(context, SETTLED, 403);
	if (Number(until) < Date.now()) return say(context, OPEN_IN_CHAT, 403);
	// Browsers end a line with two characters.
	const words = String(text ?? '').replaceAll('\r\n', '\n').trim();
	const answer = asked.kind === 'freeText' ? [...words].slice(0, MOST_CHARACTERS).join('') : Number(choice ?? NaN);
	const isGiven = typeof answer === 'string' ? answer !== '' : answer in asked.answers;
	if (!isGiven) return say(context, OPEN_IN_CHAT, 400);
	return goOn(context, asked, answer, sentencePage(THANKS));
}

/** The item that came in, with the answer. */
function goOn(context: IWebhookFunctions, asked: Asked, answer: number | string, webhookResponse: unknown): IWebhookResponseData {
	const now = new Date();
	const columns = answerColumns(asked, answer, now, beijingTime(Math.floor(now.getTime() / 1000)));
	// An agent's tool has the agent's call as its input.
	const input = context.getNode().type.endsWith('Tool') ? { json: {} } : inputOf(context);
	return { webhookResponse, workflowData: [[{ ...input, json: { ...asked.facts, ...input.json, ...columns }, pairedItem: { item: 0 } }]] };
}

function say(context: IWebhookFunctions, sentence: Sentence, status = 200): IWebhookResponseData {
	return html(context, sentencePage(sentence), status);
}

function html(context: IWebhookFunctions, body: string, status = 200): IWebhookResponseData {
	const res = context.getResponseObject();
	res.setHeader('content-security-policy', "sandbox allow-forms; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
	res.setHeader('cache-control', 'no-store');
	res.setHeader('referrer-policy', 'no-referrer');
	return answered(context, { status, contentType: 'text/html; charset=utf-8', body });
}

function json(context: IWebhookFunctions, status: number): IWebhookResponseData {
	return answered(context, { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify({ taken: false }) });
}
