import { accountOf, OrderError, type Routes } from './request';

/** "2 original check failed, 3 failed, 4 refused by WeChat" */
const ENDS = [2, 3, 4];

/** Ends of publishing that its author cannot bring about by API. */
export const publishing: Routes = {
	'POST /simulator/publishing': (order) => {
		const { status, fail_idx: failed = [] } = order.body;
		if (!ENDS.includes(status as number)) throw new OrderError('status is 2, 3 or 4');
		if (!Array.isArray(failed)) throw new OrderError('fail_idx must be a list of numbers');
		accountOf(order).publishing.next = { status: status as number, failed: failed as number[] };
	},
};
