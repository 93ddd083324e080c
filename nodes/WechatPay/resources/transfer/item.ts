import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../../operation/operation';
import { payItem } from '../../../protocol/pay/payItem';
import { failureText } from '../../../protocol/pay/transferFailures';
import type { Credentials } from '../../../transport/product';

/** A transfer for the next node: what every item about money has, then what only a transfer has. */
export function transferItem(answer: IDataObject, { credentials, facts }: Pick<Call, 'credentials' | 'facts'>): IDataObject {
	return {
		...payItem({ mchid: credentials.mchid, unionid: facts.unionid, ...answer }),
		out_bill_no: answer.out_bill_no ?? null,
		transfer_bill_no: answer.transfer_bill_no ?? null,
		transfer_remark: answer.transfer_remark ?? null,
		fail_reason: answer.fail_reason ?? null,
		fail_text: failureText(answer.fail_reason),
	};
}

/**
 * The confirmation package: what a page or Mini Program hands to wx.requestMerchantTransfer, so that the customer can
 * confirm (wechat-pay.md §3.2). Null when there is nothing to confirm.
 */
export function confirmation(packageInfo: unknown, appid: unknown, { mchid }: Credentials): IDataObject {
	const given = typeof packageInfo === 'string' && packageInfo !== '' ? packageInfo : null;
	return {
		package_info: given,
		confirm_parameters: given && { mchId: String(mchid), appId: (appid as string | undefined) ?? null, package: given },
	};
}
