import { createPublicKey } from 'node:crypto';
import { open, echo, PushRefused } from '../../../../nodes/protocol/callback';
import { NotAuthentic } from '../../../../nodes/protocol/pay/signature';
import { openNotification } from '../../../../nodes/protocol/pay/notification';
import { isFor } from '../../../../nodes/webhook/pay/item';
import { MERCHANT, SERVICE } from '../../../simulator/client';
import { PLATFORM_CERTIFICATES, READY_KEYS } from '../../../simulator/world/pay/keys';
import { Dice } from './dice';
import type { ReceiverName } from './forgery';
import { forgeries, namedForgeries } from './generate';
import { GENUINE } from './genuine';
import { CERTIFICATE_API_V3_KEY, CERTIFICATE_MCHID } from './pay/draft';
import type { Wire } from './wire';

/** The query as n8n's server would have it, near enough: what comes twice or with brackets is no text. */
function queryOf({ query }: Wire): Record<string, unknown> {
	const result: Record<string, unknown> = Object.create(null);
	for (const [name, value] of query) {
		const [plain] = name.split('[');
		result[plain] = plain !== name || plain in result ? [value] : value;
	}
	return result;
}

/** As Node's server has them. */
function headersOf({ headers }: Wire): Record<string, string> {
	const result: Record<string, string> = {};
	for (const [name, value] of headers) {
		const lower = name.toLowerCase();
		result[lower] = lower in result ? `${result[lower]}, ${value.trim()}` : value.trim();
	}
	return result;
}

const keys: Record<string, Record<string, string>> = {
	publicKey: { [READY_KEYS.wechatPay.publicKeyId]: READY_KEYS.wechatPay.publicKey },
	certificate: { [PLATFORM_CERTIFICATES[0].serial]: PLATFORM_CERTIFICATES[0].certificate },
};

/** What the nodes' protocol says without any n8n. */
async function isBelieved(receiver: ReceiverName, wire: Wire, now: number): Promise<boolean> {
	try {
		if (receiver === 'publicKey' || receiver === 'certificate') {
			if (wire.method !== 'POST') return false;
			const pem = (serial: string) => keys[receiver][receiver === 'publicKey' ? serial : serial.toUpperCase()];
			const keyOf = async (serial: string) => (Object.hasOwn(keys[receiver], serial.toUpperCase()) || Object.hasOwn(keys[receiver], serial) ? createPublicKey(pem(serial)) : undefined);
			const apiV3Key = receiver === 'publicKey' ? MERCHANT.apiV3Key : CERTIFICATE_API_V3_KEY;
			const notification = await openNotification({ headers: headersOf(wire), body: wire.body }, apiV3Key, keyOf, now);
			return isFor(receiver === 'publicKey' ? MERCHANT.mchid : CERTIFICATE_MCHID, notification);
		}
		const { token, encodingAesKey } = SERVICE.callback;
		const callback = { appId: SERVICE.appid, token: receiver === 'tokenless' ? '' : token, encodingAesKey: receiver === 'plain' ? '' : encodingAesKey };
		if (wire.method === 'GET') echo(queryOf(wire), callback, now);
		else if (wire.method !== 'POST') return false;
		else open({ query: queryOf(wire), body: wire.body }, callback, now);
		return true;
	} catch (error) {
		if (error instanceof PushRefused || error instanceof NotAuthentic) return false;
		throw error;
	}
}

const now = Date.now();

it.each(GENUINE.map((one) => [one.name, one] as const))('genuine: %s', async (_, { make, receiver }) => {
	expect(await isBelieved(receiver, make(new Dice(7), now), now / 1000)).toBe(true);
});

it('every forgery that has a name is refused by the protocol', async () => {
	for (const { name, receiver, make } of namedForgeries()) {
		const wire = make(new Dice(11), now);
		// Some change something only where chance wants it, and packed bodies are n8n's to unpack.
		if (wire && !wire.headers.some(([header]) => header === 'content-encoding')) {
			expect([name, await isBelieved(receiver, wire, now / 1000)]).toEqual([name, false]);
		}
	}
}, 120_000);

it('so are 1,500 of those that are sent', async () => {
	for (const { name, receiver, make } of forgeries(1500, 20261123)) {
		const wire = make(now);
		if (wire.headers.some(([header]) => header === 'content-encoding')) continue;
		expect([name, await isBelieved(receiver, wire, now / 1000)]).toEqual([name, false]);
	}
}, 120_000);

it('names are given once, 10,000 have all of them, and the same seed makes the same', () => {
	const names = namedForgeries().map(({ name }) => name);
	expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
	const of = (seed: number) => [...forgeries(10_000, seed)];
	const sent = new Set(of(1).map(({ name }) => name));
	expect(names.filter((name) => !sent.has(name))).toEqual([]);
	expect(of(1).map(({ name }) => name)).toEqual(of(1).map(({ name }) => name));
	expect(of(1).map(({ name }) => name)).not.toEqual(of(2).map(({ name }) => name));
	const [one] = of(3).filter(({ name }) => name.startsWith('plain XML, timestamp, byte'));
	expect(one.make(now)).toEqual(one.make(now));
});
