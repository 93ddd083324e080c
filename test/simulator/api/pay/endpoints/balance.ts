import { balanceAt, subBalanceAt } from '../../../world/pay/balance';
import { beijingDay } from '../../../world/time';
import type { PayContext, PayEndpoints } from '../context';
import { type Location, paramError } from '../errors';

const DAY_MS = 24 * 3600_000;
/** "可查询90天内的日终余额" */
const KEPT_MS = 90 * DAY_MS;
const ACCOUNTS = ['BASIC', 'OPERATION', 'FEES'];
const OF_SUB_MERCHANTS = [...ACCOUNTS, 'DEPOSIT'];

/** wechat-pay.md §3.10. Here money is in the basic account only. */
export const balance: PayEndpoints = {
	'GET /v3/merchant/fund/balance/{account_type}': ({ merchant, path, now }: PayContext) =>
		told(typeOf(path.account_type, 'uri_template'), () => balanceAt(merchant, now + 1)),

	'GET /v3/merchant/fund/dayendbalance/{account_type}': ({ merchant, path, query, now }: PayContext) => {
		const end = endOf(query.date, now);
		return told(typeOf(path.account_type, 'uri_template'), () => balanceAt(merchant, end));
	},

	'GET /v3/ecommerce/fund/balance/{sub_mchid}': ({ merchant, path, query, now }: PayContext) => {
		const account_type = typeOf(query.account_type ?? 'BASIC', 'query', OF_SUB_MERCHANTS);
		const { sub_mchid } = path;
		return { sub_mchid, account_type, ...told(account_type, () => subBalanceAt(merchant, sub_mchid, now + 1)) };
	},

	'GET /v3/ecommerce/fund/enddaybalance/{sub_mchid}': ({ merchant, path, query, now }: PayContext) => {
		const account_type = typeOf(query.account_type ?? 'BASIC', 'query', OF_SUB_MERCHANTS);
		const { sub_mchid } = path;
		const end = endOf(query.date, now);
		return { sub_mchid, account_type, ...told(account_type, () => subBalanceAt(merchant, sub_mchid, end)) };
	},
};

function told(account_type: string, fen: () => number) {
	return { available_amount: account_type === 'BASIC' ? fen() : 0, pending_amount: 0 };
}

function typeOf(account_type: string, location: Location, accounts = ACCOUNTS): string {
	if (accounts.includes(account_type)) return account_type;
	throw paramError(location, '/account_type', account_type, `枚举值校验失败，只支持${accounts.join('、')}`);
}

/** The midnight with which the day ends. */
function endOf(date: string, now: number): number {
	const midnight = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00+08:00`) : NaN;
	if (Number.isNaN(midnight)) throw paramError('query', '/date', date, '字符串规则校验失败，日期格式应为yyyy-MM-DD');
	if (date >= beijingDay(now) || midnight < now - KEPT_MS) throw paramError('query', '/date', date, '校验失败，只能查询今天以前90天内的余额');
	return midnight + DAY_MS;
}
