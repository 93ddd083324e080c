import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, type Call, type Field, type Operation, type Resource, type Result } from '../../operation/operation';
import { reports, type Report } from './report/reports';
import { rowsOf } from './report/rows';
import { windowsOf, type Window } from './report/windows';

const ONE_MEMBER_CARD = 'memberCard';

const withSource = ['coupons', 'couponsByCard', 'memberCards'];

/** What a choice needs is asked for when it runs: an expression in Report or Range makes n8n miss every field that might be shown. */
const fields: Field[] = [
	{
		displayName: 'Report',
		name: 'report',
		at: false,
		type: 'options',
		default: 'followersChange',
		options: reports.map(({ name, value, description }) => ({ name, value, description })),
		description: 'Which numbers to get (数据分析). Needs a verified account.',
	},
	{
		displayName: 'Range',
		name: 'range',
		at: false,
		type: 'options',
		default: 'yesterday',
		options: [
			{ name: 'Yesterday', value: 'yesterday' },
			{ name: 'Last 7 Days', value: 'last7Days' },
			{ name: 'Last 30 Days', value: 'last30Days' },
			{ name: 'Custom', value: 'custom' },
		],
		description:
			'Days are China time and end yesterday, whose numbers WeChat has from 08:00 on. What is longer than WeChat gives at a time is fetched in several calls.',
	},
	{
		displayName: 'Start Date',
		name: 'begin_date',
		at: false,
		type: 'dateTime',
		default: '',
		displayOptions: { show: { range: ['custom'] } },
		description: 'First day (China time)',
	},
	{
		displayName: 'End Date',
		name: 'end_date',
		at: false,
		type: 'dateTime',
		default: '',
		displayOptions: { show: { range: ['custom'] } },
		description: 'Last day (China time): yesterday or earlier',
	},
	{
		displayName: 'Cards Made In',
		name: 'cond_source',
		type: 'options',
		default: 0,
		options: [
			{ name: 'Other Programs (API)', value: 1 },
			{ name: 'WeChat Console', value: 0 },
		],
		displayOptions: { show: { report: withSource } },
		description: 'Which cards to count (卡券来源)',
	},
	{
		displayName: 'Card ID',
		name: 'card_id',
		type: 'string',
		default: '',
		displayOptions: { show: { report: ['couponsByCard', ONE_MEMBER_CARD] } },
		placeholder: 'e.g. pFS7Fjg8kV1IdDz01r4SQwMkuCKc',
		description: 'The card whose numbers to get. Coupons: leave empty for all.',
	},
];

const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a report',
	description: 'Numbers of followers, articles, messages, calls and cards, one row per item',
	fields,
	simplifies: true,
	run: rows,
	endpoints: reports.map(({ path }) => `POST ${path}`),
};

async function* rows(call: Call): AsyncGenerator<Result> {
	const { report: chosen, range, begin_date, end_date, card_id } = call.parameters as Record<string, string | undefined>;
	const report = reports.find(({ value }) => value === chosen) as Report;
	if (range === 'custom') requireFilled({ 'Start Date': begin_date, 'End Date': end_date });
	if (report.value === ONE_MEMBER_CARD) requireFilled({ 'Card ID': card_id });
	const dates = { range: range as string, begin_date: begin_date?.slice(0, 10), end_date: end_date?.slice(0, 10) };
	for (const window of windowsOf(report, dates, Date.now())) yield* rowsOf(report, await answerOf(report, window, call));
}

function requireFilled(values: Record<string, string | undefined>): void {
	const empty = Object.keys(values).find((name) => values[name] === undefined);
	if (empty) throw new InvalidInput(`“${empty}” is empty`, 'Fill it in, or check the expression that should yield it');
}

/** Items that want the same numbers share the call. */
async function answerOf({ path }: Report, [begin_date, end_date]: Window, { client, credentials, parameters, once }: Call): Promise<IDataObject> {
	const { cond_source, card_id } = parameters as IDataObject;
	const body = { begin_date, end_date, cond_source, card_id };
	return await once(
		JSON.stringify([credentials.appId, path, body]),
		async () => await client.json({ method: 'POST', path, body, repeatable: true }),
	);
}

/** Reports 数据 (wechat-api.md C.6). */
export const report: Resource = {
	value: 'report',
	name: 'Report',
	description: 'Numbers of the account (数据)',
	operations: [get],
};
