import type { Call } from '../../../operation/operation';

/** Beyond it WeChat may refuse: its pages and what passes disagree (wechat-api.md §0.1). */
const DIGEST = 120;
const TEXT = 20_000;

const IMAGE = /<img\b[^>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))[^>]*>/gi;

/** WeChat's picture servers. */
const PICTURE_HOST = /(^|\.)(qpic|qlogo)\.cn$/i;

/**
 * Pictures in the text that WeChat will leave out, because they were not uploaded to it (wechat-api.md C.3).
 * @returns their addresses as the text has them, each once; of a picture that is in the text itself its kind
 */
export function foreignPictures(html: string, { credentials }: Call): string[] {
	const sources = [...html.matchAll(IMAGE)].map(([, double, single, bare]) => double ?? single ?? bare ?? '');
	const foreign = sources.filter((source) => !isWechats(source.replaceAll('&amp;', '&'), String(credentials.baseUrl ?? '')));
	return [...new Set(foreign)].map((source) => (/^data:/i.test(source) ? source.replace(/[;,].*$/s, '') : source));
}

/** On a simulator or a relay pictures have its address. */
function isWechats(source: string, baseUrl: string): boolean {
	const address = source.startsWith('//') ? `https:${source}` : source;
	if (baseUrl !== '' && address.startsWith(`${baseUrl.replace(/\/+$/, '')}/mmbiz_`)) return true;
	return /^https?:/i.test(address) && URL.canParse(address) && PICTURE_HOST.test(new URL(address).hostname);
}

/** Says in the editor what WeChat may not take, without stopping. */
export function warn({ context }: Call, { title, digest, content }: Record<string, unknown>, dropped: string[]): void {
	const say = (message: string) => context.addExecutionHints?.({ message, location: 'outputPane' });
	const long = (value: unknown, most: number) => [...String(value ?? '')].length > most;
	if (long(digest, DIGEST)) say(`The summary of “${String(title)}” is longer than ${DIGEST} characters: WeChat may refuse it`);
	if (long(content, TEXT)) say(`The text of “${String(title)}” is longer than 20,000 characters: WeChat may refuse it`);
	if (dropped.length > 0) {
		say(`WeChat leaves out ${dropped.length} picture(s) of “${String(title)}” that were not uploaded to it: upload them with Media: Upload first`);
	}
}

/** As much of the text as WeChat takes for the summary (wechat-api.md C.3). */
const BEGINNING = 54;

/** Whether the summary is the one that WeChat makes of the text. */
export function isBeginning({ digest, content }: Record<string, unknown>): boolean {
	const letters = (text: unknown) => String(text ?? '').replace(/<[^>]*>|&#?\w+;|[&<>"'\s]/g, '');
	return [...String(digest ?? '')].length <= BEGINNING && letters(content).startsWith(letters(digest));
}

/**
 * The text of a draft as it was written: WeChat gives it back with `&#39;` in styles, and empties a style that
 * comes with it (wechat-api.md C.3).
 */
export function asWritten(html: string): string {
	return html.replace(/style\s*=\s*"[^"]*"/gi, (style) => style.replaceAll('&#39;', "'"));
}
