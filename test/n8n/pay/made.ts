import type { NodeInput } from '../engine';
import { wechatPay, type Wechat } from '../wechat';
import { codeOrder, orders, PATHS, refundOf, sale } from './shop';
import { FORM, funded, stored, TRANSFERS } from './transfers';

/** The number of the order in all of it. */
export const SAME = 'LT-2026-1';

/** What is made, by which call, and which of them there are in WeChat. */
export interface Made {
	what: string;
	path: string;
	/** The field with the number that must not change. */
	by: string;
	/** The number itself, unless a test gives others. */
	number: string;
	node(settings?: Partial<NodeInput>, number?: string): NodeInput;
	/** What must be there first. */
	before(wechat: Wechat): Promise<unknown>;
	numbers(wechat: Wechat): Promise<string[]>;
}

const order: Made = {
	what: 'order',
	path: PATHS.native,
	by: 'out_trade_no',
	number: SAME,
	node: (settings = {}, out_trade_no = SAME) => codeOrder({ out_trade_no }, settings as never),
	before: async () => undefined,
	numbers: async (wechat) => (await orders(wechat)).map(({ out_trade_no }) => out_trade_no),
};

const refund: Made = {
	what: 'refund',
	path: PATHS.refunds,
	by: 'out_refund_no',
	number: `${SAME}-R1`,
	node: (settings = {}, out_refund_no = `${SAME}-R1`) =>
		refundOf(SAME, { out_refund_no, amount_refund: '30', amount_total: '99' }, settings as never),
	before: async (wechat) => await sale(wechat, { out_trade_no: SAME }),
	numbers: async (wechat) => (await orders(wechat)).flatMap(({ refunds }) => refunds.map(({ out_refund_no }) => String(out_refund_no))),
};

/** With a name that only WeChat may read: no two encryptions of it are alike. */
const PAYEE = { openid: 'oct6GpayeeOfATransfer', user_name: '张三' };

const transfer: Made = {
	what: 'transfer',
	path: TRANSFERS,
	by: 'out_bill_no',
	number: 'LT20261T1',
	node: (settings = {}, out_bill_no = 'LT20261T1') =>
		wechatPay('transfer', 'create', { ...PAYEE, ...FORM, out_bill_no, transfer_amount: '0.50', transfer_remark: '谢谢' }, settings as never),
	before: async (wechat) => {
		await funded(wechat);
		await wechat.client.follower({ openid: PAYEE.openid });
	},
	numbers: async (wechat) => (await stored(wechat)).transfers.map(({ out_bill_no }) => String(out_bill_no)),
};

/** Everything by which money moves, or is about to. */
export const MADE: Made[] = [order, refund, transfer];
