import { encryptReqInfo, signV2, type SignType } from '../../../http/payV2';
import { writeXml, type XmlFields } from '../../../http/payXml';
import type { V2Fields } from './fields';

/** How a forged v2 notice differs from a true one. `replay` is a true one, and then the very same bytes again. */
export type V2Tamper = keyof typeof FORGERIES | 'replay';

interface True extends V2Fields {
	apiV2Key: string;
	signType: SignType;
}

const OTHER_KEY = 'SomebodyElsesApiV2Key0000000000x';
const OTHER_MCHID = '1900099999';
const ENTITY = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xml [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>\n';

/** Each makes the XML; undefined where there is no such thing to forge. */
const FORGERIES = {
	/** The last letter of `sign` is another. Only payments are signed. */
	signature: (given: True) => signed(given, ({ sign }) => ({ sign: sign.replace(/.$/, other) })),

	/** A fen more than was signed. */
	field: (given: True) => signed(given, ({ total_fee }) => ({ total_fee: String(Number(total_fee) + 1) })),

	/** Without its sign. */
	missingSign: (given: True) => signed(given, () => ({ sign: undefined })),

	/** Signed, or encrypted, with another merchant's APIv2 key. */
	wrongKey: (given: True) => seal({ ...given, apiV2Key: OTHER_KEY }),

	/** Rightly signed, or encrypted, but about another merchant's money. */
	otherMerchant: (given: True) => seal({ ...given, outer: { ...given.outer, mch_id: OTHER_MCHID } }),

	/** With a document type that reads a file of the reader's machine. */
	entity: (given: True) => {
		const [name, text] = given.inner ? ['return_msg', 'OK'] : ['attach', '&xxe;'];
		const sealed = seal({ ...given, outer: { ...given.outer, [name]: text } });
		return ENTITY + sealed.replace(`<![CDATA[${text}]]>`, '&xxe;');
	},

	/** The first half only. */
	truncate: (given: True) => {
		const sealed = seal(given);
		return sealed.slice(0, sealed.length / 2);
	},

	/** One letter of `req_info` is another. Only refunds have one. */
	reqInfo: (given: True) =>
		given.inner && seal(given).replace(/(<req_info><!\[CDATA\[.{20})(.)/, (_, before: string, letter: string) => before + other(letter)),

	/** Without `req_info`. */
	missingReqInfo: (given: True) => given.inner && writeXml(given.outer),
};

export const V2_TAMPERS = [...Object.keys(FORGERIES), 'replay'];

export function isV2Tamper(name: unknown): name is V2Tamper {
	return typeof name === 'string' && V2_TAMPERS.includes(name);
}

/** The XML of a notice, true or forged; undefined where this kind of notice cannot be forged so. */
export function forgeV2(tamper: V2Tamper | undefined, given: True): string | undefined {
	return tamper && tamper !== 'replay' ? FORGERIES[tamper](given) : seal(given);
}

/** A payment is signed; a refund is not, but encrypted. */
function seal({ outer, inner, apiV2Key, signType }: True): string {
	if (inner) return writeXml({ ...outer, req_info: encryptReqInfo(apiV2Key, writeXml(inner, 'root')) });
	return writeXml({ ...outer, sign: signV2(outer, apiV2Key, signType) });
}

/** A signed one, changed afterwards. */
function signed({ outer, inner, apiV2Key, signType }: True, change: (fields: XmlFields) => Record<string, string | undefined>) {
	if (inner) return undefined;
	const fields: XmlFields = { ...outer, sign: signV2(outer, apiV2Key, signType) };
	const changed = Object.entries({ ...fields, ...change(fields) }).filter(([, value]) => value !== undefined);
	return writeXml(Object.fromEntries(changed) as XmlFields);
}

/** Another letter that may stand there as well: of hex and of base64. */
function other(letter: string): string {
	return letter === 'A' ? 'B' : 'A';
}
