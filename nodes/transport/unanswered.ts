import { Unreachable, WechatRefusal, type Outcome } from './errors';
import type { Refusal } from './product';
import { isRepeatable, type WireRequest } from './request';

/** Nobody answered, or not so that it could be believed. */
export function unreachable(message: string, request: WireRequest, mayBeDone: boolean): Unreachable {
	if (!mayBeDone) return new Unreachable(message, 'Check the network and the Base URL in the credential, then run it again', 'not done');
	return new Unreachable(message, whatNow(request), outcomeOf(request), request.makes);
}

/** WeChat said no; after an earlier try that may have been carried out, that is not the whole truth. */
export function refused(refusal: Refusal, request: WireRequest, mayBeDone: boolean): WechatRefusal {
	if (!mayBeDone || isHarmless(request)) return new WechatRefusal(refusal);
	const hint = request.makes ? `${refusal.hint} ${whatNow(request)}` : refusal.hint;
	return new WechatRefusal({ ...refusal, hint }, 'unknown', request.makes);
}

/** What ended the tries, unless an earlier one may have been carried out. */
export function settled<E extends Unreachable | WechatRefusal>(error: E, request: WireRequest, mayBeDone: boolean): E | Unreachable {
	return mayBeDone && !isHarmless(request) ? unreachable(error.message, request, true) : error;
}

/** Done twice it comes to the same, and makes nothing that would have to be looked for. */
function isHarmless(request: WireRequest): boolean {
	return isRepeatable(request) && !request.makes && !request.onlyHere;
}

function outcomeOf(request: WireRequest): Outcome {
	return isHarmless(request) ? 'not done' : 'unknown';
}

/** For a write that may have been carried out. */
function whatNow(request: WireRequest): string {
	if (isHarmless(request)) return 'It is not known whether WeChat carried it out. Check the network, and run it again: that does no harm';
	if (request.makes) return request.makes.lookUp ?? 'Look it up by this number (operation Get) before anything else';
	return 'It is not known whether WeChat carried it out: look in WeChat before running it again, so that nothing is done twice';
}

/** What came is no answer of WeChat's. */
export function somebodyElse(request: WireRequest): Unreachable {
	return new Unreachable(
		'The answer did not come from WeChat',
		'Something between n8n and WeChat answered instead (a proxy, a login page): check the Base URL in the credential',
		outcomeOf(request),
		request.makes,
	);
}
