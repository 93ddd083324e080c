import { randomBytes } from 'node:crypto';
import { SERVICE } from '../../../../simulator/client';
import type { Dice } from '../dice';
import type { Mutation } from '../forgery';
import { replaced, valueOf, type Wire, without, withQuery } from '../wire';
import { type CallbackKind, type Draft, draft, encrypted, sha1, signatureName, wireOf } from './draft';

type Forge = (made: Draft, kind: CallbackKind, dice: Dice) => Wire;

const FIVE_MINUTES = 300;

/** Sealed as if the URL said something else. */
const sealedWith = (kind: CallbackKind, made: Draft, changes: Partial<Draft>): Wire => wireOf(kind, { ...made, ...changes });

/** With a signature over other parts than the right ones. */
function misSigned(kind: CallbackKind, made: Draft, parts: (encrypt: string) => string[]): Wire {
	const Encrypt = encrypted(made);
	return withQuery(wireOf(kind, made, { Encrypt }), signatureName(kind), sha1(...parts(Encrypt)));
}

const signatureOf = (kind: CallbackKind, change: (signature: string) => string): Forge => (made) => {
	const wire = wireOf(kind, made);
	return withQuery(wire, signatureName(kind), change(valueOf(wire.query, signatureName(kind))));
};

/** The value of one name is missing, empty, there twice, a list, or an object. */
function misshapen(name: string): Record<string, Forge> {
	const pairs = (change: (query: Wire['query'], value: string) => Wire['query']): Forge => (made, kind) => {
		const wire = wireOf(kind, made);
		return { ...wire, query: change(wire.query, valueOf(wire.query, name)) };
	};
	return {
		[`no ${name}`]: pairs((query) => without(query, name)),
		[`an empty ${name}`]: pairs((query) => replaced(query, name, '')),
		[`${name} twice`]: pairs((query, value) => [...query, [name, value]]),
		[`a second ${name}`]: pairs((query) => [[name, 'x'], ...query]),
		[`${name} as a list`]: pairs((query, value) => [...without(query, name), [`${name}[]`, value]]),
		[`${name} as an object`]: pairs((query, value) => [...without(query, name), [`${name}[a]`, value]]),
		[`${name} with a space after it`]: pairs((query, value) => replaced(query, name, `${value} `)),
		[`${name} with a NUL after it`]: pairs((query, value) => replaced(query, name, `${value}\0`)),
		[`${name} under another case`]: pairs((query, value) => [...without(query, name), [name.toUpperCase(), value]]),
	};
}

/** Rightly signed, at a time that is not now, or not written as WeChat writes it. */
const TIMES: Record<string, (now: number) => string> = {
	'ten minutes old': (now) => String(now - 2 * FIVE_MINUTES),
	'just too old': (now) => String(now - FIVE_MINUTES - 5),
	'a year old': (now) => String(now - 31_536_000),
	'from the future': (now) => String(now + FIVE_MINUTES + 60),
	'in milliseconds': (now) => `${now}000`,
	'with a zero before it': (now) => `0${now}`,
	'with a sign': (now) => `+${now}`,
	'with a fraction': (now) => `${now}.0`,
	'in hexadecimal': (now) => `0x${now.toString(16)}`,
	'with an exponent': (now) => `${now}e0`,
	negative: (now) => `-${now}`,
	huge: () => '9'.repeat(400),
	'no number': () => 'NaN',
	infinite: () => 'Infinity',
};

const times: Record<string, Forge> = Object.fromEntries(
	Object.entries(TIMES).map(([name, write]) => [`a time that is ${name}`, (made, kind) => sealedWith(kind, made, { timestamp: write(Number(made.timestamp)) })]),
);

/** Characters moved between the parts: joined they are the same, and so is the signature, but not the parts. */
function movedBetween(made: Draft, kind: CallbackKind, dice: Dice): Wire {
	const { timestamp, nonce } = made;
	const wire = wireOf(kind, made);
	const joined = dice.oneOf([timestamp + nonce, nonce + timestamp]);
	const cut = dice.oneOf(Array.from(joined, (_, at) => at).slice(1).filter((at) => joined.slice(0, at) !== timestamp && joined.slice(at) !== timestamp));
	const [before, after] = [joined.slice(0, cut), joined.slice(cut)];
	const [at, rest] = dice.oneOf([[before, after], [after, before]]);
	return { ...wire, query: replaced(replaced(wire.query, 'timestamp', at), 'nonce', rest) };
}

