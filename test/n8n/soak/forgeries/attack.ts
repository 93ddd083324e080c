import type { Forgery, ReceiverName } from './forgery';
import type { Receiver } from './receivers';
import { wrongWords } from './pay/v2/refusal';
import { leakIn } from './secrets';
import { inFlight, type Sender } from './send';

/** What is refused is refused with one of these. */
const REFUSALS = [401, 403, 404, 405, 413, 422];

/** n8n's own words for a body that it cannot unpack, that is too large, for a broken form, and for a strange method. */
const N8N_WORDS = /^\{"code":(0|400),"message":"(There was a problem executing the workflow|The submitted form data could not be parsed\.|The method \w+ is not supported\.)"\}$/;

/** n8n may close the connection while more comes than it takes. */
const CUT = 0;

/** More than n8n takes: the connection may be cut before everything is sent. */
const LARGE = 1024 * 1024;

/** What an attack came to. */
export interface AttackResult {
	statuses: Record<number, number>;
	/** Bytes of each body, for a harmless request of the same size. */
	sizes: number[];
	failures: string[];
}

/** Sends forgeries, so many at a time, and looks at the answers. */
export async function attack(sender: Sender, receivers: Record<ReceiverName, Receiver>, forged: Iterable<Forgery>, atATime: number): Promise<AttackResult> {
	const result: AttackResult = { statuses: {}, sizes: [], failures: [] };
	await inFlight(atATime, forged, async ({ index, name, receiver, n8nSays, make }) => {
		const wire = make(Date.now());
		const { status, body, problem } = await sender.send(receivers[receiver].url, wire);
		const fail = (what: string): void => void result.failures.push(`forgery ${index} (${name}): ${what}`);
		result.statuses[status] = (result.statuses[status] ?? 0) + 1;
		result.sizes.push(wire.body.length);
		const isCut = status === CUT && wire.body.length > LARGE && ['ECONNRESET', 'EPIPE'].includes(problem ?? '');
		const isRefused = REFUSALS.includes(status) || (status === n8nSays && N8N_WORDS.test(body));
		if (!isCut && !isRefused) fail(`was answered with ${status}${problem ? ` (${problem})` : ''}: ${body.slice(0, 200)}`);
		const wrong = wrongWords(wire, status, body);
		if (wrong) fail(wrong);
		const leak = leakIn(body);
		if (leak) fail(`its answer has ${leak}`);
	});
	return result;
}
