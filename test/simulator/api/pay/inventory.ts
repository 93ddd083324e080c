import records from '../../payInventory.json';
import type { Field as BaseField } from '../inventory';

export interface PayField extends BaseField {
	fields?: PayField[];
	/** Encrypted with the key that Wechatpay-Serial names. */
	encrypted?: boolean;
}

export interface PayParam extends PayField {
	in: 'query' | 'body' | 'path' | 'header' | 'form';
}

/** A documented endpoint of WeChat Pay. */
export interface PayEndpoint {
	resource: string;
	method: string;
	/** With its placeholders: /v3/refund/domestic/refunds/{out_refund_no} */
	path: string;
	mode: 'direct' | 'partner';
	params: PayParam[];
	/** Exactly one of each group. */
	oneOf?: string[][];
	success?: number;
	responseSigned?: boolean;
}

interface Found {
	endpoint: PayEndpoint;
	/** What stands where the path has placeholders. */
	path: Record<string, string>;
}

/** By method and path. Where both modes have it, it is the direct merchant's. */
const endpoints = new Map<string, PayEndpoint>();
/** Those of partners, whose sub_mchid tells them apart. */
const ofPartners = new Map<string, PayEndpoint>();
for (const record of records as unknown as PayEndpoint[]) {
	const key = `${record.method} ${record.path}`;
	if (endpoints.get(key)?.mode !== 'direct') endpoints.set(key, record);
	if (record.mode === 'partner') ofPartners.set(key, record);
}

const placeholders = ({ path }: PayEndpoint) => path.split('{').length;
/** A path of fixed words goes before one that takes anything in their place. */
const patterns = [...endpoints.values()]
	.sort((a, b) => placeholders(a) - placeholders(b))
	.map((endpoint) => ({ endpoint, pattern: patternOf(endpoint.path) }));

/** The endpoint that answers this method and path, if it is documented. */
export function findPayEndpoint(method: string, path: string): Found | undefined {
	for (const { endpoint, pattern } of patterns) {
		const match = endpoint.method === method ? pattern.exec(path) : null;
		if (!match) continue;
		const values = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decode(value)]);
		return { endpoint, path: Object.fromEntries(values) as Record<string, string> };
	}
	return undefined;
}

/** The list of parameters that holds for this call: a partner's where it, or one of its orders, names a sub_mchid. */
export function asCalled(endpoint: PayEndpoint, given: Record<string, unknown>): PayEndpoint {
	const twin = ofPartners.get(`${endpoint.method} ${endpoint.path}`);
	const [firstPart] = Array.isArray(given.sub_orders) ? (given.sub_orders as Array<Record<string, unknown> | null>) : [];
	return ((given.sub_mchid ?? given.sub_mch_id ?? firstPart?.sub_mchid) !== undefined && twin) || endpoint;
}

/** By `METHOD path`, with its placeholders. */
export function payEndpoint(key: string): PayEndpoint | undefined {
	return endpoints.get(key);
}

function patternOf(path: string): RegExp {
	const parts = path.split(/\{(\w+)\}/);
	const text = parts.map((part, at) => (at % 2 === 1 ? `(?<${part}>[^/]+)` : part.replace(/[.$]/g, '\\$&'))).join('');
	return new RegExp(`^${text}$`);
}

function decode(value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}
