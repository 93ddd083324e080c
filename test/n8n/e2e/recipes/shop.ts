import { MINI, SERVICE } from '../../../simulator/client';
import type { Json } from '../outcome';
import type { Row } from '../../privateN8n/dataTables';
import type { Stage } from './stage';

/** Where no one listens: WeChat Pay reports a payment that is of no concern. */
export const NOBODY = 'http://127.0.0.1:10/';

/** What somebody buys: in the Official Account, unless told; the product stands in the table Orders if it is told. */
export interface Purchase {
	openid: string;
	appid?: string;
	/** Fen. */
	amount?: number;
	product?: string;
}

/** The shop makes an order; WeChat Pay will report the payment to this URL. */
export async function order({ wechat, n8n }: Stage, { product, ...bought }: Purchase, notify_url: string): Promise<string> {
	const { out_trade_no } = await wechat.control('/orders', { appid: SERVICE.appid, amount: 9900, ...bought, notify_url });
	if (product !== undefined) await n8n.tables.insert('Orders', [{ out_trade_no, product }]);
	return out_trade_no as string;
}

/** Somebody with one unionid: their openids in the two accounts. WeChat lets the Official Account write to them, or not. */
export async function someoneInBoth({ wechat }: Stage, { wrote }: { wrote: boolean }): Promise<{ unionid: string; openid: string; inTheShop: string }> {
	const unionid = `oU${Math.random().toString(36).slice(2)}`;
	const grants = wrote ? [{ kind: 'message', until: Date.now() + 24 * 3600 * 1000, left: 5 }] : [];
	return { unionid, openid: await wechat.follower({ unionid, grants }), inTheShop: await wechat.as(MINI.appid).follower({ unionid }) };
}

/** What the ledger has on an order, without what n8n adds. */
export async function ledgerOf({ n8n }: Stage, out_trade_no: string): Promise<Json[]> {
	return (await n8n.tables.rows('Ledger', { out_trade_no })).map(({ id: _, createdAt: _c, updatedAt: _u, ...row }: Row) => row);
}
