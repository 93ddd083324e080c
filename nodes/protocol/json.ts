/** The text is not JSON, or nested too deep. The message holds nothing of the text. */
export class MalformedJson extends Error {
	override readonly name = 'MalformedJson';
}

const MAX_DEPTH = 64;

/** In valid JSON: escaped characters, quotes, numbers. Whole strings, if long, exhaust the engine's stack. */
const TOKEN = /\\.|"|-?\d[\d.eE+-]*/g;

/** From this length on a JavaScript number may be another one than was written. */
const LONG_INTEGER = /^-?\d{16,}$/;

/** The smallest number of 16 digits: most texts have none as large, and need not be read a second time. */
const LONG = 1e15;

function quoteLongIntegers(json: string): string {
	let inString = false;
	return json.replace(TOKEN, (token) => {
		if (token === '"') inString = !inString;
		return !inString && LONG_INTEGER.test(token) ? `"${token}"` : token;
	});
}

const RESERVED = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * Whether a number is in it that may be another one than was written. In one walk with what is refused:
 * `JSON.parse` with a function of ours takes five times as long.
 */
function hasLongNumber(value: unknown, depth = 1): boolean {
	if (typeof value === 'number') return Math.abs(value) >= LONG;
	if (typeof value !== 'object' || value === null) return false;
	if (depth > MAX_DEPTH) throw new MalformedJson('The JSON is nested too deep.');
	let found = false;
	if (Array.isArray(value)) {
		for (const element of value) found = hasLongNumber(element, depth + 1) || found;
		return found;
	}
	for (const key of Object.keys(value)) {
		if (RESERVED.has(key)) throw new MalformedJson('The JSON has a reserved name.');
		found = hasLongNumber((value as Record<string, unknown>)[key], depth + 1) || found;
	}
	return found;
}

/**
 * JSON.parse, but integers of 16 digits and more become strings, so that ids (MsgId, media and order numbers)
 * keep every digit. Decimals, exponents and digits inside strings are left alone.
 * @throws MalformedJson for what is not JSON, is nested deeper than 64, or names a key `__proto__` or the like
 */
export function parseJson(text: string): unknown {
	try {
		// First as it is: the pattern above is right, and fast, for valid JSON only.
		const value: unknown = JSON.parse(text);
		return hasLongNumber(value) ? JSON.parse(quoteLongIntegers(text)) : value;
	} catch (error) {
		// V8's own message quotes the text.
		throw error instanceof MalformedJson ? error : new MalformedJson('The text is not valid JSON.');
	}
}

/** The JSON object that this text is; `undefined` for everything else. */
export function jsonObject(text: string): Record<string, unknown> | undefined {
	try {
		const value = parseJson(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
	} catch {
		return undefined;
	}
}
