import { readXml } from '../../http/payXml';
import type { Notification, NotifyTry } from '../../world/pay/notification';

/** Whether a try was answered as it must be; of v2 with what is wrong, in `problem`. */
export function judge({ version }: Pick<Notification, 'version'>, tried: NotifyTry): boolean {
	// "Success: 200 or 204, empty body allowed" (wechat-pay.md §2.2).
	if (version !== 'v2') return tried.status === 200 || tried.status === 204;
	tried.problem ??= problemOfV2(tried);
	return tried.problem === undefined;
}

/** §2.8: `<xml><return_code>SUCCESS</return_code>…</xml>`. */
function problemOfV2({ status, body }: NotifyTry): string | undefined {
	if (status !== 200) return `HTTP ${status}`;
	const answer = readXml(body);
	if (!answer) return `the answer is no XML of v2: ${body.slice(0, 100) || '(empty)'}`;
	const { return_code, return_msg } = answer;
	return return_code === 'SUCCESS' ? undefined : `return_code is ${return_code ?? 'missing'}: ${return_msg ?? ''}`;
}
