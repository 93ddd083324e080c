import { leaveOut, picturesIn, place } from '../../../nodes/protocol/article/pictures';
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
	place(picturesIn(body)[0], 'https://mmbiz.example/1');
	expect(toHtml(body)).toBe('<p><img alt="a" src="https://mmbiz.example/1"></p>');
});

test('a picture is left out', () => {
	const body = parseHtml('<p>a<img src="b.jpg">c</p>')!;
	leaveOut(picturesIn(body)[0]);
	expect(toHtml(body)).toBe('<p>ac</p>');
});
