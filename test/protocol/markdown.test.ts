import { markdownToHtml } from '../../nodes/protocol/markdown';

describe('Markdown', () => {
	test.each([
		['# A\n\nb *c* **d** ~~e~~ `f`', '<h1>A</h1>\n<p>b <em>c</em> <strong>d</strong> <s>e</s> <code>f</code></p>\n'],
		['a line\nand another', '<p>a line<br>\nand another</p>\n'],
		['<b onclick="x">a</b>', '<p><b onclick="x">a</b></p>\n'],
		['![t](<a b.jpg> "c")', '<p><img src="a%20b.jpg" alt="t" title="c"></p>\n'],
		['![t](data:image/svg+xml;base64,PHN2Zz4=)', '<p><img src="data:image/svg+xml;base64,PHN2Zz4=" alt="t"></p>\n'],
		['![t](file:///C:/tea.jpg)', '<p><img src="file:///C:/tea.jpg" alt="t"></p>\n'],
		['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>\n'],
		['[x](data:text/html,a)', '<p>[x](data:text/html,a)</p>\n'],
		['see https://x.example。', '<p>see <a href="https://x.example">https://x.example</a>。</p>\n'],
		['看https://x.example/a?b=1了解https://y.example', '<p>看<a href="https://x.example/a?b=1">https://x.example/a?b=1</a>了解<a href="https://y.example">https://y.example</a></p>\n'],
		['readme.md and a@b.de', '<p>readme.md and a@b.de</p>\n'],
	])('%j', (text, html) => {
		expect(markdownToHtml(text)).toBe(html);
	});

	test.each([
		['新茶**“明前”：**到了', '新茶<strong>“明前”：</strong>到了'],
		['**价格：**99', '<strong>价格：</strong>99'],
		['买**（三斤）**送', '买<strong>（三斤）</strong>送'],
		['**价格：*今天*。**好', '**价格：<em>今天</em>。**好'],
		['**“`a`”**好', '<strong>“<code>a</code>”</strong>好'],
		['`**“a”**b`', '<code>**“a”**b</code>'],
		['**“`a**b`', '**“<code>a**b</code>'],
		['2**3 ** 4', '2**3 ** 4'],
		['**[a**](https://x.example)', '**<a href="https://x.example">a**</a>'],
		['a** “b” **c', 'a** “b” **c'],
		['[**“a”**b](https://x.example)', '<a href="https://x.example"><strong>“a”</strong>b</a>'],
	])('bold beside signs, as Chinese is written: %s', (text, html) => {
		expect(markdownToHtml(text)).toBe(`<p>${html}</p>\n`);
	});

	test.each([
		['![Tea](tea garden.jpg)', '<img src="tea%20garden.jpg" alt="Tea">'],
		['![](春茶 (1).jpg "新茶")', '<img src="%E6%98%A5%E8%8C%B6%20(1).jpg" alt="" title="新茶">'],
		['[![Tea](tea garden.jpg)](https://x.example)', '<a href="https://x.example"><img src="tea%20garden.jpg" alt="Tea"></a>'],
		['a ![[tea garden.jpg]] b', 'a <img src="tea%20garden.jpg" alt=""> b'],
		['![[tea.jpg|300]] ![[茶.png|A "cup"]]', '<img src="tea.jpg" alt=""> <img src="%E8%8C%B6.png" alt="A &quot;cup&quot;">'],
		['![[A note]] ![a](b c) `![[tea.jpg]]`', '![[A note]] ![a](b c) <code>![[tea.jpg]]</code>'],
	])('a picture by the name of its file: %s', (text, html) => {
		expect(markdownToHtml(text)).toBe(`<p>${html}</p>\n`);
	});

	test('footnotes', () => {
		const text = 'a[^1] b[^no]\n\n[^1]: The *first*\n   goes on\n\n[^zwei]: Second';
		expect(markdownToHtml(text)).toBe(
			'<p>a<sup data-note="1"></sup> b[^no]</p>\n<aside data-note="1">The <em>first</em><br>\ngoes on</aside>\n<aside data-note="zwei">Second</aside>\n',
		);
		// Nothing of one text is known in the next.
		expect(markdownToHtml('a[^1]')).toBe('<p>a[^1]</p>\n');
	});

	test.each([
		['[', '['.repeat(1e5)],
		['**a', '**a '.repeat(1e5)],
		['bold beside signs', '茶**“a'.repeat(2e5)],
		['quotations in one another', '>'.repeat(1e5)],
		['a picture inside the text', `![x](data:image/png;base64,${'A'.repeat(1e7)})`],
		['names of footnotes', '[^a] '.repeat(2e5)],
		['names of pictures', '![](a(b '.repeat(1e5)],
		['space behind the name of a picture', `![](a b${' '.repeat(3e5)}`],
	])('a lot of %s does not hang', (_, text) => {
		const start = Date.now();
		markdownToHtml(text);
		expect(Date.now() - start).toBeLessThan(8000);
	});
});
