import { buildXml, MalformedXml, parseXml, type XmlObject, type XmlValue } from '../../nodes/protocol/xml';
import { below, oneOf, randomNumbers } from './random';

const textMessage = `<xml>
	<ToUserName><![CDATA[gh_97417a04a28d]]></ToUserName>
	<FromUserName><![CDATA[o9AgO5Kd5ggOC-bXrbNODIiE3bGY]]></FromUserName>
	<CreateTime>1714037059</CreateTime>
	<MsgType><![CDATA[text]]></MsgType>
	<Content><![CDATA[1 < 2 & <b>]]></Content>
	<MsgId>24012345678901234567</MsgId>
</xml>`;

/** The message of what parsing throws; fails if it throws nothing, or anything but MalformedXml. */
function refusal(text: string): string {
	try {
		parseXml(text);
	} catch (error) {
		expect(error).toBeInstanceOf(MalformedXml);
		return (error as Error).message;
	}
	throw new Error(`accepted: ${text.slice(0, 100)}`);
}

describe('parseXml reads what WeChat sends', () => {
	test('a text message', () => {
		expect(parseXml(textMessage)).toEqual({
			ToUserName: 'gh_97417a04a28d',
			FromUserName: 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY',
			CreateTime: '1714037059',
			MsgType: 'text',
			Content: '1 < 2 & <b>',
			MsgId: '24012345678901234567',
		});
	});

	test('MsgId rounded to a double', () => {
		expect(parseXml('<xml><MsgId>9007199254740993</MsgId></xml>').MsgId).toBe('9007199254740993');
		expect(parseXml('<xml><MsgId>18446744073709551615</MsgId></xml>').MsgId).toBe('18446744073709551615');
	});

	test.each(['007', '0x10', '1e5', 'true', 'null', '-0', '1.50', '+1', 'NaN', ' 12 ', '１２'])(
		'%p stays the text it was',
		(text) => {
			expect(parseXml(`<xml><A>${text}</A><B><![CDATA[${text}]]></B></xml>`)).toEqual({ A: text, B: text });
		},
	);

	test('white space and line breaks of a customer stay', () => {
		const content = '  first\r\n\tsecond\n\nthird\r \n';
		expect(parseXml(`<xml><Content><![CDATA[${content}]]></Content></xml>`).Content).toBe(content);
		expect(parseXml('<xml><Content><![CDATA[ ]]></Content></xml>').Content).toBe(' ');
		expect(parseXml('<xml><A>\n</A></xml>').A).toBe('\n');
		expect(parseXml('<xml><A>\u{10000}\u{103ff}</A><B><![CDATA[\u{10000}\r]]></B></xml>')).toEqual({
			A: '\u{10000}\u{103ff}',
			B: '\u{10000}\r',
		});
	});

	test('white space beside elements and CDATA is layout', () => {
		expect(parseXml('<xml>\r\n<A>\n\t<![CDATA[x]]>\n</A>\n<B> <C>1</C> </B></xml>\n')).toEqual({ A: 'x', B: { C: '1' } });
		expect(parseXml('<xml><A>\n<![CDATA[]]>\n</A></xml>').A).toBe('');
	});

	test('nothing is empty text', () => {
		expect(parseXml('<xml><A></A><B/><C><![CDATA[]]></C><D /></xml>')).toEqual({ A: '', B: '', C: '', D: '' });
		expect(parseXml('<xml></xml>')).toEqual({});
		expect(parseXml('<xml> \n</xml>')).toEqual({});
	});

	test('nested elements are objects, repeated ones arrays', () => {
		const xml =
			'<xml><SendPicsInfo><Count>2</Count><PicList><item><Md5>a</Md5></item><item><Md5>b</Md5></item></PicList></SendPicsInfo>' +
			'<List>1</List><List></List><List><A>2</A></List></xml>';
		expect(parseXml(xml)).toEqual({
			SendPicsInfo: { Count: '2', PicList: { item: [{ Md5: 'a' }, { Md5: 'b' }] } },
			List: ['1', '', { A: '2' }],
		});
	});

	test('declaration, byte order mark, comments and attributes mean nothing', () => {
		const xml = '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<!-- < & --><xml a="1"><A b="2" c=\'>\'>x<!-- y -->z</A></xml>';
		expect(parseXml(xml)).toEqual({ A: 'xz' });
	});

	test('CDATA of several sections is one text', () => {
		expect(parseXml('<xml><A>a<![CDATA[]]]]><![CDATA[>]]>b &amp; c</A></xml>').A).toBe('a]]>b & c');
	});

	test('the five entities and numbers are resolved, once, and not inside CDATA', () => {
		expect(parseXml('<xml><A>&lt;&gt;&amp;&quot;&apos;&#65;&#x1F600;&#13;</A></xml>').A).toBe('<>&"\'A😀\r');
		expect(parseXml('<xml><A>&amp;lt;</A><B>&#38;lt;</B></xml>')).toEqual({ A: '&lt;', B: '&lt;' });
		expect(parseXml('<xml><A><![CDATA[&lt;&#65;]]></A></xml>').A).toBe('&lt;&#65;');
	});

	test('a customer may write about XML', () => {
		const content = '<!DOCTYPE a [<!ENTITY b "c">]> <?php &b; <!-- <__proto__> <a';
		expect(parseXml(`<xml><Content><![CDATA[${content}]]></Content></xml>`).Content).toBe(content);
	});
});

