/**
 * Codes that call for something else depending on what kind of account it is, by the credential's Account Type
 * (wechat-api.md C and C.1). For the types left out, and without one, the general sentence counts.
 */
export const hintsByAccountType: Readonly<Record<number, Readonly<Record<string, string>>>> = {
	40200: {
		miniProgram: 'A Mini Program cannot do this. Use the node WeChat Mini Program, or the credential of an Official Account.',
		overseas:
			'An account from outside mainland China cannot do this; of broadcasts it often can send article cards (mpnews) only. Look under 接口权限 in the WeChat console what yours can do.',
		service: 'Only some service accounts (服务号) can do this. Look under 接口权限 in the WeChat console whether yours must be verified (微信认证) or has to apply for it.',
		subscription: 'A subscription account (订阅号) cannot do this. Use a verified service account (认证服务号), or leave this step out.',
		test: 'A test account (测试号) cannot do this. Try it with the real account.',
	},
	43004: {
		miniProgram: 'A Mini Program has no followers: only people who wrote in its customer service within 48 hours can be reached. Send a subscription message, or leave this person out.',
	},
	45009: {
		test: 'The daily quota of this function is used up; a test account (测试号) has about a tenth of the usual. Run it again tomorrow (China time), or use the real account.',
	},
	45015: {
		miniProgram: 'The time for chat messages is over: 48 hours after the customer last wrote, one minute after they opened the chat. Send a subscription message, or wait until the customer writes.',
		subscription: 'The time for chat messages is over: 48 hours after the customer last wrote, one minute after a follow, scan or menu tap. Send a subscription notice (订阅通知), or wait until the customer writes.',
	},
	45028: {
		service: 'No broadcasts are left for these followers: each gets at most four a month from a service account (服务号). Wait until next month, or send template messages about their orders.',
		subscription: 'Today\'s broadcast was sent: a subscription account (订阅号) has one a day. Send it tomorrow (China time).',
	},
	45047: {
		miniProgram: 'The messages of this chat are used up: 5 after the customer writes, 2 after they open the chat. Wait until the customer writes again, or send a subscription message.',
		subscription: 'The messages of this chat are used up: 5 after the customer writes, 3 after a follow, scan or menu tap. Wait until the customer writes again, or send a subscription notice (订阅通知).',
	},
	48001: {
		miniProgram: 'This Mini Program does not have this: look in the WeChat console whether it must be verified or applied for.',
		overseas:
			'Many functions are missing in accounts from outside mainland China: look under 接口权限 in the WeChat console whether yours can have this one.',
		service:
			'A service account (服务号) gets this by verification (微信认证): have it verified in the WeChat console. If it is verified already, look under 接口权限 there whether the function must be applied for.',
		subscription:
			'A subscription account (订阅号) gets this by verification (微信认证), which needs a company: a personal account cannot have it. Template messages and QR codes are for service accounts only. See 接口权限 in the WeChat console.',
		test: 'A test account (测试号) does not have this: try it with the real account.',
	},
	48008: {
		overseas: 'Accounts from outside mainland China often can send article cards (mpnews) only. Choose that type, or check 接口权限 in the WeChat console.',
	},
	50001: {
		miniProgram: 'This person has not allowed this message. Ask for it in the Mini Program (wx.requestSubscribeMessage) before you send, or leave them out.',
		service: 'This person has not given permission, or has not subscribed to this notice (订阅通知). Ask them to allow it, or leave them out.',
		subscription: 'This person has not given permission, or has not subscribed to this notice (订阅通知). Ask them to allow it, or leave them out.',
	},
	88000: {
		miniProgram: 'A Mini Program has no articles to comment on. Use the credential of an Official Account.',
	},
};
