import { json, type Outgoing } from '../../http/message';
import { requestId } from '../../http/payOddities';
import type { Call } from '../../world/calls';
import type { Fault } from '../../world/faults';
import type { PayResult } from './context';
import { PayError } from './errors';

/** What an endpoint has to say: JSON, a file, or nothing. */
export function answerOf(result: PayResult): Outgoing {
	if (result === undefined) return { status: 204, body: '' };
	if ('file' in result) return (result as { file: Outgoing }).file;
	return payJson(result);
}

/** WeChat Pay's no. It is not signed. */
export function errorAnswer({ code, message, detail, status, internal }: PayError): Outgoing {
	const answer = payJson({ code, message, ...(detail && { detail }) }, status);
	return { ...answer, headers: { ...answer.headers, 'Request-ID': requestId(internal) } };
}

/** What was ordered in place of an answer, if anything was. */
export function faultAnswer(fault?: Fault): Outgoing | undefined {
	if (fault?.body !== undefined) return { ...payJson({}, fault.status), body: fault.body };
	if (fault?.code !== undefined) return errorAnswer(new PayError(fault.code, fault));
	return fault?.status ? { status: fault.status, body: '' } : undefined;
}

export function isGood({ status = 200 }: Outgoing): boolean {
	return status < 300;
}

/** The code of a no, for the log. */
export function codeOf(answer: Outgoing): Partial<Call> {
	if (isGood(answer)) return {};
	try {
		return { code: (JSON.parse(answer.body.toString('utf8')) as { code?: string }).code };
	} catch {
		return {};
	}
}

function payJson(value: unknown, status?: number): Outgoing {
	return { ...json(value, status), headers: { 'content-type': 'application/json; charset=utf-8' } };
}
