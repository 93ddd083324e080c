import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, type Call, type Operation, type Result } from '../../../operation/operation';
import type { Reaction } from '../../../protocol/errcodes/errcode';
import { meaning, reaction } from '../../../protocol/errcodes/errcodes';
import { hint } from '../../../protocol/errcodes/hints';
import { beijingTime } from '../../../protocol/time';
import { WechatRefusal } from '../../../transport/errors';
import { wechat } from '../../../transport/wechat';
import { masked } from './mask';
import { mistakeIn } from './mistake';

/** When the same call, unchanged, may go well; of the others it never will. */
const repeatWhen: Partial<Record<Reaction, string>> = {
	'refresh-retry': 'when there is a new access token',
	'retry-backoff': 'in a minute',
	quota: 'when WeChat grants more, or there is room again',
	window: 'when the customer writes or taps something again',
};

/** Where a code knows it better than its kind. */
const repeatWhenExactly: Readonly<Record<number, string>> = { 61503: 'after 08:00 China time' };

export const explainError: Operation = {
	value: 'explainError',
	name: 'Explain Error',
	action: 'Explain an error',
	description: 'What a code or message of WeChat means, what to do about it, and what WeChat saw of the call (错误码, rid)',
	fields: [
		{
			displayName: 'Error',
			name: 'error',
			at: false,
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 48001 api unauthorized rid: 6207df1a-08ef8516-2a6c18c6',
			description:
				'A code such as 48001, a rid, or the whole message: typed, or dragged here from an item that failed before (errcode, rid or error). WeChat is called only if there is a rid in it.',
		},
	],
	run: async (call) => [await explanation(call)],
	endpoints: ['POST /cgi-bin/openapi/rid/get'],
};

async function explanation(call: Call): Promise<Result> {
	const { errcode, rid } = mistakeIn(call.parameters.error as string);
	if (errcode === null && rid === null) {
		throw new InvalidInput(
			'“Error” holds neither a code nor a rid',
			'Enter a code such as 48001, or the whole message as WeChat gave it: a rid stands at its end',
		);
	}
	const seen = rid === null ? NOT_ASKED : await callOf(rid, errcode, call);
	const code = errcode ?? mistakeIn(seen.response_body ?? '').errcode;
	return { json: { ...wordsOn(code, call), rid, ...seen } };
}

/** Out of our own list, without a call. */
function wordsOn(errcode: number | null, { credentials, parameters }: Call): IDataObject {
	if (errcode === null) return { errcode, meaning: null, what_to_do: null, worth_repeating: null, repeat_when: null };
	if (errcode === 0) {
		return { errcode, meaning: 'ok', what_to_do: 'Nothing: the call went well.', worth_repeating: false, repeat_when: null };
	}
	const known = reaction(errcode);
	const repeat_when = repeatWhenExactly[errcode] ?? (known && repeatWhen[known]) ?? null;
	return {
		errcode,
		meaning: meaning(errcode) ?? null,
		what_to_do: hint(errcode, parameters.error as string, String(credentials.accountType ?? '')),
		worth_repeating: known ? repeat_when !== null : null,
		repeat_when,
	};
}

/** What WeChat keeps of a call for seven days (wechat-api.md A). */
interface Seen extends IDataObject {
	called_at: string | null;
	duration_ms: number | null;
	request_query: string | null;
	request_body: string | null;
	response_body: string | null;
	client_ip: string | null;
	/** Why there is nothing to see. */
	not_found: string | null;
}

const NOT_ASKED: Seen = {
	called_at: null,
	duration_ms: null,
	request_query: null,
	request_body: null,
	response_body: null,
	client_ip: null,
	not_found: null,
};

/** A call that WeChat no longer knows takes nothing from the explanation of a code. */
async function callOf(rid: string, errcode: number | null, { client, credentials }: Call): Promise<Seen> {
	return await client.json({ method: 'POST', path: '/cgi-bin/openapi/rid/get', body: { rid }, repeatable: true }).then(
		(answer) => seen((answer.request ?? {}) as IDataObject, wechat.secrets(credentials)),
		(error: unknown): Promise<Seen> | Seen => {
			if (errcode === null || !(error instanceof WechatRefusal)) return Promise.reject(error as Error);
			return { ...NOT_ASKED, not_found: `${error.refusal.errmsg} (${error.refusal.errcode}). ${error.refusal.hint}` };
		},
	);
}

function seen({ invoke_time, cost_in_ms, request_url, request_body, response_body, client_ip }: IDataObject, secrets: string[]): Seen {
	const text = (value: unknown) => (value === undefined || value === null ? null : masked(String(value), secrets));
	return {
		called_at: invoke_time ? beijingTime(Number(invoke_time)) : null,
		duration_ms: (cost_in_ms ?? null) as number | null,
		request_query: text(request_url),
		request_body: text(request_body),
		response_body: text(response_body),
		client_ip: text(client_ip),
		not_found: null,
	};
}
