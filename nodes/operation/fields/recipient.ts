import { InvalidInput, type Call, type FieldKind, type WireField } from '../operation';
import { originItem } from '../origin';
import { readProperty } from '../parameters';

const who: WireField = {
	displayName: 'Send To',
	name: 'recipient',
	type: 'options',
	noDataExpression: true,
	default: 'fromTrigger',
	options: [
		{
			name: 'Customer From Trigger',
			value: 'fromTrigger',
			description: 'Whoever wrote to the account or paid: found by itself, however far back the trigger is',
		},
		{ name: 'OpenID', value: 'openid', description: 'The openid that you enter or that comes from an earlier node' },
	],
};

const openid: WireField = {
	displayName: 'OpenID',
	name: 'touser',
	type: 'string',
	default: '',
	required: true,
	trims: true,
	displayOptions: { show: { recipient: ['openid'] } },
	placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
	description:
		'Openid of the person, valid only for the account that it came from. In a Mini Program and an Official Account the same person has two.',
};

/** Whom to write to: the customer who set the flow off, or an openid; in manual runs the tester's phone. */
export const recipient: FieldKind = {
	name: 'touser',
	properties: [who, openid],
	async read(call) {
		const person = chosenPerson(who, openid, call);
		const tester = testersPhone(call);
		call.facts.sent_to_tester = tester ?? null;
		return tester ?? person;
	},
};

const whose: WireField = { ...who, displayName: 'Customer' };
const customersOpenid: WireField = { ...openid, name: 'openid' };

/** The customer whom something is about: in manual runs too, nobody takes their place. */
export const customer: FieldKind = {
	name: 'openid',
	properties: [whose, customersOpenid],
	read: async (call) => chosenPerson(whose, customersOpenid, call),
};

/** The person's openid; who it is goes into the output. */
function chosenPerson(choice: WireField, field: WireField, call: Call): string {
	const person = readProperty(choice, call) === 'fromTrigger' ? fromTrigger(choice, call) : String(readProperty(field, call));
	refuseForeign(person, String(call.credentials.appId), call);
	Object.assign(call.facts, { openid: person, unionid: call.facts.unionid ?? null, appid: call.credentials.appId });
	return person;
}

/** They tell who wrote, tapped or paid. */
const TRIGGERS = ['wechatTrigger', 'wechatPayTrigger'];

/** Execute in the editor, and n8n's Evaluations over recorded data. */
const BY_HAND: string[] = ['manual', 'evaluation'];

/** In manual runs every message goes to the tester, if the credential names one. */
export function testersPhone({ context, credentials }: Call): string | undefined {
	const tester = String(credentials.testerOpenid ?? '');
	return tester !== '' && BY_HAND.includes(context.getMode()) ? tester : undefined;
}

function fromTrigger({ displayName }: WireField, call: Call): string {
	const origin = originItem(call.context, call.item, TRIGGERS);
	if (!origin) {
		throw new InvalidInput(
			'No customer was found: this item does not come from a WeChat Trigger',
			`Set “${displayName}” to OpenID and enter whom to write to`,
		);
	}
	if (!origin.openid) {
		throw new InvalidInput(
			'No customer was found: what started this workflow names none',
			`Set “${displayName}” to OpenID and enter whom to write to. Who paid for a refunded order is found with WeChat Pay, Order: Get.`,
		);
	}
	if (origin.appid && origin.appid !== call.credentials.appId) {
		throw otherAccount(String(origin.appid), String(call.credentials.appId));
	}
	const { openid: carried } = call.context.getInputData()[call.item].json;
	if (carried && carried !== origin.openid) {
		throw new InvalidInput(
			"This item carries another openid than the trigger's customer",
			`Set “${displayName}” to OpenID, and choose by the field whom to write to`,
		);
	}
	call.facts.unionid = origin.unionid ?? null;
	return String(origin.openid);
}

/**
 * An item that carries this openid says which account it belongs to.
 * @param appid the account in which the openid is to be used
 * @throws InvalidInput when it is another one
 */
export function refuseForeign(openid: string, appid: string, call: Call): void {
	const { json } = call.context.getInputData()[call.item];
	if (json.openid !== openid) return;
	if (json.appid && json.appid !== appid) throw otherAccount(String(json.appid), appid);
	call.facts.unionid ??= json.unionid ?? null;
}

function otherAccount(appid: string, wanted: string): InvalidInput {
	return new InvalidInput(
		`This openid belongs to another App ID (${appid}), and the credential is for ${wanted}`,
		"The same person has another openid in each account: choose that account's credential, or find the person by unionid",
	);
}
