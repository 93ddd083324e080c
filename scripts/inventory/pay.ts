import type { Field, Shape } from './schema';

/** A record of ../shared/reference/wechat-pay.json, as far as the inventory uses it. */
export interface PayRecord {
	api: string;
	tier: string;
	resource: string;
	operation: string;
	method: string;
	path: string;
	mode: 'direct' | 'partner';
	requiredParams: string[];
	optionalParams: string[];
	requiredIfParentPresent?: string[];
	encryptedParams?: string[];
	oneOf?: string[][];
	success?: number;
	responseSigned?: boolean;
	source: string[];
}

export interface PayField extends Field {
	fields?: PayField[];
	/** Encrypted with the key that Wechatpay-Serial names. */
	encrypted?: boolean;
}

export interface PayParam extends PayField {
	in: Place;
}

type Place = 'query' | 'body' | 'path' | 'header' | 'form';

/** Not core, but where the trigger registers its URL. */
const ALSO = ['/v3/marketing/membercard-open/callback'];

/**
 * What shops still need of the old XML interface (API v2), because APIv3 has nothing for it or not everybody has that:
 * payment codes, red packets, refunds. The rest of it is orders, bills and transfers, for which there is APIv3.
 */
const OF_V2 = [
	...['/pay/micropay', '/pay/orderquery', '/pay/closeorder', '/secapi/pay/reverse', '/tools/authcodetoopenid'],
	...['/secapi/pay/refund', '/pay/refundquery'],
	...['sendredpack', 'sendgroupredpack', 'sendminiprogramhb', 'gethbinfo'].map((name) => `/mmpaymkttransfers/${name}`),
	...['sendworkwxredpack', 'queryworkwxredpack'].map((name) => `/mmpaymkttransfers/${name}`),
];

/** The core of APIv3, and the few paths that are needed besides. */
export function isWanted({ api, tier, path }: PayRecord): boolean {
	return api === 'v3-json' ? tier === 'core' || ALSO.includes(path) : OF_V2.includes(path);
}

/** Where every parameter was looked at, so that what is not listed below is text. */
const READ = [
	...['payment', 'combineOrder', 'refund', 'bill', 'certificate', 'security'],
	...['complaintNotification', 'violationNotification', 'memberCard'],
	...['transfer', 'transferAuthorization', 'transferReceipt', 'transferBatch'],
	...['complaint', 'media', 'balance'],
];

/** The reference gives no types; these names mean the same wherever they stand in a body. */
const INTEGERS = [
	...['total', 'refund', 'amount', 'total_amount', 'transfer_amount', 'refund_amount', 'subsidy_amount', 'cost_price'],
	...['launch_refund_day'],
	...['unit_price', 'quantity', 'refund_quantity', 'total_num', 'subsidy_installment_num'],
];
const BOOLEANS = ['profit_sharing', 'support_fapiao', 'switch', 'show_fapiao_cell', 'support_vat_fapiao', 'is_bold', 'multi_clickable'];
const TEXTS = ['mchid', 'notify_url', 'callback_url', 'sub_mch_code'];
/** Nobody says whether a percentage is a number or text. */
const UNKNOWN = ['subsidy_percent'];

/** The parameters of a record: `query:x`, `path:x`, `header:x`, `formData:x`, else the body; dots nest, `[]` is a list. */
export function readPayParams(record: PayRecord): PayParam[] {
	const params: PayParam[] = [];
	for (const text of record.requiredParams) add(params, text, true, record);
	for (const text of record.optionalParams) add(params, text, isRequiredInside(text, record), record);
	return params;
}

function isRequiredInside(text: string, { requiredIfParentPresent = [] }: PayRecord): boolean {
	return requiredIfParentPresent.includes(text);
}

function add(params: PayParam[], text: string, required: boolean, record: PayRecord): void {
	const [, prefix, path] = /^(?:(\w+):)?(.*)$/.exec(text) ?? [];
	const place = (prefix === 'formData' ? 'form' : (prefix ?? 'body')) as Place;
	const names = path.split('.');
	let level: PayField[] = params;
	for (const [depth, part] of names.entries()) {
		const name = part.replace('[]', '');
		const last = depth === names.length - 1;
		let field = level.find((one) => one.name === name && (one as PayParam).in === (depth === 0 ? place : undefined));
		if (!field) {
			field = { name, ...(depth === 0 && { in: place }), required: false } as PayField;
			level.push(field);
		}
		if (part.endsWith('[]')) field.type = 'list';
		if (last) {
			field.required ||= required;
			if (record.encryptedParams?.includes(text)) field.encrypted = true;
			setType(field, place, record);
		} else {
			// Its parts are listed after it, so it is an object, whatever was guessed from its name.
			if (field.type === 'list') field.of = 'object';
			else field.type = 'object';
			level = field.fields ??= [];
		}
	}
}

function setType(field: PayField, place: Place, { resource, api }: PayRecord): void {
	if (place === 'form') return;
	// XML knows text only.
	const type = place === 'body' && api === 'v3-json' ? scalar(field.name, resource) : 'string';
	if (!type) return;
	if (field.type === 'list') field.of ??= type;
	else field.type ??= type;
}

function scalar(name: string, resource: string): Shape['type'] {
	if (INTEGERS.includes(name)) return 'integer';
	if (BOOLEANS.includes(name)) return 'boolean';
	if (TEXTS.includes(name)) return 'string';
	return READ.includes(resource) && !UNKNOWN.includes(name) ? 'string' : undefined;
}
