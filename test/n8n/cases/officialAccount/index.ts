import { cases as account } from './account';
import { cases as apiCall } from './apiCall';
import { cases as follower } from './follower';
import { cases as media } from './media';
import { cases as tag } from './tag';

/** WeChat Official Account: one file per resource. */
export const officialAccount = {
	...account,
	...apiCall,
	...follower,
	...media,
	...tag,
};
