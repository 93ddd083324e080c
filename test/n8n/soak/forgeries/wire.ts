/** A request, byte by byte. */
export interface Wire {
	method: string;
	/** In their order, as often as they are sent; each character is a byte. */
	query: Array<[string, string]>;
	/** The same; names as they are sent. */
	headers: Array<[string, string]>;
	body: Buffer;
}

type Pairs = Array<[string, string]>;

/** The first value of this name, '' when there is none; header names in any case. */
export function valueOf(pairs: Pairs, name: string): string {
	return pairs.find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1] ?? '';
}

/** With another value under a name. */
export function replaced(pairs: Pairs, name: string, value: string): Pairs {
	return pairs.map(([one, old]) => [one, one.toLowerCase() === name.toLowerCase() ? value : old]);
}

export function without(pairs: Pairs, name: string): Pairs {
	return pairs.filter(([one]) => one.toLowerCase() !== name.toLowerCase());
}

/** The same request with another URL value. */
export function withQuery(wire: Wire, name: string, value: string): Wire {
	return { ...wire, query: replaced(wire.query, name, value) };
}

/** The same request with another header. */
export function withHeader(wire: Wire, name: string, value: string): Wire {
	return { ...wire, headers: replaced(wire.headers, name, value) };
}

/** The same request with another body, called something else if told. */
export function withBody(wire: Wire, body: Buffer | string, contentType?: string): Wire {
	const headers = contentType === undefined ? wire.headers : withHeader(wire, 'content-type', contentType).headers;
	return { ...wire, headers, body: Buffer.from(body) };
}

/** `?a=b…`, every byte that is no letter or digit percent-encoded; '' for nothing. */
export function searchOf(query: Pairs): string {
	const encoded = (text: string): string =>
		[...Buffer.from(text, 'latin1')].map((byte) => (/[\w[\]]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${byte.toString(16).padStart(2, '0')}`)).join('');
	return query.length === 0 ? '' : `?${query.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&')}`;
}
