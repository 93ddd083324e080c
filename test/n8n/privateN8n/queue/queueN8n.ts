import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { environment } from '../environment';
import { furnish } from '../furnish';
import { installN8n } from '../install';
import { answersWithJson, moveIn, READY_MS } from '../moveIn';
import type { N8nOptions, RunningN8n } from '../n8n';
import { freePorts } from '../ports';
import { startServer, type Server } from '../server';
import { NEWEST } from '../versions';
import { Closing } from './closing';
import { startPostgres } from './postgres';
import { startRedis } from './redis';
import { healthSettings, sharedSettings } from './settings';
import { queueWorker, type QueueWorker } from './worker';

/** A private n8n in queue mode. What it shares with RunningN8n is the main process's: editor and REST API. */
export interface RunningQueueN8n extends RunningN8n {
	/** Where the production webhooks are: another process, which hands executions to the workers. */
	webhookUrl: string;
	/** What the process of the webhooks has printed. */
	webhookLogs(): string;
	workers: QueueWorker[];
}

/** What a private n8n in queue mode is made of. Its folder must be empty, because its database does not stay. */
export interface QueueN8nOptions extends N8nOptions {
	/** How many workers; 2 unless given. */
	workers?: number;
}

/**
 * Starts a real n8n in queue mode with the packed package installed in each of its processes: one main process,
 * which takes no production webhooks, one for these, and workers; on a Redis and a Postgres of its own.
 * @throws Error naming the Debian package of a missing program; what had started is ended by then
 */
export async function startQueueN8n(options: QueueN8nOptions): Promise<RunningQueueN8n> {
	const { folder, say = () => {} } = options;
	const closing = new Closing();
	try {
		await mkdir(folder, { recursive: true });
		say('Starting Redis and Postgres …');
		const redis = await startRedis(folder);
		closing.add(redis.close);
		const postgres = await startPostgres(folder);
		closing.add(postgres.close);
		const [webhookPort] = await freePorts(1);
		const shared = sharedSettings(redis.port, postgres, `http://127.0.0.1:${webhookPort}`);
		return await startProcesses(options, { closing, webhookPort: webhookPort!, shared });
	} catch (error) {
		await closing.all();
		throw error;
	}
}

/** One process of a queue-mode n8n that is yet to start. */
interface Part {
	name: string;
	cwd: string;
	env: NodeJS.ProcessEnv;
	port: number;
	log: string;
}

async function startProcesses(
	options: QueueN8nOptions,
	{ closing, webhookPort, shared }: { closing: Closing; webhookPort: number; shared: Record<string, string> },
): Promise<RunningQueueN8n> {
	const { variant = NEWEST, tarball, credentials, workflows = [], tables = [], say = () => {} } = options;
	const installed = await installN8n(variant, say);
	const part = async (name: string, wantedPort?: number): Promise<Part> => {
		const [anyPort, brokerPort] = await freePorts(2);
		const [cwd, port] = [join(options.folder, name), wantedPort ?? anyPort!];
		const env = { ...shared, ...(name.startsWith('worker') && healthSettings(port)), ...options.env };
		return { name, cwd, port, env: environment(installed, variant, { folder: cwd, port, brokerPort: brokerPort!, env }), log: join(cwd, 'n8n.log') };
	};
	const start = (command: string, { name, ...part }: Part): Server => {
		const server = startServer(installed.node, [installed.n8n, command], { ...part, name: `${variant.name}, ${name}` });
		closing.add(server.close);
		return server;
	};

	const main = await part('main', options.port);
	await furnish(installed, { ...main, tarball, credentials, workflows, say });
	say(`Starting ${variant.name} in queue mode (about 30 seconds) …`);
	const n8n = await moveIn(start('start', main), `http://127.0.0.1:${main.port}`, { workflows, tables });

	const webhook = await part('webhook', webhookPort);
	const parts = [];
	for (let number = 1; number <= (options.workers ?? 2); number++) parts.push(await part(`worker-${number}`));
	for (const one of [webhook, ...parts]) await furnish(installed, { ...one, tarball, say });
	const webhookUrl = `http://127.0.0.1:${webhookPort}`;
	const webhookServer = start('webhook', webhook);
	const workers = parts.map((one) => queueWorker(installed, { ...one, name: `${variant.name}, ${one.name}` }));
	for (const { close } of workers) closing.add(close);
	await Promise.all(workers.map(async (worker) => await worker.restart()));
	await webhookServer.waitUntil('it was ready', () => answersWithJson(`${webhookUrl}/healthz/readiness`), READY_MS);
	return { ...n8n, webhookUrl, webhookLogs: webhookServer.logs, workers, close: async () => await closing.all() };
}
