import jsQR from 'jsqr';
import { GifReader } from 'omggif';
import { qrCode } from '../../nodes/protocol/qrCode';

/** The picture's pixels: four bytes each. */
function pixelsOf(picture: Buffer) {
	const reader = new GifReader(picture);
	const { width, height } = reader;
	const pixels = new Uint8ClampedArray(width * height * 4);
	reader.decodeAndBlitFrameRGBA(0, pixels as never);
	return { pixels, width, height };
}

/** What a scanner reads off the picture. */
function scanned(picture: Buffer): string | undefined {
	const { pixels, width, height } = pixelsOf(picture);
	return jsQR(pixels, width, height)?.data;
}

test.each(['weixin://wxpay/bizpayurl?pr=JyC91EIz1', 'a', '莲花茶 ¥99', 'x'.repeat(600)])('%s can be scanned', (text) => {
	expect(scanned(qrCode(text))).toBe(text);
});

test('there is room around the code, without which phones do not find it', () => {
	const { pixels, width, height } = pixelsOf(qrCode('weixin://wxpay/bizpayurl?pr=JyC91EIz1'));
	const row = (y: number) => pixels.slice(y * width * 4, (y + 1) * width * 4);
	for (const y of [0, 31, height - 1]) expect(row(y).every((value) => value === 255)).toBe(true);
	expect(row(32).every((value) => value === 255)).toBe(false);
});
