import type { Call } from '../../../operation/operation';
import { hintFor, isCode } from '../../../protocol/pay/codes';
import { v2HintFor } from '../../../protocol/pay/v2Codes';
import { usesV2 } from './v2';

/** With these codes WeChat Pay says that a refund is against its rules; which one, says the message. */
const CODES = ['INVALID_REQUEST', 'ERROR'];

const RULES =
	'Its message says which rule of refunds it is: the parts together up to what the order cost, 50 parts at most, a minute between them, 365 days after the payment at the latest, and a number that was used before only for the same refund.';

/** The hint that suits a refund, in place of the one for all calls (wechat-pay.md §3.3). */
export function explainRules(call: Call): void {
	const usual = usesV2(call.parameters) ? v2HintFor : hintFor;
	whenAgainstRules(call, (hint, code) => hint.replace(usual(code), RULES));
}

/** The whole is asked for of an order of which something has been refunded. */
export function explainParts(call: Call): void {
	whenAgainstRules(call, (hint) => `${hint} Something of this order has been refunded before: set “Refund” to A Part, and enter what is left, if anything is.`);
}

function whenAgainstRules({ whenRefused }: Call, change: (hint: string, code: string) => string): void {
	whenRefused.push((code, refusal) => {
		if (CODES.some((one) => isCode(code, one))) refusal.hint = change(refusal.hint, String(code));
	});
}
