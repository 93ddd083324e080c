import { changed, element, elementsIn, parseHtml, textOf, toHtml } from '../../nodes/protocol/html';

const again = (html: string): string => toHtml(parseHtml(html)!);

describe('HTML that is read and written', () => {
	test.each([
		['<p>a &amp; b &lt; c&nbsp;d</p>', '<p>a &amp; b &lt; c&nbsp;d</p>'],
		['<P CLASS=x>a<BR>b', '<p class="x">a<br>b</p>'],
		['<p>a<p>b', '<p>a</p><p>b</p>'],
		['<p style="font-family:&#39;Kai&#39;">it&#39;s</p>', '<p style="font-family:\'Kai\'">it\'s</p>'],
		['<p style=\'font-family:"Kai"\'>x</p>', '<p style="font-family:&quot;Kai&quot;">x</p>'],
		['<img alt="a > b" src=a.jpg>', '<img alt="a &gt; b" src="a.jpg">'],
		['<!-- MSO --><mp-common-product data-id="1"></mp-common-product>', '<mp-common-product data-id="1"></mp-common-product>'],
		['<style>a>b{}</style><script>1<2</script>', '<style>a>b{}</style><script>1<2</script>'],
		['<svg><path d="m"/></svg>茶', '<svg><path d="m"></path></svg>茶'],
		['<p "onclick="x" a="1">t</p>', '<p a="1">t</p>'],
		['</b>a<', 'a&lt;'],
		['', ''],
	])('%s', (html, expected) => {
		expect(again(html)).toBe(expected);
	});

	test('500 elements in one another are read, more are not', () => {
		expect(again('<i>'.repeat(500) + 'x')).toBe(`${'<i>'.repeat(500)}x${'</i>'.repeat(500)}`);
		expect(parseHtml('<i>'.repeat(501))).toBeUndefined();
	});

	test.each([
		['&', '&'.repeat(3e6)],
		['<', '<'.repeat(3e6)],
		['paragraphs that are not closed', '<p>x'.repeat(5e5)],
		['elements in one another', '<i>'.repeat(1e6) + '</b>'.repeat(1e6)],
		['ends without beginnings', '</b>'.repeat(5e5)],
		['attributes', `<a ${'b=c '.repeat(5e5)}>`],
	])('a lot of %s takes no longer than its length', (_, html) => {
		const start = Date.now();
		const body = parseHtml(html);
		if (body) toHtml(body);
		expect(Date.now() - start).toBeLessThan(8000);
	});
});

test('words and elements in their order', () => {
	const body = parseHtml('<h1>A<b>b</b></h1><p>c<br>d</p>')!;
	expect(textOf(body)).toBe('Abc\nd');
	expect([...elementsIn(body)].map(({ name }) => name)).toEqual(['h1', 'b', 'p', 'br']);
});

test('elements are changed from the inside to the outside, into another, several or none', () => {
	const body = parseHtml('<p>a<i>b</i><u>c</u></p>')!;
	const seen: string[] = [];
	const other = changed(body, (inner) => {
		seen.push(inner.name);
		if (inner.name === 'i') return [];
		return inner.name === 'u' ? ['x', element('br')] : [inner];
	});
	expect([toHtml(other), toHtml(body), seen]).toEqual(['<p>ax<br></p>', '<p>a<i>b</i><u>c</u></p>', ['i', 'u', 'p']]);
});
