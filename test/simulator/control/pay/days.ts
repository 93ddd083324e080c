import { businessOf, type DayWanted, describeDay, numberOf } from '../../world/pay/day';
import type { Merchant } from '../../world/pay/merchant';
import { beijingDay } from '../../world/time';
import { OrderError, type Order, type Routes } from '../request';
import { merchantOf, optional } from './request';

const MOST = 100_000;

/** A day of business at once, for bills that are long. */
export const days: Routes = {
	'POST /simulator/day': (asked) => {
		const merchant = merchantOf(asked);
		const wanted = wantedOf(asked, merchant);
		const happened = businessOf(merchant, wanted);
		asked.world.tell({ kind: 'pay', data: null });
		return { day: wanted.day, ...describeDay(happened) };
	},
};

function wantedOf({ world, body }: Order, merchant: Merchant): DayWanted {
	const payments = count(body, 'payments', 1);
	const refunds = count(body, 'refunds', 0);
	const seed = count(body, 'seed', 1);
	const day = optional(body, 'day', 'string') ?? beijingDay(world.now() - 24 * 3600_000);
	if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) throw new OrderError('day must be as 2026-11-22');
	if (day >= beijingDay(world.now())) throw new OrderError('day must be over');
	if (refunds > payments) throw new OrderError('There are no more refunds than payments');
	const appid = optional(body, 'appid', 'string') ?? merchant.appids[0];
	const wanted = { day, payments, refunds, seed, appid, sub_mchid: optional(body, 'sub_mchid', 'string') };
	if (merchant.orders.has(numberOf(wanted, 0))) throw new OrderError(`There is a day ${day} with the seed ${seed}`);
	return wanted;
}

function count(body: Record<string, unknown>, name: string, otherwise: number): number {
	const value = optional(body, name, 'number') ?? otherwise;
	if (Number.isInteger(value) && value >= 0 && value <= MOST) return value;
	throw new OrderError(`${name} must be a whole number up to ${MOST}`);
}
