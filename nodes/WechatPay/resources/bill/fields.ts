import { outputField } from '../../../operation/fields/outputField';
import type { FieldKind, WireField } from '../../../operation/operation';
import { OF_PARTNERS, subMchid } from '../merchantType';

/** The day of a bill. */
export const billDate: WireField = {
	displayName: 'Date',
	name: 'bill_date',
	type: 'dateTime',
	default: '={{ $now.setZone("Asia/Shanghai").minus({ days: 1 }).toISODate() }}',
	required: true,
	description: 'A day in Beijing time, at first yesterday; of a time with another zone, the day that it is then in Beijing',
};

const FILE = { name: 'File', value: 'file', description: 'The bill as a CSV file, as WeChat Pay wrote it' };
const TOTALS = { name: 'Totals', value: 'totals', description: 'One item with the sums of the day' };

/** What comes out of a bill: its rows, its sums where it has documented ones, or the file. */
export function outputs(row: string, hasTotals: boolean): WireField[] {
	return [
		{
			displayName: 'Output',
			name: 'output',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'rows',
			options: [FILE, { name: 'Rows', value: 'rows', description: row }, ...(hasTotals ? [TOTALS] : [])],
		},
		{ ...outputField, displayOptions: { show: { output: ['file'] } } },
	];
}

/** Whether a partner wants the bill of one merchant or of all. */
export const ofMerchants: WireField = {
	displayName: 'Merchants',
	name: 'merchants',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'all',
	options: [
		{ name: 'All', value: 'all', description: 'Of all merchants for whom you act, and your own' },
		{ name: 'One', value: 'one', description: 'Of one sub-merchant (子商户)' },
	],
	displayOptions: OF_PARTNERS,
};

/** The one that is meant. */
export const ofOneMerchant: FieldKind = { ...subMchid, displayOptions: { show: { merchantType: ['partner'], merchants: ['one'] } } };
