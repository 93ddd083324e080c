import { picturesIn } from '../../../nodes/protocol/article/pictures';
import { parseHtml, toHtml } from '../../../nodes/protocol/html';

test.each([
	['<img src="a.jpg">', 'a.jpg'],
	['<img src=" a.jpg ">', 'a.jpg'],
	['<img src="data:image/gif;base64,R0" data-src="https://x.example/a.jpg">', 'https://x.example/a.jpg'],
	['<img src="spinner.gif" data-original="a.jpg">', 'a.jpg'],
	['<img src="a.jpg" data-src="data:image/gif;base64,R0">', 'a.jpg'],
	['<img data-lazy-src="a.jpg">', 'a.jpg'],
	['<img src="" srcset="a.jpg 1x, b.jpg 2x">', 'a.jpg'],
	['<img srcset="a.jpg, b.jpg 2x">', 'a.jpg'],
	['<img alt="none">', undefined],
])('the source of %s', (html, source) => {
	expect(picturesIn(parseHtml(html)!)[0]?.source).toBe(source);
});

test('a picture is shown from another address, without what would bring the old one back', () => {
	const body = parseHtml('<p><img alt="a" src="a.gif" data-src="b.jpg" srcset="c.jpg 2x" loading="lazy"></p>')!;
	picturesIn(body)[0].place('https://mmbiz.example/1');
	expect(toHtml(body)).toBe('<p><img alt="a" src="https://mmbiz.example/1"></p>');
});

test('a picture is left out', () => {
	const body = parseHtml('<p>a<img src="b.jpg">c</p>')!;
	picturesIn(body)[0].leaveOut();
	expect(toHtml(body)).toBe('<p>ac</p>');
});

test('pictures behind the text and in drawings come last', () => {
	const html = '<p style="background:url(&quot;https://x.example/a.png&quot;) no-repeat,url( //x.example/b.png )"><img src="c.jpg"></p><svg><image xlink:href="https://x.example/d.png"></image></svg>';
	const body = parseHtml(html)!;
	const [image, ...others] = picturesIn(body);
	expect([image, ...others].map(({ source }) => source)).toEqual(['c.jpg', 'https://x.example/a.png', '//x.example/b.png', 'https://x.example/d.png']);
	others[0].place('https://mmbiz.example/1');
	others[1].leaveOut();
	others[2].place('https://mmbiz.example/2');
	expect(toHtml(body)).toBe('<p style="background:url(https://mmbiz.example/1) no-repeat,none"><img src="c.jpg"></p><svg><image xlink:href="https://mmbiz.example/2"></image></svg>');
});

test.each(['<p style="fill:url(#a);background:url(data:image/png;base64,R0)">', '<a href="https://x.example/a.jpg">', '<image href="#a"></image>'])('no picture: %s', (html) => {
	expect(picturesIn(parseHtml(html)!)).toEqual([]);
});
