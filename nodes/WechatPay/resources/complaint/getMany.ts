import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, type Call, type Operation, type Page, type Parameters, type Result, type WireField } from '../../../operation/operation';
import { pages } from '../../../operation/pages';
import { additional } from '../fields';
import { stretches } from './days';
import { complaintColumns } from './item';

const PATH = '/v3/merchant-service/complaints-v2';

/** "≤ 30 days"; it is not said whether both ends count. */
const MOST_DAYS = 30;

/** It takes 50, but refuses what becomes too large; only the first page tells a total (wechat-pay.md §3.8). */
const PAGE: Page = { items: 'data', offset: 'offset', count: 'limit', size: 20 };

const optional: WireField[] = [
	{
		displayName: 'Sub-Merchant ID (Partner)',
		name: 'complainted_mchid',
		type: 'string',
		default: '',
		trims: true,
		description: 'Only complaints about this merchant of yours (被诉商户号); otherwise about all of them',
	},
];

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many complaints',
	description: 'Complaints of some days, the last days first. WeChat Pay tells the openid of the customer only for a single complaint (operation Get).',
	many: true,
	simplifies: true,
	fields: [
		{
			displayName: 'From',
			name: 'begin_date',
			at: false,
			type: 'dateTime',
			default: '={{ $now.setZone("Asia/Shanghai").minus({ days: 6 }).toISODate() }}',
			required: true,
			description: 'The first day, in Beijing time; any number of days is fetched, 30 at a time',
		},
		{
			displayName: 'Until',
			name: 'end_date',
			at: false,
			type: 'dateTime',
			default: '={{ $now.setZone("Asia/Shanghai").toISODate() }}',
			required: true,
			description: 'The last day, in Beijing time',
		},
		{
			displayName: 'Status',
			name: 'complaint_state',
			at: false,
			type: 'options',
			default: 'all',
			description: 'Which complaints come out',
			options: [
				{ name: 'All', value: 'all' },
				{ name: 'Done', value: 'PROCESSED', description: 'Dealt with (已处理完成)' },
				{ name: 'In Progress', value: 'PROCESSING', description: 'Answered, and not yet dealt with (处理中)' },
				{ name: 'Waiting for You', value: 'PENDING', description: 'Not answered yet (待处理)' },
			],
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			at: false,
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: optional,
		},
	],
	run: complaints,
	endpoints: [`GET ${PATH}`],
};

async function* complaints({ client, parameters, credentials }: Call): AsyncGenerator<Result> {
	const { complaint_state: wanted } = parameters;
	const { complainted_mchid } = additional(parameters);
	// A complaint that arrives meanwhile moves the others on to the next page.
	const seen = new Set<unknown>();
	for (const { begin, end } of daysIn(parameters)) {
		const query: IDataObject = { begin_date: begin, end_date: end, complainted_mchid };
		for await (const page of pages(client, { method: 'GET', path: PATH, query }, PAGE)) {
			for (const record of page as IDataObject[]) {
				const isNew = !seen.has(record.complaint_id);
				seen.add(record.complaint_id);
				if (isNew && (wanted === 'all' || record.complaint_state === wanted)) yield { json: complaintColumns(record, credentials), raw: record };
			}
		}
	}
}

function daysIn({ begin_date, end_date }: Parameters): Array<{ begin: string; end: string }> {
	const [begin, end] = [begin_date, end_date].map((time) => String(time).slice(0, 10));
	if (begin > end) throw new InvalidInput(`“From” (${begin}) is after “Until” (${end})`, 'Exchange them, or check the expressions');
	return stretches(begin, end, MOST_DAYS);
}