describe('parseXml refuses everything else', () => {
	test.each([
		['nothing', ''],
		['white space', ' \n'],
		['text', 'success'],
		['JSON', '{"a":1}'],
		['a web page', '<html><body>502</body></html>'],
		['another root', '<root><A>1</A></root>'],
		['two roots', '<xml><A>1</A></xml><xml><A>2</A></xml>'],
		['two empty roots', '<xml/><xml></xml>'],
		['text before the root', 'a<xml></xml>'],
		['text after the root', '<xml></xml>a'],
		['text after a root that closes itself', '<xml/>a'],
		['CDATA beside the root', '<![CDATA[a]]><xml></xml>'],
		['text only', '<xml>text</xml>'],
		['text between elements', '<xml><A>1</A>text</xml>'],
		['text beside a nested element', '<xml><A>text<B>1</B></A></xml>'],
		['crossed tags', '<xml><A><B>1</A></B></xml>'],
		['a wrong end tag', '<xml><A>1</B></xml>'],
		['an end tag too many', '<xml></A></xml>'],
		['an unclosed tag', '<xml><A>1</xml>'],
		['an unclosed comment', '<xml><!-- </xml>'],
		['unclosed CDATA', '<xml><A><![CDATA[x</A></xml>'],
		['no CDATA', '<xml><A><![foo[x]]></A></xml>'],
		['a processing instruction', '<xml><?php 1 ?><A>1</A></xml>'],
		['a name with a digit first', '<xml><1>1</1></xml>'],
		['an attribute twice', '<xml><A b="1" b="2">1</A></xml>'],
		['a bare ampersand', '<xml><A>a & b</A></xml>'],
		['an ampersand at the end', '<xml><A>a&</A></xml>'],
		['an HTML entity', '<xml><A>&nbsp;</A></xml>'],
		['the entity zero', '<xml><A>&#0;</A></xml>'],
		['half a surrogate pair', '<xml><A>&#xD83D;</A></xml>'],
		['a number that is no character', '<xml><A>&#x110000;</A></xml>'],
	])('%s', (_what, text) => {
		refusal(text);
	});

	test('every truncation', () => {
		for (let length = 0; length < textMessage.length; length++) refusal(textMessage.slice(0, length));
	});

	test.each([
		'<!DOCTYPE xml><xml><A>1</A></xml>',
		'<!DOCTYPE xml SYSTEM "http://127.0.0.1/x.dtd"><xml><A>1</A></xml>',
		'<!DOCTYPE xml [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>',
		'<!doctype xml><xml><A>1</A></xml>',
		'<xml><!DOCTYPE xml><A>1</A></xml>',
		'<xml><!ENTITY e "x"><A>1</A></xml>',
		'<xml><A b="<!--"/><!DOCTYPE xml [<!ENTITY e "x">]><A b="-->"/><C>&e;</C></xml>',
	])('a document type: %s', (text) => {
		expect(refusal(text)).toMatch(/document type/);
	});

	test('an entity bomb', () => {
		const levels = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
		refusal(`<!DOCTYPE xml [<!ENTITY l0 "lol">${levels}]><xml><A>&l9;</A></xml>`);
		refusal(`<xml><A>${'&l9;'.repeat(1000)}</A></xml>`);
	});

	test('more than 16 levels', () => {
		const nested = (levels: number, leaf = '') =>
			`<xml>${'<a>'.repeat(levels - 1)}${leaf}${'</a>'.repeat(levels - 1)}</xml>`;
		expect(JSON.stringify(parseXml(nested(16, '1'))).match(/a/g)).toHaveLength(15);
		expect(refusal(nested(17))).toMatch(/large/);
		expect(refusal(nested(16, '<b/>'))).toMatch(/large/);
		refusal(nested(100_000));
	});

	test('more than 10 000 elements', () => {
		expect(parseXml(`<xml>${'<a/>'.repeat(9_999)}</xml>`).a).toHaveLength(9_999);
		expect(refusal(`<xml>${'<a/>'.repeat(10_000)}</xml>`)).toMatch(/large/);
	});

	test('more than 1 MiB, in bytes', () => {
		const sized = (content: string) => `<xml><A>${content}</A></xml>`;
		const room = 1024 * 1024 - sized('').length;
		expect(parseXml(sized('x'.repeat(room))).A).toHaveLength(room);
		expect(refusal(sized('x'.repeat(room + 1)))).toMatch(/1 MiB/);
		expect(refusal(sized('中'.repeat(room / 2)))).toMatch(/1 MiB/);
	});

	test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'])(
		'an element named %s',
		(name) => {
			refusal(`<xml><${name}>x</${name}></xml>`);
			refusal(`<xml><A><${name}><polluted>1</polluted></${name}></A></xml>`);
			refusal(`<xml><${name}/></xml>`);
			expect(({} as Record<string, unknown>).polluted).toBeUndefined();
		},
	);

	test('and does not repeat the content', () => {
		for (const text of ['<xml><A>secret</B></xml>', '<xml><secret>&secret;</secret></xml>', '<xml>secret', 'secret']) {
			expect(refusal(text)).not.toContain('secret');
		}
		expect(refusal('<xml><secret><__proto__/></secret></xml>')).not.toMatch(/secret|proto/);
	});

	// Each of these took a parser or a pattern quadratic time: minutes for the megabyte that anybody may send.
	test.each([
		['CDATA', '<![CDATA['],
		['comment', '<!--'],
		['declaration', '<!x'],
		['instruction', '<?a '],
		['tag', '<a '],
		['end tag', '</a>'],
		['attribute', '<a b="'],
		['ampersand', '&'],
		['entity', '&amp'],
		['white space', ' '],
		['carriage return', '\r'],
	])('a megabyte of %s, in no time', (_what, piece) => {
		const start = Date.now();
		refusal(`<xml><a>${piece.repeat(1_000_000 / piece.length)}<a></xml>`);
		refusal(`<xml${piece.repeat(1_000_000 / piece.length)}</xml>`);
		expect(Date.now() - start).toBeLessThan(3_000);
	});
});

