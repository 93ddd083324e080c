import qrcode from 'qrcode-generator';

/** How many dots of white are around a code, without which phones do not find it. */
export const QUIET = 4;

/** The dots of a text's QR code, row by row: whether each is dark. */
export function qrDots(text: string): boolean[][] {
	const code = encoded(text);
	const numbers = [...Array(code.getModuleCount()).keys()];
	return numbers.map((row) => numbers.map((column) => code.isDark(row, column)));
}

function encoded(text: string): ReturnType<typeof qrcode> {
	// Type 0: as large as the text needs.
	const code = qrcode(0, 'M');
	// The library takes a character for a byte.
	code.addData(Buffer.from(text).toString('latin1'), 'Byte');
	code.make();
	return code;
}
