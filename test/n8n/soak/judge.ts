import type { Call } from '../../simulator/world/calls';
import type { Message } from '../../simulator/world/conversations';
import type { Executed } from './executed';
import { answer } from './flow';
import { isJoined, mustJoin } from './joined';
import type { Kill } from './killing';
import { lostWith, type Logs } from './lost';
import type { Plan } from './plan';
import type { Delivered } from './pushing';
import { judgeTokens } from './tokens';

/** What there is to judge when everything is over. */
export interface Evidence extends Logs {
	/** The trigger's parameter of this name, in seconds. */
	replyWithin: number;
	plan: Plan;
	delivered: Delivered[];
	executed: Executed[];
	/** By openid. */
	chats: Record<string, Message[]>;
	calls: Call[];
	kills: Kill[];
	/** What went wrong with the soak itself, one line each. */
	mishaps: string[];
}

/** What came of it. */
export interface Verdict {
	/** Title → number or time, for people. */
	table: Record<string, number | string>;
	/** Pushes without an answer for which n8n is to blame, one line each. */
	lost: string[];
	/** What must not be, one line each. */
	violations: string[];
}

const LOST = ['crashed', 'error', 'running', 'new'];

/** One visible answer for every push, one execution for every push, one token at a time. */
export function judge(evidence: Evidence): Verdict {
	const { plan, delivered, chats, kills, replyWithin } = evidence;
	const executed = evidence.executed.map((execution) => ({ ...execution, push: execution.push ?? pushOf(execution.id, kills) }));
	const violations = [...evidence.mishaps];
	const lost: string[] = [];
	const visible = { passive: 0, customer_service: 0 };
	let joined = 0;

	for (const push of plan.pushes) {
		const name = `Push ${push.n} (${push.waitS} s)`;
		const delivery = delivered.find(({ n }) => n === push.n)!;
		const { openid, outcome, tries } = delivery;
		const story = `WeChat saw ${outcome} after ${tries.map(({ ms, status }) => `${ms} ms: ${status}`).join(', ')}`;
		const seen = (chats[openid] ?? []).filter(({ from }) => from !== 'follower');
		const answers = seen.filter(({ via }) => via === 'passive' || via === 'customer_service');
		for (const { via } of answers) visible[via as keyof typeof visible]++;

		const mine = executed.filter((execution) => execution.push === push.n);
		if (isJoined(push, delivery, mine, answers)) joined++;
		if (mine.length !== 1) violations.push(`${name} has ${mine.length} executions (${mine.map(({ id }) => id).join(', ')}); ${story}`);
		if (seen.length > answers.length) violations.push(`${name}: the follower was told that the account is out of order; ${story}`);
		if (answers.length > 1) violations.push(`${name} got ${answers.length} answers (${answers.map(({ via }) => via).join(', ')}); ${story}`);
		for (const { content } of answers) {
			const words = String(content.Content ?? content.content);
			if (words !== answer(push)) violations.push(`${name} got "${words}"`);
		}

		const failed = mine.find(({ status }) => status !== 'success');
		const loss = failed && LOST.includes(failed.status) ? lostWith(failed, kills, evidence) : undefined;
		if (failed && !loss) violations.push(`${name}: execution ${failed.id} is "${failed.status}", and no killed worker had it (made ${kills.map(({ at }) => `${failed.createdAt - at} ms`).join(', ')} after the kills); ${story}`);
		if (answers.length > 0) continue;
		if (loss) lost.push(`${name}: execution ${failed!.id} is "${failed!.status}", ${loss}`);
		else violations.push(`${name} got no answer (executions: ${mine.map(({ id, status }) => `${id} ${status}`).join(', ')}); ${story}`);
	}
	const strangers = executed.filter(({ push }) => push === null);
	if (strangers.length > 0) violations.push(`Executions of no push: ${strangers.map(({ id }) => id).join(', ')}`);
	if (kills.length !== plan.kills.length) violations.push(`${plan.kills.length} kills were planned, and ${kills.length} happened`);
	if (mustJoin(replyWithin) && joined === 0) violations.push(`No repeat joined its execution and carried its answer, though the trigger waits ${replyWithin} s for the reply: more pushes would prove something`);

	const tokens = judgeTokens(evidence.calls, plan);
	const tries = delivered.flatMap((one) => one.tries);
	return {
		table: {
			Pushes: plan.pushes.length,
			Executions: executed.length,
			'Passive answers': visible.passive,
			'Customer service answers': visible.customer_service,
			'Workers killed': kills.length,
			'Executions in killed workers': kills.flatMap(({ unfinished }) => unfinished).length,
			'Lost with a worker': lost.length,
			Repeats: tries.length - delivered.length,
			'Answered in a repeat that joined': joined,
			'Slowest acknowledgement': `${Math.max(0, ...tries.filter(({ status }) => status === 200).map(({ ms }) => ms))} ms`,
			'Token calls': tokens.calls,
			'Access tokens': tokens.tokens,
			'Calls refused for a token that ran out': tokens.stale,
		},
		lost,
		violations: [...violations, ...tokens.violations],
	};
}

/** What a lost execution was about, from the time of the kill. */
function pushOf(id: string, kills: Kill[]): number | null {
	return kills.flatMap(({ running }) => running).find((execution) => execution.id === id)?.push ?? null;
}
