import type { IDataObject } from 'n8n-workflow';
import { newQuestion } from '../../../../protocol/question';
import { InvalidInput, type Call } from '../../../../operation/operation';
import { MOST_CHOICES } from './fields';

/** A question that somebody was asked: n8n keeps it with the waiting execution, for whichever process gets the answer. */
export interface Asked {
	/** Tells it from the same node's questions before, whose buttons are still in the chat. */
	question: string;
	/** Who may answer: in manual runs the tester. */
	openid: string;
	kind: 'approval' | 'choice' | 'freeText';
	text: string;
	/** What can be tapped; none for a free text. */
	answers: string[];
	submitLabel: string;
	/** Who was asked, for the item. */
	facts: IDataObject;
}

/** The question that the form stands for. */
export function askedBy({ parameters, facts }: Call): Asked {
	const kind = parameters.responseType as Asked['kind'];
	const { submitLabel = 'Send' } = (parameters.options ?? {}) as { submitLabel?: string };
	return {
		question: newQuestion(),
		openid: String(parameters.touser),
		kind,
		text: String(parameters.message),
		answers: kind === 'approval' ? approvals(parameters.approvalOptions) : kind === 'choice' ? choices(parameters.choices) : [],
		submitLabel,
		facts: { ...facts },
	};
}

function approvals(entered: unknown): string[] {
	const { approvalType, approveLabel = 'Approve', disapproveLabel = 'Decline' } = (entered ?? {}) as Record<string, string | undefined>;
	return approvalType === 'double' ? [approveLabel, disapproveLabel] : [approveLabel];
}

function choices(entered: unknown): string[] {
	const texts = ((entered ?? []) as Array<{ text: string }>).map(({ text }) => text);
	if (texts.length >= 2 && texts.length <= MOST_CHOICES) return texts;
	throw new InvalidInput(`“Answers” has ${texts.length}, and 2 to ${MOST_CHOICES} can be tapped`, 'Add or remove some');
}

/** What the item says of an answer: our own keys, and `data` as n8n's own nodes have it, which its AI agents read. */
export function answerColumns({ kind, answers }: Asked, answer: number | string, now: Date, time: string): IDataObject {
	const words = typeof answer === 'number' ? answers[answer] : answer;
	const approved = kind === 'approval' ? answer === 0 : null;
	const respondedAt = now.toISOString();
	return {
		answered: true,
		approved,
		answer: words,
		answered_at: time,
		data: kind === 'approval' ? { approved, respondedAt } : { text: words, respondedAt },
	};
}

/** The same keys while there is no answer, and when none came until the deadline. */
export const UNANSWERED = { answered: false, approved: null, answer: null, answered_at: null, data: null };
