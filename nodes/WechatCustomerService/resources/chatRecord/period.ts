import { InvalidInput, type Call, type Field } from '../../../operation/operation';

const DAY = 24 * 3600;
const BEIJING = 8 * 3600;

/** Seconds since 1970; both belong to it. */
export interface Period {
	start: number;
	end: number;
}

/** Which time the records are of; a custom one has a start and perhaps an end. */
export const periodFields: Field[] = [
	{
		displayName: 'Period',
		name: 'period',
		at: false,
		type: 'options',
		// As an expression it would make n8n ask for the start.
		noDataExpression: true,
		default: 'yesterday',
		options: [
			{ name: 'Custom', value: 'custom' },
			{ name: 'Last 7 Days', value: 'last7Days', description: 'Today and the six days before' },
			{ name: 'Today', value: 'today', description: 'From midnight until now' },
			{ name: 'Yesterday', value: 'yesterday' },
		],
		description: 'Days begin at midnight in Beijing',
	},
	{
		displayName: 'From',
		name: 'starttime',
		type: 'dateTime',
		default: '',
		required: true,
		displayOptions: { show: { period: ['custom'] } },
		description: 'Beijing time, unless an expression names a time zone',
	},
	{
		displayName: 'To',
		name: 'endtime',
		type: 'dateTime',
		default: '',
		displayOptions: { show: { period: ['custom'] } },
		description: 'Beijing time, unless an expression names a time zone. Leave empty for now.',
	},
];

/**
 * The time that the user means; what has not come yet is left out.
 * @param now seconds since 1970
 * @throws InvalidInput when there is none
 */
export function periodOf({ parameters }: Pick<Call, 'parameters'>, now: number): Period {
	const today = now - ((now + BEIJING) % DAY);
	switch (parameters.period) {
		case 'today':
			return { start: today, end: now };
		case 'yesterday':
			return { start: today - DAY, end: today - 1 };
		case 'last7Days':
			return { start: today - 6 * DAY, end: now };
		default:
			return custom(parameters.starttime as string, parameters.endtime as string | undefined, now);
	}
}

function custom(from: string, to: string | undefined, now: number): Period {
	const start = secondsOf(from);
	if (start > now) throw new InvalidInput('“From” is in the future', 'Choose a time that is over');
	const end = to === undefined ? now : Math.min(secondsOf(to), now);
	if (end < start) throw new InvalidInput('“To” is before “From”', 'Choose a later “To”, or an earlier “From”');
	return { start, end };
}

function secondsOf(time: string): number {
	return Math.floor(Date.parse(time) / 1000);
}

/** WeChat tells 24 hours at a time; no second is in two of them. */
export function* daysOf({ start, end }: Period): Generator<Period> {
	for (let from = start; from <= end; from += DAY) yield { start: from, end: Math.min(from + DAY - 1, end) };
}
