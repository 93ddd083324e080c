import type { IExecuteFunctions } from 'n8n-workflow';
import { recipient } from '../../../operation/fields/recipient';
import { explains, isOfOtherProduct, wrongProduct } from '../../../operation/fields/refusals';
import { sendInTurn } from '../../../operation/inTurn';
import { InvalidInput, type Call, type Operation, type Result } from '../../../operation/operation';
import { answerKey } from '../../../protocol/question';
import { askedBy, UNANSWERED, type Asked } from './sendAndWait/asked';
import { options, question } from './sendAndWait/fields';
import { deadline, type Limit } from './sendAndWait/limit';
import { messagesOf } from './sendAndWait/messages';
import { keep } from './sendAndWait/kept';

/** WeChat's codes for a menu with too much in it, and for one of its entries. */
const TOO_LONG = [45098, 45099];

const buttonsExplained = explains((errcode) =>
	TOO_LONG.includes(errcode) ? 'WeChat does not take these answers as buttons. Shorten them, or choose Link to a Page under “Ask By”.' : undefined,
);

async function ask(call: Call): Promise<Result[]> {
	const { context, parameters } = call;
	refuseSeveral(context);
	const isLink = parameters.responseType === 'freeText' || parameters.askBy === 'link';
	parameters.msgtype = isLink ? 'text' : 'msgmenu';
	const key = keyIn(call, isLink);
	const { limitWaitTime } = (parameters.options ?? {}) as { limitWaitTime?: Limit };
	const until = deadline(limitWaitTime, Date.now());
	const asked = askedBy(call);
	await sendInTurn(messagesOf(call, asked, key), call);
	keep(context, asked);
	leaveUnanswered(call, asked);
	await context.putExecutionToWait(until);
	return [{ json: { ...UNANSWERED } }];
}

/** One execution waits for one answer. */
function refuseSeveral(context: IExecuteFunctions): void {
	const { length } = context.getInputData();
	if (length === 1) return;
	throw new InvalidInput(`${length} items came in, and the workflow can wait for one answer at a time`, 'Put a Loop Over Items node before this one, with a batch size of 1');
}

function keyIn(call: Call, isLink: boolean): Buffer {
	const { credentials } = call;
	if (isOfOtherProduct('officialAccount', call)) {
		throw new InvalidInput(wrongProduct('“Send and Wait for Response”', 'officialAccount'), 'In a Mini Program send a message, and wait with n8n’s Wait node');
	}
	const key = isLink && !credentials.appSecret ? undefined : answerKey(credentials);
	if (key) return key;
	throw new InvalidInput('There is no App Secret in the credential', 'Fill it in: by it the answer is known to come from whom you asked');
}

/**
 * When nobody answers, n8n lets the items that came in go on. They are the ones that n8n made for this node: what they
 * share with the nodes before is not touched. The list of them is another one with *Execute Once*.
 */
function leaveUnanswered({ context, asTool }: Call, { facts }: Asked): void {
	const [item] = context.getInputData();
	// A tool's has what the flow and the model say, of which n8n would take `approved` for the review's outcome.
	item.json = { ...facts, ...(asTool ? {} : item.json), ...UNANSWERED };
}

/** Message: Send and Wait for Response, by n8n's convention: in reach of AI agents as a review by a person. */
export const sendAndWait: Operation = {
	value: 'sendAndWait',
	name: 'Send and Wait for Response',
	action: 'Send message and wait for response',
	description: 'Ask somebody and let the workflow wait until they answer or the time is over. Only the answer of whoever was asked counts. WeChat takes the question if they wrote in the last 48 hours.',
	keepsInput: true,
	whenFailed: UNANSWERED,
	fields: [buttonsExplained, recipient, ...question, options],
	run: ask,
	endpoints: ['POST /cgi-bin/message/custom/send', 'GET /sns/oauth2/access_token'],
};
