/** The text is not an XML document that WeChat would send. Its message holds nothing of the document. */
export class MalformedXml extends Error {
	override readonly name = 'MalformedXml';
}

// A parser has to turn every carriage return into a line feed (XML 1.0 §2.11), but customers' texts are
// passed on as they were sent. A lone surrogate cannot come out of UTF-8, so it can stand for one meanwhile.
const HIDDEN_RETURN = '\uD800';
const HIDDEN_RETURNS = /\uD800/gu;

/**
 * Hides the carriage returns of CDATA sections from the parser; `reveal` brings them back.
 * @throws MalformedXml for every `<!` that is neither CDATA nor a comment, above all for a document type
 */
export function protect(text: string): string {
	let safe = '';
	let done = 0;
	// Not one `replace`: that looks for all matches first, in quadratic time if no section is closed.
	for (let start = text.indexOf('<!'); start !== -1; start = text.indexOf('<!', done)) {
		const end = endOfSection(text, start);
		const section = text.slice(start, end);
		safe += text.slice(done, start);
		safe += section.startsWith('<![') ? section.replaceAll('\r', HIDDEN_RETURN) : section;
		done = end;
	}
	return safe + text.slice(done);
}

/** The reverse of `protect`, for one text out of the document. */
export function reveal(text: string): string {
	return text.replace(HIDDEN_RETURNS, '\r');
}

function endOfSection(text: string, start: number): number {
	const isData = text.startsWith('<![CDATA[', start);
	if (!isData && !text.startsWith('<!--', start)) {
		throw new MalformedXml('The XML has a document type or another declaration.');
	}
	const end = isData ? text.indexOf(']]>', start + 9) : text.indexOf('-->', start + 4);
	if (end === -1) throw new MalformedXml('The XML is cut off.');
	return end + 3;
}

const PREDEFINED: Record<string, string | undefined> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));|&/g;

/**
 * Resolves XML's five predefined entities and numeric character references, once: nothing expands to more.
 * @throws MalformedXml for every other `&`, and for numbers that are no character
 */
export function decodeEntities(text: string): string {
	return text.replace(REFERENCE, (_all, name?: string, decimal?: string, hexadecimal?: string) => {
		if (name) return PREDEFINED[name] ?? '';
		const code = decimal ? parseInt(decimal, 10) : parseInt(hexadecimal ?? '', 16);
		const isCharacter = (code > 0 && code < 0xd800) || (code > 0xdfff && code <= 0x10ffff);
		if (!isCharacter) throw new MalformedXml('The XML has an unknown entity.');
		return String.fromCodePoint(code);
	});
}

/** Without the characters that XML 1.0 cannot hold: a single one would make the document unreadable to WeChat. */
export function withoutIllegal(text: string): string {
	return text.replace(/(?![\t\n\r\x7f-\x9f])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu, '');
}
