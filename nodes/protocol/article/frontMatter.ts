/** Facts above a text, between two lines of ---, as Obsidian and most site generators keep them. */
const FRONT = /^---[ \t]*\r?\n((?:[\p{L}\w][\p{L}\w-]*[ \t]*:.*\r?\n|[ \t#].*\r?\n|- .*\r?\n|\r?\n)+)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/u;

const TITLE = /^(?:title|标题)[ \t]*:[ \t]*(.+)$/im;

/** The text without what stands above it, and the title that is named there. */
export function withoutFrontMatter(text: string): { text: string; title?: string } {
	const [whole, facts] = FRONT.exec(text) ?? [];
	if (whole === undefined) return { text };
	const title = TITLE.exec(facts)?.[1].trim().replace(/^(["'])(.*)\1$/, '$2');
	return { text: text.slice(whole.length), title: title || undefined };
}
