import { describeCombined } from '../../../world/pay/combined';
import type { PayContext, PayEndpoints } from '../context';
import { PayError } from '../errors';

/** wechat-pay.md §3.4: orders that are paid at once are asked for at once. */
export const combined: PayEndpoints = {
	'GET /v3/combine-transactions/out-trade-no/{combine_out_trade_no}': ({ merchant, path }: PayContext) => {
		const known = merchant.combined.get(path.combine_out_trade_no);
		if (!known) throw new PayError('ORDER_NOT_EXIST');
		return describeCombined(known);
	},
};
