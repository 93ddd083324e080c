import { randomBytes } from 'node:crypto';
import type { Dice } from '../dice';
import type { Mutation } from '../forgery';
import { replaced, valueOf, type Wire, withBody } from '../wire';
import { BLOCK, CALLBACK_KINDS, type CallbackKind, type Draft, draft, encrypted, type Mistakes, sha1, wireOf, written } from './draft';

type Forge = (made: Draft, kind: CallbackKind, dice: Dice) => Wire;

/** Whoever knows the token, but not all the rest, signs rightly what is encrypted wrongly. */
const MISTAKES: Record<string, (made: Draft, dice: Dice) => Mistakes> = {
	'a length of zero': () => ({ length: 0 }),
	'a length one too small': ({ document }) => ({ length: document.length - 1 }),
	'a length one too large': ({ document }) => ({ length: document.length + 1 }),
	'a length that takes the App ID in': ({ document, appId }) => ({ length: document.length + appId.length }),
	'a length beyond the end': () => ({ length: 0x00010000 }),
	'a length that is negative': () => ({ length: 0x80000000 }),
	'a length of four gigabytes': () => ({ length: 0xffffffff }),
	'another App ID': () => ({ tail: 'wx0000000000000000' }),
	'no App ID': () => ({ tail: '' }),
	'half an App ID': ({ appId }) => ({ tail: appId.slice(0, 9) }),
	'a longer App ID': ({ appId }) => ({ tail: `${appId}x` }),
	'an App ID with a NUL': ({ appId }) => ({ tail: `${appId}\0` }),
	'an App ID in capitals': ({ appId }) => ({ tail: appId.toUpperCase() }),
	'an App ID before the true one': ({ appId }) => ({ tail: `wx0000000000000000${appId}` }),
	'a padding of zeros': () => ({ padding: (due) => Buffer.alloc(due) }),
	'a padding of 33': () => ({ padding: (due) => Buffer.alloc(due, 33) }),
	'a padding of 255': () => ({ padding: (due) => Buffer.alloc(due, 255) }),
	'a padding that is not all the same': () => ({ padding: (due) => Buffer.concat([Buffer.alloc(due - 1, due ^ 1), Buffer.from([due === 1 ? 2 : due])]) }),
	'a padding one too small': () => ({ padding: (due) => Buffer.alloc(due, due === 1 ? 32 : due - 1) }),
	'a padding one too large': () => ({ padding: (due) => Buffer.alloc(due, due + 1) }),
	'a padding of another block more': () => ({ padding: (due) => Buffer.alloc(due + BLOCK, due + BLOCK) }),
	'no padding': () => ({ padding: () => Buffer.alloc(0) }),
	'its last byte missing': () => ({ damage: (ciphertext) => ciphertext.subarray(0, -1) }),
	'its last half block missing': () => ({ damage: (ciphertext) => ciphertext.subarray(0, -16) }),
	'its last block missing': () => ({ damage: (ciphertext) => ciphertext.subarray(0, -BLOCK) }),
	'its first block missing': () => ({ damage: (ciphertext) => ciphertext.subarray(BLOCK) }),
	'only its first block': () => ({ damage: (ciphertext) => ciphertext.subarray(0, BLOCK) }),
	'a byte more': () => ({ damage: (ciphertext) => Buffer.concat([ciphertext, Buffer.from([0])]) }),
	'a block more': () => ({ damage: (ciphertext) => Buffer.concat([ciphertext, Buffer.alloc(BLOCK)]) }),
	'its blocks the other way round': () => ({ damage: (ciphertext) => Buffer.concat([ciphertext.subarray(16).subarray(-32), ciphertext.subarray(0, -32)]) }),
	'random bytes for a ciphertext': (_, dice) => ({ damage: () => dice.bytes(BLOCK * 8) }),
};

const mistaken: Record<string, Forge> = Object.fromEntries(
	Object.entries(MISTAKES).map(([name, make]) => [
		`encrypted with ${name}`,
		(made: Draft, kind: CallbackKind, dice: Dice) => wireOf(kind, made, { Encrypt: encrypted(made, make(made, dice)) }),
	]),
);

/** Characters moved out of the ciphertext into the nonce before it: where they sort so, the signature is still right. */
function movedIntoNonce(made: Draft, kind: CallbackKind, dice: Dice): Wire {
	// Behind the time, before the ciphertext.
	const ordered = { ...made, nonce: `2${made.nonce.slice(1)}` };
	let Encrypt = encrypted(ordered);
	while (Encrypt < 'A') Encrypt = encrypted({ ...ordered, random: (ordered.random = randomBytes(16)) });
	const wire = wireOf(kind, ordered, { Encrypt });
	const count = dice.oneOf([1, 2, 4, 64, 128, 256]);
	const query = replaced(wire.query, 'nonce', ordered.nonce + Encrypt.slice(0, count));
	return withBody({ ...wire, query }, wire.body.toString().replace(Encrypt, Encrypt.slice(count)));
}

