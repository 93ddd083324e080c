import type { Complaint } from '../../../world/pay/complaint';
import { complainedOf, describeComplaint, describeInList } from '../../../world/pay/complaint';
import { describeEntry } from '../../../world/pay/complaintHistory';
import type { Merchant } from '../../../world/pay/merchant';
import { beijingDay } from '../../../world/time';
import type { PayContext, PayEndpoints } from '../context';
import { paramError, PayError } from '../errors';

const DAY_MS = 24 * 3600_000;
/** "span ≤ 30 days" */
const LONGEST_MS = 30 * DAY_MS;

/** What a merchant may know of complaints (wechat-pay.md §3.8). */
export const complaint: PayEndpoints = {
	'GET /v3/merchant-service/complaints-v2': ({ world, merchant, query }: PayContext) => {
		const { complainted_mchid: wanted } = query;
		const [from, until] = [dayOf(query, 'begin_date'), dayOf(query, 'end_date')];
		if (until < from) throw paramError('query', '/end_date', query.end_date, '校验失败，结束日期不能早于开始日期');
		if (until - from > LONGEST_MS) throw paramError('query', '/end_date', query.end_date, '校验失败，查询日期跨度不能超过30天');
		const isWanted = (one: Complaint) => {
			const day = beijingDay(one.createdAt);
			const isOfDays = query.begin_date <= day && day <= query.end_date;
			return isOfDays && (wanted === undefined || complainedOf(merchant, one) === wanted);
		};
		const found = [...merchant.complaints.values()].filter(isWanted).reverse();
		return page(found, query, { most: 50, usual: 10 }, (one) => describeInList(world.url, merchant, one));
	},

	'GET /v3/merchant-service/complaints-v2/{complaint_id}': ({ world, merchant, path }: PayContext) =>
		describeComplaint(world.url, merchant, complaintOf(merchant, path)),

	'GET /v3/merchant-service/complaints-v2/{complaint_id}/negotiation-historys': ({ world, merchant, path, query }: PayContext) => {
		const { history } = complaintOf(merchant, path);
		return page([...history].reverse(), query, { most: 300, usual: 100 }, (entry) => describeEntry(world.url, entry));
	},
};

/** The complaint that the path names; nobody's, and another merchant's, is not found. */
export function complaintOf({ complaints }: Merchant, path: Record<string, string>): Complaint {
	const known = complaints.get(path.complaint_id);
	if (!known) throw new PayError('RESOURCE_NOT_EXISTS', { message: '投诉单不存在' });
	return known;
}

/** "`total_count` only when offset=0" */
function page<T>(all: T[], query: Record<string, string>, { most, usual }: { most: number; usual: number }, describe: (one: T) => object) {
	const limit = whole(query, 'limit', usual, 1, most);
	const offset = whole(query, 'offset', 0, 0, Infinity);
	const data = all.slice(offset, offset + limit).map(describe);
	return { data, limit, offset, ...(offset === 0 && { total_count: all.length }) };
}

function whole(query: Record<string, string>, name: string, usual: number, least: number, most: number): number {
	const { [name]: text = String(usual) } = query;
	const value = Number(text);
	if (/^\d+$/.test(text) && value >= least && value <= most) return value;
	throw paramError('query', `/${name}`, text, `数值规则校验失败，范围[${least},${most}]`);
}

function dayOf(query: Record<string, string>, name: string): number {
	const { [name]: day } = query;
	const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : NaN;
	if (Number.isNaN(at)) throw paramError('query', `/${name}`, day, '字符串规则校验失败，日期格式应为yyyy-MM-DD');
	return at;
}
