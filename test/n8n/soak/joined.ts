import type { Message } from '../../simulator/world/conversations';
import type { Executed } from './executed';
import { answer } from './flow';
import type { PlannedPush } from './plan';
import type { Delivered } from './pushing';

/** As long as WeChat waits: beyond it a reply has to come in a repeat that has joined the execution. */
const LIMIT_S = 5;

/** Whether WeChat's first try was cut, and a later one of the same push carried the answer of the same execution. */
export function isJoined(push: PlannedPush, { outcome, tries }: Delivered, executed: Executed[], answers: Message[]): boolean {
	const [first] = tries;
	const isAnswered = outcome === 'reply' && answers.length === 1 && answers[0]!.via === 'passive' && answers[0]!.content.Content === answer(push);
	// Were there a second execution, the answer could be that one's.
	return first?.status === 0 && isAnswered && executed.length === 1;
}

/** Whether a soak whose trigger waits so many seconds for the reply has to see repeats that joined. */
export const mustJoin = (replyWithin: number): boolean => replyWithin > LIMIT_S;
