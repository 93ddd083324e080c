/** "15 s, 15 s, 30 s, 3 m, 10 m, 20 m, 30 m, 30 m, 30 m, 60 m, 3 h, 3 h, 3 h, 6 h, 6 h" (wechat-pay.md §2.2). */
const USUAL = [15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10800, 10800, 10800, 21600, 21600];

const every = (seconds: number, times: number): number[] => Array<number>(times).fill(seconds);

/** Events with a schedule of their own, by how their names begin (§2.2). */
const OTHERS: Array<[prefix: string, seconds: number[]]> = [
	['COMPLAINT.', [5, ...every(60, 10), ...every(300, 989)]],
	['COUPON.USE', every(60, 9)],
	['COUPON.SEND', every(60, 11)],
	['PRODUCT_COUPON', every(60, 11)],
	['BRAND_MEMBER_CARD', every(60, 11)],
	['PAYSCORE.USER_SIGN_PLAN', every(60, 11)],
	['PAYSCORE.USER_CANCEL_SIGN_PLAN', every(60, 11)],
	['DISCOUNT_CARD.', USUAL.slice(0, 9)],
	['MCHTRANSFER.', [...every(15, 10), ...every(300, 10), ...every(1800, 44)]],
	['PAPAY.TERMINATE', [15, 15, 30, 180, ...every(1800, 4), 3600]],
];

/** Seconds between the tries of a notification that is not acknowledged. */
export function repeatsOf(event_type: string): number[] {
	return OTHERS.find(([prefix]) => event_type.startsWith(prefix))?.[1] ?? USUAL;
}
