const ACCOUNT = "Something is wrong with the customer's WeChat account. Ask the customer.";
const LIMIT = 'The customer has received as much as WeChat Pay allows in this time. Try another day.';
const SCENE = 'The merchant may not use this scene (any more). Look at pay.weixin.qq.com > Product Center (产品中心 > 商家转账).';

/** Why a transfer came to nothing, in plain words, by `fail_reason` (wechat-pay.md §2.6): the most common of an open set. */
const REASONS: Record<string, string> = {
	ACCOUNT_FROZEN: ACCOUNT,
	ACCOUNT_NOT_EXIST: ACCOUNT,
	BLOCK_B2C_USERLIMITAMOUNT_BSRULE_MONTH: LIMIT,
	BLOCK_B2C_USERLIMITAMOUNT_MONTH: LIMIT,
	BUDGET_NOT_ENOUGH: "The merchant's balance or budget was too small.",
	DAY_RECEIVED_COUNT_EXCEED: LIMIT,
	DAY_RECEIVED_QUOTA_EXCEED: LIMIT,
	ID_CARD_NOT_CORRECT: 'The ID card number is not that of the customer.',
	MCH_CANCEL: 'You cancelled it.',
	MERCHANT_NOT_CONFIRM: 'Nobody of the merchant confirmed it.',
	MERCHANT_REJECT: 'Somebody of the merchant refused it.',
	NAME_NOT_CORRECT: 'The name is not that of the customer. Ask for the real name.',
	OPENID_INVALID: 'The openid is nobody in this account. The same person has another openid in each account.',
	OVERDUE_CLOSE: 'The customer did not confirm it in time, and the money came back.',
	PAYEE_ACCOUNT_ABNORMAL: ACCOUNT,
	PAYER_ACCOUNT_ABNORMAL: "Something is wrong with the merchant's account. Look at pay.weixin.qq.com for messages.",
	PRODUCT_AUTH_CHECK_FAIL: 'The merchant may not make transfers (any more). Look at pay.weixin.qq.com > Product Center (产品中心).',
	REALNAME_ACCOUNT_RECEIVED_QUOTA_EXCEED: LIMIT,
	REAL_NAME_CHECK_FAIL: 'The customer has not proved who they are to WeChat Pay (实名认证).',
	RECEIVE_ACCOUNT_NOT_CONFIGURE: 'The customer has set up nothing to receive money with.',
	TRANSFER_QUOTA_EXCEED: LIMIT,
	TRANSFER_RISK: "WeChat Pay's risk control stopped it. Ask the customer, or look at pay.weixin.qq.com for messages.",
	TRANSFER_SCENE_INVALID: SCENE,
	TRANSFER_SCENE_UNAVAILABLE: SCENE,
};

/** The reason in plain words; null where there is none, or it is not known. */
export function failureText(reason: unknown): string | null {
	return Object.hasOwn(REASONS, String(reason)) ? REASONS[String(reason)] : null;
}
