import { paramError, PayError, type Location } from './errors';

/** What a number or a text of a request must look like (wechat-pay.md §3.1, §3.3). */
interface Rule {
	pattern?: RegExp;
	/** Characters, or bytes in UTF-8. */
	characters?: [least: number, most: number];
	bytes?: [least: number, most: number];
}

const NUMBER = /^[0-9A-Za-z_\-|*]+$/;
/** http only to this machine, which the real one refuses: nobody has a certificate for it. */
const NOTIFY_URL = /^(https:\/\/[^\s/?#@:]+|http:\/\/(127\.0\.0\.1|localhost))(:\d{2,5})?(\/[^\s?#]*)?$/;

const RULES: Record<string, Rule> = {
	out_trade_no: { pattern: NUMBER, bytes: [6, 32] },
	transaction_id: { pattern: /^\w+$/, bytes: [1, 32] },
	out_refund_no: { pattern: /^[0-9A-Za-z_\-|*@]+$/, bytes: [1, 64] },
	description: { characters: [1, 127] },
	attach: { bytes: [0, 128] },
	reason: { bytes: [0, 80] },
	notify_url: { pattern: NOTIFY_URL, bytes: [1, 256] },
	authorization_notify_url: { pattern: NOTIFY_URL, bytes: [1, 256] },
	out_bill_no: { pattern: /^[0-9A-Za-z]+$/, bytes: [1, 32] },
	out_authorization_no: { pattern: /^[0-9A-Za-z]+$/, bytes: [1, 32] },
	out_batch_no: { pattern: /^[0-9A-Za-z]+$/, bytes: [1, 32] },
	out_detail_no: { pattern: /^[0-9A-Za-z]+$/, bytes: [1, 32] },
	transfer_remark: { characters: [1, 32] },
	batch_name: { characters: [1, 32] },
	batch_remark: { characters: [1, 32] },
	info_type: { characters: [1, 15] },
	info_content: { characters: [1, 32] },
};

/** Checks the named parameters that are there: 400 PARAM_ERROR. */
export function checkRules(values: Record<string, unknown>, names: string[], location: Location = 'body'): void {
	for (const name of names) {
		const value = values[name];
		if (typeof value === 'string')
			checkText(RULES[name], value, (issue) => paramError(location, `/${name}`, value, issue));
	}
}

function checkText({ pattern, characters, bytes }: Rule, value: string, error: (issue: string) => PayError): void {
	const measures: Array<[string, number, [number, number] | undefined]> = [
		['字符数', [...value].length, characters],
		['字节数', Buffer.byteLength(value), bytes],
	];
	for (const [unit, size, limits] of measures) {
		if (!limits) continue;
		const [least, most] = limits;
		if (size < least) throw error(`字符串规则校验失败，${unit} ${size}，小于最小值 ${least}`);
		if (size > most) throw error(`字符串规则校验失败，${unit} ${size}，大于最大值 ${most}`);
	}
	if (pattern && !pattern.test(value)) throw error(`字符串规则校验失败，字符串必须匹配正则表达式“${pattern.source}”`);
	// "UTF-8, characters of at most 3 bytes (no emoji)" (§1.2).
	if (/[\u{10000}-\u{10FFFF}]/u.test(value)) throw error('字符串规则校验失败，包含不支持的字符');
}

/** Fen: an integer of at least 1. */
export function checkFen(value: number, field: string): void {
	if (value < 1) throw paramError('body', field, value, `数值规则校验失败，值 ${value}，小于最小值 1`);
}

/** CNY, which is also meant when there is none. */
export function checkCurrency(value: string | undefined): void {
	if (value !== undefined && value !== 'CNY') {
		throw paramError('body', '/amount/currency', value, '枚举值校验失败，只支持CNY');
	}
}

/** The same request, whatever the order of its parts: what is written twice is one order, one refund. */
export function canonical(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) =>
		typeof inner === 'object' && inner !== null && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner,
	);
}
