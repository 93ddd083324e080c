import { CALLBACK_KINDS, type CallbackKind, draft, signatureName, wireOf } from './callback/draft';
import { Dice } from './dice';
import type { Mutation, ReceiverName } from './forgery';
import { PAY_KINDS, payDraft, type PayKind, payWire } from './pay/draft';
import { V2_PARTS } from './pay/v2/bytes';
import { valueOf, type Wire, withBody, withHeader, withQuery } from './wire';

/** A part of a request of which every byte counts. */
export interface Part {
	name: string;
	receiver: ReceiverName;
	genuine(dice: Dice, nowMs: number): Wire;
	/** As latin1: one character is one byte. */
	read(wire: Wire): string;
	write(wire: Wire, text: string): Wire;
	/** Bytes may go or come, not only change. */
	isFree: boolean;
	/** Two spellings that mean the same. */
	isSame(one: string, other: string): boolean;
}

const isEqual = (one: string, other: string): boolean => one === other;

/** One URL value of which one byte is wrong. */
const urlPart = (kind: CallbackKind, name: string): Part => ({
	name: `${kind.name}, ${name}`,
	receiver: kind.receiver,
	genuine: (dice, nowMs) => wireOf(kind, draft(kind, dice, nowMs)),
	read: ({ query }) => valueOf(query, name),
	write: (wire, text) => withQuery(wire, name, text),
	isFree: true,
	isSame: isEqual,
});

/**
 * From `Encrypt` to the end. What stands before it, and in compatible mode beside it, is not signed, and not read:
 * there a change changes nothing, so the push stays genuine.
 */
const encryptedPart = (kind: CallbackKind): Part => ({
	name: `${kind.name}, Encrypt`,
	receiver: kind.receiver,
	genuine: (dice, nowMs) => wireOf(kind, draft(kind, dice, nowMs)),
	read: ({ body }) => body.toString('latin1').slice(body.lastIndexOf(kind.format === 'xml' ? '<Encrypt' : '"Encrypt')),
	write: (wire, text) => withBody(wire, Buffer.from(wire.body.toString('latin1').slice(0, -text.length) + text, 'latin1'), 'application/octet-stream'),
	// Bytes that come may be white space around a value.
	isFree: false,
	isSame: isEqual,
});

const asHex = (text: string): string => (/^[0-9a-f]{40}$/i.test(text) ? text.toUpperCase() : text);

/** White space around a header is none of it, and the number of a certificate is hexadecimal in any case. */
const headerPart = (kind: PayKind, name: string): Part => ({
	name: `${kind.name}, ${name}`,
	receiver: kind.receiver,
	genuine: (dice, nowMs) => payWire(payDraft(kind, dice, nowMs)),
	read: ({ headers }) => valueOf(headers, name),
	write: (wire, text) => withHeader(wire, name, text),
	isFree: true,
	isSame: (one, other) => asHex(one.trim()) === asHex(other.trim()),
});

/** The whole of it is signed. */
const notificationPart = (kind: PayKind): Part => ({
	name: `${kind.name}, body`,
	receiver: kind.receiver,
	genuine: (dice, nowMs) => payWire(payDraft(kind, dice, nowMs)),
	read: ({ body }) => body.toString('latin1'),
	write: (wire, text) => withBody(wire, Buffer.from(text, 'latin1'), 'application/octet-stream'),
	isFree: true,
	isSame: isEqual,
});

const PAY_HEADERS = ['Timestamp', 'Nonce', 'Signature', 'Serial', 'Signature-Type'].map((name) => `Wechatpay-${name}`);

/** One kind of each: with more of them 10,000 forgeries would not touch every byte. */
const callbacks = CALLBACK_KINDS.filter(({ name }) => ['plain XML', 'secure XML', 'secure JSON', 'compatible XML'].includes(name));
const notifications = PAY_KINDS.filter(({ name }) => ['payment, publicKey', 'refund, certificate'].includes(name));

const PARTS: Part[] = [
	...callbacks.flatMap((kind) => ['timestamp', 'nonce', signatureName(kind)].map((name) => urlPart(kind, name))),
	...callbacks.filter(({ mode }) => mode !== 'plain').map(encryptedPart),
	...notifications.flatMap((kind) => [...PAY_HEADERS.map((name) => headerPart(kind, name)), notificationPart(kind)]),
	...V2_PARTS,
];

/** Another byte here, in headers and texts one that can be sent. */
function changedAt(text: string, at: number, isFree: boolean, dice: Dice): string {
	const [before, byte, after] = [text.slice(0, at), text[at], text.slice(at + 1)];
	const any = (): string => String.fromCharCode(dice.oneOf([33 + dice.below(94), 161 + dice.below(95)]));
	const other = /[a-z]/i.test(byte) ? String.fromCharCode(byte.charCodeAt(0) ^ 0x20) : any();
	const ways = [before + any() + after, before + String.fromCharCode(byte.charCodeAt(0) ^ 1) + after, before + other + after];
	return dice.oneOf(isFree ? [...ways, before + after, before + any() + byte + after] : ways);
}

const SAMPLE = new Dice(1);

/** Every byte of every part, one mutation each. */
export function byteForgeries(): Mutation[] {
	return PARTS.flatMap((part) => {
		const { length } = part.read(part.genuine(SAMPLE, Date.now()));
		return Array.from({ length }, (_, at): Mutation => ({
			name: `${part.name}, byte ${at}`,
			receiver: part.receiver,
			make: (dice, nowMs) => {
				const wire = part.genuine(dice, nowMs);
				const text = part.read(wire);
				const changed = changedAt(text, at % text.length, part.isFree, dice);
				return part.isSame(changed, text) ? undefined : part.write(wire, changed);
			},
		}));
	});
}
