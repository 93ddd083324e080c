/** What a code of WeChat Pay's means for the user (wechat-pay.md §4.1). */
interface Reaction {
	hint: string;
	/** The same call may be sent again, and may then succeed. */
	again?: true;
}

const later = 'Run it again in a minute, with the same number: nothing is made twice.';
const lookFirst = 'It is not known what WeChat did. Look it up by its number (operation Get), or run it again with the same number: nothing is made twice.';
const money = 'Nothing was moved.';

/** By code without its underscores: WeChat spells several both ways. */
const reactions: Record<string, Reaction> = {
	ACCOUNTERROR: { hint: "The customer's account cannot take this. Ask the customer, or choose another way." },
	ALREADYEXISTS: { hint: 'There is one with this number already. Look it up by its number (operation Get).' },
	APPIDMCHIDNOTMATCH: {
		hint: 'App ID and merchant are not connected. Connect them at pay.weixin.qq.com: Product Center > AppID Accounts (产品中心 > AppID账号管理), or correct the App ID.',
	},
	BANKERROR: { hint: lookFirst, again: true },
	FREQUENCYLIMITED: { hint: `Too many calls at once. ${later}`, again: true },
	FREQUENCYLIMITEXCEED: { hint: `Too many calls at once. ${later}`, again: true },
	INVALIDREQUEST: {
		hint: 'WeChat Pay does not allow this as things stand: a number used before with other values, a product that is not activated, or something done already. Its message says which.',
	},
	INVALIDTRANSACTIONID: { hint: 'There is no such payment of this merchant. Check the number.' },
	MCHNOTEXISTS: { hint: 'There is no such merchant. Check the Merchant ID in the credential.' },
	NOAUTH: {
		hint: 'The merchant may not do this: activate the product at pay.weixin.qq.com > Product Center (产品中心), and check whether an IP list is set there.',
	},
	NOTENOUGH: { hint: `The merchant's balance is too small. ${money} Top it up, then run it again with the same number.` },
	NOTFOUND: { hint: 'There is nothing with this number. Check it, and the merchant in the credential.' },
	NOSTATEMENTEXIST: { hint: 'There was no business on that day.' },
	OPENIDMISMATCH: { hint: 'The openid belongs to another App ID. The same person has another openid in each account.' },
	ORDERCLOSED: { hint: 'The order is closed and cannot be paid any more. Make a new one, with a new number.' },
	ORDERNOTEXIST: { hint: 'There is no order with this number. Check it, and the merchant in the credential.' },
	ORDERPAID: { hint: 'The order has been paid already. Refund it instead.' },
	OUTTRADENOUSED: {
		hint: 'This order number has been used for another order. Look that one up (operation Get); take a new number only for a different order.',
	},
	PARAMERROR: { hint: 'WeChat Pay does not take one of the values. Its message names it; correct the field, or the expression in it.' },
	QUOTAEXCEED: { hint: 'A limit of the merchant or the customer is reached. Its message says which.' },
	RATELIMITEXCEEDED: { hint: `Too many calls at once. ${later}`, again: true },
	REQUESTBLOCKED: { hint: `WeChat Pay's risk control stopped it. ${money} Look at pay.weixin.qq.com for messages to the merchant.` },
	RESOURCENOTEXISTS: { hint: 'There is nothing with this number. Check it, and the merchant in the credential.' },
	RULELIMIT: { hint: `A rule of WeChat Pay's stopped it; its message says which. ${money}` },
	SERVICEUNAVAILABLE: { hint: lookFirst, again: true },
	SIGNERROR: {
		hint: "WeChat Pay does not accept the signature. Check in the credential that Merchant ID, Certificate Serial Number and Merchant Private Key belong together, and this server's clock.",
	},
	STATEMENTCREATING: { hint: 'WeChat Pay is still writing the bill. Run it again after 10:00, or half an hour later.', again: true },
	SYSTEMERROR: { hint: lookFirst, again: true },
	TRADEERROR: { hint: 'The payment did not come about. Its message says why; ask the customer to try another way.' },
	USERACCOUNTABNORMAL: { hint: "There is something wrong with the customer's account. Ask the customer." },
	USERPAYING: { hint: 'The customer is entering the password. Look the order up (operation Get) in a few seconds.', again: true },
};

const unknown: Reaction = {
	hint: 'Look up the code in the documents at https://pay.weixin.qq.com/doc/v3/merchant/4012081606, or give the request id to the support of WeChat Pay.',
};

/** What to do about a code, and whether the same call may be sent again. */
export function reactionTo(code: string): Reaction {
	// Not everything that a code can spell is one of these: "constructor".
	return Object.hasOwn(reactions, plain(code)) ? reactions[plain(code)] : unknown;
}

/** WeChat cannot say whether it was done. */
export function isUnsettled(code: string, status: number): boolean {
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

function plain(code: string): string {
	return code.replaceAll('_', '');
}
