const MEBIBYTE = 1024 * 1024;

/** Almost as much of it as the trigger takes. */
const muchOf = (part: string, bytes = MEBIBYTE - 64): string => part.repeat(Math.floor(bytes / part.length));

const list = (count: number, write: (n: number) => string): string => Array.from({ length: count }, (_, n) => write(n)).join('');

const doctype = (declarations: string, content: string): string => `<?xml version="1.0"?><!DOCTYPE xml [${declarations}]><xml><MsgType>text</MsgType><Content>${content}</Content></xml>`;

const laughs = `<!ENTITY a0 "lol">${list(9, (n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`)}`;

const TRUE = '<MsgType>text</MsgType><FromUserName>o1</FromUserName>';

/** Documents that nobody can take for a push, whatever stands around them. */
const XML: Record<string, () => string | Buffer> = {
	'a billion laughs': () => doctype(laughs, '&a9;'),
	'a long entity many times': () => doctype(`<!ENTITY a "${'x'.repeat(50_000)}">`, '&a;'.repeat(10_000)),
	'an entity of itself': () => doctype('<!ENTITY a "&b;"><!ENTITY b "&a;">', '&a;'),
	'a file as an entity': () => doctype('<!ENTITY f SYSTEM "file:///etc/passwd">', '&f;'),
	'a web page as an entity': () => doctype('<!ENTITY f SYSTEM "http://127.0.0.1:9/">', '&f;'),
	'a parameter entity': () => doctype('<!ENTITY % p SYSTEM "http://127.0.0.1:9/a.dtd"> %p;', 'x'),
	'a document type from elsewhere': () => `<!DOCTYPE xml SYSTEM "http://127.0.0.1:9/a.dtd"><xml>${TRUE}</xml>`,
	'an empty document type': () => `<!DOCTYPE xml><xml>${TRUE}</xml>`,
	'a document type inside': () => `<xml>${TRUE}<!DOCTYPE xml></xml>`,
	'an unknown entity': () => `<xml>${TRUE}<Content>&nbsp;</Content></xml>`,
	'an entity that is no character': () => `<xml>${TRUE}<Content>&#0;&#xD800;</Content></xml>`,
	'10,000 levels': () => `<xml>${'<a>'.repeat(10_000)}x${'</a>'.repeat(10_000)}</xml>`,
	'150,000 levels': () => `<xml>${'<a>'.repeat(149_000)}${'</a>'.repeat(149_000)}</xml>`,
	'100,000 levels that never end': () => '<a>'.repeat(100_000),
	'100,000 elements': () => `<xml>${'<a/>'.repeat(100_000)}</xml>`,
	'100,000 attributes': () => `<xml ${list(100_000, (n) => `a${n.toString(36)}=""`).replaceAll('"a', '" a')}><a></xml>`,
	'100,000 times one attribute': () => `<xml ${'a="1" '.repeat(100_000)}>${TRUE}</xml>`,
	'an attribute that never ends': () => `<xml a="${muchOf('x')}`,
	'a name of a megabyte': () => `<${muchOf('x')}>`,
	'a megabyte of <': () => `<xml>${muchOf('<', MEBIBYTE - 80)}</xml>`,
	'a megabyte of open sections': () => `<xml>${muchOf('<![CDATA[', MEBIBYTE - 80)}</xml>`,
	'a megabyte of open comments': () => `<xml>${muchOf('<!--', MEBIBYTE - 80)}</xml>`,
	'a megabyte of ampersands': () => `<xml><a>${muchOf('&', MEBIBYTE - 80)}</a></xml>`,
	'instructions without end': () => `<xml>${'<?a b?>'.repeat(5000)}${TRUE}</xml>`,
	'a section that is not closed': () => `<xml>${TRUE}<Content><![CDATA[a</Content></xml>`,
	'a section in a section': () => `<xml>${TRUE}<Content><![CDATA[a<![CDATA[b]]>c]]></Encrypt></xml>`,
	'a section in a name': () => `<xml><Msg<![CDATA[Type]]>>text</MsgType></xml>`,
	'a section around everything': () => `<![CDATA[<xml>${TRUE}</xml>]]>`,
	'an element closed by another': () => `<xml><MsgType>text</Content></xml>`,
	'an element that is not closed': () => `<xml>${TRUE}<Content>x</xml>`,
	'text between the elements': () => `<xml>${TRUE} and more</xml>`,
	'two documents': () => `<xml>${TRUE}</xml><xml>${TRUE}</xml>`,
	'something behind it': () => `<xml>${TRUE}</xml>{"MsgType":"text"}`,
	'something before it': () => `x<xml>${TRUE}</xml>`,
	'another root': () => `<html>${TRUE}</html>`,
	'a root in capitals': () => `<XML>${TRUE}</XML>`,
	'an element __proto__': () => `<xml>${TRUE}<__proto__><isAdmin>1</isAdmin></__proto__></xml>`,
	'an element constructor': () => `<xml>${TRUE}<constructor><prototype><isAdmin>1</isAdmin></prototype></constructor></xml>`,
	'an element toString': () => `<xml>${TRUE}<toString>x</toString></xml>`,
	'UTF-16, small end first': () => Buffer.from(`\ufeff<xml>${TRUE}</xml>`, 'utf16le'),
	'UTF-16, great end first': () => Buffer.from(`\ufeff<xml>${TRUE}</xml>`, 'utf16le').swap16(),
	'UTF-16 without a mark': () => Buffer.from(`<xml>${TRUE}</xml>`, 'utf16le'),
	'a name of broken UTF-8': () => Buffer.concat([Buffer.from('<xml><'), Buffer.from([0xff, 0xc0, 0x80]), Buffer.from('>x</a></xml>')]),
	'overlong UTF-8': () => Buffer.concat([Buffer.from([0xc0, 0xbc]), Buffer.from(`xml>${TRUE}</xml>`)]),
	'a NUL before it': () => `\0<xml>${TRUE}</xml>`,
	'a NUL in a name': () => `<xml><Msg\0Type>text</MsgType></xml>`,
};

