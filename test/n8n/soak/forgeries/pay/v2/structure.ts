import { MERCHANT } from '../../../../../simulator/client';
import type { Dice } from '../../dice';
import type { Wire } from '../../wire';
import { CERTIFICATE_API_V3_KEY } from '../draft';
import { type V2Draft, v2Wire } from './draft';

export const OTHER_MCHID = '1900099999';

/** Keys that are not the merchant's APIv2 key. */
export const OTHER_KEYS: Record<string, (dice: Dice) => string> = {
	'another key': (dice) => dice.letters(32),
	'an empty key': () => '',
	'the key in small letters': () => MERCHANT.apiV2Key.toLowerCase(),
	'half of the key': () => MERCHANT.apiV2Key.slice(0, 16),
	'the key and a space': () => `${MERCHANT.apiV2Key} `,
	'the APIv3 key': () => MERCHANT.apiV3Key,
	'the APIv3 key of another merchant': () => CERTIFICATE_API_V3_KEY,
	'the text undefined': () => 'undefined',
	'the merchant number': () => MERCHANT.mchid,
};

const DOCTYPES: Record<string, string> = {
	'an empty document type': '<!DOCTYPE xml>',
	'a file as an entity': '<!DOCTYPE xml [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
	'a web page as an entity': '<!DOCTYPE xml [<!ENTITY xxe SYSTEM "http://127.0.0.1:9/">]>',
	'an entity that is the true text': '<!DOCTYPE xml [<!ENTITY xxe "table 7">]>',
	'a document type from elsewhere': '<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/a.dtd">',
};

/** The right notice, written as WeChat never writes it. */
type Rewrite = (xml: string, dice: Dice) => string | Buffer;

/** `text`: a field whose value does not matter; `proof`: the one that shows whose notice it is. */
const rewrites = (text: string, proof: string): Record<string, Rewrite> => {
	const element = (name: string): RegExp => new RegExp(`<${name}>.*?</${name}>`, 's');
	const wrapped = (name: string, wrap: (element: string) => string): Rewrite => (xml) => xml.replace(element(name), wrap);
	return {
		...Object.fromEntries(Object.entries(DOCTYPES).map(([name, doctype]) => [`with ${name}`, (xml: string) => `<?xml version="1.0"?>${doctype}${xml.replace(element(text), `<${text}>&xxe;</${text}>`)}`])),
		'with a document type inside': (xml) => xml.replace('<xml>', '<xml><!DOCTYPE xml>'),
		'with an unknown entity': wrapped(text, () => `<${text}>&nbsp;</${text}>`),
		[`with ${proof} twice`]: wrapped(proof, (one) => one + one),
		[`with another ${proof} before it`]: wrapped(proof, (one) => `<${proof}>AAAA</${proof}>${one}`),
		[`with ${proof} in ${proof}`]: wrapped(proof, (one) => `<${proof}>${one}</${proof}>`),
		[`with ${proof} outside`]: (xml) => xml.replace(element(proof), '') + element(proof).exec(xml)![0],
		[`with an element in ${proof}`]: wrapped(proof, (one) => one.replace(`</${proof}>`, `<a/></${proof}>`)),
		'with mch_id twice': wrapped('mch_id', (one) => one + one),
		'with another mch_id behind it': wrapped('mch_id', (one) => `${one}<mch_id>${OTHER_MCHID}</mch_id>`),
		'with an element in a value': wrapped(text, () => `<${text}><a>table 7</a></${text}>`),
		'with a value in 20 elements': wrapped(text, (one) => '<a>'.repeat(20) + one + '</a>'.repeat(20)),
		'in another document': (xml) => `<xml>${xml}</xml>`,
		'of 10,000 levels': (xml) => xml.replace('<xml>', `<xml>${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}`),
		'of 20,000 elements': (xml) => xml.replace('<xml>', `<xml>${'<a>1</a>'.repeat(20_000)}`),
		'with an element __proto__': (xml) => xml.replace('<xml>', '<xml><__proto__><mch_id>1</mch_id></__proto__>'),
		'with an element constructor': (xml) => xml.replace('<xml>', '<xml><constructor>1</constructor>'),
		'with text between the elements': (xml) => xml.replace('</xml>', 'x</xml>'),
		'under another root': (xml) => xml.replace('<xml>', '<root>').replace('</xml>', '</root>'),
		'under a root in capitals': (xml) => xml.replace('<xml>', '<XML>').replace('</xml>', '</XML>'),
		'twice': (xml) => xml + xml,
		'without its last byte': (xml) => xml.slice(0, -1),
		'without its second half': (xml) => xml.slice(0, xml.length / 2),
		'with something behind it': (xml) => `${xml}x`,
		'with something before it': (xml) => `x${xml}`,
		'with a processing instruction': (xml) => xml.replace('<xml>', '<?a b?><xml>'),
		'in UTF-16': (xml) => Buffer.from(`\ufeff${xml}`, 'utf16le'),
		'as JSON': (xml) => JSON.stringify({ xml }),
		'without a body': () => '',
	};
};

/** The right notice in a document that is not WeChat's. */
export function structures(text: string, proof: string): Record<string, (made: V2Draft, dice: Dice) => Wire> {
	return Object.fromEntries(Object.entries(rewrites(text, proof)).map(([name, rewrite]) => [name, (made: V2Draft, dice: Dice) => v2Wire(made, rewrite(v2Wire(made).body.toString(), dice))]));
}
