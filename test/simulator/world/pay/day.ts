import { beijingTime } from '../time';
import type { Merchant } from './merchant';
import type { Order } from './order';
import type { Refund } from './refund';

const DAY = 24 * 3600_000;
const LAST_HOUR = 23 * 3600_000;

export interface DayWanted {
	/** In China, as 2026-11-22. */
	day: string;
	payments: number;
	/** Each of another payment of the day. */
	refunds: number;
	/** The same seed gives the same business, to the last digit. */
	seed: number;
	appid: string;
	/** Of a partner's merchant. */
	sub_mchid?: string;
}

/** What happened on a day, all at once and without telling anybody: bills of any length are a matter of seconds. */
export function businessOf(merchant: Merchant, wanted: DayWanted): { orders: Order[]; refunds: Refund[] } {
	const random = randomFrom(wanted.seed);
	const midnight = Date.parse(`${wanted.day}T00:00:00+08:00`);
	// Payments until 23:00, and in the last hour refunds.
	const timeOf = (n: number) => midnight + Math.floor((n * LAST_HOUR) / wanted.payments);
	const orders = Array.from({ length: wanted.payments }, (_, n) => paidOrder(merchant, wanted, n, timeOf(n), random));
	const refunds = orders
		.slice(0, wanted.refunds)
		.map((order, n) => doneRefund(order, wanted, n, midnight + LAST_HOUR + n, random));
	for (const order of orders) merchant.orders.set(order.out_trade_no, order);
	for (const refund of refunds) merchant.refunds.set(refund.out_refund_no, refund);
	const left = (sum: number, { total, refunds: back }: Order) => sum + total - (back[0]?.refund ?? 0);
	merchant.balance += orders.reduce(left, 0);
	return { orders, refunds };
}

/** The number that the n-th order of such a day has. */
export function numberOf({ day, seed }: DayWanted, n: number): string {
	return `D${day.replaceAll('-', '')}-${seed}-${n + 1}`;
}

function paidOrder(merchant: Merchant, wanted: DayWanted, n: number, at: number, random: () => number): Order {
	const { day, seed, appid, sub_mchid } = wanted;
	const out_trade_no = numberOf(wanted, n);
	return {
		mchid: merchant.mchid,
		...{ appid, sub_mchid, out_trade_no },
		trade_type: 'JSAPI',
		description: '莲花茶 Lotus tea',
		attach: '',
		notify_url: '',
		total: 1 + Math.floor(random() * 50_000),
		createdAt: at,
		expiresAt: at + DAY,
		request: '',
		handles: [{ name: 'prepay_id', value: `wx${day.replaceAll('-', '')}${seed}-${n + 1}`, until: at }],
		closed: false,
		openid: `oDAY${String(seed).padStart(6, '0')}${String(n + 1).padStart(18, '0')}`,
		transaction_id: id(`4200${String(seed).padStart(6, '0')}`, day, n),
		paidAt: at,
		refunds: [],
	};
}

function doneRefund(order: Order, { day, seed }: DayWanted, n: number, at: number, random: () => number): Refund {
	const { mchid, sub_mchid, out_trade_no, transaction_id = '', total } = order;
	const refund: Refund = {
		...{ mchid, sub_mchid, out_trade_no, transaction_id, total },
		refund_id: id(`503${String(seed).padStart(8, '0')}`, day, n),
		out_refund_no: `${out_trade_no}-R1`,
		refund: 1 + Math.floor(random() * total),
		createdAt: at,
		finishedAt: at,
		status: 'SUCCESS',
		request: '',
	};
	order.refunds.push(refund);
	return refund;
}

/** Numbers as WeChat Pay makes them (`numbers.ts`), but the same ones each time. */
function id(start: string, day: string, n: number): string {
	return `${start}${day.replaceAll('-', '')}${String(n + 1).padStart(10, '0')}`;
}

/** Mulberry32: numbers in [0, 1) that are the same for the same seed. */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** What a test needs to know of it: as little as possible, it is many. */
export function describeDay({ orders, refunds }: ReturnType<typeof businessOf>) {
	return {
		payments: orders.map(({ out_trade_no, transaction_id, openid, total, paidAt = 0 }) => ({
			...{ out_trade_no, transaction_id, openid },
			amount: total,
			at: beijingTime(paidAt),
		})),
		refunds: refunds.map(({ out_refund_no, refund_id, out_trade_no, refund, createdAt }) => ({
			...{ out_refund_no, refund_id, out_trade_no },
			amount: refund,
			at: beijingTime(createdAt),
		})),
	};
}
