import type { Dice } from '../dice';
import type { Mutation } from '../forgery';
import { HOSTILE } from '../hostile';
import { type Wire, withBody } from '../wire';
import { type Envelope, envelopeOf, type PayDraft, payDraft, type PayKind, payWire } from './draft';

type Forge = (made: PayDraft, dice: Dice) => Wire;

const RAW = 'application/octet-stream';

/** Rightly signed by WeChat Pay's own key, with something else in it than WeChat Pay puts in. */
const signed = (change: (envelope: Envelope, dice: Dice, made: PayDraft) => unknown): Forge => (made, dice) => payWire(made, JSON.stringify(change(envelopeOf(made), dice, made)));

const resource = (change: (resource: Envelope['resource'], dice: Dice) => object): Forge =>
	signed((envelope, dice) => ({ ...envelope, resource: change(envelope.resource, dice) }));

const ciphertext = (change: (bytes: Buffer, dice: Dice) => Buffer): Forge =>
	resource((given, dice) => ({ ...given, ciphertext: change(Buffer.from(given.ciphertext, 'base64'), dice).toString('base64') }));

function oneBitOff(bytes: Buffer, at: number, dice: Dice): Buffer {
	const changed = Buffer.from(bytes);
	changed[at] ^= 1 << dice.below(8);
	return changed;
}

const about = (change: (resource: Record<string, any>) => Record<string, unknown>): Forge => (made) => payWire({ ...made, resource: change(made.resource) });

const OTHER = '1900099999';

/** The same JSON, written otherwise: the signature is over the bytes. */
const rewritten = (write: (body: string) => string | Buffer): Forge => (made) => {
	const wire = payWire(made);
	return withBody(wire, write(wire.body.toString()), RAW);
};

