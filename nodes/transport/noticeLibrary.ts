import type { WireRequest } from './request';

/** What the account may choose from for its subscription notices (wechat-api.md C.2, "subscribeNotice"). */
export const NOTICE_LIBRARY = {
	categories: { method: 'GET', path: '/wxaapi/newtmpl/getcategory' },
	titles: { method: 'GET', path: '/wxaapi/newtmpl/getpubtemplatetitles' },
	keywords: { method: 'GET', path: '/wxaapi/newtmpl/getpubtemplatekeywords' },
} as const satisfies Record<string, WireRequest>;

/** How the titles come: "limit<=30". */
export const TITLES_PAGE = { items: 'data', offset: 'start', count: 'limit', size: 30, total: 'count' };
