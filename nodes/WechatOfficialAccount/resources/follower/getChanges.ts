import { InvalidInput, type Call, type Operation, type Result, type WireField } from '../../../operation/operation';
import { valueAt } from '../../../operation/paths';
import { lists, openidsOf } from './lists';
import { addProfiles, PROFILE_ENDPOINTS, profilesOf, withoutProfile } from './profiles';

const field: WireField = {
	displayName: 'Field With the OpenID',
	name: 'openidField',
	at: false,
	type: 'string',
	default: 'openid',
	required: true,
	description:
		'Name of the input field that holds the openid of each contact that you have. Contacts whose field appid names another account are left out, and so are those whose field is_follower says that they had left before: they are new when they come back.',
};

/** What happened to people, and what of it each choice returns. */
const CHOICES: Record<string, Change[]> = {
	all: ['new', 'left', 'same'],
	left: ['left'],
	new: ['new'],
	newAndLeft: ['new', 'left'],
};

type Change = 'left' | 'new' | 'same';

/** Who has come and who has gone since the contacts of the input were written down. */
export const getChanges: Operation = {
	value: 'getChanges',
	name: 'Get Changes',
	action: 'Get who is new and who has left',
	description:
		'Compare the followers of today with the contacts that you have, from a sheet or a Data Table: who is new, who has left. Takes all input items together, and runs once for all of them. No contacts yet: switch on Always Output Data in the node that reads them, and everybody is new.',
	takesAll: true,
	fields: [
		field,
		{
			displayName: 'Return',
			name: 'change',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'newAndLeft',
			options: [
				{ name: 'Everyone', value: 'all', description: 'Also those who follow as before' },
				{ name: 'Who Has Left', value: 'left' },
				{ name: 'Who Is New', value: 'new' },
				{ name: 'Who Is New and Who Has Left', value: 'newAndLeft' },
			],
		},
		{
			...addProfiles,
			displayOptions: { show: { change: ['all', 'new', 'newAndLeft'] } },
			description: 'Whether to look up source, tags, remark and unionid of those who are new, 100 in a call',
		},
	],
	run: changes,
	endpoints: ['GET /cgi-bin/user/get', ...PROFILE_ENDPOINTS],
};

/** Somebody of the input who was found in the list, or of the list who was met already: nobody comes out twice. */
const MET = -1;

async function* changes(call: Call): AsyncGenerator<Result> {
	const { change, profiles } = call.parameters;
	const wanted = CHOICES[String(change)];
	const people = contacts(call);
	const fresh: string[] = [];
	const person = (openid: string, change: Change, item?: number): Result => ({
		json: { change, ...withoutProfile({ openid, subscribe: change === 'left' ? 0 : 1 }, call) },
		item,
	});
	for await (const page of openidsOf(lists.all, call)) {
		for (const openid of page) {
			const item = people.get(openid);
			people.set(openid, MET);
			if (item === undefined) fresh.push(openid);
			else if (item !== MET && wanted.includes('same')) yield person(openid, 'same', item);
		}
	}
	if (wanted.includes('new')) yield* profiles ? withChange(profilesOf([fresh], call)) : fresh.map((openid) => person(openid, 'new'));
	if (!wanted.includes('left')) return;
	for (const [openid, item] of people) if (item !== MET) yield person(openid, 'left', item);
}

async function* withChange(found: AsyncIterable<Result>): AsyncGenerator<Result> {
	for await (const { json } of found) yield { json: { change: 'new', ...json } };
}

/** What a Data Table or a sheet says of somebody who was noted as gone. */
const HAD_LEFT = /^(false|0)$/i;

/** Openid → index of the first input item that has it. */
function contacts({ context, parameters, credentials }: Call): Map<string, number> {
	const items = context.getInputData();
	const name = String(parameters[field.name]);
	const people = new Map<string, number>();
	let isNamed = false;
	for (const [index, { json }] of items.entries()) {
		const openid = valueAt(json, name);
		if (typeof openid !== 'string' || openid.trim() === '') continue;
		isNamed = true;
		const isOurs = !json.appid || json.appid === credentials.appId;
		if (isOurs && !HAD_LEFT.test(String(json.is_follower)) && !people.has(openid.trim())) people.set(openid.trim(), index);
	}
	if (isNamed || items.every(({ json }) => Object.keys(json).length === 0)) return people;
	throw new InvalidInput(
		`No input item has an openid in the field “${name}”`,
		`Correct “${field.displayName}”. If there are no contacts yet, connect the node that reads them directly, with Always Output Data switched on`,
	);
}
