/**
 * Refusals after which another way may still reach the person, and what each comes to in words (wechat-errcodes.json).
 * Only what is definite stands here, and is about the person, the chat, or a way that is closed to the account: an openid
 * or a template that is wrong is a mistake in the flow, too many calls in a minute pass by themselves.
 */
export const refusals: Readonly<Record<number, string>> = {
	40200: 'this type of account does not have it',
	43004: 'this person does not follow the account',
	43019: 'this person is blocked by the account',
	43101: 'this person has not allowed it, or has used up the permission',
	43104: 'the account may not send this template to this person',
	43107: 'WeChat has closed it to the account',
	43116: 'WeChat has blocked this template',
	44993: 'the quota of the day is used up',
	45009: 'the quota of the day is used up',
	45015: 'the time for chat messages is over',
	45047: 'the messages of this chat are used up',
	45087: 'WeChat has closed it to the account',
	45093: 'the account has no messages left',
	48001: 'the account does not have it',
	48002: 'this person has turned off messages from the account',
	48004: 'WeChat has closed it to the account',
	48008: 'the account may not send this type of message',
	50001: 'this person has not allowed it',
	50002: 'WeChat has restricted this person',
	50005: 'this person no longer follows the account',
	70000: 'WeChat protects this person, a minor, from it',
	200011: 'WeChat has closed it to the account',
	200013: 'WeChat has blocked this template',
};
