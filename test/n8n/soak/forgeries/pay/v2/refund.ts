import { createCipheriv, createHash } from 'node:crypto';
import { decryptReqInfo, encryptReqInfo } from '../../../../../simulator/http/payV2';
import { readXml, writeXml, type XmlFields } from '../../../../../simulator/http/payXml';
import type { Dice } from '../../dice';
import type { Mutation } from '../../forgery';
import { HOSTILE } from '../../hostile';
import type { Wire } from '../../wire';
import { v2Draft, type V2Draft, type V2Kind, v2Wire } from './draft';
import { OTHER_KEYS, OTHER_MCHID, structures } from './structure';

type Forge = (made: V2Draft, dice: Dice) => Wire | undefined;

const BLOCK = 16;

/** The request with this text for its `req_info`; without one if it is `undefined`. */
export const refundWith = (made: V2Draft, req_info?: string): Wire => v2Wire(made, writeXml({ ...made.outer, ...(req_info !== undefined && { req_info }) }));

export const reqInfoOf = ({ apiV2Key, inner }: V2Draft): string => encryptReqInfo(apiV2Key, writeXml(inner!, 'root'));

const bytes = (change: (ciphertext: Buffer, dice: Dice) => Buffer): Forge => (made, dice) => refundWith(made, change(Buffer.from(reqInfoOf(made), 'base64'), dice).toString('base64'));

/** Encrypted with the right key, which only WeChat Pay and the merchant have, and still no refund. */
const hidden = (write: (xml: string, made: V2Draft) => string | Buffer): Forge => (made) => refundWith(made, encryptReqInfo(made.apiV2Key, write(writeXml(made.inner!, 'root'), made) as string));
const without = (name: string): Forge => hidden((_, { inner }) => writeXml(Object.fromEntries(Object.entries(inner!).filter(([one]) => one !== name)), 'root'));

/** Encrypted without the padding that is due. */
const padded = (padding: (due: number) => Buffer): Forge => (made) => {
	const plain = Buffer.from(writeXml(made.inner!, 'root'));
	const content = Buffer.concat([plain, padding(BLOCK - (plain.length % BLOCK))]);
	const key = createHash('md5').update(made.apiV2Key).digest('hex');
	const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
	return refundWith(made, Buffer.concat([cipher.update(content.subarray(0, content.length - (content.length % BLOCK))), cipher.final()]).toString('base64'));
};

const about = (change: XmlFields): Forge => (made) => v2Wire({ ...made, outer: { ...made.outer, ...change } });

