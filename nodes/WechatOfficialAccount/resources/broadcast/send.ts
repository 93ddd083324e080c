import type { IDataObject } from 'n8n-workflow';
import { testersPhone } from '../../../operation/fields/recipient';
import { InvalidInput, type Call, type Operation, type Result } from '../../../operation/operation';
import { portions } from '../../../operation/portions';
import { digest } from '../../../protocol/digest';
import { CallFailure, WechatRefusal } from '../../../transport/errors';
import type { WireRequest } from '../../../transport/request';
import { audience, MOST_OPENIDS } from './audience';
import { bodyOf, forPreview, message, messageEndpoints } from './message';
import { options } from './options';
import { PREVIEW, preview } from './preview';

const SEND_ALL = '/cgi-bin/message/mass/sendall';
const SEND = '/cgi-bin/message/mass/send';

/** The same Client Message ID went out in the last 24 hours: the answer has its msg_id. */
const SENT_BEFORE = 45065;
/** Taken; it goes out when the administrator has confirmed it on the phone. */
const MUST_BE_CONFIRMED = 89504;

export const send: Operation = {
	value: 'send',
	name: 'Send',
	action: 'Send a broadcast',
	description:
		"Send one message to all followers, to a tag or to a list (群发). Run by hand in the editor it goes to the tester's phone as a preview, if the credential names one.",
	irreversible: true,
	keepsInput: true,
	fields: [...audience, ...message, ...options],
	run: async (call) => {
		const body = await bodyOf(call);
		const tester = testersPhone(call);
		call.facts.sent_to_tester = tester ?? null;
		if (tester !== undefined) return [await toTester(tester, body, call)];
		const clientmsgid = await clientMessageId(body, call);
		const results: Result[] = [];
		const all = portionsOf(body, call);
		for (const [index, portion] of all.entries()) {
			const sending = sendOnce(portion, clientmsgid, index, call);
			results.push(await sending.catch((error: unknown) => Promise.reject(afterOthers(error as Error, results, all.length, clientmsgid))));
		}
		return results;
	},
	endpoints: [`POST ${SEND_ALL}`, `POST ${SEND}`, `POST ${PREVIEW}`, ...messageEndpoints],
};

/** In manual runs nobody but the tester sees it. */
async function toTester(touser: string, body: IDataObject, call: Call): Promise<Result> {
	const { msg_id } = await preview({ ...forPreview(body), touser }, call);
	return { json: { msg_id, msg_data_id: null, status: 'preview', recipients: 1, clientmsgid: null } };
}

/** One body per call. A long list is cut evenly: none is left with a single openid. */
function portionsOf({ clientmsgid: _, ...body }: IDataObject, { parameters }: Call): IDataObject[] {
	const list = body.touser as string[] | undefined;
	if (!list) {
		return [{ ...body, filter: { is_to_all: parameters.audience === 'everyone', ...(body.filter as IDataObject | undefined) } }];
	}
	const calls = Math.ceil(list.length / MOST_OPENIDS);
	return portions(list, Math.ceil(list.length / calls)).map((touser) => ({ ...body, touser }));
}

/** The user's ID, or one that is the same in every try of this item in this execution. */
async function clientMessageId({ clientmsgid: given }: IDataObject, { context, item, once }: Call): Promise<string> {
	if (given) {
		const first = await once(`Client Message ID ${String(given)}`, async () => item);
		if (first === item) return String(given);
		throw new InvalidInput(
			`“Client Message ID” is that of item ${first} already: ${String(given)}`,
			'WeChat would not send it: give each item an ID of its own, or leave it empty',
		);
	}
	const { $runIndex } = context.getWorkflowDataProxy(item);
	return digest([context.getWorkflow().id, context.getNode().id, context.getExecutionId(), $runIndex, item]);
}

async function sendOnce(body: IDataObject, clientmsgid: string, portion: number, call: Call): Promise<Result> {
	const id = portion === 0 ? clientmsgid : digest([clientmsgid, portion]);
	// When a later portion fails, the next try goes on with it.
	const answer = await call.once(`broadcast ${id} of item ${call.item}`, async () =>
		await call.client.json(request({ ...body, clientmsgid: id }, clientmsgid)).catch(outcome),
	);
	const { msg_id, msg_data_id, status = 'sending' } = answer;
	const recipients = (body.touser as string[] | undefined)?.length ?? null;
	return { json: { msg_id: textOf(msg_id), msg_data_id: textOf(msg_data_id), status, recipients, clientmsgid } };
}

function request(body: IDataObject, clientmsgid: string): WireRequest {
	return {
		method: 'POST',
		path: body.touser ? SEND : SEND_ALL,
		body,
		// WeChat sends nothing twice with the same ID.
		repeatable: true,
		makes: {
			what: 'broadcast',
			number: { clientmsgid },
			lookUp:
				'Look in the WeChat console (群发记录) whether it went out. To send it again within 24 hours without the risk of sending it twice, enter this number as Client Message ID in the options',
		},
	};
}

/** What WeChat's no comes to where the broadcast is on its way all the same. */
async function outcome(error: unknown): Promise<IDataObject> {
	const { errcode, details } = error instanceof WechatRefusal ? error.refusal : {};
	if (errcode === SENT_BEFORE) return { ...details, status: 'already_sent' };
	if (errcode === MUST_BE_CONFIRMED) return { ...details, status: 'waiting_for_confirmation' };
	return await Promise.reject(error as Error);
}

/** Some followers have it already; by their IDs WeChat knows those broadcasts again. */
function afterOthers(error: Error, sent: Result[], all: number, clientmsgid: string): Error {
	if (sent.length === 0 || !(error instanceof CallFailure)) return error;
	error.sentBefore = sent.length;
	const ids = sent.map(({ json }) => json.msg_id).join(', ');
	error.message += `. ${sent.length} of ${all} broadcasts went out before it (msg_id ${ids}). To send the rest only, run it again within 24 hours with the same list and the Client Message ID ${clientmsgid}`;
	return error;
}

function textOf(id: unknown): string | null {
	return id === undefined || id === null ? null : String(id);
}
