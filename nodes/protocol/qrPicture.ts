import { qrDots, QUIET } from './qrCode';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** One bit a pixel, shades of grey, the usual compression and filter, no interlacing. */
const ONE_BIT_GREY = [1, 0, 0, 0, 0];

/**
 * A text as a QR code in a PNG, black on white, with the white around it that phones need.
 * @param size width and height in pixels; a code that does not fit gets one pixel a dot
 */
export async function qrPng(text: string, size: number): Promise<Buffer> {
	const dots = qrDots(text);
	const dot = Math.max(1, Math.floor(size / (dots.length + 2 * QUIET)));
	const side = Math.max(size, dots.length + 2 * QUIET);
	const start = Math.floor((side - dots.length * dot) / 2);
	const white = rowOf([], dot, start, side);
	const dark = dots.map((row) => rowOf(row, dot, start, side));
	const rows = Array.from({ length: side }, (_, y) => dark[Math.floor((y - start) / dot)] ?? white);
	const header = Buffer.alloc(8);
	header.writeUInt32BE(side, 0);
	header.writeUInt32BE(side, 4);
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', Buffer.from([...header, ...ONE_BIT_GREY])),
		chunk('IDAT', await deflated(Buffer.concat(rows))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** Pixels of a dot: readable from a screen and in print. */
const PRINTED_DOT = 16;

/** The same, as large as the text needs for being read from a print. */
export async function qrPrint(text: string): Promise<Buffer> {
	return await qrPng(text, (qrDots(text).length + 2 * QUIET) * PRINTED_DOT);
}

/** One row of pixels: the name of its filter, which is none, and a bit for each, 1 for white. */
function rowOf(dots: boolean[], dot: number, start: number, side: number): Buffer {
	const row = Buffer.alloc(1 + Math.ceil(side / 8), 0xff);
	row[0] = 0;
	for (let at = 0; at < dots.length * dot; at++) {
		const x = start + at;
		if (dots[Math.floor(at / dot)]) row[1 + (x >> 3)] &= ~(0x80 >> (x & 7));
	}
	return row;
}

/** The same as an SVG, which prints sharply at any size. */
export function qrSvg(text: string): Buffer {
	const dots = qrDots(text);
	const side = dots.length + 2 * QUIET;
	const path = dots.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : ''))).join('');
	return Buffer.from(
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
			`<rect width="${side}" height="${side}" fill="#fff"/><path d="${path}"/></svg>`,
	);
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const sum = Buffer.alloc(4);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, sum]);
}

/** n8n's scanner forbids node:zlib. */
async function deflated(content: Buffer): Promise<Buffer> {
	const stream = new Blob([new Uint8Array(content)]).stream().pipeThrough(new CompressionStream('deflate'));
	return Buffer.from(await new Response(stream).arrayBuffer());
}

function crc32(content: Buffer): number {
	let sum = 0xffffffff;
	for (const byte of content) {
		sum ^= byte;
		for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
	}
	return ~sum >>> 0;
}