const JSONS: Record<string, () => string | Buffer> = {
	'10,000 levels of lists': () => `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
	'10,000 levels of objects': () => `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
	'100,000 levels that never end': () => '{"a":'.repeat(100_000),
	'a key __proto__': () => '{"MsgType":"text","__proto__":{"isAdmin":1}}',
	'a key constructor': () => '{"MsgType":"text","constructor":{"prototype":{"isAdmin":1}}}',
	'a key __proto__ further down': () => '{"MsgType":"text","a":[{"__proto__":{"isAdmin":1}}]}',
	'a list': () => '[{"MsgType":"text"}]',
	null: () => 'null',
	'a number': () => '12345678901234567890',
	'a text': () => '"MsgType"',
	'half of it': () => '{"MsgType":"text"',
	'two of it': () => '{"MsgType":"text"}{"MsgType":"text"}',
	'a comment': () => '{"MsgType":"text"/**/}',
	'NaN': () => '{"MsgType":"text","a":NaN}',
	'a number with a zero before it': () => '{"MsgType":"text","a":01}',
	'a NUL in it': () => '{"MsgType":"text"\0}',
	'a tab in a text': () => '{"MsgType":"te\tx\nt"}',
	'a megabyte of quotes': () => muchOf('"'),
	'a megabyte of backslashes': () => `{"a":"${muchOf('\\', MEBIBYTE - 99)}`,
	'UTF-16': () => Buffer.from('{"MsgType":"text"}', 'utf16le'),
};

const NEITHER: Record<string, () => string | Buffer> = {
	nothing: () => '',
	'white space': () => ' \r\n\t',
	'every byte': () => Buffer.from(Array.from({ length: 256 }, (_, n) => n)),
	'a form': () => 'MsgType=text&FromUserName=o1&Content=forged',
	'JavaScript': () => 'MsgType:"text"',
	'a picture': () => Buffer.from('ffd8ffe000104a46494600', 'hex'),
	'a gigabyte, says its gzip': () => Buffer.from('1f8b0800000000000003', 'hex'),
};

const made = new Map<string, Buffer>();

/** Makes it once: some take longer to write than to refuse. */
const once = (name: string, make: () => string | Buffer) => (): Buffer => {
	const document = made.get(name) ?? Buffer.from(make() as string);
	made.set(name, document);
	return document;
};

/** Bodies that cannot be read as a push in plain, by their names. At most 1 MiB, which is what the trigger reads. */
export const HOSTILE: Array<{ name: string; document: () => Buffer }> = [
	...Object.entries(XML).map(([name, make]) => ({ name: `XML: ${name}`, document: once(`XML: ${name}`, make) })),
	...Object.entries(JSONS).map(([name, make]) => ({ name: `JSON: ${name}`, document: once(`JSON: ${name}`, make) })),
	...Object.entries(NEITHER).map(([name, make]) => ({ name, document: once(name, make) })),
];
