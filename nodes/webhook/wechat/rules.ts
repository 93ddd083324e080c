import type { IDataObject } from 'n8n-workflow';
import { groupNames, groupOf } from './groups';
import { fitsRule, whyRuleIsWrong, type Rule } from './rule';
import { eventOf } from './traits';

/** The trigger's parameter *Rules*. */
export interface Rules {
	rule?: Rule[];
}

/** The trigger's parameters that say which output an item goes to; those that are hidden may be absent. */
export interface OutputParameters {
	/** `one` | `groups` | `rules` */
	outputs?: unknown;
	rules?: Rules | null;
	/** `output` | `ignore` */
	unmatched?: unknown;
}

/** The output, counted from 0, that the item of a push (`pushItems`) goes to; undefined: none, it is ignored. */
export function outputOf(parameters: OutputParameters, item: IDataObject): number | undefined {
	if (parameters.outputs === 'groups') return groupNames.indexOf(groupOf(eventOf(item)));
	if (parameters.outputs !== 'rules') return 0;
	const rules = parameters.rules?.rule ?? [];
	const fitting = rules.findIndex((rule) => fitsRule(rule, item));
	if (fitting >= 0) return fitting;
	return parameters.unmatched === 'ignore' ? undefined : rules.length;
}

/** How many outputs the trigger has: as many as `configuredOutputs` shows in the editor. */
export function outputCount({ outputs, rules, unmatched }: OutputParameters): number {
	if (outputs === 'groups') return groupNames.length;
	if (outputs !== 'rules') return 1;
	return (rules?.rule?.length ?? 0) + (unmatched === 'ignore' ? 0 : 1);
}

/** What keeps a rule from ever fitting, and what to do about it; undefined where all are in order. */
export function whyRulesAreWrong(rules: Rules | null | undefined): string | undefined {
	const reasons = (rules?.rule ?? []).map((rule, index) => {
		const reason = whyRuleIsWrong(rule);
		return reason && `The rule "${nameOf(rule, index)}" ${reason}`;
	});
	return reasons.find(Boolean);
}

/** What the rule's output is called in the editor, by `configuredOutputs`. */
function nameOf({ name }: Rule, index: number): string {
	return String(name ?? '').trim() || `Rule ${index + 1}`;
}
