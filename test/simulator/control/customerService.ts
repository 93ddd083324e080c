import { addRecord, findStaff, transfer, type ChatRecord } from '../world/customerService';
import { accountOf, OrderError, type Routes } from './request';

/** What staff do in their own programs, and what was written before. */
export const customerService: Routes = {
	'POST /simulator/staff': (order) => {
		const { kf_account, online, invitation } = order.body;
		const found = findStaff(accountOf(order), String(kf_account));
		if (!found) throw new OrderError(`No staff ${String(kf_account)}`);
		if (online !== undefined) found.status = online ? 1 : 0;
		if (invitation === undefined) return found;
		if (invitation !== 'accept' && invitation !== 'reject') throw new OrderError('invitation is accept or reject');
		if (found.invite_status !== 'waiting') throw new OrderError(`${found.kf_account} has no open invitation`);
		if (invitation === 'reject') return Object.assign(found, { invite_status: 'rejected' });
		const { invite_wx: kf_wx } = found;
		for (const field of ['invite_wx', 'invite_status', 'invite_expire_time'] as const) delete found[field];
		return Object.assign(found, { kf_wx, kf_openid: `oKf_${kf_wx}`, status: 1 });
	},

	'POST /simulator/waiting': (order) => {
		const account = accountOf(order);
		const { openids } = order.body;
		if (!Array.isArray(openids)) throw new OrderError('openids must be a list');
		for (const openid of openids) transfer(account, String(openid), order.world.now());
		return { waiting: account.customerService.waiting.size };
	},

	'POST /simulator/chatRecords': (order) => {
		const account = accountOf(order);
		const { list } = order.body;
		if (!Array.isArray(list)) throw new OrderError('list must be a list of {openid, worker, opercode, text, time}');
		for (const record of list as ChatRecord[]) addRecord(account, record);
		return { records: account.customerService.records.length };
	},
};
