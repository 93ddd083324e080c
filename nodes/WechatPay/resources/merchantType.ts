import { InvalidInput, type FieldKind, type Parameters, type WireField } from '../../operation/operation';
import { readProperty } from '../../operation/parameters';
import type { Credentials } from '../../transport/product';

/** Who calls: a merchant for itself, or a partner for one of its merchants (design.md §1). */
export const merchantType: WireField = {
	displayName: 'Merchant Type',
	name: 'merchantType',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'direct',
	options: [
		{ name: 'Direct Merchant (直连商户)', value: 'direct', description: 'You sell for yourself' },
		{ name: 'Partner (服务商)', value: 'partner', description: 'You act for a merchant who has a sub-merchant ID under yours' },
	],
};

/** Shown for partners only. */
export const OF_PARTNERS = { show: { merchantType: ['partner'] } };

/** The merchant for whom a partner acts: the credential's, unless another is entered. */
export const subMchid: FieldKind = {
	name: 'sub_mchid',
	displayOptions: OF_PARTNERS,
	properties: [
		{
			displayName: 'Sub-Merchant ID',
			name: 'sub_mchid',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1900000109',
			description: 'The merchant for whom you act (子商户号). Leave it empty for the one in the credential.',
		},
	],
	async read(call) {
		const id = String(readProperty(this.properties[0], call) ?? call.credentials.subMchid ?? '').trim();
		if (/^\d{6,32}$/.test(id)) return id;
		throw new InvalidInput(
			id ? '“Sub-Merchant ID” must be a number' : '“Sub-Merchant ID” is empty',
			'Fill it in here or in the credential, or set “Merchant Type” to Direct Merchant if you sell for yourself',
		);
	},
};

export function isPartner({ merchantType: type }: Parameters): boolean {
	return type === 'partner';
}

/** Under which name a call gives the number of the merchant that signs. */
export function whose(parameters: Parameters, { mchid }: Credentials): { mchid: string } | { sp_mchid: string } {
	return isPartner(parameters) ? { sp_mchid: String(mchid) } : { mchid: String(mchid) };
}
