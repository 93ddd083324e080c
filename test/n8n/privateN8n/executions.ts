import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'flatted';
import type { Rest } from './session';

/** An execution with its data as an object. */
export interface Execution {
	id: string;
	workflowId: string;
	status: string;
	mode: string;
	finished: boolean;
	data: { resultData: { runData: Record<string, unknown[]>; error?: unknown; lastNodeExecuted?: string } } & Record<string, unknown>;
}

/** An execution as a list shows it. */
export type ExecutionSummary = Omit<Execution, 'data'>;

/** What a private n8n has executed, and executes when told to. */
export interface Executions {
	/** The newest executions of a workflow, the newest first, without their data. */
	executions(workflowId: string): Promise<ExecutionSummary[]>;
	execution(id: string): Promise<Execution>;
	/** Runs the saved workflow from one of its triggers, as the editor does it, and waits until it has ended. */
	run(workflowId: string, trigger: string): Promise<ExecutionSummary>;
}

const POLL_MS = 100;
const PATIENCE_MS = 300_000;
const UNFINISHED = ['new', 'running', 'waiting'];

/** @throws Error from `run` when the execution takes longer than five minutes */
export function executionsOf(rest: Rest): Executions {
	const list = async (workflowId: string): Promise<ExecutionSummary[]> => {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		return (await rest<{ results: ExecutionSummary[] }>('GET', `/rest/executions?filter=${filter}&limit=100`)).results;
	};
	return {
		executions: list,
		async execution(id) {
			const execution = await rest<ExecutionSummary & { data: string }>('GET', `/rest/executions/${id}`);
			return { ...execution, data: parse(execution.data) as Execution['data'] };
		},
		async run(workflowId, trigger) {
			const workflowData = await rest('GET', `/rest/workflows/${workflowId}`);
			const { executionId } = await rest<{ executionId: string }>('POST', `/rest/workflows/${workflowId}/run`, {
				workflowData,
				triggerToStartFrom: { name: trigger },
			});
			for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(POLL_MS)) {
				const found = (await list(workflowId)).find(({ id }) => id === executionId);
				if (found && !UNFINISHED.includes(found.status)) return found;
			}
			throw new Error(`Execution ${executionId} of ${workflowId} has not ended after ${PATIENCE_MS / 1000} s.`);
		},
	};
}