describe('buildXml', () => {
	test('strings are CDATA, numbers plain, arrays repeated, undefined left out', () => {
		expect(
			buildXml({
				ToUserName: 'o1',
				CreateTime: 1714037059,
				Articles: { item: [{ Title: 'a', PicUrl: undefined }, { Title: '' }] },
				Tag: ['x', 2],
				None: undefined,
				Null: null,
				Empty: {},
			}),
		).toBe(
			'<xml><ToUserName><![CDATA[o1]]></ToUserName><CreateTime>1714037059</CreateTime>' +
				'<Articles><item><Title><![CDATA[a]]></Title></item><item><Title><![CDATA[]]></Title></item></Articles>' +
				'<Tag><![CDATA[x]]></Tag><Tag>2</Tag><Empty></Empty></xml>',
		);
	});

	test('<a href> escaped in replies', () => {
		const link = '<a href="https://example.com/?a=1&b=2">order</a>';
		expect(buildXml({ Content: link })).toBe(`<xml><Content><![CDATA[${link}]]></Content></xml>`);
	});

	test(']]> cannot end the section', () => {
		const xml = buildXml({ Content: 'a]]>b]]]]>]]><Content>c</Content>' });
		expect(xml.match(/<Content>/g)).toHaveLength(2);
		expect(parseXml(xml)).toEqual({ Content: 'a]]>b]]]]>]]><Content>c</Content>' });
		expect(buildXml({ A: ']]>' })).toBe('<xml><A><![CDATA[]]]]><![CDATA[>]]></A></xml>');
	});

	test('characters that XML cannot hold are dropped', () => {
		expect(buildXml({ A: '\0a\u0008b\u001bc\uffff\ud800' })).toBe('<xml><A><![CDATA[abc]]></A></xml>');
		expect(parseXml(buildXml({ A: '\t\r\n\u007f\u0085 😀中' }))).toEqual({ A: '\t\r\n\u007f\u0085 😀中' });
	});

	test.each(['', 'a b', '1', 'a><b', '#text', '#cdata', '?xml', '@_a'])('%p is no name', (name) => {
		expect(() => buildXml({ [name]: 'x' })).toThrow(TypeError);
		expect(() => buildXml({ A: [{ [name]: 'x' }] })).toThrow(TypeError);
	});
});

test('whatever is built can be parsed', () => {
	const random = randomNumbers(20261122);
	const pieces = ['a', '中', '😀', ' ', '\n', '\r', '\r\n', '\t', ']]>', ']]', ']', '>', '<', '<![CDATA[', '&', '&amp;', '"', '0', '<!--', '-->', '\u{10000}'];
	const text = () => Array.from({ length: below(random, 8) }, () => oneOf(random, pieces)).join('');
	const value = (depth: number): XmlValue => (depth > 0 && random() < 0.4 ? object(depth - 1) : text());
	const object = (depth: number): XmlObject => {
		const content: XmlObject = { First: text() };
		for (let i = below(random, 5); i > 0; i--) {
			const several = random() < 0.3;
			content[`N${below(random, 9)}`] = several
				? Array.from({ length: 2 + below(random, 3) }, () => value(depth))
				: value(depth);
		}
		return content;
	};
	for (let round = 0; round < 1_000; round++) {
		const content = object(5);
		expect(parseXml(buildXml(content))).toEqual(content);
	}
});
