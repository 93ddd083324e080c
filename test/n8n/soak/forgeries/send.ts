import { Agent, request } from 'node:http';
import { searchOf, type Wire } from './wire';

/** What came back; status 0: nothing, because the connection was cut. */
export interface Answer {
	status: number;
	body: string;
	ms: number;
	problem?: string;
}

const PATIENCE_MS = 20_000;

/** Sends requests byte by byte. */
export class Sender {
	/** While n8n computes it sees no request, and then closes connections that it believes idle. */
	private readonly agent = new Agent({ keepAlive: false });

	async send(url: string, { method, query, headers, body }: Wire): Promise<Answer> {
		const start = performance.now();
		const ms = (): number => performance.now() - start;
		return await new Promise((resolve) => {
			// As a list, so that a name may come twice: Node then adds nothing of its own.
			const sent = [['host', new URL(url).host], ...headers, ...(body.length > 0 || method === 'POST' ? [['content-length', String(body.length)]] : [])].flat();
			const outgoing = request(url + searchOf(query), { method, agent: this.agent, headers: sent as never, timeout: PATIENCE_MS });
			outgoing.on('response', (response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				const done = (): void => {
					resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), ms: ms() });
					// Refused before all of it was read: the rest would be waited for.
					if (!outgoing.writableFinished) outgoing.destroy();
				};
				response.on('error', done).on('end', done);
			});
			outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)));
			outgoing.on('error', (error: NodeJS.ErrnoException) => resolve({ status: 0, body: '', ms: ms(), problem: error.code ?? error.message }));
			outgoing.end(body);
		});
	}

	close(): void {
		this.agent.destroy();
	}
}

/** Works on a list with so many at a time. */
export async function inFlight<T>(many: number, items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
	const waiting = items[Symbol.iterator]();
	const worker = async (): Promise<void> => {
		for (let next = waiting.next(); !next.done; next = waiting.next()) await work(next.value);
	};
	await Promise.all(Array.from({ length: many }, worker));
}
