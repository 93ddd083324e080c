import { clientCertificateOf } from './clientCertificate';
import type { Merchant } from './merchant';
import { apiV2KeyIn } from './v2';

/**
 * Whether what was entered for the old XML interface (API v2) will do; nothing need be entered for it.
 * @param now milliseconds since 1970
 * @throws MerchantMistake
 */
export function checkV2Fields(entered: Record<string, unknown>, merchant: Merchant, now: number): void {
	const isEntered = (name: string): boolean => String(entered[name] ?? '').trim() !== '';
	if (isEntered('apiV2Key')) apiV2KeyIn(entered);
	if (isEntered('clientCertificate')) clientCertificateOf(entered.clientCertificate, merchant, now);
}
