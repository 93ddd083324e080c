import { compose, type Style } from '../../../nodes/protocol/article/compose';
import { themes } from '../../../nodes/protocol/article/themes';
import { elementsIn, toHtml } from '../../../nodes/protocol/html';

const MARKDOWN: Style = { format: 'markdown', theme: 'clean', linksAtEnd: true };
const HTML: Style = { ...MARKDOWN, format: 'html' };

const withStyles = (text: string, style: Style): string => toHtml(compose(text, 'T', style)!.body);

/** What an article is made of, without styles and without the section around it. */
const bare = (text: string, style: Style = MARKDOWN): string => withStyles(text, style).replace(/ style="[^"]*"/g, '').replace(/^<section>(.*)<\/section>$/s, '$1');

describe('the title of a text in Markdown', () => {
	const titled = (text: string, title?: string) => {
		const { title: found, body } = compose(text, title, MARKDOWN)!;
		return [found, toHtml(body).replace(/ style="[^"]*"/g, '').replace(/^<section>|<\/section>$/g, '')];
	};

	test.each<[string, string | undefined, string | undefined, string]>([
		['# Green *tea*\n\na', undefined, 'Green tea', '<p>a</p>'],
		['a\n\n# Tea\n\n# Other', undefined, 'Tea', '<p>a</p><h1>Other</h1>'],
		['# Tea\n\na', 'Tea', 'Tea', '<p>a</p>'],
		['# Tea\n\na', 'Another', 'Another', '<h1>Tea</h1><p>a</p>'],
		['## Tea\n\na', undefined, undefined, '<h2>Tea</h2><p>a</p>'],
		['---\ntitle: "Tea: green"\ntags:\n  - a\n---\n# Heading\n\na', undefined, 'Tea: green', '<h1>Heading</h1><p>a</p>'],
		['---\ntitle: Tea\n---\n\n- a\n\n---\n\nb', undefined, 'Tea', '<section><section><span>•</span><section>a</section></section></section><hr><p>b</p>'],
		['---\ntitle: Tea\n---\nb: c\n\n---\nd', undefined, 'Tea', '<p>b: c</p><hr><p>d</p>'],
		['\uFEFF# Tea\r\n\r\na', undefined, 'Tea', '<p>a</p>'],
		['\uFEFF---\r\n标题: 春茶\r\n标签: [茶]\r\n---\r\na', undefined, '春茶', '<p>a</p>'],
		['---\nno front matter\n---\n\na', undefined, undefined, '<hr><h2>no front matter</h2><p>a</p>'],
	])('%j with %j', (text, given, title, body) => {
		expect(titled(text, given)).toEqual([title, body]);
	});

	test('facts above a text that never end are text', () => {
		const start = Date.now();
		expect(titled(`---\n${'a: b\n'.repeat(1e5)}`)[0]).toBeUndefined();
		expect(Date.now() - start).toBeLessThan(8000);
	});
});

describe('a text inside one block of code, as language models hand it over', () => {
	test.each([
		['```markdown\n# T\n\na\n```\n', '<p>a</p>'],
		['```md\na\n\n```js\nb\n```\n\nc\n```', '<p>a</p><pre><code>b</code></pre><p>c</p>'],
		['```md\na\n```\n\nb\n\n```\nc\n```', '<pre><code>a</code></pre><p>b</p><pre><code>c</code></pre>'],
		['```js\na\n```', '<pre><code>a</code></pre>'],
	])('%j', (text, expected) => {
		expect(bare(text)).toBe(expected);
	});

	test('HTML as well', () => {
		expect(compose('\n```html\r\n<p>a</p>\r\n```', 'T', { ...HTML, theme: 'none' })).toMatchObject({ asItIs: '<p>a</p>' });
	});
});

describe('what WeChat keeps', () => {
	test('HTML without a theme is left alone, to the letter', () => {
		const text = '<DIV class=x>a &#39;b&#39;<!-- c --><script>d</script><a href="https://x.example">e</a></div>';
		expect(compose(text, 'T', { ...HTML, theme: 'none' })).toMatchObject({ asItIs: text });
	});

	test.each([
		['<html><head><title>x</title><style>p{}</style></head><body><p class="a" id="b" onclick="c()">d</p></body></html>', '<p>d</p>'],
		['<div>a<script>b</script><iframe src="c"></iframe><form><input name="d"><button>e</button></form></div>', '<section>a</section>'],
		['<article><main><p>a</p>\n\n<p>b</p></main></article>', '<section><section><p>a</p><p>b</p></section></section>'],
		['<p>a\n  b<br>\n c</p>', '<p>a b<br>c</p>'],
		['<p>a <b>b</b> c</p>', '<p>a <b>b</b> c</p>'],
		['<p></p><p> </p><p><br></p>', '<p><br></p>'],
		['<ul class="code-snippet__line-index"><li></li><li> </li></ul><p>a</p>', '<p>a</p>'],
		['<noscript><img src="a.jpg"></noscript><picture><source srcset="a.webp"><img src="a.jpg"></picture>', '<img src="a.jpg">'],
		['<a href="javascript:x()">a</a><a href="#b">b</a>', 'ab'],
	])('%s', (html, expected) => {
		expect(bare(html, HTML)).toBe(expected);
	});

	test('HTML nested without end', () => {
		expect(compose('<div>'.repeat(1000), 'T', HTML)).toBeUndefined();
		expect(compose('<div>'.repeat(1000), 'T', MARKDOWN)).toBeUndefined();
	});
});

describe('lists carry their own marks', () => {
	const entry = (mark: string, text: string) => `<section><span>${mark}</span><section>${text}</section></section>`;
	test.each([
		['- a\n- b', `<section>${entry('•', 'a')}${entry('•', 'b')}</section>`],
		['3. a\n4. b', `<section>${entry('3.', 'a')}${entry('4.', 'b')}</section>`],
		['- a\n  - b\n    - c\n      - d', `<section>${entry('•', `a<section>${entry('◦', `b<section>${entry('▪', `c<section>${entry('▪', 'd')}</section>`)}</section>`)}</section>`)}</section>`],
		['<ol start="x"><li>a</li></ol>', `<section>${entry('1.', 'a')}</section>`],
		['- [ ] a\n- [x] b', `<section>${entry('☐', 'a')}${entry('☑', 'b')}</section>`],
		['- [ ] a\n\n- [X] b', `<section>${entry('☐', '<p>a</p>')}${entry('☑', '<p>b</p>')}</section>`],
		['<ul><li><input type="checkbox" checked> a</li><li><label><input type="checkbox"> b</label></li></ul>', `<section>${entry('☑', ' a')}${entry('☐', ' b')}</section>`],
		['<ul><li>a</li><ul><li>b</li></ul></ul>', `<section>${entry('•', 'a')}<section>${entry('◦', 'b')}</section></section>`],
		['- a\n\n  ```\n  x\n  ```', `<section>${entry('•', '<p>a</p><pre><code>x</code></pre>')}</section>`],
	])('%j', (text, expected) => {
		expect(bare(text)).toBe(expected);
	});
});

describe('blocks', () => {
	test.each([
		['```js\nif (a) {\n\treturn  1 < 2;\n}\n```', '<pre><code>if&nbsp;(a)&nbsp;{<br>&nbsp;&nbsp;&nbsp;&nbsp;return&nbsp;&nbsp;1&nbsp;&lt;&nbsp;2;<br>}</code></pre>'],
		['| a | b |\n|---|--:|\n| 1 | 2 |', '<section><table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></section>'],
		['![a](a.jpg "Tea")', '<figure><img src="a.jpg" alt="a"><figcaption>Tea</figcaption></figure>'],
		['![a](a.jpg)\n![b](b.jpg)', '<figure><img src="a.jpg" alt="a"></figure><figure><img src="b.jpg" alt="b"></figure>'],
		['a ![b](b.jpg)', '<p>a <img src="b.jpg" alt="b"></p>'],
		['[![a](a.jpg)](https://x.example)', '<figure><img src="a.jpg" alt="a"></figure>'],
		['> a\n>\n> b', '<blockquote><p>a</p><p>b</p></blockquote>'],
	])('%j', (text, expected) => {
		expect(bare(text)).toBe(expected);
	});

	test.each([
		['a <br> for each', '<pre>a<br>&nbsp;b</pre>'],
		['a <code> for each, as in WeChat’s editor', '<pre><code><span>a</span></code><code><span> b</span></code></pre>'],
		['a <div> for each, as in Feishu', '<pre><code><div>a</div><div> b</div></code></pre>'],
		['breaks and spaces inside of colours', '<pre><code><span class="hljs-comment">a\n b</span></code></pre>'],
		['an entry for each', '<pre><ol><li>a</li><li> b</li></ol></pre>'],
	])('lines of code: %s', (_, html) => {
		expect(bare(html, HTML)).toBe('<pre><code>a<br>&nbsp;b</code></pre>');
	});

	test('an empty line of code', () => {
		expect(bare('<pre>a<div>b</div><div><br></div><div>c <code>d</code></div></pre>', HTML)).toBe('<pre><code>a<br>b<br><br>c&nbsp;d</code></pre>');
	});

	test('columns keep their alignment, also that of old HTML', () => {
		expect(withStyles('|a|\n|--:|\n|1|', MARKDOWN)).toMatch(/<td style="[^"]*;text-align:right">1/);
		expect(withStyles('<table><tr><td align="center" style="color:red">1</td></tr></table>', HTML)).toMatch(/<td style="[^"]*;text-align:center;color:red">1/);
	});
});

describe('links that nobody can open', () => {
	const list = (heading: string, ...entries: string[]) => `<section>${heading}</section>${entries.map((entry, at) => `<p>[${at + 1}] ${entry}</p>`).join('')}`;
	test.each([
		['[a](https://a.example) [b](https://b.example/x) [c](https://a.example)', `<p>a<sup>[1]</sup> b<sup>[2]</sup> c<sup>[1]</sup></p>${list('References', 'a: <em>https://a.example</em>', 'b: <em>https://b.example/x</em>')}`],
		['[a](https://a.example) [c](https://a.example)', `<p>a<sup>[1]</sup> c<sup>[1]</sup></p>${list('References', 'a: <em>https://a.example</em>')}`],
		['[茶叶](https://a.example)', `<p>茶叶<sup>[1]</sup></p>${list('参考链接', '茶叶: <em>https://a.example</em>')}`],
		['https://a.example [a.example](https://a.example/)', '<p>https://a.example a.example</p>'],
		['[a](mailto:a@b.example) [a@b.example](mailto:a@b.example)', `<p>a<sup>[1]</sup> a@b.example</p>${list('References', 'a: <em>a@b.example</em>')}`],
		['[a](www.a.example) [b](//b.example/x)', `<p>a<sup>[1]</sup> b<sup>[2]</sup></p>${list('References', 'a: <em>www.a.example</em>', 'b: <em>b.example/x</em>')}`],
		['[a](https://mp.weixin.qq.com/s/x)', '<p><a href="https://mp.weixin.qq.com/s/x">a</a></p>'],
		['[a](https://www.google.com/url?q=https://a.example/?x%3D1&sa=D)', `<p>a<sup>[1]</sup></p>${list('References', 'a: <em>https://a.example/?x=1</em>')}`],
		['[a](https://www.google.com/url?q=https://mp.weixin.qq.com/s/x&sa=D) [b](https://www.google.com/url?x)', `<p><a href="https://mp.weixin.qq.com/s/x">a</a> b<sup>[1]</sup></p>${list('References', 'b: <em>https://www.google.com/url?x</em>')}`],
		['[a](https://mp.weixin.qq.com.evil.example/s)', `<p>a<sup>[1]</sup></p>${list('References', 'a: <em>https://mp.weixin.qq.com.evil.example/s</em>')}`],
		['<a data-miniprogram-appid="wx1" data-miniprogram-path="p">a</a>', '<p><a data-miniprogram-appid="wx1" data-miniprogram-path="p">a</a></p>'],
		['a[^n] [b](https://b.example)\n\n[^n]: See [c](https://c.example)', `<p>a<sup>[1]</sup> b<sup>[2]</sup></p>${list('References', 'See c<sup>[3]</sup>', 'b: <em>https://b.example</em>', 'c: <em>https://c.example</em>')}`],
	])('%s', (text, expected) => {
		expect(bare(text)).toBe(expected);
	});

	test('another heading, or links as they are', () => {
		expect(bare('[a](https://a.example)', { ...MARKDOWN, linksHeading: 'More' })).toContain('<section>More</section>');
		expect(bare('[a](https://a.example) b[^1]\n\n[^1]: c', { ...MARKDOWN, linksAtEnd: false })).toBe(`<p><a href="https://a.example">a</a> b<sup>[1]</sup></p>${list('References', 'c')}`);
	});
});

describe.each(Object.keys(themes))('the theme %s', (theme) => {
	const everything = '## a\n\nb **c** `d`\n\n> e\n\n- f\n\n1. g\n\n```\nh\n```\n\n|i|\n|-|\n|j|\n\n![k](k.jpg "l")\n\n---\n\n[m](https://m.example)';
	const body = compose(everything, 'T', { ...MARKDOWN, theme })!.body;

	test('has a style in each element, without quotation marks', () => {
		const inner = [...elementsIn(body)].filter(({ name }) => !['br', 'thead', 'tbody', 'tr'].includes(name));
		for (const { name, attributes } of inner) expect([name, attributes.style]).toEqual([name, expect.stringMatching(/^[^'"]+$/)]);
	});

	test('yields to a style of the text', () => {
		expect(toHtml(compose('<p style="color:red">a</p>', 'T', { ...HTML, theme })!.body)).toMatch(/<p style="[^"]+;color:red">/);
	});
});

test('Markdown without a theme gets the clean one', () => {
	expect(withStyles('a', { ...MARKDOWN, theme: 'none' })).toBe(withStyles('a', MARKDOWN));
});
