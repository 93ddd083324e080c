import type { Errcode } from './errcode';

/** Codes of the pages of single functions, which the general list (errcodes.json, the 294 of the reference) leaves out. */
export const furtherCodes: Readonly<Record<number, Errcode & { hint: string }>> = {
	40036: {
		meaning: 'template id of the wrong length',
		reaction: 'fix-input',
		hint: 'The ID of the template is empty or not complete. Choose the template from the list.',
	},
	40059: {
		meaning: 'broadcast id wrong',
		reaction: 'fix-input',
		hint: 'WeChat does not know this broadcast, or cannot delete it (any more). Use the message ID that Broadcast: Send returned, once the broadcast has gone out.',
	},
	41039: {
		meaning: 'content_source_url wrong',
		reaction: 'fix-input',
		hint: 'The “Read more” link (阅读原文) of the article is not accepted. Use a full address of at most 1 KB, or leave it empty.',
	},
	45026: {
		meaning: 'too many templates',
		reaction: 'quota',
		hint: 'The account has 25 templates already, which is all that WeChat allows. Delete one first.',
	},
	45070: {
		meaning: 'merchant account name exists',
		reaction: 'state',
		hint: 'A merchant with this account name exists already: each name can be used once. Choose another, or find the merchant with Get.',
	},
	45071: { meaning: 'merchant does not exist', reaction: 'fix-input', hint: 'WeChat does not know this merchant. Choose it from the list.' },
	45077: {
		meaning: 'too many merchants',
		reaction: 'quota',
		hint: 'The Mini Program has reached the number of merchants that WeChat allows. Go on with those that are there.',
	},
	45078: {
		meaning: 'merchant nickname wrong',
		reaction: 'fix-input',
		hint: 'The nickname is not accepted. Use 4 to 30 letters or digits; a Chinese character counts as 2.',
	},
	45079: {
		meaning: 'merchant nickname has risky words',
		reaction: 'fix-input',
		hint: 'The nickname has words that WeChat does not allow. Choose another.',
	},
	45091: {
		meaning: 'merchant account name wrong',
		reaction: 'fix-input',
		hint: 'The account name is not accepted. Use 6 to 30 letters, digits or underscores.',
	},
	45110: { meaning: 'author too long', reaction: 'fix-input', hint: 'The name of the author is too long. Shorten it; it may have 16 characters.' },
	53500: {
		meaning: 'publishing banned',
		reaction: 'permission',
		hint: 'WeChat has blocked publishing for this account. The notices in the WeChat console (通知中心) say why and for how long.',
	},
	53501: {
		meaning: 'publishing too often',
		reaction: 'retry-backoff',
		hint: 'Articles are being published too often. Wait a few minutes, then publish one after another.',
	},
	53502: {
		meaning: 'publish id wrong',
		reaction: 'fix-input',
		hint: 'WeChat does not know this publication. Use the publish ID that Article: Publish returned.',
	},
	65316: {
		meaning: 'menu links to too many domains',
		reaction: 'fix-input',
		hint: 'The links of all menus for some followers together may lead to three domains. Use fewer, or delete a menu that is no longer needed.',
	},
	88009: { meaning: 'reply does not exist', reaction: 'state', hint: 'This comment has no reply (any more). There is nothing to do.' },
	89002: {
		meaning: 'not bound to an Open Platform account',
		reaction: 'state',
		hint: 'The account belongs to no Open Platform account, which is what gives a unionid. Link it at open.weixin.qq.com first.',
	},
	89300: { meaning: 'order wrong', reaction: 'fix-input', hint: 'WeChat knows no payment with this number of this customer. Check the number and the openid.' },
	101000: {
		meaning: 'picture address wrong',
		reaction: 'fix-input',
		hint: 'WeChat could not fetch the picture. Use an address that anybody can open, of at most 2 MB, or send the file itself.',
	},
	101001: {
		meaning: 'nothing recognized in the picture',
		reaction: 'fix-input',
		hint: 'WeChat found no such document or code in the picture. Use a sharp, well-lit picture that shows all of it.',
	},
	101002: {
		meaning: 'picture not readable',
		reaction: 'fix-input',
		hint: 'WeChat could not read the picture. Use a JPG or PNG of at most 2 MB that shows the whole document.',
	},
	101003: {
		meaning: 'recognition credits used up',
		reaction: 'quota',
		hint: 'The recognitions of today are used up: 100 a day are free. Run it again tomorrow (China time), or buy more at fuwu.weixin.qq.com.',
	},
	10130030: {
		meaning: 'account type cannot be linked to WeCom',
		reaction: 'permission',
		hint: 'A Mini Program of a private person cannot be linked. Use one that belongs to a company.',
	},
	10130600: {
		meaning: 'company id wrong',
		reaction: 'fix-input',
		hint: 'WeChat does not know this company. Copy the company ID (企业ID) from the WeCom console, under My Company (我的企业).',
	},
	10130601: {
		meaning: 'company id wrong',
		reaction: 'fix-input',
		hint: 'WeChat does not know this company. Copy the company ID (企业ID) from the WeCom console, under My Company (我的企业).',
	},
	10130602: {
		meaning: 'other company than that of the Mini Program',
		reaction: 'permission',
		hint: 'Use a WeCom company that is registered in the same name as the Mini Program (主体一致).',
	},
	10130603: { meaning: 'linked already', reaction: 'state', hint: 'The Mini Program is linked already. Unlink it first.' },
	10130604: { meaning: 'not linked', reaction: 'state', hint: 'The Mini Program is not linked. There is nothing to do.' },
	10170001: { meaning: 'product id wrong', reaction: 'fix-input', hint: 'WeChat does not know this product. Copy its number from the WeChat shop (微信小店).' },
	10170002: { meaning: 'article type has no product card', reaction: 'fix-input', hint: 'This type of article takes no product card. Choose the other type of article.' },
	10170003: { meaning: 'card type wrong', reaction: 'fix-input', hint: 'This type of article does not take this product card. Choose another type of card.' },
};
