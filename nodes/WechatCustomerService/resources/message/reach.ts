import type { IDataObject } from 'n8n-workflow';
import { recipient } from '../../../operation/fields/recipient';
import { isOfOtherProduct } from '../../../operation/fields/refusals';
import { InvalidInput, type Call, type FieldKind, type Operation, type WireField } from '../../../operation/operation';
import { CallFailure, WechatRefusal } from '../../../transport/errors';
import { reachOptions, tap } from './reach/fields';
import { refusals } from './reach/refusals.data';
import { ways, type Way } from './reach/ways';

const channels: WireField = {
	displayName: 'Ways to Try',
	name: 'channels',
	at: false,
	type: 'multiOptions',
	noDataExpression: true,
	list: true,
	required: true,
	default: ['customerServiceMessage', 'templateMessage', 'subscriptionNotice'],
	options: ways.map(({ value, name, description }) => ({ name, value, description })),
	description: 'Tried one after the other in this order, until one of them works: Customer Service Message, Template Message, Subscription Notice. The next one is tried only after WeChat has clearly refused the one before. A Mini Program has the first one only.',
};

const chosenWays = ({ parameters }: Call): Way[] => ways.filter(({ value }) => (parameters.channels as string[]).includes(value));

/** Shows nothing: it looks at the ways before anything is asked of WeChat for them. */
const possible: FieldKind = {
	name: 'possible',
	at: false,
	properties: [],
	async read(call) {
		const chosen = chosenWays(call);
		const lacking = chosen.find(({ inMiniProgram }) => !inMiniProgram);
		if (lacking && isOfOtherProduct('officialAccount', call)) {
			throw new InvalidInput(
				`“${channels.displayName}” has ${lacking.name}, which exists in an Official Account only, and the credential is for a Mini Program`,
				'Take it out, choose another credential, or correct its account type',
			);
		}
		if (chosen.length > 0) return undefined;
		throw new InvalidInput(`“${channels.displayName}” has none that there is`, 'Choose the ways again in the node');
	},
};

/** A way that did not work. */
interface Refused {
	reason: string;
	by: WechatRefusal;
}

/** Tries one way after another; `channel` is the one that worked. */
async function reached(call: Call): Promise<IDataObject> {
	const { facts, parameters } = call;
	const refused: Refused[] = [];
	const reason = (): string => refused.map((one) => one.reason).join('; ');
	for (const { value, name, send } of chosenWays(call)) {
		facts.channel = value;
		const sent = await send(call).catch((error: unknown) => {
			refused.push(refusalOf(error, name));
		});
		if (sent) return { status: 'sent', channel: value, reason: reason(), errcode: 0, msgid: sent.msgid };
	}
	const { refusal } = refused[refused.length - 1].by;
	if ((parameters.options as IDataObject | undefined)?.failWhenRefused !== true) {
		return { status: 'refused', channel: '', reason: reason(), errcode: refusal.errcode, msgid: null };
	}
	const hint = 'Leave this person out, or wait until they write to the account or allow a notice';
	throw Object.assign(new WechatRefusal({ ...refusal, hint }), { message: `This person could not be reached. ${reason()}` });
}

/**
 * A refusal after which the next way may be tried, and why it was refused.
 * @throws the error itself, in words that name the way, when the message may have arrived, or the flow has a mistake
 */
function refusalOf(error: unknown, name: string): Refused {
	if (error instanceof WechatRefusal && error.outcome === 'not done' && error.sentBefore === 0) {
		const { errcode } = error.refusal;
		const words = refusals[Number(errcode)];
		if (words) return { reason: `${name}: ${words} (${errcode})`, by: error };
	}
	if (error instanceof CallFailure) {
		const end = error.outcome === 'unknown' ? '. It may have arrived all the same, so no other way was tried' : '';
		error.message = `${name}: ${error.message}${end}`;
	}
	throw error;
}

/** Customer-service message, template message, notice: whichever reaches the person (wechat-api.md C.1, C.2). */
export const reach: Operation = {
	value: 'reach',
	name: 'Reach Customer',
	action: 'Reach a customer in whatever way works',
	description: 'Send a message that must arrive, such as a payment or a delivery: in the chat while it is open, else as a template message, else as a notice that the person has allowed',
	keepsInput: true,
	whenFailed: { status: 'failed', channel: '', reason: '', msgid: null },
	fields: [recipient, channels, possible, ...ways.flatMap(({ fields }) => fields), ...tap('url'), reachOptions],
	run: async (call) => [{ json: await reached(call), whole: true }],
	endpoints: ways.map(({ path }) => `POST ${path}`),
};
