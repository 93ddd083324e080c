/** Whether a picture is somewhere on the web, rather than in the text itself, or a name. */
export function isAddress(source: string): boolean {
	return /^(https?:)?\/\//i.test(source);
}

/** An address without its protocol is one of the web. */
export function withProtocol(source: string): string {
	return source.startsWith('//') ? `https:${source}` : source;
}
