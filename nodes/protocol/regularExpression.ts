import { RE2JS, RE2JSSyntaxException } from 're2js';
import { remember } from './remember';

/** An expression that can be tested, or the piece of it that cannot be read. */
type Read = { expression: RE2JS } | { unreadable: string };

/** Expressions of all triggers of a process; compiling one takes far longer than testing it. */
const MOST = 200;
const known = new Map<string, Read>();

/** `/…/flags`, which n8n's own nodes take too. */
const WITH_SLASHES = /^\/(.*)\/([gimsuy]*)$/s;

/** How the library notes the flags in front of what it quotes. */
const OWN_FLAGS = /^\(\?[ims]+\)/;

const FLAGS: Record<string, number> = { m: RE2JS.MULTILINE, s: RE2JS.DOTALL };

/**
 * Whether a regular expression fits somewhere in a text, whatever the case of its letters, in a time that grows with
 * the length of the text only (RE2, https://github.com/google/re2/wiki/Syntax): nobody can stop n8n with a message.
 * One that cannot be read fits nothing.
 */
export function fitsExpression(pattern: string, text: string): boolean {
	const found = read(pattern);
	return 'expression' in found && found.expression.test(text);
}

/** The piece of a regular expression that RE2 cannot read (a look-around, a back-reference, an open bracket), or undefined. */
export function unreadablePart(pattern: string): string | undefined {
	const found = read(pattern);
	return 'unreadable' in found ? found.unreadable : undefined;
}

function read(pattern: string): Read {
	const found = known.get(pattern) ?? compile(pattern);
	remember(known, pattern, found, MOST);
	return found;
}

function compile(pattern: string): Read {
	const [, inner = pattern, letters = ''] = WITH_SLASHES.exec(pattern) ?? [];
	const flags = [...letters].reduce((all, letter) => all | (FLAGS[letter] ?? 0), RE2JS.CASE_INSENSITIVE);
	try {
		// Takes JavaScript's \u4e00, which is how Chinese characters are written in most examples.
		return { expression: RE2JS.compile(RE2JS.translateRegExp(inner), flags) };
	} catch (error) {
		const piece = error instanceof RE2JSSyntaxException ? error.getPattern() : null;
		return { unreadable: piece?.replace(OWN_FLAGS, '') || pattern };
	}
}