/** An envelope that says something else than one text under `Encrypt`, with a signature over that text. */
const enveloped = (write: (encrypt: string, kind: CallbackKind, made: Draft) => string): Forge => (made, kind) => {
	const Encrypt = encrypted(made);
	return withBody(wireOf(kind, made, { Encrypt }), write(Encrypt, kind, made));
};

const FORGERIES: Record<string, Forge> = {
	...mistaken,
	'with characters moved into the nonce': movedIntoNonce,
	'encrypted with another key': (made, kind, dice) => wireOf(kind, { ...made, key: dice.bytes(32) }),
	'for another account': (made, kind) => wireOf(kind, { ...made, appId: 'wx0000000000000000' }),
	'not encrypted': enveloped((_, { format }, { message }) => written(format, message)),
	'not encrypted, with an empty Encrypt': enveloped((_, { format }, { message }) => written(format, { ...message, Encrypt: '' })),
	'with its plain text under Encrypt': (made, kind) => wireOf(kind, made, { Encrypt: made.document.toString('base64') }),
	'with forged plain text and somebody else’s Encrypt': (made, kind, dice) => {
		const Encrypt = encrypted({ ...made, key: dice.bytes(32) });
		return wireOf({ ...kind, mode: 'compatible' }, made, { Encrypt, beside: { ...made.message, Content: 'forged beside it' } });
	},
	'with two of Encrypt, the true one first': enveloped((encrypt, { format }) => (format === 'xml' ? `<xml><Encrypt>${encrypt}</Encrypt><Encrypt>AAAA</Encrypt></xml>` : `{"Encrypt":"${encrypt}","Encrypt":"AAAA"}`)),
	'with an Encrypt in an Encrypt': enveloped((encrypt, { format }) => written(format, { Encrypt: { Encrypt: encrypt } })),
	'with a list under Encrypt': enveloped((encrypt, { format }) => written(format, { Encrypt: [encrypt, encrypt] })),
	'with encrypt in small letters': enveloped((encrypt, { format }) => written(format, { encrypt })),
	'with an Encrypt that its prototype has': enveloped((encrypt, { format }) => (format === 'xml' ? `<xml><__proto__><Encrypt>${encrypt}</Encrypt></__proto__></xml>` : `{"__proto__":{"Encrypt":"${encrypt}"}}`)),
	'with something inside of its Encrypt': enveloped((encrypt, { format }) => (format === 'xml' ? `<xml><Encrypt>${encrypt}<a/></Encrypt></xml>` : `{"Encrypt":"${encrypt} "}`)),
	'that is no ciphertext': (made, kind, dice) => wireOf(kind, made, { Encrypt: dice.letters(64, '!"#$%()*,-.;<=>?@[]^_`{|}~') }),
	'with an Encrypt that is a number': (made, kind) => {
		const wire = wireOf(kind, made, { Encrypt: 12345678 });
		return kind.format === 'json' ? wire : withBody(wire, '<xml><Encrypt>12345678</Encrypt></xml>');
	},
	'with the signature of the URL as msg_signature': (made, kind) => {
		const wire = wireOf(kind, made);
		return { ...wire, query: replaced(wire.query, 'msg_signature', valueOf(wire.query, 'signature')) };
	},
	'whose msg_signature is over what it says, not over what is encrypted': (made, kind) => {
		const wire = wireOf(kind, made);
		return { ...wire, query: replaced(wire.query, 'msg_signature', sha1(made.token, made.timestamp, made.nonce, made.document.toString())) };
	},
};

/** What is wrong with the encrypted part (wechat-api.md B.2). */
export function envelopeForgeries(kind: CallbackKind): Mutation[] {
	return Object.entries(FORGERIES).map(([name, forge]) => ({
		name: `${kind.name}, ${name}`,
		receiver: kind.receiver,
		make: (dice, nowMs) => forge(draft(kind, dice, nowMs), kind, dice),
	}));
}

/** Encrypted, to a trigger in plain mode; and plain, to one whose credential has a key. */
export const WRONG_MODE: Mutation[] = CALLBACK_KINDS.filter(({ mode }) => mode !== 'compatible').map((kind) => ({
	name: `${kind.name} to the trigger of the other mode`,
	receiver: kind.mode === 'plain' ? 'sealed' : 'plain',
	make: (dice, nowMs) => wireOf(kind, draft(kind, dice, nowMs)),
}));
