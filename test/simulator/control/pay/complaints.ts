import { tellComplaint } from '../../push/pay/tellComplaint';
import type { Complaint } from '../../world/pay/complaint';
import { record } from '../../world/pay/complaintHistory';
import { keepMedia } from '../../world/pay/media';
import type { Merchant } from '../../world/pay/merchant';
import { newComplaintId } from '../../world/pay/numbers';
import type { World } from '../../world/world';
import { type Order as Asked, OrderError, type Routes } from '../request';
import { merchantOf, optional } from './request';

const STATES = ['PENDING', 'PROCESSING', 'PROCESSED'];

/** What the customer does, and how the history calls it. */
const OF_CUSTOMERS: Record<string, string> = { CONTINUE_COMPLAINT: 'USER_CONTINUE_COMPLAINT', USER_RESPONSE: 'USER_RESPONSE' };

/** Customers who complain, and go on complaining. Whoever registered a URL for it is told. */
export const complaints: Routes = {
	'POST /simulator/complaints': async (asked) => {
		const { world, body } = asked;
		const merchant = merchantOf(asked);
		const given = optional(body, 'complaint_id', 'string');
		if (given !== undefined && body.withdraw === true) return withdraw(world, merchant, given);
		const { complaint_id, action_type } = given ? change(asked, merchant, given) : create(asked, merchant);
		const told = tellComplaint(world, merchant, complaint_id, action_type);
		await told?.firstTry;
		return { complaint_id, notification: told ? structuredClone(told.notification) : null };
	},
};

function create({ world, body }: Asked, merchant: Merchant) {
	const text = (name: string) => optional(body, name, 'string');
	const wanted = text('out_trade_no');
	const order = wanted === undefined ? undefined : merchant.orders.get(wanted);
	if (wanted !== undefined && order?.paidAt === undefined) throw new OrderError(`No paid order ${wanted}`);
	const told = text('text');
	if (!told) throw new OrderError('text is missing');
	const now = world.now();
	const complaint: Complaint = {
		complaint_id: newComplaintId(now),
		createdAt: now,
		text: told,
		state: 'PENDING',
		openid: text('openid') ?? order?.openid ?? anybody(world, merchant),
		phone: text('phone') ?? '13800138000',
		times: 1,
		unanswered: true,
		refund: optional(body, 'refund', 'number'),
		order,
		pictures: pictures(merchant, body, now),
		tags: list(body, 'tags'),
		urgent: body.urgent === true,
		history: [],
		replies: new Map(),
	};
	merchant.complaints.set(complaint.complaint_id, complaint);
	record(complaint, now, { operate_type: 'USER_CREATE_COMPLAINT', operate_details: told, pictures: complaint.pictures });
	return { complaint_id: complaint.complaint_id, action_type: 'CREATE_COMPLAINT' };
}

/** The customer goes on with it, or what is ordered happens to it. */
function change({ world, body }: Asked, merchant: Merchant, complaint_id: string) {
	const complaint = known(merchant, complaint_id);
	const state = optional(body, 'state', 'string') ?? complaint.state;
	if (!STATES.includes(state)) throw new OrderError(`state is one of ${STATES.join(', ')}`);
	const action_type = optional(body, 'action_type', 'string') ?? 'CONTINUE_COMPLAINT';
	const told = optional(body, 'text', 'string');
	const operate_type = OF_CUSTOMERS[action_type] ?? action_type;
	const isByCustomer = action_type in OF_CUSTOMERS;
	if (action_type === 'CONTINUE_COMPLAINT') complaint.times++;
	if (action_type !== 'USER_RESPONSE') complaint.text = told ?? complaint.text;
	if (isByCustomer) complaint.unanswered = true;
	complaint.state = state as Complaint['state'];
	const now = world.now();
	record(complaint, now, { operate_type, operate_details: told, pictures: pictures(merchant, body, now) });
	return { complaint_id, action_type };
}

/** It is over. WeChat Pay documents no notification of this. */
function withdraw(world: World, merchant: Merchant, complaint_id: string) {
	const complaint = known(merchant, complaint_id);
	Object.assign(complaint, { state: 'PROCESSED', unanswered: false });
	record(complaint, world.now(), { operate_type: 'USER_REVOKE_COMPLAINT' });
	world.tell({ kind: 'pay', data: null });
	return { complaint_id, notification: null };
}

function known({ complaints: all }: Merchant, complaint_id: string): Complaint {
	const complaint = all.get(complaint_id);
	if (!complaint) throw new OrderError(`No complaint ${complaint_id}`);
	return complaint;
}

/** Pictures in base64, kept as if the customer's phone had sent them. */
function pictures({ media }: Merchant, body: Record<string, unknown>, now: number): string[] {
	const file = { filename: 'picture.jpg', contentType: 'image/jpeg' };
	return list(body, 'pictures').map((text) => keepMedia(media, { ...file, content: Buffer.from(text, 'base64') }, now).media_id);
}

function list(body: Record<string, unknown>, name: string): string[] {
	const value = body[name] ?? [];
	if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value;
	throw new OrderError(`${name} must be a list of texts`);
}

function anybody({ accounts }: World, { appids }: Merchant): string {
	const [openid] = accounts.get(appids[0] ?? '')?.followers.keys() ?? [];
	if (openid === undefined) throw new OrderError('openid is missing, and nobody follows the account');
	return openid;
}
