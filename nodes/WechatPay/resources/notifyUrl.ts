import { InvalidInput, type Parameters, type WireField } from '../../operation/operation';
import { HOST } from '../../protocol/pay/merchant';
import type { Credentials } from '../../transport/product';
import { additional } from './fields';

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
 * The node's notify URL, or else the credential's: a payment that is reported nowhere is missed.
 * @throws InvalidInput for an address to which WeChat Pay will not or cannot report (wechat-pay.md §2.2)
 */
export function requiredNotifyUrl(parameters: Parameters, credentials: Credentials): string {
	const url = ownUrl(parameters) || String(credentials.notifyUrl ?? '').trim();
	if (url) return checked(url, credentials);
	throw new InvalidInput(
		'“Notify URL” is empty',
		'Paste the Production URL of your WeChat Pay Trigger into the credential, or into “Notify URL” of this node',
	);
}

/**
 * The same for a refund, which needs none: what the credential holds is left out when it will not do.
 * @throws InvalidInput
 */
export function optionalNotifyUrl(parameters: Parameters, credentials: Credentials): string | undefined {
	const own = ownUrl(parameters);
	if (own) return checked(own, credentials);
	const url = String(credentials.notifyUrl ?? '').trim();
	return url && !whyNot(url, credentials) ? url : undefined;
}

function ownUrl(parameters: Parameters): string {
	return String(additional(parameters).notify_url ?? '').trim();
}

function checked(url: string, credentials: Credentials): string {
	const mistake = whyNot(url, credentials);
	if (mistake) throw mistake;
	return url;
}

function whyNot(url: string, { baseUrl }: Credentials): InvalidInput | undefined {
	if (url.includes('/webhook-test/')) {
		return new InvalidInput(
			'“Notify URL” is a Test URL, which answers only while you look at it',
			'Copy the Production URL of the WeChat Pay Trigger instead, after the workflow was published',
		);
	}
	// A simulator on this machine has no certificate.
	const isReal = (String(baseUrl ?? '').trim() || HOST).includes('.weixin.qq.com');
	const isLocal = !isReal && /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url);
	if (/^https?:\/\/[^\s?#]+$/.test(url) && (url.startsWith('https://') || isLocal)) return undefined;
	return new InvalidInput(
		'“Notify URL” cannot be used',
		'WeChat Pay takes an address that begins with https:// and has no question mark in it. If n8n shows localhost, its public address is missing: set N8N_WEBHOOK_URL (before n8n 2.35: WEBHOOK_URL)',
	);
}
