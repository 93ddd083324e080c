import type { Mutation, ReceiverName } from '../../forgery';
import { v2Draft, type V2Draft, type V2Kind, v2Wire } from './draft';

/** Whom the notice is not for, and what else is done to it. */
const ELSEWHERE: Array<{ name: string; receiver: ReceiverName; change?: (made: V2Draft) => V2Draft }> = [
	{ name: 'to another merchant', receiver: 'certificate' },
	{ name: 'to a trigger without an APIv2 key', receiver: 'keyless' },
	{ name: 'to a trigger without an APIv2 key, made with none', receiver: 'keyless', change: (made) => ({ ...made, apiV2Key: '' }) },
	{ name: 'to a trigger of the account', receiver: 'plain' },
	{ name: 'to a trigger of the account that has a key', receiver: 'sealed' },
];

/** A genuine notice where it does not belong. */
export function v2ForgeriesElsewhere(kind: V2Kind): Mutation[] {
	return ELSEWHERE.map(({ name, receiver, change = (made) => made }) => ({
		name: `${kind.name}, ${name}`,
		receiver,
		make: (dice, nowMs) => v2Wire(change(v2Draft(kind, dice, nowMs))),
	}));
}
