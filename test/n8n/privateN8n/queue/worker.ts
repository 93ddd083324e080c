import { join } from 'node:path';
import type { InstalledN8n } from '../install';
import { answersWithJson, READY_MS } from '../moveIn';
import { startServer, type Server } from '../server';

/** A worker of a queue-mode n8n, which can be made to fail. */
export interface QueueWorker {
	/** Of the process that runs now, or ran last. */
	readonly pid: number;
	/** Everything printed since the first start. */
	logs(): string;
	/** SIGKILL, as when a machine fails; answers with what this process had printed since it was started. */
	kill9(): Promise<string>;
	/** Starts it, after kill9() again, and waits until it takes work. */
	restart(): Promise<void>;
	close(): Promise<void>;
}

/** How many executions one worker has at once; n8n's own number is 10, and a flow that waits holds its place. */
const CONCURRENCY = 20;

/** Where and as what a worker runs. */
export interface WorkerOptions {
	/** How error messages call it. */
	name: string;
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** Of its health server. */
	port: number;
}

/** A worker that has not been started yet: restart() does it for the first time, too. */
export function queueWorker({ node, n8n }: InstalledN8n, { name, cwd, env, port }: WorkerOptions): QueueWorker {
	const started: Server[] = [];
	return {
		get pid() {
			return started.at(-1)?.pid ?? 0;
		},
		logs: () => started.map((server) => server.logs()).join(''),
		async kill9() {
			const server = started.at(-1)!;
			await server.kill9();
			return server.logs();
		},
		async restart() {
			const log = join(cwd, `n8n-${started.length + 1}.log`);
			const args = [n8n, 'worker', `--concurrency=${CONCURRENCY}`];
			const server = startServer(node, args, { name, cwd, env, log, ownGroup: true });
			started.push(server);
			await server.waitUntil('it took work', () => answersWithJson(`http://127.0.0.1:${port}/healthz/readiness`), READY_MS);
		},
		close: async () => await started.at(-1)?.close(),
	};
}
