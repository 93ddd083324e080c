import { SERVICE } from '../../../simulator/client';
import { CALLBACK_KINDS, type CallbackKind, type Draft, draft, encrypted, wireOf, written } from './callback/draft';
import type { Genuine } from './forgery';
import { V2_GENUINE } from './pay/v2/genuine';
import { PAY_KINDS, payDraft, payWire } from './pay/draft';
import { type Wire, withBody, withHeader, withQuery } from './wire';

const kindOf = (name: string): CallbackKind => CALLBACK_KINDS.find((kind) => kind.name === name)!;

const asItIs = (kind: CallbackKind): Genuine => ({
	name: kind.name,
	receiver: kind.receiver,
	make: (dice, nowMs) => wireOf(kind, draft(kind, dice, nowMs)),
	item: { event: 'message.text', appid: SERVICE.appid, text: /^forged\? / },
});

/** Changed by somebody else, in a part that WeChat does not sign. */
function changed(kindName: string, name: string, because: string, change: (wire: Wire, made: Draft) => Wire, item: Genuine['item']): Genuine {
	const kind = kindOf(kindName);
	return {
		name: `${kindName}, ${name}`,
		receiver: kind.receiver,
		because,
		make: (dice, nowMs) => {
			const made = draft(kind, dice, nowMs);
			return change(wireOf(kind, made), made);
		},
		item,
	};
}

const BODY = 'in plain mode the signature covers the URL only (wechat-api.md B.1)';
const BESIDE = 'in secure and compatible mode only Encrypt is signed, and nothing else is read (B.1, B.3)';
const TYPE = 'the content type is signed nowhere';

/** What the rules leave open is accepted, does no harm, and is no choice between two senders. */
export const GENUINE: Genuine[] = [
	...CALLBACK_KINDS.map(asItIs),
	...PAY_KINDS.map(({ name, about, receiver }): Genuine => {
		const kind = { name, about, receiver };
		return {
			name,
			receiver,
			make: (dice, nowMs) => payWire(payDraft(kind, dice, nowMs)),
			item: { event: about === 'refund' ? 'REFUND.SUCCESS' : 'TRANSACTION.SUCCESS', amount_fen: 9900 },
		};
	}),
	changed('plain XML', 'another body', BODY, (wire, made) => withBody(wire, written('xml', { ...made.message, Content: 'put there by somebody' })), { text: 'put there by somebody' }),
	changed('plain XML', 'two of FromUserName', BODY, (wire, { message }) => withBody(wire, written('xml', { ...message, FromUserName: ['o1', 'o2'] })), { openid: 'o1' }),
	changed('plain XML', 'a byte order mark', BODY, (wire) => withBody(wire, `\ufeff${wire.body.toString()}`), { event: 'message.text' }),
	changed('plain JSON', 'a number of 400 digits', BODY, (wire) => withBody(wire, wire.body.toString().replace('"CreateTime":', `"Huge":${'9'.repeat(400)},"CreateTime":`)), { Huge: '9'.repeat(400) }),
	changed('plain XML', '50,000 attributes', BODY, (wire) => withBody(wire, wire.body.toString().replace('<xml>', `<xml ${Array.from({ length: 50_000 }, (_, n) => `a${n}="1"`).join(' ')}>`)), { event: 'message.text' }),
	changed('plain XML', 'called a picture', TYPE, (wire) => withHeader(wire, 'content-type', 'image/png'), { event: 'message.text' }),
	changed('compatible XML', 'forged plain text beside it', BESIDE, (_, made) => wireOf(kindOf('compatible XML'), made, { Encrypt: encrypted(made), beside: { ...made.message, Content: 'forged beside it', FromUserName: 'oForged' } }), { text: /^forged\? / }),
	changed('secure JSON', 'more names beside it', BESIDE, (wire) => withBody(wire, wire.body.toString().replace('{', '{"MsgType":"event","Event":"subscribe",')), { event: 'message.text' }),
	changed('secure XML', 'another signature of the URL', BESIDE, (wire) => withQuery(wire, 'signature', '0'.repeat(40)), { event: 'message.text' }),
	changed('secure XML', 'another openid in the URL', BESIDE, (wire) => withQuery(wire, 'openid', 'oForged'), { openid: /^o6_bmj/ }),
	...V2_GENUINE,
];
