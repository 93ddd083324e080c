import { hintFor, isCode, isKnown, isThrottled, isUnsettled, plain } from './codes';

const sameNumber = 'Run it again later, with the same number: nothing is made twice.';
const unreadable = 'WeChat Pay could not read the request. Look for something odd in the texts.';
const newTry = 'Ask the customer to show a new payment code, and take a new order number.';

/** What to do about the codes that only the old interface (API v2) has, or means otherwise; without underscores. */
const hints: Record<string, string> = {
	ACCEPTMODEERROR: 'The merchant under “Sub-Merchant ID” is not one of this partner. Check its number, and the Merchant ID in the credential.',
	APIMETHODCLOSED:
		'Sending by other programs (API发放) is switched off for this merchant: switch it on at pay.weixin.qq.com > Product Center > Cash Red Packet (产品中心 > 现金红包).',
	APPIDNOTEXIST: 'There is no such App ID. Check it here and in the credential.',
	AUTHCODEERROR: 'This is no payment code (付款码). Scan the 18 digits that the customer shows under Wallet > Money.',
	AUTHCODEEXPIRE: `The payment code has run out. ${newTry}`,
	AUTHCODEINVALID: 'This is no payment code of WeChat (微信付款码). Check what the scanner reads.',
	BIZERRNEEDRETRY: `WeChat Pay could not finish it. ${sameNumber}`,
	BUYERMISMATCH: 'An order is paid by one person only: take a new order number for another one.',
	CAERROR:
		'No client certificate arrived. n8n 1 cannot send one: update to n8n 2. A relay in Base URL cannot pass one on either. With both in order, check “Client Certificate” in the credential.',
	ERROR: 'It cannot be done; the message says why.',
	FAIL: 'WeChat Pay did not take the request, and nothing was done. Its message says why: correct the field that it names.',
	FATALERROR: 'This number has been used with other values. Look it up (operation Get); take a new number only for a new payment.',
	FREQLIMIT: `Too many at once. ${sameNumber}`,
	ILLEGALAPPID: 'Red packets need the App ID of an Official Account or a Mini Program that is connected with the merchant; that of an app will not do.',
	INVALIDREQTOOMUCH: 'After many wrong calls WeChat Pay takes none for a minute. Put right what was wrong with them, then run it again with the same number.',
	LACKPARAMS: 'A parameter is missing. The message names it.',
	MCHIDNOTEXIST: 'There is no such merchant. Check the Merchant ID in the credential.',
	MONEYLIMIT: 'The amount is outside of what WeChat Pay allows this merchant for a red packet: ¥1 to ¥200, unless the merchant has agreed on more.',
	MSGAPPIDERROR: 'The App ID under “Message From” is not connected with the partner.',
	NOAUTH: `The merchant may not do this, or WeChat Pay's risk control stopped it: look at pay.weixin.qq.com > Product Center (产品中心), at its messages to the merchant, and whether the IP address of this server is on the list there.`,
	NOTENOUGH: `The merchant's balance is too small: top it up at pay.weixin.qq.com, then run it again with the same number.`,
	NOTSUPORTCARD: `The customer's bank card cannot be used here. Ask for another way to pay.`,
	NOTUTF8: unreadable,
	OPENIDERROR: 'The openid does not belong to this App ID. The same person has another openid in each account.',
	ORDERREVERSED: `The order was taken back. ${newTry}`,
	POSTDATAEMPTY: unreadable,
	PROCESSING: 'WeChat Pay has taken it on, and is not done with it.',
	RCVDAMOUNTLIMIT: 'This person has received as much today as the merchant allows per person and day.',
	REFUNDFEEMISMATCH: 'This refund number has been used for another amount, or the order cost something else. Look it up (operation Get); take a new number only for another refund.',
	REFUNDNOTEXIST: 'There is no refund with this number. Check it, and the merchant in the credential.',
	REQUIREPOSTMETHOD: unreadable,
	REVERSEEXPIRE: 'An order can be reversed for seven days: refund it instead.',
	SENDAMOUNTLIMIT: 'The merchant has sent as much today as it allows itself: pay.weixin.qq.com > Product Center > Cash Red Packet (产品中心 > 现金红包).',
	SENDFAILED: 'This red packet has failed for good, and no money went out. To try again, take a new number.',
	SENDNUMLIMIT: 'This person has received as many red packets today as the merchant allows per person and day.',
	SIGNERROR:
		'WeChat Pay does not accept the signature. Check that “APIv2 Key” in the credential is the one that is set under API Security > APIv2 Key (API安全 > APIv2密钥).',
	TRADEOVERDUE: 'The order is too old for this: more than a year.',
	TRADESTATEERROR: 'The order is not in a state for this. Look it up (operation Get).',
	XMLERROR: unreadable,
	XMLFORMATERROR: unreadable,
};

/** WeChat Pay cannot say whether it was done: the same number again, or a look, will tell. */
const UNSETTLED = ['BIZERRNEEDRETRY', 'PROCESSING'];

/** Nothing was done, and a pause helps. */
const THROTTLED = ['FREQLIMIT'];

/** A code that WeChat has thought of since: nobody knows whether money went out, and its documents say so (wechat-pay.md §3.12). */
const unknown = 'Nobody knows this code yet. Look it up by its number before anything else, or ask the support of WeChat Pay: never take a new number for it.';

/** What to do about a code of the old interface (wechat-pay.md §4.2). */
export function v2HintFor(code: string): string {
	if (hasHint(code)) return hints[plain(code)];
	return isKnown(code) ? hintFor(code) : unknown;
}

/** What is left of a call that was answered with this code. */
export function v2Outcome(code: string): 'busy' | 'throttled' | 'final' {
	if (isThrottled(code, 200) || isOneOf(THROTTLED, code)) return 'throttled';
	if (isUnsettled(code, 200) || isOneOf(UNSETTLED, code)) return 'busy';
	return hasHint(code) || isKnown(code) ? 'final' : 'busy';
}

function hasHint(code: string): boolean {
	return Object.hasOwn(hints, plain(code));
}

function isOneOf(codes: string[], code: string): boolean {
	return codes.some((one) => isCode(code, one));
}
