/** Flat XML as v2 of WeChat Pay speaks it: `<xml>` or `<root>`, every text in CDATA (wechat-pay.md §2.8). */
export type XmlFields = Record<string, string>;

/** XML with elements in elements: a list is the same element several times. */
export interface XmlTree {
	[name: string]: string | XmlTree | XmlTree[];
}

/** How CDATA holds the three characters that would end it. */
const SPLIT = ']]]]><![CDATA[>';

/** Numbers stand as they are, everything else in CDATA. */
export function writeXml(fields: XmlTree, root = 'xml'): string {
	const lines = Object.entries(fields).flatMap(([name, values]) => {
		return [values].flat().map((value) => (typeof value === 'string' ? `<${name}>${cdata(value)}</${name}>` : writeXml(value, name)));
	});
	return `<${root}>\n${lines.join('\n')}\n</${root}>`;
}

/** The fields of flat XML, or undefined where it is something else. */
export function readXml(text: string, root = 'xml'): XmlFields | undefined {
	const inner = new RegExp(`^\\s*(?:<\\?xml[^>]*\\?>\\s*)?<${root}>(.*)</${root}>\\s*$`, 's').exec(text)?.[1];
	if (inner === undefined) return undefined;
	const fields: XmlFields = {};
	const rest = inner.replace(
		/<(\w+)>\s*(?:<!\[CDATA\[(.*?)\]\]>|([^<]*?))\s*<\/\1>/gs,
		(_, name: string, quoted: string | undefined, plain: string | undefined) => {
			fields[name] = quoted?.replaceAll(SPLIT, ']]>') ?? plain ?? '';
			return '';
		},
	);
	return rest.trim() === '' ? fields : undefined;
}

function cdata(value: string): string {
	if (/^\d{1,15}$/.test(value)) return value;
	return `<![CDATA[${value.replaceAll(']]>', SPLIT)}]]>`;
}
