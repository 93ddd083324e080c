import { plausible } from '../../../world/reports';
import type { Report } from './report';

const DAYS = 62;

/** The one coupon and the one member card that everybody has here: cards cannot be made by these calls. */
const COUPON = 'pFS7Fjg8kV1IdDz01r4SQwMkuCKc';
const MEMBER_CARD = 'pFS7Fjg8kV1IdDz01xtnBC5O-mU4';

function numbers(day: string) {
	const view_user = plausible(90, 'card', day);
	const part = (divisor: number) => Math.floor(view_user / divisor);
	return {
		...{ view_cnt: view_user + part(3), view_user, receive_cnt: part(2), receive_user: part(2) },
		...{ verify_cnt: part(4), verify_user: part(4) },
	};
}

const coupons = { given_cnt: 0, given_user: 0, expire_cnt: 0, expire_user: 0 };
const members = { active_cnt: 3, active_user: 3, total_user: 40, total_receive_user: 52 };

/** Cards 卡券: all numbers are made up. Those made by API (`cond_source` 1) are none. */
export const cardReports: Record<string, Report> = {
	getcardbizuininfo: {
		days: DAYS,
		rows: ({ asked }, day) => (asked.cond_source === 1 ? [] : [{ ref_date: day, ...numbers(day), ...coupons }]),
	},
	getcardcardinfo: {
		days: DAYS,
		rows: ({ asked }, day) =>
			asked.cond_source === 1 || (asked.card_id ?? COUPON) !== COUPON
				? []
				: [{ ref_date: day, card_id: COUPON, card_type: 3, is_pay: 0, ...numbers(day), ...coupons }],
	},
	getcardmembercardinfo: {
		days: DAYS,
		rows: ({ asked }, day) => (asked.cond_source === 1 ? [] : [{ ref_date: day, ...numbers(day), ...members }]),
	},
	getcardmembercarddetail: {
		days: DAYS,
		rows: ({ asked }, day) =>
			asked.card_id === MEMBER_CARD
				? [{ ref_date: day, cardid: MEMBER_CARD, merchanttype: 0, submerchantid: '', new_user: 2, payOriginalFee: 9900, fee: 8900, ...numbers(day), ...members }]
				: [],
	},
};
