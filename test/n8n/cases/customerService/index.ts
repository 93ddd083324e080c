import { cases as chatRecord } from './chatRecord';
import { cases as conversation } from './conversation';
import { cases as merchant } from './merchant';
import { cases as message } from './message';
import { cases as staff } from './staff';
import { cases as wecomLink } from './wecomLink';

/** WeChat Customer Service: one file per resource. */
export const customerService = {
	...message,
	...conversation,
	...chatRecord,
	...staff,
	...merchant,
	...wecomLink,
};
