import type { Call, Field, WireField } from '../operation';
import { readProperty } from '../parameters';
import { openids } from './openids';

/** To whom a message goes that is sent to many. `peopleOf` reads them. */
export const recipients: Field[] = [
	{
		displayName: 'Recipients',
		name: 'recipients',
		at: false,
		type: 'options',
		noDataExpression: true,
		default: 'item',
		options: [
			{ name: 'List of OpenIDs', value: 'list', description: 'Everybody in a list gets the message of the item that the list is in' },
			{ name: 'One per Item', value: 'item', description: 'Each item is one person, with a message of their own' },
		],
		description:
			'Who gets the message. The same message goes to the same person once in a run, however often they are among the recipients; two different ones, such as of two orders, are both sent.',
	},
	{
		displayName: 'OpenID',
		name: 'touser',
		at: false,
		type: 'string',
		default: '={{ $json.openid }}',
		required: true,
		trims: true,
		displayOptions: { show: { recipients: ['item'] } },
		placeholder: 'e.g. {{ $json.openid }}',
		description: 'Openid of the person, valid only for the account that it came from',
	},
	{
		...openids,
		at: false,
		displayOptions: { show: { recipients: ['list'] } },
		description: 'Openids, separated by commas, spaces or lines; an expression may also yield a list. Any number.',
	},
];

/** The openids in one item, as far as it could be read; of an item without any, null stands for the person. */
export function peopleOf({ parameters: { touser, openid_list } }: Call): Array<string | null> {
	const people = (touser === undefined ? openid_list : [touser]) as string[] | undefined;
	return people ?? [null];
}

/** Shown among the options of an operation that sends to many. */
export const messagesPerSecond: WireField = {
	displayName: 'Messages per Second',
	name: 'messagesPerSecond',
	at: false,
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 50,
	description: 'How many messages go out in a second, at most. Lower it if what a tap opens cannot take so many visitors at once.',
};

/** What the first item says: there is one pace for all. */
export function paceOf(call: Call): number {
	const { name, default: usual } = messagesPerSecond;
	return Math.floor(Number(readProperty({ ...messagesPerSecond, name: `options.${name}` }, call) ?? usual));
}
