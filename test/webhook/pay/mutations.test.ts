import { MERCHANT } from '../../simulator/client';
import { below, oneOf, randomNumbers } from '../../protocol/random';
import { deliver, expectNoSecrets, logged, REFUSED, Scene, TAKEN, type Wire } from './scene';

const scene = Scene.forEachTest();

const SIGNED = ['wechatpay-timestamp', 'wechatpay-nonce', 'wechatpay-signature', 'wechatpay-serial', 'wechatpay-signature-type'];

/** n8n reads JSON before it asks the node, and nothing else. */
const TYPES = ['application/json', 'application/octet-stream', 'text/plain'];

type Random = () => number;

/** One byte flipped, some cut out, some put in, or one letter in another case. */
function mutated(random: Random, bytes: Buffer, byte: () => number): Buffer {
	const at = below(random, bytes.length);
	const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
	const some = 1 + below(random, 8);
	const letters = [...bytes.keys()].filter((n) => /[a-z]/i.test(String.fromCharCode(bytes[n])));
	const inAnotherCase = () => {
		const changed = Buffer.from(bytes);
		if (letters.length > 0) changed[oneOf(random, letters)] ^= 0x20;
		return changed;
	};
	return oneOf(random, [
		() => Buffer.concat([before, Buffer.from([byte()]), after.subarray(1)]),
		() => Buffer.concat([before, after.subarray(some)]),
		() => Buffer.concat([before, Buffer.from(Array.from({ length: some }, byte)), after]),
		inAnotherCase,
	])();
}

function mutatedHeader(random: Random, { headers, body }: Wire): Wire {
	const name = oneOf(random, SIGNED);
	const value = Buffer.from(headers[name]);
	const changed = mutated(random, value, () => 0x20 + below(random, 95)).toString('latin1');
	return { headers: { ...headers, [name]: changed }, body };
}

function mutatedBody(random: Random, { headers, body }: Wire): Wire {
	const changed = mutated(random, Buffer.from(body as string), () => below(random, 256));
	return { headers: { ...headers, 'content-type': oneOf(random, TYPES) }, body: changed };
}

/** Spaces around a header are not sent, and a certificate's number is hex in any case. */
function isSame(one: Wire, other: Wire): boolean {
	const asHex = (value: string) => (/^[0-9a-f]{40}$/i.test(value) ? value.toUpperCase() : value);
	const said = ({ headers, body }: Wire) =>
		JSON.stringify([SIGNED.map((name) => asHex(headers[name].trim())), Buffer.from(body as string).toString('hex')]);
	return said(one) === said(other);
}

it.each([
	['publicKey', 20261122],
	['platformCertificate', 20261123],
])('of 500 mutations of a true notification none is taken (%s)', async (mode, seed) => {
	await scene.merchant({ mode });
	const random = randomNumbers(seed);
	const n8n = await scene.n8n({ events: ['*'] });
	const [wire] = await scene.intercepted();
	for (let n = 0; n < 500; ) {
		const mutation = (n % 2 ? mutatedBody : mutatedHeader)(random, wire);
		if (isSame(mutation, wire)) continue;
		n++;
		const answer = await deliver(n8n, mutation);
		expect({ mutation, answer }).toEqual({ mutation, answer: REFUSED });
		expect(n8n.executions).toEqual([]);
	}
	expect(logged.length).toBeGreaterThan(400);
	for (const line of logged) expectNoSecrets(scene, line);
	expect(await deliver(n8n, wire)).toEqual(TAKEN);
	expect(n8n.items).toMatchObject([{ mchid: MERCHANT.mchid }]);
});
