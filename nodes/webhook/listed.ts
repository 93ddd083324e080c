/** Commas as they are typed on either keyboard, 、, and lines. */
const SEPARATORS = /[,，、\r\n]+/;

/** The entries of a field that takes several, separated by commas or lines; an expression may also yield a list. */
export function listed(value: unknown): string[] {
	return [value]
		.flat()
		.flatMap((one) => String(one ?? '').split(SEPARATORS))
		.map((entry) => entry.trim())
		.filter(Boolean);
}
