import { openid as follower } from '../../operation/fields/openids';
import { refuseForeign } from '../../operation/fields/recipient';
import type { FieldKind, WireField } from '../../operation/operation';
import { readProperty } from '../../operation/parameters';
import { appIdOf } from './fields';

/** Which of the shop's accounts the openid is of. */
export const appId: WireField = {
	displayName: 'App ID',
	name: 'appid',
	at: false,
	type: 'string',
	default: '',
	description: 'The Official Account or Mini Program that the openid is of, when it is another one than in the credential',
};

/** The customer who gets the money. */
export const openid: WireField = { ...follower, description: 'Openid of the customer who gets the money, in the account of the App ID' };

/** The same, checked: it is of the account that is used. */
export const payee: FieldKind = {
	name: openid.name,
	properties: [openid],
	async read(call) {
		const person = String(readProperty(openid, call));
		refuseForeign(person, appIdOf(call.parameters, call.credentials), call);
		return person;
	},
};
