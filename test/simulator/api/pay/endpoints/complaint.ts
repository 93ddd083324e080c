import { describeComplaint } from '../../../world/pay/complaint';
import type { PayContext, PayEndpoints } from '../context';
import { PayError } from '../errors';

/** wechat-pay.md §3.8. */
export const complaint: PayEndpoints = {
	'GET /v3/merchant-service/complaints-v2/{complaint_id}': ({ merchant, path }: PayContext) => {
		const known = merchant.complaints.get(path.complaint_id);
		if (!known) throw new PayError('RESOURCE_NOT_EXISTS', { message: '投诉单不存在' });
		return describeComplaint(merchant, known);
	},
};
