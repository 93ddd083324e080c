import { sleep, type IDataObject, type IWebhookFunctions } from 'n8n-workflow';
import { networkReason } from '../../protocol/network';
import { answerKey, mayAnswer, placeIn, proofOf, type AnswerPlace } from '../../protocol/question';
import type { OpenedPush } from '../../protocol/callback';
import { wechat } from '../../transport/wechat';
import { credentialIn } from '../credential';
import type { Answer } from '../intercept';
import { place } from '../request';
import { NOT_TAKEN, SUCCESS } from './answers';

/** What became of a tap on an answer of Send and Wait. */
export interface Settled {
	answer: Answer;
	/** For the trigger's list. */
	outcome: string;
	/** Another n8n that gets the same pushes may have asked. */
	mayBeElsewhere?: true;
}

/** WeChat waits for five seconds. */
const TIMEOUT_MS = 2500;

/** An execution that has sent its question is not waiting at once. */
const NOT_YET_MS = 1500;

const ANSWERED: Settled = { answer: SUCCESS, outcome: 'answered the question of a waiting workflow' };
/** Of another n8n's question n8n 1.123 says the same, when an execution here has the same number. */
const OVER: Settled = { answer: SUCCESS, outcome: 'came after the answer or the deadline, and changes nothing', mayBeElsewhere: true };
const NOT_ASKED: Settled = {
	answer: SUCCESS,
	outcome: 'does not count: somebody else was asked, or the credential of the asking node has another App Secret',
	mayBeElsewhere: true,
};

const elsewhere = (why: string): Settled => ({ answer: SUCCESS, outcome: `belongs to no waiting workflow of this n8n: at its own public URL ${why}`, mayBeElsewhere: true });

/** Whether the push is a tap on an answer of Send and Wait. */
export function isTap({ message }: OpenedPush): boolean {
	return placeIn(message.bizmsgmenuid) !== undefined;
}

/** Takes the tap to the execution that waits for it, whichever process has it: the answer's id says where (design.md §4). */
export async function settleTap(context: IWebhookFunctions, { message }: OpenedPush): Promise<Settled> {
	const [id, openid] = [String(message.bizmsgmenuid), String(message.FromUserName)];
	const key = answerKey(await credentialIn(context, wechat.credentialType));
	if (!key || !mayAnswer(id, openid, key)) return NOT_ASKED;
	const at = Date.now();
	const body = { id, openid, at, proof: proofOf(['tap', id, openid, at], key) };
	const send = async () => await delivered(context, placeIn(id) as AnswerPlace, body);
	const first = await send();
	if (first !== 409) return settledBy(first, context);
	await sleep(NOT_YET_MS);
	return settledBy(await send(), context);
}

/** The status of n8n's answer, 0 when it says that there was nothing to answer, or why there is none. */
async function delivered(context: IWebhookFunctions, { execution, node, signature }: AnswerPlace, body: IDataObject): Promise<number | string> {
	try {
		const { statusCode, body: said } = (await context.helpers.httpRequest({
			method: 'POST',
			url: `${waitingUrl(context)}/${execution}/${encodeURIComponent(node)}?signature=${signature}`,
			body,
			json: true,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: TIMEOUT_MS,
		})) as { statusCode: number; body: unknown };
		const isTaken = (said as IDataObject | undefined)?.taken === true;
		return statusCode >= 200 && statusCode < 300 && !isTaken ? 0 : statusCode;
	} catch (error) {
		return networkReason(error);
	}
}

/** Where n8n takes answers for waiting executions: it says so of its own. */
function waitingUrl(context: IWebhookFunctions): string {
	const [url] = String(context.evaluateExpression('{{ $execution.resumeUrl }}')).split('?');
	return url.slice(0, url.lastIndexOf('/'));
}

function settledBy(said: number | string, context: IWebhookFunctions): Settled {
	// Running on, or it has failed meanwhile.
	if (said === 0 || said === 409) return OVER;
	if (typeof said === 'number' && said < 300) return ANSWERED;
	const problem = typeof said === 'string' ? said : `it answered with HTTP status ${said}`;
	// Or something in front of n8n does not let it through.
	if (typeof said === 'number' && said >= 400 && said < 500) return elsewhere(problem);
	context.logger.warn(`${place(context)}: an answer to Send and Wait did not reach this n8n at its own public URL, and WeChat tries again. ${problem}`);
	return { answer: NOT_TAKEN, outcome: 'an answer that could not be delivered, and WeChat tries again' };
}
