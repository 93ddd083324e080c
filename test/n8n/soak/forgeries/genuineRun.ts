import { setTimeout as pause } from 'node:timers/promises';
import type { RunningN8n } from '../../privateN8n/n8n';
import { Dice } from './dice';
import type { Genuine, ReceiverName } from './forgery';
import { GENUINE } from './genuine';
import type { Receiver } from './receivers';
import type { Sender } from './send';

const PATIENCE_MS = 10_000;

type Receivers = Record<ReceiverName, Receiver>;

/** Sends what is genuine by the rules: each is taken, and has one execution with the right item. */
export async function genuineFailures(n8n: RunningN8n, sender: Sender, receivers: Receivers, seed: number): Promise<{ taken: number; failures: string[] }> {
	const dice = new Dice(seed);
	const failures: string[] = [];
	let taken = 0;
	for (const genuine of GENUINE) {
		const failure = await failureOf(n8n, sender, receivers[genuine.receiver], genuine, dice);
		if (failure) failures.push(`genuine (${genuine.name}): ${failure}`);
		else taken++;
	}
	return { taken, failures };
}

async function failureOf(n8n: RunningN8n, sender: Sender, { url, workflowId }: Receiver, { make, item }: Genuine, dice: Dice): Promise<string | undefined> {
	const known = (await n8n.executions(workflowId)).length;
	const wire = make(dice, Date.now());
	const { status, body } = await sender.send(url, wire);
	if (status !== 200) return `was answered with ${status}: ${body.slice(0, 200)}`;
	// The very same once more is a repeat or a replay.
	const again = await sender.send(url, wire);
	if (![200, 401].includes(again.status)) return `was answered with ${again.status} when it came again`;
	for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(100)) {
		const executions = await n8n.executions(workflowId);
		if (executions.length > known + 1) return 'has more than one execution';
		if (executions.length === known + 1 && executions[0].status === 'success') return await difference(n8n, executions[0].id, item);
	}
	return 'has no execution';
}

async function difference(n8n: RunningN8n, id: string, wanted: Record<string, unknown>): Promise<string | undefined> {
	const { data } = await n8n.execution(id);
	const [run] = data.resultData.runData.Trigger as Array<{ data: { main: Array<Array<{ json: Record<string, unknown> }>> } }>;
	const { json } = run.data.main[0][0];
	const wrong = Object.entries(wanted).find(([key, value]) => (value instanceof RegExp ? !value.test(String(json[key])) : json[key] !== value));
	return wrong && `its item has ${JSON.stringify(json[wrong[0]])?.slice(0, 100)} under ${wrong[0]}`;
}
