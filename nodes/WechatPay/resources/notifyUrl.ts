import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, type Parameters, type WireField } from '../../operation/operation';
import { HOST } from '../../protocol/pay/merchant';
import type { Credentials } from '../../transport/product';

/** Where WeChat Pay reports, when it is not where the credential says. */
export const notifyUrl: WireField = {
	displayName: 'Notify URL',
	name: 'notify_url',
	at: false,
	type: 'string',
	default: '',
	max: { bytes: 255 },
	description: 'Where WeChat Pay reports what becomes of it, when it is another address than in the credential',
};

/**
 * The node's notify URL, or else the credential's; `undefined` when there is none.
 * @throws InvalidInput for an address to which WeChat Pay will not or cannot report (wechat-pay.md §2.2)
 */
export function notifyUrlOf({ additionalFields }: Parameters, credentials: Credentials): string | undefined {
	const url = String((additionalFields as IDataObject | undefined)?.notify_url ?? credentials.notifyUrl ?? '').trim();
	if (url === '') return undefined;
	if (url.includes('/webhook-test/')) {
		throw new InvalidInput(
			'“Notify URL” is a Test URL, which answers only while you look at it',
			'Copy the Production URL of the WeChat Pay Trigger instead, after the workflow was published',
		);
	}
	// A simulator on this machine has no certificate.
	const isLocal = !String(credentials.baseUrl ?? HOST).includes('.weixin.qq.com') && /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url);
	if (/^https?:\/\/[^\s?#]+$/.test(url) && (url.startsWith('https://') || isLocal)) return url;
	throw new InvalidInput(
		'“Notify URL” cannot be used',
		'WeChat Pay takes an address that begins with https:// and has no question mark in it. If n8n shows localhost, its public address is missing: set WEBHOOK_URL',
	);
}

/** The same, where it must not be missing: a payment that is reported nowhere is missed. */
export function requiredNotifyUrl(parameters: Parameters, credentials: Credentials): string {
	const url = notifyUrlOf(parameters, credentials);
	if (url) return url;
	throw new InvalidInput(
		'“Notify URL” is empty',
		'Paste the Production URL of your WeChat Pay Trigger into the credential, or an address under Additional Fields',
	);
}
