import { createHash } from 'node:crypto';
import { multipart, type Part } from '../../nodes/protocol/multipart';
import { below, randomNumbers } from './random';

/** Reads the form by Node's own code. */
async function read(parts: Part[]): Promise<FormData> {
	const { body, contentType } = multipart(parts);
	return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
}

function names(form: FormData): string[] {
	const found: string[] = [];
	form.forEach((_value, name) => found.push(name));
	return found;
}

async function readFile(part: Part): Promise<{ name: string; type: string; content: Buffer }> {
	const file = (await read([part])).get(part.name) as File;
	return { name: file.name, type: file.type, content: Buffer.from(await file.arrayBuffer()) };
}

const boundaryOf = (contentType: string) => /^multipart\/form-data; boundary=([\w-]{1,70})$/.exec(contentType)?.[1] ?? '';
const image = (fileName: string, content = Buffer.from('x')): Part => ({ name: 'media', fileName, contentType: 'image/png', content });

test('the bytes of a form', () => {
	const { body, contentType } = multipart([
		{ name: 'description', value: '{"title":"标题"}' },
		{ name: 'meta', value: '{}', contentType: 'application/json' },
		{ name: 'media', fileName: 'a.png', contentType: 'image/png', content: Buffer.from([0, 255, 13, 10]) },
	]);
	const boundary = boundaryOf(contentType);
	expect(boundary).toMatch(/^form-[\da-f]{32}$/);
	expect(body).toEqual(
		Buffer.concat([
			Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="description"\r\n\r\n{"title":"标题"}\r\n`),
			Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{}\r\n`),
			Buffer.from(
				`--${boundary}\r\nContent-Disposition: form-data; name="media"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`,
			),
			Buffer.from([0, 255, 13, 10]),
			Buffer.from(`\r\n--${boundary}--\r\n`),
		]),
	);
});

test('is read by others', async () => {
	const form = await read([{ name: 'description', value: '标题' }, image('封面.png', Buffer.from([1, 2, 3]))]);
	expect(form.get('description')).toBe('标题');
	expect(names(form)).toEqual(['description', 'media']);
	expect(await readFile(image('封面 1.png', Buffer.from([1, 2, 3])))).toEqual({
		name: '封面 1.png',
		type: 'image/png',
		content: Buffer.from([1, 2, 3]),
	});
});

test('can be sent again: the same parts give the same bytes', () => {
	const parts = [{ name: 'a', value: 'b' }, image('c.png')];
	expect(multipart(parts)).toEqual(multipart(parts));
	expect(multipart(parts, 'seed')).toEqual(multipart(parts, 'seed'));
	expect(multipart(parts, 'seed').contentType).not.toBe(multipart(parts).contentType);
});

test.each([
	['a quote', 'a".png', 'a%22.png'],
	['a line break', 'a\nb\r\nc.png', 'a%0Ab%0D%0Ac.png'],
	['a header', 'a"\r\nContent-Type: text/html\r\n\r\n<script>', 'a%22%0D%0AContent-Type: text/html%0D%0A%0D%0A<script>'],
	['an emoji', '😀 é.png', '😀 é.png'],
	['a backslash and a semicolon', 'a\\b;c=d.png', 'a\\b;c=d.png'],
	['a percent sign', '100%22.png', '100%22.png'],
])('a file name with %s', (_what, fileName, written) => {
	const { body } = multipart([image(fileName)]);
	const head = body.toString().split('\r\n\r\n')[0].split('\r\n');
	expect(head.slice(1)).toEqual([`Content-Disposition: form-data; name="media"; filename="${written}"`, 'Content-Type: image/png']);
});

test('a field name is escaped too', () => {
	const head = multipart([{ name: 'a"\r\nX: y', value: '' }]).body.toString().split('\r\n');
	expect(head[1]).toBe('Content-Disposition: form-data; name="a%22%0D%0AX: y"');
	expect(head[2]).toBe('');
});

test('a content type cannot add headers', () => {
	const part = { ...image('a.png'), contentType: 'image/png\r\nX-Evil: 1\n\n' };
	const head = multipart([part]).body.toString().split('\r\n\r\n')[0].split('\r\n');
	expect(head).toHaveLength(3);
	expect(head[2]).toBe('Content-Type: image/pngX-Evil: 1');
});

describe('the boundary', () => {
	test('is not in the parts, even if they were made to hold it', () => {
		const seen = new Set<string>();
		let content = '';
		for (let round = 0; round < 20; round++) {
			const boundary = boundaryOf(multipart([image('a.png', Buffer.from(content))], 'seed').contentType);
			expect(content).not.toContain(boundary);
			seen.add(boundary);
			content += `\r\n--${boundary}--\r\n`;
		}
		expect(seen.size).toBe(20);
	});

	test.each([
		['a value', (text: string): Part => ({ name: 'a', value: text })],
		['a content', (text: string): Part => image('a.png', Buffer.from(text))],
		['a file name', (text: string): Part => image(text)],
		['a field name', (text: string): Part => ({ name: text, value: '' })],
	])('is not in %s', async (_what, part) => {
		const usual = boundaryOf(multipart([image('a.png')]).contentType);
		const hostile = part(`\r\n--${usual}\r\nContent-Disposition: form-data; name="forged"\r\n\r\n1\r\n--${usual}--`);
		expect(boundaryOf(multipart([image('a.png'), hostile]).contentType)).not.toBe(usual);
		const form = await read([image('a.png'), hostile]);
		expect(names(form)).toHaveLength(2);
		expect(form.has('forged')).toBe(false);
	});
});

test('contents are byte for byte what they were', async () => {
	const random = randomNumbers(5);
	const hash = (content: Buffer) => createHash('sha256').update(content).digest('hex');
	for (let round = 0; round < 50; round++) {
		const content = Buffer.from(Array.from({ length: below(random, 3_000) }, () => below(random, 256)));
		expect(hash((await readFile(image('a.png', content))).content)).toBe(hash(content));
	}
	expect((await readFile(image('empty.png', Buffer.alloc(0)))).content).toHaveLength(0);
	const values = ['', '\n', '\r\n', ' x\r\n--\r\n', '中'];
	for (const value of values) expect((await read([{ name: 'a', value }])).get('a')).toBe(value);
});
