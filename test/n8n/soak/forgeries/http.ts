import { gzipSync } from 'node:zlib';
import { CALLBACK_KINDS, draft, wireOf } from './callback/draft';
import type { Dice } from './dice';
import type { Mutation } from './forgery';
import { PAY_KINDS, payDraft, payWire } from './pay/draft';
import { V2_KINDS, v2Draft, v2Wire } from './pay/v2/draft';
import { type Wire, withBody } from './wire';

/** A genuine request, and how it is called. */
interface Source extends Pick<Mutation, 'name' | 'receiver'> {
	make(dice: Dice, nowMs: number): Wire;
}

const PUSHES: Source[] = CALLBACK_KINDS.filter(({ name }) => ['plain XML', 'secure XML', 'compatible JSON', 'secure XML with a reply'].includes(name)).map((kind) => ({
	...kind,
	make: (dice, nowMs) => wireOf(kind, draft(kind, dice, nowMs)),
}));
const NOTIFICATIONS: Source[] = PAY_KINDS.filter(({ about }) => about === 'payment').map((kind) => ({ ...kind, make: (dice, nowMs) => payWire(payDraft(kind, dice, nowMs)) }));
const NOTICES: Source[] = V2_KINDS.filter(({ name }) => ['v2 payment, MD5', 'v2 refund'].includes(name)).map((kind) => ({ name: kind.name, receiver: 'v2', make: (dice, nowMs) => v2Wire(v2Draft(kind, dice, nowMs)) }));
const ALL = [...PUSHES, ...NOTIFICATIONS, ...NOTICES];

/** OPTIONS is not among them: n8n itself answers that question of browsers with 204, and asks no node. */
const METHODS = ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'TRACE', 'PROPFIND', 'REPORT'];

const MEBIBYTE = 1024 * 1024;
const BOUNDARY = 'forged7MA4YWxkTrZu0gW';

const part = (name: string, value: string): string => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const form = (wire: Wire): string => `MsgType=text&Content=forged&Encrypt=AAAA&xml=${encodeURIComponent(wire.body.toString())}`;
const multipart = (wire: Wire): string => `${part('MsgType', 'text')}${part('xml', wire.body.toString())}--${BOUNDARY}--\r\n`;

/** Bodies that are not what the trigger is told in. A genuine body under another content type stays genuine: that is signed nowhere. */
const BODIES: Record<string, (wire: Wire) => Wire> = {
	'as a form': (wire) => withBody(wire, form(wire), 'application/x-www-form-urlencoded'),
	'as a form of 2,000 values': (wire) => withBody(wire, 'a=1&'.repeat(2000), 'application/x-www-form-urlencoded'),
	'as a form with parts': (wire) => withBody(wire, multipart(wire), `multipart/form-data; boundary=${BOUNDARY}`),
	'as a form with parts that never end': (wire) => withBody(wire, part('xml', 'x'), `multipart/form-data; boundary=${BOUNDARY}`),
	'of nothing': (wire) => withBody(wire, ''),
	'called gzip and none': (wire) => ({ ...wire, headers: [...wire.headers, ['content-encoding', 'gzip']] }),
	'called deflate and none': (wire) => ({ ...wire, headers: [...wire.headers, ['content-encoding', 'deflate']] }),
	'half of a gzip': (wire) => {
		const packed = gzipSync(wire.body);
		return { ...withBody(wire, packed.subarray(0, packed.length / 2)), headers: [...wire.headers, ['content-encoding', 'gzip']] };
	},
};

let bomb: Buffer | undefined;

const large = (bytes: number, type: string, fill: string) => (wire: Wire): Wire => withBody(wire, Buffer.alloc(bytes, fill), type);

/** More than any request of WeChat's. */
const HEAVY: Record<string, (wire: Wire) => Wire> = {
	'16 MB of bytes': large(16 * MEBIBYTE, 'application/octet-stream', 'x'),
	'16 MB of text': large(16 * MEBIBYTE, 'text/plain', '你好'),
	'16 MB of JSON': (wire) => withBody(wire, `{"a":"${'x'.repeat(16 * MEBIBYTE - 8)}"}`, 'application/json'),
	'16 MB of XML': (wire) => withBody(wire, `<xml><a>${'x'.repeat(16 * MEBIBYTE - 19)}</a></xml>`, 'text/xml'),
	'16 MB as a form with parts': large(16 * MEBIBYTE, `multipart/form-data; boundary=${BOUNDARY}`, 'x'),
	'17 MB of bytes': large(17 * MEBIBYTE, 'application/octet-stream', 'x'),
	'17 MB as a form with parts': large(17 * MEBIBYTE, `multipart/form-data; boundary=${BOUNDARY}`, 'x'),
	'a byte more than a mebibyte': large(MEBIBYTE + 1, 'application/octet-stream', '<'),
	'a gzip of 256 MB': (wire) => {
		bomb ??= gzipSync(Buffer.alloc(256 * MEBIBYTE));
		return { ...withBody(wire, bomb, 'application/octet-stream'), headers: [['content-type', 'application/octet-stream'], ['content-encoding', 'gzip']] };
	},
};

/** n8n reads a body before it asks the trigger, and has its own words (attack.ts) for what it cannot read. */
const N8N_SAYS: Array<[RegExp, number]> = [
	[/^(TRACE|PROPFIND|REPORT)$/, 500],
	[/gzip|deflate|17 MB of bytes/, 500],
	[/form with parts/, 400],
];

const changed = (sources: Source[], name: string, change: (wire: Wire) => Wire): Mutation[] =>
	sources.map(({ name: kind, receiver, make }) => ({
		name: `${kind}, ${name}`,
		receiver,
		make: (dice, nowMs) => change(make(dice, nowMs)),
		n8nSays: N8N_SAYS.find(([pattern]) => pattern.test(name))?.[1],
	}));

/** Of the body nothing is left that could be read as a push: what is left of a plain one would be genuine. */
export const httpForgeries = (): Mutation[] => [
	...METHODS.flatMap((method) => changed(ALL, method, (wire) => ({ ...wire, method, ...(method !== 'PUT' && { body: Buffer.alloc(0) }) }))),
	...Object.entries(BODIES).flatMap(([name, change]) => changed(ALL, name, change)),
	...crossed(),
];

export const heavyForgeries = (): Mutation[] => Object.entries(HEAVY).flatMap(([name, change]) => changed(ALL, name, change));

/** A genuine push to a trigger of WeChat Pay, and the other way round (v2 notices: pay/v2/elsewhere.ts). */
function crossed(): Mutation[] {
	return [
		...PUSHES.flatMap((source) => NOTIFICATIONS.map(({ receiver }): Mutation => ({ ...source, name: `${source.name}, to ${receiver}`, receiver }))),
		...NOTIFICATIONS.flatMap((source) => [...new Set(PUSHES.map(({ receiver }) => receiver))].map((receiver): Mutation => ({ ...source, name: `${source.name}, to ${receiver}`, receiver }))),
		...(['payment', 'refund', 'combine'] as const).flatMap((about) => {
			const [one, other] = PAY_KINDS.filter((kind) => kind.about === about);
			const make = (kind: typeof one): Source['make'] => (dice, nowMs) => payWire(payDraft(kind, dice, nowMs));
			return [
				{ name: `${one.name}, to ${other.receiver}`, receiver: other.receiver, make: make(one) },
				{ name: `${other.name}, to ${one.receiver}`, receiver: one.receiver, make: make(other) },
			];
		}),
	];
}
