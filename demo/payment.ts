import { randomInt } from 'node:crypto';
import type { TableSpec } from '../test/n8n/privateN8n/dataTables';
import { MINI, SERVICE } from '../test/simulator/client';
import { CONTACTS } from './followers';
import type { Demo, Flow, FlowReport } from './flow';
import { customerServiceMessage } from './phone';
import { seconds } from './seconds';

const WORKFLOW = 'payment-thank-you';

/** What the shop keeps of its orders: WeChat Pay's notification names no product. */
export const ORDERS: TableSpec = {
	name: 'Orders',
	columns: {
		...{ out_trade_no: 'string', product: 'string', openid: 'string', amount_yuan: 'string', status: 'string' },
		...{ ordered_at: 'date', paid_at: 'date', reminder: 'string' },
	},
};

/** What came in and what went out. */
export const LEDGER: TableSpec = {
	name: 'Ledger',
	columns: {
		dedup_key: 'string',
		kind: 'string',
		occurred_at: 'date',
		out_trade_no: 'string',
		transaction_id: 'string',
		out_refund_no: 'string',
		product: 'string',
		openid: 'string',
		appid: 'string',
		unionid: 'string',
		follower_openid: 'string',
		paid_yuan: 'string',
		currency: 'string',
	},
};

const DAY = 24 * 3600 * 1000;

/** What somebody buys. */
interface Purchase {
	/** The account in which it is paid, and who the payer is there. */
	appid: string;
	openid: string;
	product: string;
	/** Fen. */
	amount: number;
}

/** What became of it. */
interface Outcome {
	/** WeChat Pay was answered with success at its first try. */
	acknowledged: boolean;
	/** What the payer read. */
	thanks: string | undefined;
	/** The payment stands in the ledger, once. */
	noted: boolean;
	ms: number;
}

/**
 * A payment answers itself: one customer pays in the Official Account and is thanked with product and amount; the
 * other pays in the Mini Program, where she has another openid, and is found in the contacts by her unionid. Both payments
 * are in the ledger.
 */
export const payment: Flow = {
	name: 'a payment answers itself',
	workflows: [WORKFLOW],
	tables: [ORDERS, CONTACTS, LEDGER],
	run,
};

async function run(demo: Demo): Promise<FlowReport> {
	const { n8n, wechat } = demo;
	const li = await wechat.follower();
	const first = await pay(demo, li, { appid: SERVICE.appid, openid: li, product: 'Lotus Tea, 100 g', amount: 9900 });

	const unionid = `oR5demo${randomInt(1e12)}`;
	const wrote = { grants: [{ kind: 'message', until: Date.now() + 2 * DAY, left: 5 }] };
	const wang = await wechat.follower({ unionid, ...wrote });
	const wangInTheShop = await wechat.as(MINI.appid).follower({ unionid });
	await n8n.tables.insert(CONTACTS.name, [{ openid: wang, unionid, is_follower: true }]);
	const second = await pay(demo, wang, { appid: MINI.appid, openid: wangInTheShop, product: 'Tea Set “Lotus”', amount: 128_050 });

	const isRight = ({ acknowledged, noted, thanks = '' }: Outcome, product: string, yuan: string): boolean =>
		acknowledged && noted && thanks.includes(product) && thanks.includes(`¥${yuan}`);
	return {
		ok: isRight(first, 'Lotus Tea, 100 g', '99.00') && isRight(second, 'Tea Set “Lotus”', '1280.50'),
		line:
			`Payment: in the Official Account → “${first.thanks ?? 'no message'}” in ${seconds(first.ms)}; ` +
			`in the Mini Program → found by unionid: “${second.thanks ?? 'no message'}” in ${seconds(second.ms)}; ` +
			`${first.noted && second.noted ? 'both are in the ledger' : 'but not both are in the ledger'}`,
	};
}

/** The shop notes the order, the customer pays, and in time reads on the phone what the flow has to say. */
async function pay({ n8n, wechat, notifyUrl }: Demo, reader: string, { product, ...order }: Purchase): Promise<Outcome> {
	const { out_trade_no } = await wechat.control('/orders', { ...order, notify_url: notifyUrl });
	await n8n.tables.insert(ORDERS.name, [{ out_trade_no, product }]);
	const start = Date.now();
	const { notification } = await wechat.control('/pay', { out_trade_no });
	const thanks = await customerServiceMessage(wechat, reader);
	const noted = (await n8n.tables.rows(LEDGER.name, { out_trade_no })).length === 1;
	return { noted, acknowledged: notification.acknowledged && notification.tries.length === 1, thanks, ms: Date.now() - start };
}
