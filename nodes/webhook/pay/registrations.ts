import type { IDataObject } from 'n8n-workflow';
import type { WireRequest } from '../../transport/request';

/** A notification URL that WeChat Pay keeps for a whole merchant, once (wechat-pay.md §2.4). */
export interface Registration {
	/** Stored in workflows. */
	value: string;
	/** In a sentence: "the URL for …". */
	what: string;
	name: string;
	description: string;
	path: string;
	/** Under which name the URL is sent and told. */
	field: 'callback_url' | 'notify_url' | 'url';
	/** The merchant's number goes with every call. */
	namesMerchant?: true;
	/** How a first URL is set, and how another one is put in its place. */
	set: 'PATCH' | 'POST';
	replace: 'PATCH' | 'POST' | 'PUT';
	/** How it is taken away; what has none keeps the URL until there is another one. */
	remove?: 'DELETE' | 'switch';
}

/** What *Register URL For* offers, by name. */
export const registrations: Registration[] = [
	{
		value: 'favor',
		what: 'cash coupons',
		name: 'Cash Coupons',
		description: 'Coupons of WeChat Pay that were used (代金券核销)',
		path: '/v3/marketing/favor/callbacks',
		field: 'notify_url',
		namesMerchant: true,
		set: 'POST',
		replace: 'POST',
		remove: 'switch',
	},
	{
		value: 'complaint',
		what: 'complaints',
		name: 'Complaints',
		description: 'Complaints of customers (消费者投诉); a partner hears of those about all its shops',
		path: '/v3/merchant-service/complaint-notifications',
		field: 'url',
		set: 'POST',
		replace: 'PUT',
		remove: 'DELETE',
	},
	{
		value: 'fapiao',
		what: 'invoices',
		name: 'Invoices',
		description: 'Electronic invoices and their headings (电子发票)',
		path: '/v3/new-tax-control-fapiao/merchant/development-config',
		field: 'callback_url',
		set: 'PATCH',
		replace: 'PATCH',
	},
	{
		value: 'membercard',
		what: 'membership cards',
		name: 'Membership Cards',
		description: 'Membership cards that were taken, activated or changed (会员卡)',
		path: '/v3/marketing/membercard-open/callback',
		field: 'notify_url',
		set: 'PATCH',
		replace: 'PATCH',
	},
	{
		value: 'busifavor',
		what: 'merchant coupons',
		name: 'Merchant Coupons',
		description: "The merchant's own coupons that customers got (商家券领券)",
		path: '/v3/marketing/busifavor/callbacks',
		field: 'notify_url',
		namesMerchant: true,
		set: 'POST',
		replace: 'POST',
	},
	{
		value: 'violation',
		what: 'violations',
		name: 'Violations (Partners Only)',
		description: 'Penalties, blocks and appeals of the shops of a partner (商户违规)',
		path: '/v3/merchant-risk-manage/violation-notifications',
		field: 'notify_url',
		set: 'POST',
		replace: 'PUT',
		remove: 'DELETE',
	},
];

/** Asks which URL is registered. */
export function asked({ path, namesMerchant }: Registration, mchid: string): WireRequest {
	return { method: 'GET', path, query: namesMerchant ? { mchid } : undefined };
}

/** Puts a URL where there is none, or in the place of another one. Done twice it comes to the same. */
export function written(registration: Registration, url: string, isFirst: boolean, mchid: string): WireRequest {
	const { path, set, replace, remove } = registration;
	const body = { ...named(registration, url, mchid), ...(remove === 'switch' && { switch: true }) };
	return { method: isFirst ? set : replace, path, body, repeatable: true };
}

/** Takes our URL away; `undefined` where WeChat Pay has no way to. */
export function removed(registration: Registration, url: string, mchid: string): WireRequest | undefined {
	const { path, remove } = registration;
	if (!remove) return undefined;
	if (remove === 'DELETE') return { method: 'DELETE', path, repeatable: true };
	return { method: 'POST', path, body: { ...named(registration, url, mchid), switch: false }, repeatable: true };
}

function named({ field, namesMerchant }: Registration, url: string, mchid: string): IDataObject {
	return { ...(namesMerchant && { mchid }), [field]: url };
}
