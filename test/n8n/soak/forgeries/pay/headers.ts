import { MERCHANT } from '../../../../simulator/client';
import { lines } from '../../../../simulator/http/paySignature';
import { PLATFORM_CERTIFICATES, READY_KEYS } from '../../../../simulator/world/pay/keys';
import type { Dice } from '../dice';
import type { Mutation } from '../forgery';
import { replaced, valueOf, type Wire, without, withHeader } from '../wire';
import { type PayDraft, payDraft, type PayKind, payWire } from './draft';

type Forge = (made: PayDraft, kind: PayKind, dice: Dice) => Wire | undefined;

const SIGNED = ['Timestamp', 'Nonce', 'Signature', 'Serial', 'Signature-Type'].map((name) => `Wechatpay-${name}`);

/** WeChat's way to say nothing about the type is to leave the header out: that one is genuine (§1.3). */
const MAY_BE_MISSING = 'Wechatpay-Signature-Type';

function misshapen(name: string): Record<string, Forge> {
	const change = (headers: (headers: Wire['headers'], value: string) => Wire['headers']): Forge => (made) => {
		const wire = payWire(made);
		return { ...wire, headers: headers(wire.headers, valueOf(wire.headers, name)) };
	};
	return {
		...(name !== MAY_BE_MISSING && { [`without ${name}`]: change((headers) => without(headers, name)) }),
		[`with an empty ${name}`]: change((headers) => replaced(headers, name, '')),
		[`with ${name} twice`]: change((headers, value) => [...headers, [name, value]]),
		[`with another ${name} before it`]: change((headers) => [[name, 'x'], ...headers]),
		[`with ${name} in quotes`]: change((headers, value) => replaced(headers, name, `"${value}"`)),
		[`with ${name} of 8,000 characters`]: change((headers, value) => replaced(headers, name, value.padEnd(8000, '1'))),
		[`with ${name} as a reserved name`]: change((headers) => replaced(headers, name, '__proto__')),
	};
}

const TIMES: Record<string, (now: number) => string> = {
	'ten minutes old': (now) => String(now - 600),
	'just too old': (now) => String(now - 305),
	'from the future': (now) => String(now + 360),
	'in milliseconds': (now) => `${now}000`,
	'with a sign': (now) => `+${now}`,
	'with a fraction': (now) => `${now}.0`,
	'in hexadecimal': (now) => `0x${now.toString(16)}`,
	'with an exponent': (now) => `${now}e0`,
	'no number': () => 'NaN',
	infinite: () => 'Infinity',
};

const times: Record<string, Forge> = Object.fromEntries(
	Object.entries(TIMES).map(([name, write]) => [`signed at a time that is ${name}`, (made: PayDraft) => payWire({ ...made, timestamp: write(Number(made.timestamp)) })]),
);

const signatureOf = (change: (signature: string, dice: Dice) => string): Forge => (made, _, dice) => {
	const wire = payWire(made);
	const signature = valueOf(wire.headers, 'Wechatpay-Signature');
	const changed = change(signature, dice);
	return changed === signature ? undefined : withHeader(wire, 'Wechatpay-Signature', changed);
};

/** Signed over another layout than the one of §1.3. */
const over = (message: (made: PayDraft, body: string) => Buffer): Forge => (made) => {
	const body = payWire(made).body.toString();
	return payWire(made, body, message(made, body));
};

const serialOf = (change: (serial: string) => string): Forge => (made) => payWire({ ...made, serial: change(made.serial) });

