import { cases as message } from './message';

/** WeChat Customer Service: one file per resource. */
export const customerService = {
	...message,
};
