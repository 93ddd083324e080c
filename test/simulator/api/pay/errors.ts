import texts from './errors.json';

const KNOWN = texts as Record<string, { status: number; message: string; internal: number }>;

/** Where a parameter stood and what is wrong with it. */
export interface Detail {
	/** A JSON pointer, as in /amount/total. */
	field: string;
	value: unknown;
	issue: string;
	location: Location;
	[more: string]: unknown;
}

export type Location = 'body' | 'query' | 'uri_template' | 'header' | 'authorization';

interface Options {
	message?: string;
	detail?: Detail;
	status?: number;
	/** The number at the end of the Request-ID, where it is not the code's usual one. */
	internal?: number;
}

/** WeChat Pay's no: an HTTP status, and `{code, message, detail}` (wechat-pay.md §4.1). */
export class PayError extends Error {
	readonly status: number;
	readonly internal: number;
	readonly detail?: Detail;

	constructor(
		readonly code: string,
		{ message, detail, status, internal }: Options = {},
	) {
		super(message ?? KNOWN[code]?.message ?? code);
		this.status = status ?? KNOWN[code]?.status ?? 400;
		this.internal = internal ?? KNOWN[code]?.internal ?? 268435461;
		this.detail = detail;
	}
}

/** 400 PARAM_ERROR about one parameter, worded as WeChat Pay words it. */
export function paramError(
	location: Location,
	field: string,
	value: unknown,
	issue: string,
	internal?: number,
): PayError {
	const source = location === 'body' ? `/body${field}` : `/${location}${field}`;
	const name = field.slice(field.lastIndexOf('/') + 1);
	const message = `输入源“${source}”映射到值字段“${name}”${issue}`;
	return new PayError('PARAM_ERROR', { message, detail: { field, value: value ?? '', issue, location }, internal });
}
