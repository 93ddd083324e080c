import type { Latency } from './health';

/** What an attack came to. */
export interface Report {
	/** With it, the same forgeries can be made again. */
	seed: number;
	sent: number;
	/** How many different forgeries. */
	names: number;
	seconds: number;
	/** Status → how often; 0: the connection was cut. */
	statuses: Record<number, number>;
	/** How often n8n fetched the platform certificates meanwhile. */
	certificateFetches: number;
	/** Megabytes of n8n's process, after the warm-up and after the attack. */
	memory: { before: number; after: number };
	health: { idle: Latency; unknownPath: Latency; ownWebhook: Latency; attack: Latency };
	/** What is genuine by WeChat's rules, and was taken. */
	genuine: number;
	/** In sentences; empty when nothing went wrong. */
	failures: string[];
}

const ms = ({ count, lost, p50, p99, max }: Latency): string =>
	`p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, max ${max.toFixed(0)} ms (${count} polls${lost ? `, ${lost} lost` : ''})`;

/** The figures, for people. */
export function reportLines(report: Report): string[] {
	const { seed, sent, names, seconds, statuses, certificateFetches, memory, health, genuine, failures } = report;
	return [
		`${sent} forgeries of ${names} kinds in ${seconds.toFixed(0)} s (seed ${seed}): ${failures.length === 0 ? 'none was taken' : `${failures.length} failures`}`,
		`  answers: ${Object.entries(statuses).map(([status, count]) => `${status === '0' ? 'cut' : status} × ${count}`).join(', ')}`,
		`  memory: ${memory.before.toFixed(0)} MB before, ${memory.after.toFixed(0)} MB after`,
		`  /healthz, nothing else: ${ms(health.idle)}`,
		`  /healthz, as many requests to an unknown path: ${ms(health.unknownPath)}`,
		`  /healthz, as many refused by n8n's own Webhook node: ${ms(health.ownWebhook)}`,
		`  /healthz, the forgeries: ${ms(health.attack)}`,
		`  certificates fetched ${certificateFetches} times; ${genuine} genuine requests taken afterwards`,
		...failures.slice(0, 50).map((failure) => `  FAILED: ${failure}`),
	];
}
