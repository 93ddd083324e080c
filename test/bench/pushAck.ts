import type { Acknowledger } from './ackWorkflows';
import { builtIn, unwanted } from './ackWorkflows';
import { acks, type AckRound, ENGINES, type Engine } from './acks';
import { median, percentile, short, spread } from './figures';
import type { Findings, Part, Row } from './part';

const perSecond = ({ count, ms }: AckRound): number => (count / ms) * 1000;
const sustained = ({ count, msInAll }: AckRound): number => (count / msInAll) * 1000;

/** What nobody wants is most of a busy account's pushes, and must not cost more than n8n's plainest webhook. */
export const pushAck: Part = {
	name: 'push-ack',
	claim: "a push that nobody wants is acknowledged at least as fast as n8n's own Webhook acknowledges with an execution, in both expression engines",
	async run(say) {
		const rows: Row[] = [];
		const factors = new Map<Engine, number>();
		for (const engine of ENGINES) {
			const measured = await acks(engine, say);
			for (const [who, rounds] of measured) rows.push(row(engine, who, rounds));
			const rate = (who: Acknowledger): number => median(measured.get(who)!.map(perSecond));
			factors.set(engine, rate(unwanted) / rate(builtIn));
		}
		return findings(rows, factors);
	},
};

function row(engine: Engine, { name, executes }: Acknowledger, rounds: AckRound[]): Row {
	const latency = (share: number): number[] => rounds.map(({ latencies }) => percentile(latencies, share));
	return {
		Engine: engine,
		'Who acknowledges': name,
		'Requests/s': spread(rounds.map(perSecond)),
		'Median ms': spread(latency(0.5)),
		'p95 ms': spread(latency(0.95)),
		'Executed/s': executes ? spread(rounds.map(sustained)) : '',
		'CPU ms': spread(rounds.map(({ cpuMs, count }) => cpuMs / count)),
	};
}

function findings(rows: Row[], factors: Map<Engine, number>): Findings {
	const notes = [...factors].map(([engine, factor]) => `${engine}: ${short(factor)} times as many a second as n8n's own Webhook (at least 1 is claimed).`);
	return {
		rows,
		holds: [...factors.values()].every((factor) => factor >= 1),
		notes: ['8 connections, 5 rounds of 5 s, alternating; median of the rounds (smallest–largest). Executed/s: until n8n had ended the last execution. CPU ms: what n8n used per push, whatever else the machine did.', ...notes],
	};
}
