import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type BillType, tradeBill } from '../../../world/pay/bill';
import { beijingDay } from '../../../world/time';
import type { PayContext, PayEndpoints } from '../context';
import { paramError, PayError } from '../errors';

const TYPES = ['ALL', 'SUCCESS', 'REFUND'];
/** "three months back" */
const KEPT_MS = 92 * 24 * 3600_000;

/** wechat-pay.md §3.5. */
export const bill: PayEndpoints = {
	'GET /v3/bill/tradebill': ({ world, merchant, query, now }: PayContext) => {
		const { bill_date, bill_type = 'ALL', tar_type } = query;
		checkDate(bill_date, now);
		if (!TYPES.includes(bill_type)) throw oneOf('bill_type', bill_type, TYPES);
		if (tar_type !== undefined && tar_type !== 'GZIP') throw oneOf('tar_type', tar_type, ['GZIP']);
		const kept = Date.parse(bill_date) > now - KEPT_MS;
		const csv = kept ? tradeBill(merchant, bill_date, bill_type as BillType) : undefined;
		if (!csv) throw new PayError('NO_STATEMENT_EXIST');
		const token = randomBytes(48).toString('base64url');
		merchant.bills.set(token, tar_type ? gzipSync(csv) : csv);
		return {
			hash_type: 'SHA1',
			// Of the file as it is after gunzip.
			hash_value: createHash('sha1').update(csv).digest('hex'),
			download_url: `${world.url}/v3/billdownload/file?token=${token}${tar_type ? '&tartype=gzip' : ''}`,
		};
	},

	'GET /v3/billdownload/file': ({ merchant, query }: PayContext) => {
		const file = merchant.bills.get(query.token);
		if (!file) throw new PayError('RESOURCE_NOT_EXISTS', { message: '账单文件不存在' });
		const type = query.tartype ? 'application/gzip' : 'text/plain; charset=utf-8';
		return { file: { headers: { 'content-type': type }, body: file } };
	},
};

function checkDate(bill_date: string, now: number): void {
	const refuse = (issue: string) => paramError('query', '/bill_date', bill_date, issue);
	if (!/^\d{4}-\d\d-\d\d$/.test(bill_date) || Number.isNaN(Date.parse(bill_date))) {
		throw refuse('字符串规则校验失败，日期格式应为yyyy-MM-DD');
	}
	if (bill_date >= beijingDay(now)) throw refuse('校验失败，只能下载今天以前的账单');
}

function oneOf(name: string, value: string, allowed: string[]): PayError {
	return paramError('query', `/${name}`, value, `枚举值校验失败，只支持${allowed.join('、')}`);
}
