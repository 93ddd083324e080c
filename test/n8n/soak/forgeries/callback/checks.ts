import type { Mutation } from '../forgery';
import { replaced, type Wire, without } from '../wire';
import { type CallbackKind, CALLBACK_KINDS, type Draft, draft, sha1 } from './draft';

/** WeChat's check of the URL, signed with this token. */
export function checkOf({ token, timestamp, nonce }: Draft, echostr: string): Wire {
	const query: Wire['query'] = [
		['signature', sha1(token, timestamp, nonce)],
		['timestamp', timestamp],
		['nonce', nonce],
		['echostr', echostr],
	];
	return { method: 'GET', query, headers: [], body: Buffer.alloc(0) };
}

/** The echostr itself is not signed: whoever has seen a URL gets back whatever he sends (wechat-api.md B.1). */
const FORGERIES: Record<string, (made: Draft, wire: Wire) => Wire> = {
	'with another token': (made) => checkOf({ ...made, token: `${made.token}x` }, '123'),
	'with an empty token': (made) => checkOf({ ...made, token: '' }, '123'),
	'ten minutes old': (made) => checkOf({ ...made, timestamp: String(Number(made.timestamp) - 600) }, '123'),
	'from the future': (made) => checkOf({ ...made, timestamp: String(Number(made.timestamp) + 600) }, '123'),
	'without an echostr': (_, wire) => ({ ...wire, query: without(wire.query, 'echostr') }),
	'with an empty echostr': (_, wire) => ({ ...wire, query: replaced(wire.query, 'echostr', '') }),
	'with two of echostr': (_, wire) => ({ ...wire, query: [...wire.query, ['echostr', '<script>']] }),
	'with an echostr that is a list': (_, wire) => ({ ...wire, query: [...without(wire.query, 'echostr'), ['echostr[]', '123']] }),
	'with an echostr that is an object': (_, wire) => ({ ...wire, query: [...without(wire.query, 'echostr'), ['echostr[toString]', '123']] }),
	'with echostr in the signature’s place': (_, wire) => ({ ...wire, query: replaced(wire.query, 'signature', '123') }),
	'signed as WeCom signs': (made, wire) => ({ ...wire, query: replaced(wire.query, 'signature', sha1(made.token, made.timestamp, made.nonce, '123')) }),
	'with a signature in capitals': (_, wire) => ({ ...wire, query: wire.query.map(([name, value]) => [name, name === 'signature' ? value.toUpperCase() : value]) }),
	'with a msg_signature instead': (_, wire) => ({ ...wire, query: wire.query.map(([name, value]) => [name === 'signature' ? 'msg_signature' : name, value]) }),
	'with the signature twice': (_, wire) => ({ ...wire, query: [...wire.query, wire.query[0]] }),
	'with nothing': (_, wire) => ({ ...wire, query: [] }),
};

/** Forged checks of the URL, for one trigger of each credential. */
export function checkForgeries(): Mutation[] {
	const kinds = CALLBACK_KINDS.filter(({ name }) => ['plain XML', 'secure XML'].includes(name));
	const forged = (kind: CallbackKind): Mutation[] =>
		Object.entries(FORGERIES).map(([name, forge]) => ({
			name: `check of the URL (${kind.receiver}), ${name}`,
			receiver: kind.receiver,
			make: (dice, nowMs) => {
				const made = draft(kind, dice, nowMs);
				return forge(made, checkOf(made, '123'));
			},
		}));
	return kinds.flatMap(forged);
}
