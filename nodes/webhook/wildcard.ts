import { folded } from '../protocol/alike';

/** Whether a text is what the pattern says, in which * stands for any characters or none; case makes no difference. */
export function fitsWildcard(pattern: string, text: string): boolean {
	const rest = folded(text);
	const [first, ...parts] = folded(pattern).split('*');
	const last = parts.pop();
	if (last === undefined) return rest === first;
	if (!rest.startsWith(first)) return false;
	const end = parts.reduce((from, part) => after(rest, part, from), first.length);
	return end + last.length <= rest.length && rest.endsWith(last);
}

/** Where the text goes on behind a part of it; Infinity where it is not there. */
function after(text: string, part: string, from: number): number {
	const at = from <= text.length ? text.indexOf(part, from) : -1;
	return at < 0 ? Infinity : at + part.length;
}
