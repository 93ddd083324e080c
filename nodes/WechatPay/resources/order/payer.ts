import { openid as openidField } from '../../../operation/fields/openids';
import { refuseForeign } from '../../../operation/fields/recipient';
import type { Field, FieldKind, Parameters, WireField } from '../../../operation/operation';
import { readProperty } from '../../../operation/parameters';
import { isPartner, OF_PARTNERS } from '../merchantType';
import { clientAppIdOf } from './appIds';
import { paidBy } from './whereToPay';

/** To whose account the openid of a partner's customer belongs. */
const openidOf: WireField = {
	displayName: 'Openid Of',
	name: 'openidOf',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'sp_openid',
	displayOptions: OF_PARTNERS,
	options: [
		{ name: "Merchant's Account", value: 'sub_openid', description: "Of the App ID in “Sub-Merchant's App ID”" },
		{ name: "Partner's Account", value: 'sp_openid', description: 'Of your own App ID' },
	],
};

const property: WireField = { ...openidField, description: 'Openid of the customer who pays, in the account of the App ID' };

/** Who pays, by the openid of the account in which it is paid; `payerPath` says where it goes. */
const openid: FieldKind = {
	name: 'openid',
	at: false,
	properties: [property],
	async read(call) {
		const entered = String(readProperty(property, call));
		refuseForeign(entered, clientAppIdOf(call.parameters, call.credentials), call);
		return entered;
	},
};

/** Who pays, where WeChat must know it before. */
export const payer: Field[] = [...paidBy('jsapi', openidOf), ...paidBy('jsapi', openid)];

/** Where the payer's openid goes. */
export function payerPath(parameters: Parameters): string {
	const { openidOf: whose, trade_type } = parameters;
	if (trade_type === 'combine') return `combine_payer_info.${whose === 'sub_openid' ? 'sub_openid' : 'openid'}`;
	return `payer.${isPartner(parameters) ? String(whose) : 'openid'}`;
}
