import qrcode from 'qrcode-generator';

/** Pixels of a dot, and dots of white around the code: readable from a screen and in print. */
const DOT = 8;
const MARGIN = 4;

/** A text as a QR code: a GIF, in black on white. */
export function qrCode(text: string): Buffer {
	// Type 0: as large as the text needs.
	const code = qrcode(0, 'M');
	// The library takes a character for a byte.
	code.addData(Buffer.from(text).toString('latin1'), 'Byte');
	code.make();
	return Buffer.from(code.createDataURL(DOT, MARGIN * DOT).split(',')[1], 'base64');
}
