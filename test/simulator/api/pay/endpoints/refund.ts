import { describeRefund } from '../../../world/pay/describe';
import type { PayContext, PayEndpoints } from '../context';
import { createRefund, refundOf, type RefundRequest } from '../refunds';
import { type Resolution, resolveRefund } from '../resolutions';
import { checkRules } from '../rules';

/** wechat-pay.md §3.3. */
export const refund: PayEndpoints = {
	'POST /v3/refund/domestic/refunds': ({ world, merchant, body }: PayContext<RefundRequest>) =>
		describeRefund(createRefund(world, merchant, body)),

	'GET /v3/refund/domestic/refunds/{out_refund_no}': ({ merchant, path, query }: PayContext) => {
		checkRules(path, ['out_refund_no'], 'uri_template');
		return describeRefund(refundOf(merchant, path.out_refund_no, query.sub_mchid));
	},

	'POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund': (context: PayContext<Resolution>) =>
		describeRefund(resolveRefund(context)),
};
