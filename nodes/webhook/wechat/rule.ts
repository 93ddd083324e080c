import type { IDataObject } from 'n8n-workflow';
import { containsAlike, isAlike, startsAlike } from '../../protocol/alike';
import { fitsExpression, unreadablePart } from '../../protocol/regularExpression';
import { listed } from '../listed';
import { isMenuKey, isScene, traits } from './traits';

/** One entry of the trigger's parameter *Rules*, as it was typed. */
export interface Rule {
	name?: unknown;
	match?: unknown;
	values?: unknown;
	pattern?: unknown;
}

interface Match {
	/** Which of the rule's fields is compared. */
	field: 'values' | 'pattern';
	/** What it is compared with; undefined or empty: the rule does not concern the item. */
	trait: (item: IDataObject) => string | undefined;
	fits: (text: string, wanted: string[]) => boolean;
}

const byWord = (alike: (text: string, word: string) => boolean): Match => ({
	field: 'values',
	trait: traits.text,
	fits: (text, words) => words.some((word) => alike(text, word)),
});

const MATCHES: Record<string, Match> = {
	is: byWord(isAlike),
	contains: byWord(containsAlike),
	startsWith: byWord(startsAlike),
	// Full-width digits are digits, and an expression may ask for a full-width question mark all the same.
	regex: {
		field: 'pattern',
		trait: traits.text,
		fits: (text, [pattern]) => [text, text.normalize('NFKC')].some((form) => fitsExpression(pattern, form.trim())),
	},
	menuKey: { field: 'values', trait: traits.menuKey, fits: isMenuKey },
	scene: { field: 'values', trait: traits.scene, fits: isScene },
};

/** Whether an item of a push (`pushItems`) is one for this rule; a rule that is empty or cannot be read fits nothing. */
export function fitsRule(rule: Rule, item: IDataObject): boolean {
	const match = matchOf(rule);
	const text = match?.trait(item);
	const wanted = wantedBy(rule);
	return Boolean(match && text && wanted.length > 0 && match.fits(text, wanted));
}

/** What keeps a rule from ever fitting, and what to do about it, behind the rule's name; undefined where it is in order. */
export function whyRuleIsWrong(rule: Rule): string | undefined {
	const [first] = wantedBy(rule);
	if (!first) return 'does not say what to look for. Fill it in, or remove the rule.';
	const part = matchOf(rule)?.field === 'pattern' ? unreadablePart(first) : undefined;
	if (part === undefined) return undefined;
	return `has a regular expression that cannot be read at "${part}". Correct it; look-ahead, look-behind and back-references do not work here.`;
}

function matchOf({ match }: Rule): Match | undefined {
	return Object.hasOwn(MATCHES, String(match)) ? MATCHES[String(match)] : undefined;
}

/** Keywords, keys or scenes; an expression is one, commas and all. */
function wantedBy(rule: Rule): string[] {
	return matchOf(rule)?.field === 'pattern' ? [String(rule.pattern ?? '').trim()].filter(Boolean) : listed(rule.values);
}
