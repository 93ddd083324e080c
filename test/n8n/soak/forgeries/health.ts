import { readFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';

/** Milliseconds until `/healthz` answered. */
export interface Latency {
	count: number;
	/** Polls that were not answered with 200. */
	lost: number;
	p50: number;
	p99: number;
	max: number;
}

const EVERY_MS = 50;

/** Asks every 50 ms, also while earlier questions wait, until it is stopped. */
export function pollHealth(url: string): () => Promise<Latency> {
	const agent = new Agent({ keepAlive: false });
	const times: number[] = [];
	let lost = 0;
	const asked: Array<Promise<void>> = [];
	const ask = async (): Promise<void> => {
		const start = performance.now();
		const status = await new Promise<number | undefined>((resolve) => {
			get(`${url}/healthz`, { agent }, (response) => response.resume().on('end', () => resolve(response.statusCode))).on('error', () => resolve(0));
		});
		if (status === 200) times.push(performance.now() - start);
		else lost++;
	};
	const timer = setInterval(() => asked.push(ask()), EVERY_MS);
	return async () => {
		clearInterval(timer);
		await Promise.all(asked);
		agent.destroy();
		times.sort((a, b) => a - b);
		const at = (part: number): number => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Infinity;
		return { count: times.length, lost, p50: at(0.5), p99: at(0.99), max: at(1) };
	};
}

/** Megabytes of memory that a process of this machine has. */
export async function residentMegabytes(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
