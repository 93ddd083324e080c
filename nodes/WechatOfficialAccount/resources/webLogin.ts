import type { Resource } from '../../operation/operation';
import { checkLogin } from './webLogin/check';
import { getJsSdkSignature } from './webLogin/jsSdk';
import { getLink } from './webLogin/link';
import { getVisitor } from './webLogin/visitor';

/** Visitors of web pages inside of WeChat 网页授权, and what pages may do there (wechat-api.md A, C.5). */
export const webLogin: Resource = {
	value: 'webLogin',
	name: 'Web Login',
	description: 'Who visits your web pages inside of WeChat (网页授权), and what the pages may do there (JS-SDK)',
	operations: [getLink, getVisitor, checkLogin, getJsSdkSignature],
};