const FORGERIES: Record<string, Forge> = {
	'without a req_info': (made) => refundWith(made),
	'with an empty req_info': (made) => refundWith(made, ''),
	'with its plain text for a req_info': (made) => refundWith(made, writeXml(made.inner!, 'root')),
	'with its plain text in base64': (made) => refundWith(made, Buffer.from(writeXml(made.inner!, 'root')).toString('base64')),
	'with its plain text instead': (made) => v2Wire(made, writeXml({ ...made.outer, ...made.inner })),
	'with its req_info in hexadecimal': (made) => refundWith(made, Buffer.from(reqInfoOf(made), 'base64').toString('hex')),
	'with its req_info under Req_info': (made) => v2Wire(made, writeXml({ ...made.outer, Req_info: reqInfoOf(made) })),
	'without the last byte of its req_info': bytes((given) => given.subarray(0, -1)),
	'without the last block of its req_info': bytes((given) => given.subarray(0, -BLOCK)),
	'without the first block of its req_info': bytes((given) => given.subarray(BLOCK)),
	'with the first block of its req_info': bytes((given) => given.subarray(0, BLOCK)),
	'with the last block of its req_info': bytes((given) => given.subarray(-BLOCK)),
	'with half of its req_info': bytes((given) => given.subarray(0, Math.floor(given.length / BLOCK / 2) * BLOCK)),
	'with a byte more in its req_info': bytes((given) => Buffer.concat([given, Buffer.from([0])])),
	'with a block more in its req_info': bytes((given) => Buffer.concat([given, Buffer.alloc(BLOCK)])),
	'with its req_info twice in itself': bytes((given) => Buffer.concat([given, given])),
	'with the blocks of its req_info backwards': bytes((given) => Buffer.concat(Array.from({ length: given.length / BLOCK }, (_, n) => given.subarray(given.length - (n + 1) * BLOCK, given.length - n * BLOCK)))),
	'with random blocks for a req_info': bytes((given, dice) => dice.bytes(given.length)),
	'with zeros for a req_info': bytes((given) => Buffer.alloc(given.length)),
	'with a padding of zeros': padded((due) => Buffer.alloc(due)),
	'with a padding of 17': padded((due) => Buffer.alloc(due, 17)),
	'with a padding one too large': padded((due) => Buffer.alloc(due, due + 1)),
	'with a padding that is not all the same': padded((due) => Buffer.concat([Buffer.alloc(due + BLOCK - 1, 1), Buffer.from([due === 1 ? 2 : due])])),
	'with white space for a padding': padded((due) => Buffer.alloc(due, ' ')),
	'with no padding': padded(() => Buffer.alloc(0)),
	'about no refund': without('refund_id'),
	'about no refund of the merchant’s': without('out_refund_no'),
	'that says not what became of it': without('refund_status'),
	'with two of refund_id in it': hidden((xml) => xml.replace('<root>', '<root><refund_id>1</refund_id>')),
	'with a document type in it': hidden((xml) => `<!DOCTYPE root [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>${xml}`),
	'with an entity in it': hidden((xml) => xml.replace(/<refund_account>.*?<\/refund_account>/, '<refund_account>&xxe;</refund_account>')),
	'with an element in a value in it': hidden((xml) => xml.replace('<root>', '<root><a><b>1</b></a>')),
	'with a reserved name in it': hidden((xml) => xml.replace('<root>', '<root><__proto__>1</__proto__>')),
	'with half of the XML in it': hidden((xml) => xml.slice(0, xml.length / 2)),
	'with JSON in it': hidden((_, { inner }) => JSON.stringify(inner)),
	'with nothing in it': hidden(() => ''),
	'with another root in it': hidden((xml) => xml.replaceAll('root>', 'xmlx>')),
	'about another merchant’s money': about({ mch_id: OTHER_MCHID }),
	'about no merchant': about({ mch_id: '' }),
	'that says it failed': about({ return_code: 'FAIL' }),
	...Object.fromEntries(Object.entries(OTHER_KEYS).map(([name, key]) => [`encrypted with ${name}`, (made: V2Draft, dice: Dice) => v2Wire({ ...made, apiV2Key: key(dice) })])),
};

/** What is wrong with the notice of a refund, and hostile documents in what is rightly encrypted. */
export function v2RefundForgeries(kind: V2Kind): Mutation[] {
	const named = Object.entries({ ...FORGERIES, ...structures('nonce_str', 'req_info') });
	const hostile = HOSTILE.filter(({ name }) => name.startsWith('XML')).map(({ name, document }): [string, Forge] => [`hostile content: ${name}`, hidden(() => document().subarray(0, 100_000))]);
	return [...named, ...hostile].map(([name, forge]) => ({ name: `${kind.name}, ${name}`, receiver: 'v2', make: (dice, nowMs) => forge(v2Draft(kind, dice, nowMs), dice) }));
}

const NAMED = ['refund_id', 'out_refund_no', 'refund_status'];

/**
 * Whether nobody can tell: blocks are encrypted one by one and nothing is signed, so damage that hits the text of a
 * value only leaves a notice that reads as one (is_verified is false; wechat-pay.md §2.8 wants it asked about).
 */
export function readsAsRefund(apiV2Key: string, reqInfo: string): boolean {
	try {
		const xml = decryptReqInfo(apiV2Key, reqInfo);
		const fields = readXml(xml, 'root');
		return ![...xml].some((character) => character === '\ufffd' || (character < ' ' && !'\t\n\r'.includes(character))) && NAMED.every((name) => fields?.[name]);
	} catch {
		return false;
	}
}
