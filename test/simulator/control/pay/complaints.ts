import { notify } from '../../push/pay/notify';
import { type Complaint } from '../../world/pay/complaint';
import type { Merchant } from '../../world/pay/merchant';
import { newComplaintId } from '../../world/pay/numbers';
import { registeredUrl } from '../../world/pay/registered';
import type { World } from '../../world/world';
import { type Order as Asked, OrderError, type Routes } from '../request';
import { merchantOf, optional } from './request';

const STATES = ['PENDING', 'PROCESSING', 'PROCESSED'];

/** Customers who complain, and go on complaining. Whoever registered a URL for it is told. */
export const complaints: Routes = {
	'POST /simulator/complaints': async (asked) => {
		const { world, body } = asked;
		const merchant = merchantOf(asked);
		const given = optional(body, 'complaint_id', 'string');
		const { complaint, event_type, action_type } = given ? change(merchant, given, body) : create(asked, merchant);
		world.tell({ kind: 'pay', data: null });
		const { complaint_id } = complaint;
		return { complaint_id, notification: await tell(world, merchant, event_type, { complaint_id, action_type }) };
	},
};

function create({ world, body }: Asked, merchant: Merchant) {
	const text = (name: string) => optional(body, name, 'string');
	const wanted = text('out_trade_no');
	const order = wanted === undefined ? undefined : merchant.orders.get(wanted);
	if (wanted !== undefined && order?.paidAt === undefined) throw new OrderError(`No paid order ${wanted}`);
	const told = text('text');
	if (!told) throw new OrderError('text is missing');
	const complaint: Complaint = {
		complaint_id: newComplaintId(world.now()),
		createdAt: world.now(),
		text: told,
		state: 'PENDING',
		openid: text('openid') ?? order?.openid ?? anybody(world, merchant),
		phone: text('phone') ?? '13800138000',
		times: 1,
		unanswered: true,
		refund: optional(body, 'refund', 'number'),
		order,
	};
	merchant.complaints.set(complaint.complaint_id, complaint);
	return { complaint, event_type: 'COMPLAINT.CREATE', action_type: 'CREATE_COMPLAINT' };
}

/** The customer goes on with it, or what is ordered happens to it. */
function change(merchant: Merchant, complaint_id: string, body: Record<string, unknown>) {
	const complaint = merchant.complaints.get(complaint_id);
	if (!complaint) throw new OrderError(`No complaint ${complaint_id}`);
	const state = optional(body, 'state', 'string') ?? complaint.state;
	if (!STATES.includes(state)) throw new OrderError(`state is one of ${STATES.join(', ')}`);
	const action_type = optional(body, 'action_type', 'string') ?? 'CONTINUE_COMPLAINT';
	if (action_type === 'CONTINUE_COMPLAINT') complaint.times++;
	complaint.text = optional(body, 'text', 'string') ?? complaint.text;
	complaint.state = state as Complaint['state'];
	return { complaint, event_type: 'COMPLAINT.STATE_CHANGE', action_type };
}

function anybody({ accounts }: World, { appids }: Merchant): string {
	const [openid] = accounts.get(appids[0] ?? '')?.followers.keys() ?? [];
	if (openid === undefined) throw new OrderError('openid is missing, and nobody follows the account');
	return openid;
}

/** After the first try; null where no URL is registered. */
async function tell(world: World, merchant: Merchant, event_type: string, resource: Record<string, unknown>) {
	const url = registeredUrl(merchant.registered, event_type);
	if (!url) return null;
	const { notification, firstTry } = notify(world, merchant, { event_type, url, resource });
	await firstTry;
	return structuredClone(notification);
}
