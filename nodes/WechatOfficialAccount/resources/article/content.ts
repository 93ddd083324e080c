import type { Call } from '../../../operation/operation';
import type { Illustrated } from './textPictures';

/** Beyond it WeChat may refuse: its pages and what passes disagree (wechat-api.md §0.1). */
const DIGEST = 120;
const TEXT = 20_000;

/** Says in the editor what WeChat may not take, and what was left out, without stopping. */
export function warn({ context }: Call, { article_type, title, digest, content }: Record<string, unknown>, { dropped, lost }: Pick<Illustrated, 'dropped' | 'lost'>): void {
	const say = (message: string) => context.addExecutionHints?.({ message, location: 'outputPane' });
	const long = (value: unknown, most: number) => [...String(value ?? '')].length > most;
	if (long(digest, DIGEST)) say(`The summary of “${String(title)}” is longer than ${DIGEST} characters: WeChat may refuse it`);
	if (long(content, TEXT)) say(`The text of “${String(title)}” is longer than 20,000 characters, with its styles: WeChat may refuse it`);
	if (article_type !== 'newspic' && isPlainText(String(content ?? ''))) say(`The text of “${String(title)}” has no HTML in it, and WeChat shows it without its line breaks. If it is Markdown, choose it under “Written In”`);
	if (lost > 0) say(`WeChat shows no videos, sounds or forms of other sites in an article: “${String(title)}” goes without ${lost} of them`);
	if (dropped.length > 0) say(`Left out of “${String(title)}”, because they cannot be used: ${dropped.join(', ')}`);
}

/** What is written as Markdown, or in lines, shows as it stands there. */
function isPlainText(html: string): boolean {
	return !/<\w/.test(html) && /\n|\*\*|^#/.test(html.trim());
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
