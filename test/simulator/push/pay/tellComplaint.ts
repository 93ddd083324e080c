import type { Merchant } from '../../world/pay/merchant';
import { registeredUrl } from '../../world/pay/registered';
import type { World } from '../../world/world';
import { notify } from './notify';

/** Tells what happened to a complaint to the registered URL; undefined where there is none. */
export function tellComplaint(
	world: World,
	merchant: Merchant,
	complaint_id: string,
	action_type: string,
): ReturnType<typeof notify> | undefined {
	world.tell({ kind: 'pay', data: null });
	const event_type = action_type === 'CREATE_COMPLAINT' ? 'COMPLAINT.CREATE' : 'COMPLAINT.STATE_CHANGE';
	const url = registeredUrl(merchant.registered, event_type);
	return url ? notify(world, merchant, { event_type, url, resource: { complaint_id, action_type } }) : undefined;
}
