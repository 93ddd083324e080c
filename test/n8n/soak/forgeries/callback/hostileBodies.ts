import { HOSTILE } from '../hostile';
import type { Mutation } from '../forgery';
import { withBody } from '../wire';
import { type CallbackKind, draft, encrypted, sha1, wireOf } from './draft';

/** n8n reads the first two before it asks the trigger, the others not. */
const TYPES = ['text/xml', 'application/json', 'text/plain', 'application/octet-stream', 'text/xml; charset=utf-16', 'application/json; charset=nonsense'];

/** A hostile document under a rightly signed URL: in plain mode whoever has seen one can send that. */
export function hostileBodies(kind: CallbackKind): Mutation[] {
	return HOSTILE.map(({ name, document }) => ({
		name: `${kind.name}, hostile body: ${name}`,
		receiver: kind.receiver,
		make: (dice, nowMs) => withBody(wireOf(kind, draft(kind, dice, nowMs)), document(), dice.oneOf(TYPES)),
	}));
}

/** A hostile document inside of what is rightly encrypted and signed. */
export function hostileContents(kind: CallbackKind): Mutation[] {
	return HOSTILE.map(({ name, document }) => ({
		name: `${kind.name}, hostile content: ${name}`,
		receiver: kind.receiver,
		make: (dice, nowMs) => wireOf(kind, { ...draft(kind, dice, nowMs), document: document() }, { beside: {} }),
	}));
}

/** Rightly signed and no ciphertext, in many sizes: the decoder sees what is no base64. */
export function hostileCiphertexts(kind: CallbackKind): Mutation[] {
	return HOSTILE.map(({ name, document }) => ({
		name: `${kind.name}, hostile ciphertext: ${name}`,
		receiver: kind.receiver,
		make: (dice, nowMs) => {
			const made = draft(kind, dice, nowMs);
			const text = document().toString('latin1').replaceAll(']]>', '').slice(0, 100_000) || ' ';
			const wire = wireOf({ ...kind, format: 'json' }, made, { Encrypt: encrypted(made) });
			const query = wire.query.map(([one, value]): [string, string] => [one, one === 'msg_signature' ? sha1(made.token, made.timestamp, made.nonce, text) : value]);
			return withBody({ ...wire, query }, JSON.stringify({ Encrypt: text }), 'application/octet-stream');
		},
	}));
}
