import { cases as account } from './account';
import { cases as apiCall } from './apiCall';
import { cases as article } from './article';
import { cases as autoReply } from './autoReply';
import { cases as broadcast } from './broadcast';
import { cases as comment } from './comment';
import { cases as follower } from './follower';
import { cases as image } from './image';
import { cases as media } from './media';
import { cases as menu } from './menu';
import { cases as qrCode } from './qrCode';
import { cases as report } from './report';
import { cases as subscriptionNotice } from './subscriptionNotice';
import { cases as tag } from './tag';
import { cases as templateMessage } from './templateMessage';
import { cases as webLogin } from './webLogin';

/** WeChat Official Account: one file per resource. */
export const officialAccount = {
	...account,
	...apiCall,
	...article,
	...autoReply,
	...broadcast,
	...comment,
	...follower,
	...image,
	...media,
	...menu,
	...qrCode,
	...report,
	...subscriptionNotice,
	...tag,
	...templateMessage,
	...webLogin,
};
