import { hint } from '../../../protocol/errcodes/hints';
import type { Refusal } from '../../../transport/product';
import type { Probe } from './probe';

/** "No permission" for the call, and for asking after its quota (wechat-errcodes.json). */
const NO_PERMISSION = [48001, 76022];

const ONLY_SERVICE =
	'Only a verified service account (认证服务号) may do this: a subscription account cannot get it, by no setting and no verification.';

/** What to do about a refusal: the code's own sentence, or who may do this, for the kind of account that it is. */
export function adviceOn({ errcode, hint: usual }: Refusal, probe: Probe, accountType: unknown): string {
	if (!NO_PERMISSION.includes(Number(errcode))) return usual;
	const who =
		probe.serviceOnly && accountType === 'subscription'
			? ONLY_SERVICE
			: hint(48001, '', String(accountType ?? ''));
	// What stands in for it is an Official Account's.
	return accountType === 'miniProgram' || !probe.instead ? who : `${who} ${probe.instead}`;
}
