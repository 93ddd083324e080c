import { MalformedXml, reveal } from './xmlText';

/** What an element holds: its text, its elements, or the values of its repetitions. */
export type XmlValue = string | XmlObject | XmlValue[];

/** The elements of an element, by name. */
export interface XmlObject {
	[name: string]: XmlValue;
}

/** Under this key a node of the parser has text. */
export const TEXT = '#text';
/** Under this key a node of the parser has the text of a CDATA section. */
export const CDATA = '#cdata';

/** A node of the parser: one key, which is TEXT, CDATA or the name of an element. */
export type Parsed = Record<string, string | Parsed[]>;

function addElement(elements: XmlObject, name: string, value: XmlValue): void {
	if (name in Object.prototype) throw new MalformedXml('The XML has an element with a reserved name.');
	const earlier = elements[name];
	if (earlier === undefined) elements[name] = value;
	else if (Array.isArray(earlier)) earlier.push(value);
	else elements[name] = [earlier, value];
}

/**
 * What an element holds, out of the parser's nodes.
 * White space beside elements and CDATA sections is layout; where it stands alone it is the text.
 * @throws MalformedXml for a name that every object has (`__proto__`, `constructor` …), and for text between elements
 */
export function toValue(nodes: Parsed[]): string | XmlObject {
	const elements: XmlObject = {};
	let text = '';
	let layout = '';
	let hasData = false;
	for (const [name, content] of nodes.flatMap((node) => Object.entries(node))) {
		if (typeof content === 'string') {
			if (/^[ \t\n]*$/.test(content)) layout += content;
			else text += content;
		} else if (name === CDATA) {
			hasData = true;
			text += content.map((node) => node[TEXT]).join('');
		} else addElement(elements, name, toValue(content));
	}
	if (Object.keys(elements).length === 0) return reveal(hasData ? text : text || layout);
	if (text !== '') throw new MalformedXml('The XML mixes text and elements.');
	return elements;
}
