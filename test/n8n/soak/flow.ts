import type { Importable } from '../privateN8n/contents';
import { ours, workflow } from '../e2e/workflows';
import type { PlannedPush } from './plan';

export const FLOW_ID = 'soak';

/** What the follower writes: the flow takes its time from it, and we recognise the push by it. */
export const question = ({ n, waitS }: PlannedPush): string => `#${n} wait ${waitS}`;

/** What the follower is to read, once. */
export const answer = (push: PlannedPush): string => `Answer to ${question(push)}`;

/** The push that an execution is about, by anything that holds its text. */
export function pushIn(text: string): number | null {
	const found = /#(\d+) wait /.exec(text);
	return found ? Number(found[1]) : null;
}

/** WeChat Trigger → Wait, for as long as the message says → Reply. `replyWithin`: the trigger's parameter, in seconds. */
export function soakFlow(replyWithin: number): Importable {
	return workflow(FLOW_ID, [
		ours('WeChat Trigger', 'wechatTrigger', { respond: 'reply', replyWithin }, ['Wait']),
		{
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			parameters: { amount: "={{ Number($json.text.split(' ')[2]) }}", unit: 'seconds' },
			to: ['Reply'],
		},
		ours('Reply', 'wechatOfficialAccount', { resource: 'reply', operation: 'send', content: '=Answer to {{ $json.text }}' }),
	]);
}
