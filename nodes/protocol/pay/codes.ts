const later = 'Run it again in a minute, with the same number: nothing is made twice.';
const busy = 'WeChat Pay is busy, and cannot say what it did.';

/** What to do about a code (wechat-pay.md §4.1), by code without its underscores: WeChat spells several both ways. */
const hints: Record<string, string> = {
	ACCOUNTERROR: "The customer's account cannot take this. Ask the customer, or choose another way.",
	ALREADYEXISTS: 'There is one with this number already. Look it up by its number (operation Get).',
	APPIDMCHIDNOTMATCH:
		'App ID and merchant are not connected. Connect them at pay.weixin.qq.com: Product Center > AppID Accounts (产品中心 > AppID账号管理), or correct the App ID.',
	BANKERROR: busy,
	FREQUENCYLIMITED: `Too many calls at once. ${later}`,
	FREQUENCYLIMITEXCEED: `Too many calls at once. ${later}`,
	INVALIDREQUEST:
		'WeChat Pay does not allow this as things stand: a number used before with other values (look that one up before you take another), a product that is not activated, or something done already. Its message says which.',
	INVALIDTRANSACTIONID: 'There is no such payment of this merchant. Check the number.',
	MCHNOTEXISTS: 'There is no such merchant. Check the Merchant ID in the credential.',
	NOAUTH:
		'The merchant may not do this: activate the product at pay.weixin.qq.com > Product Center (产品中心), and check whether an IP list is set there.',
	NOTENOUGH: `The merchant's balance is too small. Top it up, then run it again with the same number.`,
	NOTFOUND: 'There is nothing with this number. Check it, and the merchant in the credential.',
	NOSTATEMENTEXIST: 'There was no business on that day.',
	OPENIDMISMATCH: 'The openid belongs to another App ID. The same person has another openid in each account.',
	ORDERCLOSED: 'The order is closed and cannot be paid any more. Make a new one, with a new number.',
	ORDERNOTEXIST: 'There is no order with this number. Check it, and the merchant in the credential.',
	ORDERPAID: 'The order has been paid already. Look it up (operation Get); only to give the money back, refund it.',
	OUTTRADENOUSED:
		'This order number has been used for another order. Look that one up (operation Get); take a new number only for a different order.',
	PARAMERROR: 'WeChat Pay does not take one of the values. Its message names it; correct the field, or the expression in it.',
	QUOTAEXCEED: 'A limit of the merchant or the customer is reached. Its message says which.',
	RATELIMITEXCEEDED: `Too many calls at once. ${later}`,
	REQUESTBLOCKED: `WeChat Pay's risk control stopped it. Look at pay.weixin.qq.com for messages to the merchant.`,
	RESOURCENOTEXISTS: 'There is nothing with this number. Check it, and the merchant in the credential.',
	RULELIMIT: `A rule of WeChat Pay's stopped it; its message says which.`,
	SERVICEUNAVAILABLE: busy,
	SIGNERROR:
		"WeChat Pay does not accept the signature. Check in the credential that Merchant ID, Certificate Serial Number and Merchant Private Key belong together, and this server's clock.",
	STATEMENTCREATING: 'WeChat Pay is still writing the bill. Run it again after 10:00, or half an hour later.',
	SYSTEMERROR: busy,
	TRADEERROR: 'The payment did not come about. Its message says why; ask the customer to try another way.',
	USERACCOUNTABNORMAL: "There is something wrong with the customer's account. Ask the customer.",
	USERPAYING: 'The customer is entering the password. Look the order up (operation Get) in a few seconds.',
};

const unknown =
	'Look up the code in the documents at https://pay.weixin.qq.com/doc/v3/merchant/4012081606, or give the request id to the support of WeChat Pay.';

/** What to do about a code. */
export function hintFor(code: string): string {
	return isKnown(code) ? hints[plain(code)] : unknown;
}

/** WeChat cannot say whether it was done. */
export function isUnsettled(code: string, status: number): boolean {
	// It comes with a status of 500 too (wechat-pay.md §4.1).
	if (isCode(code, 'OPENID_MISMATCH')) return false;
	return ['SYSTEMERROR', 'BANKERROR', 'SERVICEUNAVAILABLE'].includes(plain(code)) || status >= 500;
}

/** Too many calls: nothing was done, and a pause helps. */
export function isThrottled(code: string, status: number): boolean {
	return status === 429 || ['FREQUENCYLIMITED', 'FREQUENCYLIMITEXCEED', 'RATELIMITEXCEEDED'].includes(plain(code));
}

/** A code in either spelling. */
export function isCode(code: unknown, wanted: string): boolean {
	return plain(String(code)) === plain(wanted);
}

/** Whether it is one of those with a hint of its own; not everything that a code can spell is: "constructor". */
export function isKnown(code: string): boolean {
	return Object.hasOwn(hints, plain(code));
}

/** Without its underscores. */
export function plain(code: string): string {
	return code.replaceAll('_', '');
}
