import { setTimeout as pause } from 'node:timers/promises';
import type { Rest } from '../privateN8n/session';
import { FLOW_ID, pushIn } from './flow';

/** An execution, and the push that it is about. */
export interface Executed {
	id: string;
	status: string;
	/** Milliseconds since 1970. */
	createdAt: number;
	/** null: its data do not say. */
	push: number | null;
}

interface Listed {
	id: string;
	status: string;
	createdAt: string;
}

/** Of these statuses an execution is still to end. */
export const UNFINISHED = ['new', 'running', 'waiting'];
export const ALL = [...UNFINISHED, 'success', 'error', 'crashed', 'canceled', 'unknown'];

/** The most that n8n lists in one answer. */
const PAGE = 100;

const POLL_MS = 2000;

/** Waits until nothing runs any more, or the time is over: what a killed worker had is noticed late, if at all. */
export async function settle(rest: Rest, patienceMs: number): Promise<void> {
	for (const until = Date.now() + patienceMs; Date.now() < until; await pause(POLL_MS)) {
		if ((await list(rest, UNFINISHED)).length === 0) return;
	}
}

/** Every execution of the soak's flow that has one of these statuses, the newest first. */
export async function executedOf(rest: Rest, statuses: string[]): Promise<Executed[]> {
	const executed: Executed[] = [];
	for (let page = await list(rest, statuses); page.length > 0; page = await list(rest, statuses, page.at(-1)!.id)) {
		for (const { id, status, createdAt } of page) {
			const { data } = await rest<{ data: string }>('GET', `/rest/executions/${id}`);
			executed.push({ id, status, createdAt: Date.parse(createdAt), push: pushIn(data) });
		}
	}
	return executed;
}

async function list(rest: Rest, status: string[], before?: string): Promise<Listed[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId: FLOW_ID, status }));
	const path = `/rest/executions?filter=${filter}&limit=${PAGE}${before ? `&lastId=${before}` : ''}`;
	return (await rest<{ results: Listed[] }>('GET', path)).results;
}
