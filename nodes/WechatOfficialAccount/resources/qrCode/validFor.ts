import { InvalidInput, type Field, type Parameters } from '../../../operation/operation';

const SECONDS: Record<string, number> = { minutes: 60, hours: 3600, days: 86_400 };

/** What WeChat keeps at most: 30 days. */
const MOST_SECONDS = 2_592_000;

/** How long something is to be good, in a unit that people count in. */
export const validFor: Field[] = [
	{
		displayName: 'Valid For',
		name: 'validFor',
		at: false,
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 30,
		required: true,
		description: 'At most 30 days, which is what WeChat allows',
	},
	{
		displayName: 'Unit',
		name: 'validUnit',
		at: false,
		type: 'options',
		noDataExpression: true,
		default: 'days',
		options: [
			{ name: 'Days', value: 'days' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Minutes', value: 'minutes' },
		],
	},
];

/**
 * The same in seconds.
 * @throws InvalidInput for less than a minute and for more than 30 days
 */
export function secondsOf({ validFor: number, validUnit }: Parameters): number {
	const seconds = Math.round(Number(number) * SECONDS[String(validUnit)]);
	if (seconds >= 60 && seconds <= MOST_SECONDS) return seconds;
	throw new InvalidInput(`“Valid For” is ${String(number)} ${String(validUnit)}`, 'WeChat takes one minute to 30 days');
}
