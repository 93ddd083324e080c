import { openids as openidsField } from '../../../operation/fields/openids';
import { tag } from '../../../operation/fields/tag';
import { InvalidInput, type Field, type FieldKind, type WireField } from '../../../operation/operation';
import { readProperty } from '../../../operation/parameters';
import { forEditor } from '../../../operation/properties';

/** WeChat takes 2 to 10,000 openids in a call. */
const FEWEST = 2;
export const MOST_OPENIDS = 10_000;

const choice: Field = {
	displayName: 'Send To',
	name: 'audience',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'tag',
	options: [
		{ name: 'All Followers', value: 'everyone', description: 'Shown in the history of the account: once a day, and of a service account (服务号) four times a month. With API broadcast protection (API群发保护) the administrator has to confirm it on the phone within 30 minutes.' },
		{ name: 'Followers With a Tag', value: 'tag', description: 'Of a service account each follower gets at most four a month; a subscription account (订阅号) has one broadcast a day in all' },
		{ name: 'List of OpenIDs', value: 'openids', description: 'Service accounts only: two followers or more' },
	],
};

const openids: WireField = {
	...openidsField,
	name: 'touser',
	typeOptions: { rows: 2 },
	placeholder: "e.g. {{ $('Get Many').all().map(item => item.json.openid) }}",
	description:
		'Two openids or more, separated by commas, spaces or lines; an expression may also yield a list. More than 10,000 go out as several broadcasts.',
};

const people: FieldKind = {
	name: 'touser',
	displayOptions: { show: { audience: ['openids'] } },
	properties: [forEditor(openids)],
	async read(call) {
		const list = readProperty(openids, call) as string[];
		if (list.length >= FEWEST) return list;
		throw new InvalidInput(
			`“${openids.displayName}” has one openid only, and a broadcast goes to two followers or more`,
			'If each item has one, put an Aggregate node before this one. To write to one customer, use WeChat Customer Service.',
		);
	},
};

/** Whom a broadcast is for (wechat-api.md C.3). */
export const audience: Field[] = [
	choice,
	{ ...tag, at: 'filter.tag_id', displayOptions: { show: { audience: ['tag'] } } },
	people,
];
