import type { IDataObject } from 'n8n-workflow';
import { outputField } from '../../operation/fields/outputField';
import { outputFile } from '../../operation/files/file';
import { InvalidInput, type Call, type Operation, type Resource, type Result } from '../../operation/operation';
import { BrokenBill, hasHash, parseBill, type Bill } from '../../protocol/pay/bill';
import { gunzip } from '../../protocol/pay/gunzip';
import { translatingOnly } from '../../protocol/translating';
import { Unreachable } from '../../transport/errors';
import { isRefusedWith } from '../../transport/wechatPay';
import { rowItem, totalsItem } from './billRow';

const getTradeBill: Operation = {
	value: 'getTradeBill',
	name: 'Get Trade Bill',
	action: 'Get a trade bill',
	description: 'All payments and refunds of a day (交易账单), from about 10:00 on the next day, for three months',
	fields: [
		{
			displayName: 'Date',
			name: 'bill_date',
			type: 'dateTime',
			default: '={{ $now.setZone("Asia/Shanghai").minus({ days: 1 }).toISODate() }}',
			required: true,
			description: 'A day in Beijing time, at first yesterday; of a time with another zone, the day that it is then in Beijing',
		},
		{
			displayName: 'Which',
			name: 'bill_type',
			type: 'options',
			default: 'ALL',
			options: [
				{ name: 'All', value: 'ALL' },
				{ name: 'Payments', value: 'SUCCESS' },
				{ name: 'Refunds', value: 'REFUND' },
			],
		},
		{
			displayName: 'Output',
			name: 'output',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'rows',
			options: [
				{ name: 'File', value: 'file', description: "The bill as a CSV file, as WeChat Pay wrote it" },
				{ name: 'Rows', value: 'rows', description: 'An item for each payment and refund' },
				{ name: 'Totals', value: 'totals', description: 'One item with the sums of the day' },
			],
		},
		{ ...outputField, displayOptions: { show: { output: ['file'] } } },
	],
	run: tradeBill,
	simplifies: true,
	endpoints: ['GET /v3/bill/tradebill', 'GET /v3/billdownload/file'],
};

async function tradeBill(call: Call): Promise<Result[]> {
	const { parameters, context } = call;
	const day = String(parameters.bill_date).slice(0, 10);
	const content = await download(day, call);
	// A day without business is no mistake: there is nothing to go on with.
	if (!content) return [];
	if (parameters.output === 'file') {
		const file = { content, fileName: `trade-bill-${day}.csv`, contentType: 'text/csv' };
		const { data, about } = await outputFile(context, file);
		return [{ json: { bill_date: day, ...about }, binary: { [String(parameters.outputPropertyName)]: data } }];
	}
	const { rows, totals } = read(content);
	if (parameters.output === 'totals') return [{ json: totalsItem(day, totals), raw: totals }];
	return rows.map((row) => ({ json: rowItem(row), raw: row }));
}

/** `undefined` when there was no business on that day. */
async function download(day: string, { client, parameters }: Call): Promise<Buffer | undefined> {
	const bill = await client
		.json({
			method: 'GET',
			path: '/v3/bill/tradebill',
			query: { bill_date: day, bill_type: parameters.bill_type as string, tar_type: 'GZIP' },
		})
		.catch((error: unknown) => {
			if (isRefusedWith(error, ['NO_STATEMENT_EXIST'])) return undefined;
			return Promise.reject(error as Error);
		});
	if (!bill) return undefined;
	// The host comes from the credential: it may be a relay.
	const { pathname, searchParams } = new URL(String(bill.download_url));
	const answer = await client.file({ method: 'GET', path: pathname, query: Object.fromEntries(searchParams) as IDataObject });
	const packed = 'file' in answer ? answer.file.content : Buffer.from(JSON.stringify(answer.json));
	// What cannot be unpacked does not have the hash either.
	const content = await gunzip(packed).catch(() => packed);
	checkHash(content, bill);
	return content;
}

/** The download is not signed; this hash, which was, vouches for it (wechat-pay.md §3.5). */
function checkHash(content: Buffer, { hash_type, hash_value }: IDataObject): void {
	if (hasHash(content, String(hash_type ?? 'SHA1'), String(hash_value))) return;
	throw new Unreachable('The bill was damaged or changed on its way: its hash is not the one that WeChat Pay gave', 'Run it again; if it stays so, check the network and the Base URL in the credential', 'not done');
}

function read(content: Buffer): Bill {
	return translatingOnly(
		BrokenBill,
		() => parseBill(content.toString('utf8')),
		({ message }) => new InvalidInput(message, 'Set “Output” to File to get it as it is'),
	);
}

/** Bills 账单 (wechat-pay.md §3.5). */
export const bill: Resource = {
	value: 'bill',
	name: 'Bill',
	description: 'What came in and went out on a day (账单)',
	operations: [getTradeBill],
};
