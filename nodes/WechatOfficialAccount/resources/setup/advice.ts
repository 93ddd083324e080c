import { hint } from '../../../protocol/errcodes/hints';
import type { Refusal } from '../../../transport/product';
import type { Probe } from './probe';

/** "No permission" for the call, and for asking after its quota (wechat-errcodes.json). */
const NO_PERMISSION = [48001, 76022];

/** Who gets what the account lacks, by the credential's Account Type. */
const byAccountType: Record<string, string> = {
	service:
		'A service account (服务号) gets this by verification (微信认证): have it verified in the WeChat console. If it is verified already, look under 接口权限 there whether the function must be applied for.',
	subscription:
		'A subscription account (订阅号) gets this by verification (微信认证), which needs a company: a personal account cannot have it. If it is verified already, look under 接口权限 in the WeChat console.',
	test: 'A test account (测试号) does not have this: try it with the real account.',
	overseas:
		'Many functions are missing in accounts from outside mainland China: look under 接口权限 in the WeChat console whether yours can have this one.',
	miniProgram: 'This Mini Program does not have this: look in the WeChat console whether it must be verified or applied for.',
};

const ONLY_SERVICE =
	'Only a verified service account (认证服务号) may do this: a subscription account cannot get it, by no setting and no verification.';

/** What to do about a refusal: the code's own sentence, or who may do this, for the kind of account that it is. */
export function adviceOn({ errcode, hint: usual }: Refusal, probe: Probe, accountType: unknown): string {
	if (!NO_PERMISSION.includes(Number(errcode))) return usual;
	const who =
		probe.serviceOnly && accountType === 'subscription'
			? ONLY_SERVICE
			: (byAccountType[String(accountType)] ?? hint(48001, ''));
	// What stands in for it is an Official Account's.
	return accountType === 'miniProgram' || !probe.instead ? who : `${who} ${probe.instead}`;
}