const FORGERIES: Record<string, Forge> = {
	'signed with another token': (made, kind, dice) => sealedWith(kind, made, { token: dice.letters(16) }),
	'signed with an empty token': (made, kind) => sealedWith(kind, made, { token: '' }),
	'signed with a longer token': (made, kind) => sealedWith(kind, made, { token: `${made.token}x` }),
	'signed with the token in another case': (made, kind) => sealedWith(kind, made, { token: made.token.toLowerCase() }),
	'signed with the App ID': (made, kind) => sealedWith(kind, made, { token: made.appId }),
	'signed without the nonce': (made, kind) => misSigned(kind, made, (encrypt) => [made.token, made.timestamp, ...(kind.mode === 'plain' ? [] : [encrypt])]),
	'signed without the time': (made, kind) => misSigned(kind, made, (encrypt) => [made.token, made.nonce, ...(kind.mode === 'plain' ? [] : [encrypt])]),
	'signed without the token': (made, kind) => misSigned(kind, made, (encrypt) => [made.timestamp, made.nonce, ...(kind.mode === 'plain' ? [] : [encrypt])]),
	'with the signature of the other mode': (made, kind) => misSigned(kind, made, (encrypt) => [made.token, made.timestamp, made.nonce, ...(kind.mode === 'plain' ? [encrypt] : [])]),
	'with the signature of another push': (made, kind, dice) => misSigned(kind, made, () => [made.token, made.timestamp, dice.letters(10)]),
	'with a made-up signature': (made, kind) => signatureOf(kind, () => randomBytes(20).toString('hex'))(made, kind, undefined as never),
	'with a signature of zeros': (made, kind, dice) => signatureOf(kind, () => '0'.repeat(40))(made, kind, dice),
	'with the signature in capitals': (made, kind, dice) => signatureOf(kind, (hex) => hex.toUpperCase())(made, kind, dice),
	'with half of the signature': (made, kind, dice) => signatureOf(kind, (hex) => hex.slice(0, 20))(made, kind, dice),
	'with the signature twice in one': (made, kind, dice) => signatureOf(kind, (hex) => hex + hex)(made, kind, dice),
	'with the signature in base64': (made, kind, dice) => signatureOf(kind, (hex) => Buffer.from(hex, 'hex').toString('base64'))(made, kind, dice),
	'with a signature of 12,000 characters': (made, kind, dice) => signatureOf(kind, (hex) => hex.padEnd(12_000, '0'))(made, kind, dice),
	'with digits moved between time and nonce': movedBetween,
	'with the token in its URL': (made, kind) => {
		const wire = sealedWith(kind, made, { token: 'mine' });
		return { ...wire, query: [...wire.query, ['token', 'mine'], ['callbackToken', 'mine']] };
	},
	'without anything in its URL': (made, kind) => ({ ...wireOf(kind, made), query: [] }),
	'with a thousand values in its URL': (made, kind, dice) => {
		const wire = sealedWith(kind, made, { token: dice.letters(8) });
		return { ...wire, query: [...Array.from({ length: 1000 }, (_, n): [string, string] => [`a${n}`, '1']), ...wire.query] };
	},
	'with reserved names in its URL': (made, kind, dice) => {
		const wire = sealedWith(kind, made, { token: dice.letters(8) });
		return { ...wire, query: [['__proto__[signature]', valueOf(wire.query, 'signature')], ['constructor[prototype][timestamp]', '1'], ...without(wire.query, signatureName(kind))] };
	},
	...times,
};

/** What is changed in the URL, of which everything but the openid and the encrypt_type is signed. */
export function urlForgeries(kind: CallbackKind): Mutation[] {
	const signature = signatureName(kind);
	const all = { ...FORGERIES, ...misshapen('timestamp'), ...misshapen('nonce'), ...misshapen(signature) };
	return Object.entries(all).map(([name, forge]) => ({
		name: `${kind.name}, ${name}`,
		receiver: kind.receiver,
		make: (dice, nowMs) => forge(draft(kind, dice, nowMs), kind, dice),
	}));
}

/** Whatever is signed with an empty token, to a trigger whose credential has none: nobody can prove anything to it. */
export function tokenlessForgeries(kind: CallbackKind): Mutation[] {
	return ['', 'undefined', 'null', SERVICE.callback.token].map((token) => ({
		name: `${kind.name}, signed with the token "${token === SERVICE.callback.token ? 'of before' : token}" where there is none`,
		receiver: 'tokenless',
		make: (dice, nowMs) => wireOf(kind, { ...draft(kind, dice, nowMs), token }),
	}));
}
