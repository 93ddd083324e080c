import type { IDataObject } from 'n8n-workflow';
import { sale } from '../../pay/shop';
import { MERCHANT, SERVICE, type Wechat } from '../../wechat';

export const { appid } = SERVICE;
export const { mchid } = MERCHANT;

/** A merchant for whom the shop's own one acts as a partner. */
export const SUB_MCHID = '1900009231';

/** A customer has paid. */
export const sold = async (wechat: Wechat): Promise<IDataObject> => await sale(wechat, { attach: 'shop-3' });

/** A customer has paid the partner's merchant. */
export const soldByPartner = async (wechat: Wechat): Promise<IDataObject> =>
	await sale(wechat, { attach: 'shop-3', sub_mchid: SUB_MCHID });

/** The same columns for whatever is about money. */
export const NOTHING = {
	...{ openid: null, unionid: null, appid: null, status: null, mchid, out_trade_no: null, transaction_id: null },
	...{ out_refund_no: null, amount_fen: null, amount_yuan: null, paid_yuan: null, refund_yuan: null, currency: null },
	...{ attach: null, occurred_at: null },
};
