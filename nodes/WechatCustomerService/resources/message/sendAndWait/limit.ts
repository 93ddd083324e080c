import { WAIT_INDEFINITELY } from 'n8n-workflow';
import { InvalidInput, type WireField } from '../../../../operation/operation';

/** Named and made up as in n8n's own nodes. */
export const limitWaitTime: WireField = {
	displayName: 'Limit Wait Time',
	name: 'limitWaitTime',
	at: false,
	type: 'fixedCollection',
	default: { values: { limitType: 'afterTimeInterval', resumeAmount: 48, resumeUnit: 'hours' } },
	description: 'Until when an answer counts; then the workflow goes on without one, and answered is false. Without a limit it waits however long it takes.',
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Limit Type',
					name: 'limitType',
					type: 'options',
					default: 'afterTimeInterval',
					options: [
						{ name: 'After Time Interval', value: 'afterTimeInterval' },
						{ name: 'At Specified Time', value: 'atSpecifiedTime' },
					],
				},
				{
					displayName: 'Amount',
					name: 'resumeAmount',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 2 },
					default: 48,
					required: true,
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
				},
				{
					displayName: 'Unit',
					name: 'resumeUnit',
					type: 'options',
					default: 'hours',
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
					options: [
						{ name: 'Days', value: 'days' },
						{ name: 'Hours', value: 'hours' },
						{ name: 'Minutes', value: 'minutes' },
					],
				},
				{
					displayName: 'Max Date and Time',
					name: 'maxDateAndTime',
					type: 'dateTime',
					default: '',
					required: true,
					displayOptions: { show: { limitType: ['atSpecifiedTime'] } },
				},
			],
		},
	],
};

/** *Limit Wait Time* as it was read. */
export interface Limit {
	limitType: string;
	resumeAmount: number;
	resumeUnit: string;
	maxDateAndTime: Date;
}

const MS: Record<string, number> = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/**
 * When n8n goes on without an answer.
 * @param now ms since 1970
 * @throws InvalidInput when that is over already
 */
export function deadline(limit: Limit | undefined, now: number): Date {
	if (!limit) return WAIT_INDEFINITELY;
	if (limit.limitType === 'afterTimeInterval') return new Date(now + limit.resumeAmount * MS[limit.resumeUnit]);
	const time = new Date(limit.maxDateAndTime);
	if (time.getTime() > now) return time;
	throw new InvalidInput('“Max Date and Time” is over already: nobody could answer by then', 'Enter a later time');
}
