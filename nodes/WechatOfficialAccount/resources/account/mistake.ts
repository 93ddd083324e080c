import { meaning } from '../../../protocol/errcodes/errcodes';

/** What an error message says about itself. */
export interface Mistake {
	errcode: number | null;
	/** WeChat's request id: `6207df1a-08ef8516-2a6c18c6`. */
	rid: string | null;
}

const RID = /\b[\da-f]{8}-[\da-f]{8}-[\da-f]{8}\b/i;
const NAMED_RID = /\brid["']?\s*[:=]?\s*["']?([\w-]{8,60})/i;

/** Where a code stands for sure, the surest first: alone, `"errcode":48001`, `… (48001)`, `48001 api unauthorized`. */
const CODES = [
	/^\s*(-?\d{1,10})\s*$/,
	/errcode\\?["']?\s*[:=]\s*["']?(-1|0|\d{5,10})\b/i,
	/\((-1|\d{5,10})\)/,
	/^\s*(-1|\d{5,10})\b(?![.:-])/,
];

/** Code and rid of a pasted message, of a code alone, or of a rid alone. */
export function mistakeIn(text: string): Mistake {
	const found = RID.exec(text) ?? NAMED_RID.exec(text);
	return { errcode: codeIn(text), rid: found ? (found[1] ?? found[0]) : null };
}

function codeIn(text: string): number | null {
	for (const pattern of CODES) {
		const code = pattern.exec(text)?.[1];
		if (code !== undefined) return Number(code);
	}
	const numbers = text.match(/(?<![\w.:-])\d{5,10}(?![\w.:-])/g) ?? [];
	const code = numbers.find((number) => meaning(Number(number)) !== undefined);
	return code === undefined ? null : Number(code);
}
