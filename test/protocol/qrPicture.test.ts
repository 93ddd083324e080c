import { crc32, inflateSync } from 'node:zlib';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { qrPng, qrPrint, qrSvg } from '../../nodes/protocol/qrPicture';

const LINK = 'http://weixin.qq.com/q/02ZsbAFqmRfwE10000M07x';

/** The chunks of a PNG; a wrong checksum fails. */
function chunksOf(png: Buffer): Record<string, Buffer> {
	expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
	const chunks: Record<string, Buffer> = {};
	for (let at = 8; at < png.length; ) {
		const length = png.readUInt32BE(at);
		const body = png.subarray(at + 4, at + 8 + length);
		expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
		chunks[body.toString('latin1', 0, 4)] = body.subarray(4);
		at += 12 + length;
	}
	return chunks;
}

/** Its pixels, four bytes each: read by hand, as the PNG specification says (one bit a pixel, filter 0). */
function pixelsOf(png: Buffer) {
	const { IHDR, IDAT, IEND } = chunksOf(png);
	const [width, height] = [IHDR.readUInt32BE(0), IHDR.readUInt32BE(4)];
	expect([...IHDR.subarray(8)]).toEqual([1, 0, 0, 0, 0]);
	expect(IEND).toHaveLength(0);
	const rows = inflateSync(IDAT);
	const row = 1 + Math.ceil(width / 8);
	expect(rows).toHaveLength(row * height);
	const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
	for (let y = 0; y < height; y++) {
		expect(rows[y * row]).toBe(0);
		for (let x = 0; x < width; x++) {
			const isWhite = (rows[y * row + 1 + (x >> 3)] >> (7 - (x & 7))) & 1;
			if (!isWhite) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
		}
	}
	return { pixels, width, height };
}

const scanned = (png: Buffer) => {
	const { pixels, width, height } = pixelsOf(png);
	return jsQR(pixels, width, height)?.data;
};

describe('a PNG', () => {
	test.each([200, 333, 600, 1001])('of %d pixels is as large as that, and can be scanned', async (size) => {
		const png = await qrPng(LINK, size);
		expect(pixelsOf(png)).toMatchObject({ width: size, height: size });
		expect(scanned(png)).toBe(LINK);
	});

	test('too small for its dots is as large as it must be', async () => {
		// A link of this length has 33 dots a side, and four on each side around them.
		expect(pixelsOf(await qrPng(LINK, 10))).toMatchObject({ width: 41, height: 41 });
	});

	test('has room around the code, the same on all sides', async () => {
		const { pixels, width } = pixelsOf(await qrPng(LINK, 410));
		const isDark = (x: number, y: number) => pixels[(y * width + x) * 4] === 0;
		const dark = Array.from({ length: width * width }, (_, n) => [n % width, Math.floor(n / width)]).filter(([x, y]) => isDark(x, y));
		const edges = [0, 1].map((axis) => [Math.min(...dark.map((at) => at[axis])), Math.max(...dark.map((at) => at[axis]))]);
		expect(edges).toEqual([
			[40, 369],
			[40, 369],
		]);
	});

	test('of a large poster is a small file', async () => {
		expect((await qrPng(LINK, 4000)).length).toBeLessThan(50_000);
	});
});

describe('a PNG for screens and prints', () => {
	/** What somebody else's decoder makes of it. */
	const decoded = async (text: string) => {
		const { data, width, height } = PNG.sync.read(await qrPrint(text));
		return { data: new Uint8ClampedArray(data), width, height };
	};

	test.each(['weixin://wxpay/bizpayurl?pr=JyC91EIz1', 'a', '莲花茶 ¥99', 'x'.repeat(600)])('%s can be scanned', async (text) => {
		const { data, width, height } = await decoded(text);
		expect(jsQR(data, width, height)?.data).toBe(text);
	});

	test('has dots of 16 pixels, and room for four of them around', async () => {
		const { data, width, height } = await decoded('weixin://wxpay/bizpayurl?pr=JyC91EIz1');
		// 29 dots a side.
		expect([width, height]).toEqual([37 * 16, 37 * 16]);
		const isDark = (x: number, y: number) => data[(y * width + x) * 4] === 0;
		const corner = 4 * 16;
		expect([isDark(corner, corner), isDark(corner - 1, corner), isDark(corner, corner - 1)]).toEqual([true, false, false]);
		for (let at = 0; at < width; at++) expect([isDark(at, corner - 1), isDark(corner - 1, at)]).toEqual([false, false]);
	});
});

test('an SVG has the same dots, with the same room around them', () => {
	const svg = qrSvg(LINK).toString();
	expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 41 41" shape-rendering="crispEdges"><rect width="41" height="41" fill="#fff"\/>/);
	const DOT = 5;
	const side = 41 * DOT;
	const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
	for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
		for (let n = 0; n < DOT * DOT; n++) {
			const at = ((Number(y) * DOT + Math.floor(n / DOT)) * side + Number(x) * DOT + (n % DOT)) * 4;
			pixels.fill(0, at, at + 3);
		}
	}
	expect(jsQR(pixels, side, side)?.data).toBe(LINK);
});
