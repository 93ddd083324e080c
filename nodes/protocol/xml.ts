import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { decodeEntities, MalformedXml, protect, withoutIllegal } from './xmlText';
import { CDATA, type Parsed, TEXT, toValue, type XmlObject, type XmlValue } from './xmlTree';

export { MalformedXml, type XmlObject, type XmlValue };

const MAX_BYTES = 1024 * 1024;
const MAX_DEPTH = 16;
const MAX_ELEMENTS = 10_000;
const entityDecoder = {
	decode: decodeEntities,
	addInputEntities: () => {
		throw new MalformedXml('The XML has a document type.');
	},
	setExternalEntities: () => {},
	reset: () => {},
	setXmlVersion: () => {},
};

/** Looks at each element while the parser runs, so that a hostile document stops it early. */
function bounds(): (name: string, path: string | { getDepth(): number }) => string {
	let elements = 0;
	return (name, path) => {
		const depth = typeof path === 'string' ? 0 : path.getDepth();
		if (++elements > MAX_ELEMENTS || depth > MAX_DEPTH) throw new MalformedXml('The XML is too large.');
		if (name.startsWith('?')) throw new MalformedXml('The XML has a processing instruction.');
		return name;
	};
}

function parseNodes(text: string): Parsed[] {
	const parser = new XMLParser({
		preserveOrder: true,
		cdataPropName: CDATA,
		textNodeName: TEXT,
		parseTagValue: false,
		trimValues: false,
		ignoreDeclaration: true,
		entityDecoder,
		jPath: false,
		updateTag: bounds(),
		onDangerousProperty: (name) => name,
	});
	try {
		// The parser alone takes mismatched tags for granted.
		if (XMLValidator.validate(text) !== true) throw new MalformedXml('The XML is not well-formed.');
		return parser.parse(text) as Parsed[];
	} catch (error) {
		// The library's own messages quote the document.
		throw error instanceof MalformedXml ? error : new MalformedXml('The XML cannot be read.');
	}
}

/**
 * Reads a document of WeChat: the content of its root element `<xml>`. Every leaf is a string, exactly as it was
 * sent (ids keep all digits); repeated elements are arrays; an empty element is ''; attributes are ignored.
 * At most 1 MiB, 16 levels, 10 000 elements; no document type, no entities but XML's five and numbers.
 * @throws MalformedXml for everything else (reference/wechat-api.md B.3)
 */
export function parseXml(text: string): XmlObject {
	if (Buffer.byteLength(text) > MAX_BYTES) throw new MalformedXml('The XML is larger than 1 MiB.');
	// The validator lets text pass after a root that closes itself.
	if (!text.trimEnd().endsWith('</xml>')) throw new MalformedXml('The XML does not end with </xml>.');
	// Text outside the root is white space and a byte order mark: the validator has seen to it.
	const nodes = parseNodes(protect(text)).filter((node) => !(TEXT in node));
	const root = nodes.length === 1 ? nodes[0].xml : undefined;
	if (!Array.isArray(root)) throw new MalformedXml('The XML does not have the one root element <xml>.');
	const content = toValue(root);
	if (typeof content !== 'string') return content;
	if (content.trim() !== '') throw new MalformedXml('The XML has no elements.');
	return {};
}

const builder = new XMLBuilder({ cdataPropName: CDATA, maxNestedTags: MAX_DEPTH });

function toElements(value: unknown): unknown {
	if (typeof value === 'string') return { [CDATA]: withoutIllegal(value) };
	if (Array.isArray(value)) return value.map(toElements);
	if (typeof value !== 'object' || value === null) return value ?? undefined;
	return Object.fromEntries(
		Object.entries(value).map(([name, content]) => {
			if (!/^[A-Za-z_][\w.-]*$/.test(name)) throw new TypeError('An XML element cannot have this name.');
			return [name, toElements(content)];
		}),
	);
}

/**
 * Writes `<xml>…</xml>` for WeChat: strings as CDATA (so `<a href>` stays a link), numbers plain, an array as
 * repeated elements, undefined and null left out, characters that XML cannot hold dropped.
 * @throws TypeError for a name that is none in XML (reference/wechat-api.md B.4)
 */
export function buildXml(content: object): string {
	return builder.build({ xml: toElements(content) });
}
