import { createPublicKey } from 'node:crypto';
import { open, echo, PushRefused } from '../../../../nodes/protocol/callback';
import { MerchantMistake } from '../../../../nodes/protocol/pay/mistake';
import { NotAuthentic } from '../../../../nodes/protocol/pay/signature';
import { openNotification } from '../../../../nodes/protocol/pay/notification';
import { apiV2KeyIn } from '../../../../nodes/protocol/pay/v2';
import { isV2Notice, openV2Notice } from '../../../../nodes/protocol/pay/v2Notice';
import { isFor, notificationItem } from '../../../../nodes/webhook/pay/item';
import { MERCHANT, SERVICE } from '../../../simulator/client';
import { createMerchant } from '../../../simulator/world/pay/merchant';
import { PLATFORM_CERTIFICATES, READY_KEYS } from '../../../simulator/world/pay/keys';
import { Dice } from './dice';
import type { ReceiverName } from './forgery';
import { forgeries, namedForgeries } from './generate';
import { GENUINE } from './genuine';
import { CERTIFICATE_API_V3_KEY, CERTIFICATE_MCHID } from './pay/draft';
import { V2_GENUINE } from './pay/v2/genuine';
import { wrongWords } from './pay/v2/refusal';
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

type PayReceiver = 'publicKey' | 'certificate' | 'v2' | 'keyless';
const isPay = (receiver: ReceiverName): receiver is PayReceiver => ['publicKey', 'certificate', 'v2', 'keyless'].includes(receiver);

async function isBelievedByPay(receiver: PayReceiver, wire: Wire, now: number): Promise<boolean> {
	const isCertificate = receiver === 'certificate';
	const [mchid, apiV3Key] = isCertificate ? [CERTIFICATE_MCHID, CERTIFICATE_API_V3_KEY] : [MERCHANT.mchid, MERCHANT.apiV3Key];
	const request = { headers: headersOf(wire), body: wire.body };
	if (isV2Notice(request)) {
		const apiV2Key = isCertificate ? createMerchant({ mchid }).apiV2Key : MERCHANT.apiV2Key;
		openV2Notice(wire.body, mchid, apiV2KeyIn({ apiV2Key: receiver === 'keyless' ? '' : apiV2Key }), now);
		return true;
	}
	const known = keys[isCertificate ? 'certificate' : 'publicKey'];
	const keyOf = async (serial: string) => {
		const name = [serial, serial.toUpperCase()].find((one) => Object.hasOwn(known, one));
		return name === undefined ? undefined : createPublicKey(known[name]);
	};
	return isFor(mchid, await openNotification(request, apiV3Key, keyOf, now));
}

/** What the nodes' protocol says without any n8n. */
async function isBelieved(receiver: ReceiverName, wire: Wire, now: number): Promise<boolean> {
	try {
		if (isPay(receiver)) return wire.method === 'POST' && (await isBelievedByPay(receiver, wire, now));
		const { token, encodingAesKey } = SERVICE.callback;
		const callback = { appId: SERVICE.appid, token: receiver === 'tokenless' ? '' : token, encodingAesKey: receiver === 'plain' ? '' : encodingAesKey };
		if (wire.method === 'GET') echo(queryOf(wire), callback, now);
		else if (wire.method !== 'POST') return false;
		else open({ query: queryOf(wire), body: wire.body }, callback, now);
		return true;
	} catch (error) {
		if (error instanceof PushRefused || error instanceof NotAuthentic || error instanceof MerchantMistake) return false;
		throw error;
	}
}

const now = Date.now();

it.each(GENUINE.map((one) => [one.name, one] as const))('genuine: %s', async (_, { make, receiver }) => {
	expect(await isBelieved(receiver, make(new Dice(7), now), now / 1000)).toBe(true);
});

it.each(V2_GENUINE.map((one) => [one.name, one] as const))('genuine: %s, has the item that is wanted', (_, { make, item }) => {
	const notification = openV2Notice(make(new Dice(7), now).body, MERCHANT.mchid, MERCHANT.apiV2Key, now / 1000);
	expect(notificationItem(notification)).toMatchObject(item);
});

const TAKEN = '<xml><return_code><![CDATA[SUCCESS]]></return_code></xml>';
const REFUSED = '<xml><return_code><![CDATA[FAIL]]></return_code></xml>';
const refusedV3 = JSON.stringify({ code: 'FAIL' });

it.each([
	['in XML', [], REFUSED, undefined],
	['with SUCCESS, whatever the status', [], TAKEN, /is told SUCCESS, with 401/],
	['in JSON', [], refusedV3, /not refused in the words of v2/],
	['in JSON, with the headers of API v3', [['wechatpay-signature', 'AAAA']] as Wire['headers'], refusedV3, undefined],
])('a forged v2 notice that is refused %s', (_, headers, answer, wrong) => {
	const wire = { ...V2_GENUINE[0].make(new Dice(7), now), headers };
	const words = wrongWords(wire, 401, answer);
	if (wrong) expect(words).toMatch(wrong);
	else expect(words).toBeUndefined();
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
