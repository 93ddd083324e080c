import type { IDataObject } from 'n8n-workflow';
import { digest } from '../protocol/digest';
import { WechatRefusal } from '../transport/errors';
import type { WireRequest } from '../transport/request';
import type { Call, Operation, Request, WireField } from './operation';
import { buildRequest } from './request';

/**
 * This person cannot be reached: does not follow the account or follows it no longer, is blocked or restricted,
 * has not allowed the message or has used up the permission (wechat-errcodes.json, "user").
 */
const REFUSED = [43004, 43019, 43101, 50001, 50002, 50005];

/** Options of every message that people can refuse. */
export const failWhenRefused: WireField = {
	displayName: 'Fail When Refused',
	name: 'failWhenRefused',
	at: false,
	type: 'boolean',
	default: false,
	description:
		'Whether to stop with an error if this person cannot be reached: does not follow the account, is blocked, or has not allowed the message. Off: the item goes on with the status refused and the reason.',
};

export const sendOncePer: WireField = {
	displayName: 'Send Once per ID',
	name: 'client_msg_id',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.out_trade_no }}-paid',
	description:
		'WeChat sends a person only one message with the same ID within 10 minutes. Leave empty, and what n8n itself sends again after a lost answer is recognized.',
};

/** What became of a message; the same keys each time. */
export interface Delivery {
	[key: string]: number | string | null;
	status: 'refused' | 'sent';
	/** In words, with what can be done; empty when it was sent. */
	reason: string;
	errcode: number | string;
	msgid: string | null;
}

/**
 * A message that people may refuse, which is an outcome and no failure: `status` is `sent` or `refused`.
 * @param request `POST /cgi-bin/message/template/send`
 * @param recognizesRepeats WeChat drops a second message with the same `client_msg_id` (wechat-api.md C.2): a lost answer is asked for again
 */
export function sending(request: Request, recognizesRepeats: boolean): Pick<Operation, 'endpoints' | 'keepsInput' | 'run' | 'whenFailed'> {
	return {
		keepsInput: true,
		whenFailed: { status: 'failed', reason: '', msgid: null },
		endpoints: [`${request.method} ${request.path}`],
		run: async (call) => {
			const wire = buildRequest(call.shown, call.parameters, request);
			const json = await (options(call).failWhenRefused === true ? post : deliver)(call, wire, recognizesRepeats);
			return [{ json, whole: true }];
		},
	};
}

/**
 * Sends one message to the person in its body, once: `sent`, or `refused` with WeChat's code and a reason in words when
 * this person cannot be reached. For operations that send to many or try one way after another.
 * @throws WechatRefusal or Unreachable for whatever else went wrong; with the outcome `unknown` it may have been sent
 */
export async function deliver(call: Call, wire: WireRequest, recognizesRepeats: boolean): Promise<Delivery> {
	return await post(call, wire, recognizesRepeats).catch((error: Error) => refused(error) ?? Promise.reject(error));
}

/**
 * The same, where every refusal is an error.
 * @throws WechatRefusal or Unreachable
 */
export async function post(call: Call, wire: WireRequest, recognizesRepeats: boolean): Promise<Delivery> {
	const body = wire.body as IDataObject;
	const own = body.client_msg_id !== undefined;
	const automatic = recognizesRepeats && !own ? repeatId(call, wire) : undefined;
	const identified = automatic === undefined ? body : { ...body, client_msg_id: automatic };
	const answer = await call.client.json({ ...wire, body: identified, repeatable: own || automatic !== undefined, onlyHere: true });
	return sent(answer);
}

function options({ parameters }: Call): IDataObject {
	return (parameters.options ?? {}) as IDataObject;
}

/** The same for every try of one message in one run of the node; another run means another message. */
function repeatId({ context, item }: Call, { path, body }: WireRequest): string | undefined {
	const execution = context.getExecutionId();
	if (!execution) return undefined;
	const run = String(context.getWorkflowDataProxy(item).$runIndex);
	return digest([execution, context.getNode().id, run, String(item), path, JSON.stringify(body)]);
}

const sent = ({ msgid }: IDataObject): Delivery => ({
	status: 'sent',
	reason: '',
	errcode: 0,
	msgid: msgid === undefined ? null : String(msgid),
});

function refused(error: Error): Delivery | undefined {
	// After a try that may have gone out, the permission may be used up by it.
	if (!(error instanceof WechatRefusal) || error.outcome === 'unknown') return undefined;
	const { errcode, hint } = error.refusal;
	return REFUSED.includes(Number(errcode)) ? { status: 'refused', reason: hint, errcode, msgid: null } : undefined;
}