const FORGERIES: Record<string, Forge> = {
	'one bit of the ciphertext off': ciphertext((bytes, dice) => oneBitOff(bytes, dice.below(bytes.length - 16), dice)),
	'one bit of the tag off': ciphertext((bytes, dice) => oneBitOff(bytes, bytes.length - 1 - dice.below(16), dice)),
	'without its tag': ciphertext((bytes) => bytes.subarray(0, -16)),
	'with a tag of four bytes': ciphertext((bytes) => bytes.subarray(0, -12)),
	'with the tag alone': ciphertext((bytes) => bytes.subarray(-16)),
	'with less than a tag': ciphertext((bytes) => bytes.subarray(0, 3)),
	'with the first half of the ciphertext': ciphertext((bytes) => bytes.subarray(0, bytes.length / 2)),
	'with a byte more': ciphertext((bytes) => Buffer.concat([bytes, Buffer.from([0])])),
	'with an empty ciphertext': ciphertext(() => Buffer.alloc(0)),
	'with random bytes for a ciphertext': ciphertext((bytes, dice) => dice.bytes(bytes.length)),
	'with another algorithm': resource((given) => ({ ...given, algorithm: 'AEAD_SM4_GCM' })),
	'with an older algorithm': resource((given) => ({ ...given, algorithm: 'AEAD_AES_128_GCM' })),
	'with the algorithm in small letters': resource((given) => ({ ...given, algorithm: 'aead_aes_256_gcm' })),
	'without an algorithm': resource(({ algorithm: _, ...given }) => given),
	'with other associated data': resource((given) => ({ ...given, associated_data: 'certificate' })),
	'with associated data of another case': resource((given) => ({ ...given, associated_data: given.associated_data.toUpperCase() })),
	'without associated data': resource(({ associated_data: _, ...given }) => given),
	'with associated data that is an object': resource((given) => ({ ...given, associated_data: {} })),
	'with another nonce': resource((given, dice) => ({ ...given, nonce: dice.letters(12) })),
	'with a nonce of eleven bytes': resource((given) => ({ ...given, nonce: given.nonce.slice(1) })),
	'with a nonce of a thousand bytes': resource((given) => ({ ...given, nonce: given.nonce.padEnd(1000, 'x') })),
	'with an empty nonce': resource((given) => ({ ...given, nonce: '' })),
	'with a nonce that is a number': resource((given) => ({ ...given, nonce: 123456789012 })),
	'with a ciphertext that is a list': resource((given) => ({ ...given, ciphertext: [given.ciphertext] })),
	'with its plain text under resource': signed((envelope, _, { resource: plain }) => ({ ...envelope, resource: plain })),
	'without a resource': signed(({ resource: _, ...envelope }) => envelope),
	'with a resource that is a text': signed((envelope) => ({ ...envelope, resource: JSON.stringify(envelope.resource) })),
	'with a resource that is a list': signed((envelope) => ({ ...envelope, resource: [envelope.resource] })),
	'with the resource under another name': signed(({ resource: given, ...envelope }) => ({ ...envelope, Resource: given })),
	'in a list': signed((envelope) => [envelope]),
	'encrypted with another APIv3 key': (made, dice) => payWire(made, JSON.stringify(envelopeOf({ ...made, apiV3Key: dice.letters(32) }))),
	'about another merchant’s money': about((given) =>
		given.sub_orders ? { ...given, combine_mchid: OTHER, sub_orders: given.sub_orders.map((part: object) => ({ ...part, mchid: OTHER })) } : { ...given, mchid: OTHER },
	),
	'about a merchant that is a list': about((given) => ({ ...given, combine_mchid: undefined, sub_orders: undefined, mchid: [OTHER] })),
	'with a reserved name inside': (made) => payWire(made, `{"__proto__":{"isAdmin":1},${JSON.stringify(envelopeOf(made)).slice(1)}`),
	'with white space more': rewritten((body) => JSON.stringify(JSON.parse(body), null, 1)),
	'with a line feed more': rewritten((body) => `${body}\n`),
	'with a byte order mark': rewritten((body) => `\ufeff${body}`),
	'in UTF-16': rewritten((body) => Buffer.from(body, 'utf16le')),
	'without its last byte': rewritten((body) => body.slice(0, -1)),
	'with its names in another order': rewritten((body) => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(body) as object).reverse()))),
	'with slashes escaped': rewritten((body) => body.replace('"summary":"', '"summary":"\\/')),
	'with a second resource': rewritten((body) => body.replace(/}$/, ',"resource":{}}')),
	'with another event': rewritten((body) => body.replace(/"event_type":"\w+\.\w+"/, '"event_type":"TRANSACTION.CLOSED"')),
	'with another id': rewritten((body) => body.replace('"id":"forged', '"id":"Forged')),
	'with another time': rewritten((body) => body.replace('+08:00', '+09:00')),
	'with broken UTF-8': rewritten((body) => Buffer.concat([Buffer.from(body.slice(0, 20)), Buffer.from([0xff, 0xfe]), Buffer.from(body.slice(20))])),
	'without a body': rewritten(() => ''),
	'larger than any notification, rightly signed': (made) => payWire(made, JSON.stringify({ ...envelopeOf(made), summary: 'x'.repeat(300_000) })),
};

/** What is wrong with what is told: not what was signed, or signed and still not WeChat Pay's. */
export function contentForgeries(kind: PayKind): Mutation[] {
	return Object.entries(FORGERIES).map(([name, forge]) => ({
		name: `${kind.name}, ${name}`,
		receiver: kind.receiver,
		make: (dice, nowMs) => forge(payDraft(kind, dice, nowMs), dice),
	}));
}

/** Hostile documents, one half rightly signed. */
export function hostileNotifications(kind: PayKind): Mutation[] {
	return HOSTILE.map(({ name, document }) => ({
		name: `${kind.name}, hostile body: ${name}`,
		receiver: kind.receiver,
		make: (dice, nowMs) => {
			const made = payDraft(kind, dice, nowMs);
			const wire = dice.below(2) ? payWire(made, document()) : withBody(payWire(made), document());
			return withBody(wire, document(), dice.oneOf([RAW, 'application/json', 'text/plain']));
		},
	}));
}
