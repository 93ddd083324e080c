import type { IDataObject } from 'n8n-workflow';
import { outputFile } from '../../../operation/files/file';
import { InvalidInput, type Call, type Result } from '../../../operation/operation';
import { BrokenBill, parseBill, type Bill } from '../../../protocol/pay/bill';
import { translatingOnly } from '../../../protocol/translating';
import type { WireRequest } from '../../../transport/request';
import { download } from './download';

/** Three months (wechat-pay.md §3.5), whatever months they are. */
const KEPT_MS = 92 * 24 * 3600_000;

/** What kind of bill it is. */
export interface Kind {
	/** The beginning of the file's name. */
	file: string;
	row(row: Record<string, string>): IDataObject;
	/** The sums, where they are documented. */
	totals?(totals: Record<string, string>): IDataObject;
}

/** The day that is meant. */
export function dayOf({ parameters }: Call): string {
	return String(parameters.bill_date).slice(0, 10);
}

/** The bill as the user wants it; a day without business is no mistake: there is nothing to go on with. */
export async function deliver(call: Call, request: WireRequest, { file, row, totals }: Kind): Promise<Result[]> {
	const { parameters, context } = call;
	const bill_date = dayOf(call);
	const content = await download(request, call);
	if (!content) return nothingOf(bill_date);
	if (parameters.output === 'file') {
		const { data, about } = await outputFile(context, { content, fileName: `${file}-${bill_date}.csv`, contentType: 'text/csv' });
		return [{ json: { bill_date, ...about }, binary: { [String(parameters.outputPropertyName)]: data } }];
	}
	const bill = read(content);
	if (parameters.output === 'totals' && totals) return [{ json: { bill_date, ...totals(bill.totals) }, raw: bill.totals }];
	return bill.rows.map((raw) => ({ json: row(raw), raw }));
}

/** @throws InvalidInput for a day of which WeChat Pay has no bill any more: it is not to pass for a day without business */
function nothingOf(day: string): Result[] {
	if (Date.parse(day) > Date.now() - KEPT_MS) return [];
	throw new InvalidInput(`WeChat Pay has no bill of ${day} any more`, 'It keeps bills for three months: choose a later day, or look at pay.weixin.qq.com');
}

function read(content: Buffer): Bill {
	return translatingOnly(
		BrokenBill,
		() => parseBill(content.toString('utf8')),
		({ message }) => new InvalidInput(message, 'Set “Output” to File to get it as it is'),
	);
}