const FORGERIES: Record<string, Forge> = {
	...Object.assign({}, ...SIGNED.map(misshapen)),
	...times,
	'signed with the merchant’s own key': (made) => payWire({ ...made, privateKey: MERCHANT.privateKey }),
	'signed with the key of the other way': (made, { receiver }) =>
		payWire({ ...made, privateKey: receiver === 'publicKey' ? PLATFORM_CERTIFICATES[0].privateKey : READY_KEYS.wechatPay.privateKey }),
	'signed with a certificate that is not the merchant’s': (made) => payWire({ ...made, serial: PLATFORM_CERTIFICATES[1].serial, privateKey: PLATFORM_CERTIFICATES[1].privateKey }),
	'signed by the other way, and saying so': (made, { receiver }) =>
		payWire({
			...made,
			...(receiver === 'publicKey'
				? { serial: PLATFORM_CERTIFICATES[0].serial, privateKey: PLATFORM_CERTIFICATES[0].privateKey }
				: { serial: READY_KEYS.wechatPay.publicKeyId, privateKey: READY_KEYS.wechatPay.privateKey }),
		}),
	'with an unknown serial': (made, _, dice) => payWire({ ...made, serial: dice.letters(40, '0123456789ABCDEF') }),
	'with an unknown public key': (made, _, dice) => payWire({ ...made, serial: `PUB_KEY_ID_${dice.letters(32, '0123456789')}` }),
	'with the serial of the merchant’s certificate': (made) => payWire({ ...made, serial: MERCHANT.serialNo, privateKey: MERCHANT.privateKey }),
	'with half of the serial': serialOf((serial) => serial.slice(0, 20)),
	'with a zero before the serial': serialOf((serial) => `0${serial}`),
	'with the signature of WeChat Pay’s probe': signatureOf((signature) => `WECHATPAY/SIGNTEST/${signature.slice(19)}`),
	'with the signature of another': (made, kind, dice) => withHeader(payWire(made), 'Wechatpay-Signature', valueOf(payWire(payDraft(kind, dice, made.nowMs)).headers, 'Wechatpay-Signature')),
	'with random bytes for a signature': signatureOf((_, dice) => dice.bytes(256).toString('base64')),
	'with a signature of zeros': signatureOf(() => Buffer.alloc(256).toString('base64')),
	'with a signature of one': signatureOf(() => Buffer.concat([Buffer.alloc(255), Buffer.from([1])]).toString('base64')),
	'with the signature in hexadecimal': signatureOf((signature) => Buffer.from(signature, 'base64').toString('hex')),
	'with the signature without its padding': signatureOf((signature) => signature.replace(/=+$/, '')),
	'with the signature in the alphabet of URLs': signatureOf((signature) => signature.replaceAll('+', '-').replaceAll('/', '_')),
	'with bits in the signature that no byte needs': signatureOf((signature) => signature.replace(/(.)==$/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}==`)),
	'with a space in the signature': signatureOf((signature) => `${signature.slice(0, 9)} ${signature.slice(9)}`),
	'with something after the signature': signatureOf((signature) => `${signature}AAAA`),
	'of the type of the Chinese algorithm': (made) => withHeader(payWire(made), 'Wechatpay-Signature-Type', 'WECHATPAY2-SM2-WITH-SM3'),
	'of a type in small letters': (made) => withHeader(payWire(made), 'Wechatpay-Signature-Type', 'wechatpay2-sha256-rsa2048'),
	'of the type none': (made) => withHeader(payWire(made), 'Wechatpay-Signature-Type', 'none'),
	'signed without the last line feed': over(({ timestamp, nonce }, body) => Buffer.from(`${timestamp}\n${nonce}\n${body}`)),
	'signed with carriage returns': over(({ timestamp, nonce }, body) => Buffer.from(`${timestamp}\r\n${nonce}\r\n${body}\r\n`)),
	'signed without its time': over(({ nonce }, body) => lines(nonce, body)),
	'signed without its nonce': over(({ timestamp }, body) => lines(timestamp, body)),
	'signed without its body': over(({ timestamp, nonce }) => lines(timestamp, nonce, '')),
	'signed as if nonce and time were each other': over(({ timestamp, nonce }, body) => lines(nonce, timestamp, body)),
	'signed like a request': over(({ timestamp, nonce }, body) => lines('POST', '/webhook', timestamp, nonce, body)),
	'without any of its headers': (made) => ({ ...payWire(made), headers: [['content-type', 'application/json']] }),
	'signed in its URL': (made) => {
		const wire = payWire(made);
		return { ...wire, headers: wire.headers.slice(0, 1), query: wire.headers.slice(1) };
	},
};

/** What is wrong with the headers, or with the signature in them. */
export function headerForgeries(kind: PayKind): Mutation[] {
	return Object.entries(FORGERIES).map(([name, forge]) => ({
		name: `${kind.name}, ${name}`,
		receiver: kind.receiver,
		make: (dice, nowMs) => forge(payDraft(kind, dice, nowMs), kind, dice),
	}));
}
