import type { Account } from '../world/account';
import type { Endpoint } from './inventory';

/** "template messages, QR code, shorten need a verified service account" and mass/send (wechat-api.md C, C.3). */
export const SERVICE_ONLY = [
	'/cgi-bin/message/template/send',
	'/cgi-bin/template/get_all_private_template',
	'/cgi-bin/template/api_add_template',
	'/cgi-bin/template/del_private_template',
	'/wxa/sec/queryblocktmplmsg',
	'/cgi-bin/qrcode/create',
	'/cgi-bin/shorten/gen',
	'/cgi-bin/message/mass/send',
];

/**
 * "Unverified and personal accounts: passive replies and drafts only" (users.md); drafts need material. What the
 * console made may be read by all (Querying_Custom_Menus, Getting_Rules_for_Auto_Replies: "verified/unverified").
 */
const WITHOUT_VERIFICATION = ['/cgi-bin/draft/', '/cgi-bin/material/', '/cgi-bin/media/', '/cgi-bin/get_current_'];

/** Whether an Official Account must be verified for this endpoint. */
export function needsVerification({ areas, path }: Endpoint): boolean {
	return areas.has('C') && !WITHOUT_VERIFICATION.some((start) => path.startsWith(start));
}

/** The old table of daily limits (wechat-api.md, end of F); "the real value: openapi/quota/get". */
const LIMITS: Record<string, number> = {
	'/cgi-bin/token': 2000,
	'/cgi-bin/stable_token': 500_000,
	'/cgi-bin/media/upload': 100_000,
	'/cgi-bin/media/get': 200_000,
	'/cgi-bin/message/custom/send': 500_000,
	'/cgi-bin/menu/create': 1000,
	'/cgi-bin/menu/get': 10_000,
	'/cgi-bin/menu/delete': 1000,
	'/cgi-bin/menu/addconditional': 2000,
	'/cgi-bin/menu/delconditional': 2000,
	'/cgi-bin/menu/trymatch': 20_000,
	'/cgi-bin/message/mass/sendall': 100,
	'/cgi-bin/message/mass/send': 100,
	'/cgi-bin/message/mass/preview': 100,
	'/cgi-bin/user/get': 500,
	'/cgi-bin/user/info': 5_000_000,
	'/cgi-bin/user/info/updateremark': 10_000,
};
const USUAL_LIMIT = 1_000_000;

export function dailyLimit(account: Account, path: string): number {
	return account.quota[path] ?? LIMITS[path] ?? USUAL_LIMIT;
}
