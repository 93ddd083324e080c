import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { sealFile } from '../../../http/payCipher';
import { type BillType, tradeBill } from '../../../world/pay/bill';
import { shelve } from '../../../world/pay/billFile';
import { type Account, fundFlowBill } from '../../../world/pay/fundFlow';
import { profitSharingBill } from '../../../world/pay/profitShare';
import { beijingDay } from '../../../world/time';
import type { PayContext, PayEndpoints, PayResult } from '../context';
import { paramError, PayError } from '../errors';

const TYPES = ['ALL', 'SUCCESS', 'REFUND'];
const OWN_ACCOUNTS = ['BASIC', 'OPERATION', 'FEES'];
const ALGORITHMS = ['AEAD_AES_256_GCM'];
/** "three months back" */
const KEPT_MS = 92 * 24 * 3600_000;

/** wechat-pay.md §3.5. */
export const bill: PayEndpoints = {
	'GET /v3/bill/tradebill': (context: PayContext) => {
		const { bill_type = 'ALL', sub_mchid } = context.query;
		if (!TYPES.includes(bill_type)) throw oneOf('bill_type', bill_type, TYPES);
		return plain(context, (day) => tradeBill(context.merchant, day, bill_type as BillType, sub_mchid));
	},

	'GET /v3/bill/fundflowbill': (context: PayContext) => {
		const { account_type = 'BASIC' } = context.query;
		if (!OWN_ACCOUNTS.includes(account_type)) throw oneOf('account_type', account_type, OWN_ACCOUNTS);
		return plain(context, (day) => fundFlowBill(context.merchant, day, account_type as Account));
	},

	'GET /v3/profitsharing/bills': (context: PayContext) =>
		plain(context, (day) => profitSharingBill(context.merchant, day, context.query.sub_mchid)),

	'GET /v3/bill/sub-merchant-fundflowbill': (context: PayContext) => {
		const { sub_mchid, account_type } = context.query;
		const accounts = [...OWN_ACCOUNTS, 'DEPOSIT'];
		if (!accounts.includes(account_type)) throw oneOf('account_type', account_type, accounts);
		return sealed(context, (day) => fundFlowBill(context.merchant, day, account_type as Account, { sub_mchid }));
	},

	'GET /v3/ecommerce/bill/fundflowbill': (context: PayContext) => {
		const { account_type } = context.query;
		if (account_type !== 'ALL') throw oneOf('account_type', account_type, ['ALL']);
		return sealed(context, (day) => fundFlowBill(context.merchant, day, 'ALL', { all: true }));
	},

	'GET /v3/billdownload/file': ({ merchant, query, now }: PayContext) => {
		const file = merchant.bills.get(query.token);
		if (!file || now > file.until) throw new PayError('RESOURCE_NOT_EXISTS', { message: '账单文件不存在' });
		return { file: { headers: { 'content-type': file.type }, body: file.content } };
	},
};

type Write = (day: string) => Buffer | undefined;

/** One file, which anybody could read who had its address and could sign. */
function plain(context: PayContext, write: Write): PayResult {
	const { merchant, query, now, world } = context;
	const csv = written(context, write);
	const { tar_type } = query;
	const token = tar_type
		? shelve(merchant, gzipSync(csv), 'application/gzip', now)
		: shelve(merchant, csv, 'text/plain; charset=utf-8', now);
	return {
		hash_type: 'SHA1',
		hash_value: hashOf(csv),
		download_url: `${world.url}/v3/billdownload/file?token=${token}${tar_type ? '&tartype=gzip' : ''}`,
	};
}

/** Files of other merchants, sealed for the partner. */
function sealed(context: PayContext, write: Write): PayResult {
	const { merchant, query, now, world } = context;
	if (!ALGORITHMS.includes(query.algorithm)) throw oneOf('algorithm', query.algorithm, ALGORITHMS);
	const csv = written(context, write);
	const { content, encrypt_key, nonce } = sealFile(merchant.privateKey, query.tar_type ? gzipSync(csv) : csv);
	const token = shelve(merchant, content, 'application/octet-stream', now);
	const part = {
		bill_sequence: 1,
		download_url: `${world.url}/v3/billdownload/file?token=${token}`,
		...{ encrypt_key, nonce },
		hash_type: 'SHA1',
		hash_value: hashOf(csv),
	};
	return { download_bill_count: 1, download_bill_list: [part] };
}

/** Of the file as it is after it was opened and unpacked. */
function hashOf(csv: Buffer): string {
	return createHash('sha1').update(csv).digest('hex');
}

function written({ query, now }: PayContext, write: Write): Buffer {
	const { bill_date, tar_type } = query;
	checkDate(bill_date, now);
	if (tar_type !== undefined && tar_type !== 'GZIP') throw oneOf('tar_type', tar_type, ['GZIP']);
	const csv = Date.parse(bill_date) > now - KEPT_MS ? write(bill_date) : undefined;
	if (!csv) throw new PayError('NO_STATEMENT_EXIST');
	return csv;
}

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
