import { Agent, request, type ClientRequest } from 'node:http';

/** One request, ready for the wire before the clock starts. */
export interface Prepared {
	query: Record<string, string>;
	contentType: string;
	body: string;
}

/** Who is asked, and how. */
export interface Target {
	url: string;
	/** What every answer has to be: a server that says no is quick. */
	answer: { status: number; body: string };
	/** Connections that are kept open, each with one request at a time. */
	connections: number;
	seconds: number;
}

/** What a round of requests took. */
export interface Round {
	/** Answered requests. */
	count: number;
	/** Milliseconds from the first request to the last answer. */
	ms: number;
	/** Milliseconds of each request. */
	latencies: number[];
}

/**
 * Asks for so many seconds, or until every prepared request has been sent; each connection asks again as soon
 * as it has its answer. A part of wrk in Node, because every body has to be another one, signed anew.
 * @throws Error for an answer that is not the expected one
 */
export async function load(target: Target, prepared: Prepared[]): Promise<Round> {
	const agent = new Agent({ keepAlive: true, maxSockets: target.connections });
	const latencies: number[] = [];
	const queue = prepared.values();
	const start = performance.now();
	const end = start + target.seconds * 1000;
	const connection = async (): Promise<void> => {
		while (performance.now() < end) {
			const { value, done } = queue.next();
			if (done) return;
			const sent = performance.now();
			await ask(target, value, agent);
			latencies.push(performance.now() - sent);
		}
	};
	try {
		await Promise.all(Array.from({ length: target.connections }, connection));
		return { count: latencies.length, ms: performance.now() - start, latencies };
	} finally {
		agent.destroy();
	}
}

async function ask({ url, answer }: Target, { query, contentType, body }: Prepared, agent: Agent): Promise<void> {
	const headers = { 'content-type': contentType, 'content-length': Buffer.byteLength(body) };
	const outgoing = request(`${url}?${new URLSearchParams(query).toString()}`, { method: 'POST', agent, headers });
	outgoing.end(body);
	const given = await answerTo(outgoing);
	if (given.status !== answer.status || given.body !== answer.body) {
		throw new Error(`${url} answered ${given.status} "${given.body.slice(0, 200)}" instead of ${answer.status} "${answer.body}": its log says why.`);
	}
}

async function answerTo(outgoing: ClientRequest): Promise<Target['answer']> {
	return await new Promise((resolve, reject) => {
		outgoing.on('error', reject);
		outgoing.on('response', (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', reject);
			response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
		});
	});
}
