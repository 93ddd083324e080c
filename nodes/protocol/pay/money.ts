/** What is wrong with an amount, to be put after the field's name: "must be …". */
export class NoAmount extends Error {}

/**
 * "99", "99.9" or "99.90" yuan, or "9990" fen → fen, exactly.
 * @throws NoAmount
 */
export function toFen(amount: string, unit: 'fen' | 'yuan'): number {
	// The sign of the yuan says that these are no fen.
	const pattern = unit === 'yuan' ? /^[¥￥]?\s*(\d+)(?:\.(\d+))?$/ : /^(\d+)(?:\.(\d+))?$/;
	const [, whole, decimals = ''] = pattern.exec(amount.trim()) ?? [];
	if (whole === undefined) throw new NoAmount(unit === 'yuan' ? 'an amount in yuan such as 99.00' : 'a number of fen such as 9900');
	const places = unit === 'yuan' ? 2 : 0;
	if (decimals.length > places) {
		throw new NoAmount(unit === 'yuan' ? 'an amount with at most two decimals' : 'a whole number of fen');
	}
	const fen = Number(whole + decimals.padEnd(places, '0'));
	if (fen < 1) throw new NoAmount('more than 0');
	if (!Number.isSafeInteger(fen)) throw new NoAmount('a smaller amount');
	return fen;
}

/** 9900 fen → "99.00" yuan; null for what is no whole number of fen. */
export function toYuan(fen: unknown): string | null {
	const [, sign, digits] = /^(-?)(\d+)$/.exec(typeof fen === 'number' || typeof fen === 'string' ? String(fen) : '') ?? [];
	if (digits === undefined) return null;
	const padded = digits.padStart(3, '0');
	return `${sign}${padded.slice(0, -2)}.${padded.slice(-2)}`;
}

/** "99.00" or "-0.01" yuan → fen; null for what is no amount. WeChat's own, as in a bill: they may be 0. */
export function fenOf(yuan: unknown): number | null {
	const [, sign, whole, decimals = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(String(yuan ?? '')) ?? [];
	return whole === undefined ? null : Number(`${sign}${whole}${decimals.padEnd(2, '0')}`);
}
