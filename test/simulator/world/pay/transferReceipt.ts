import { createHash, randomBytes } from 'node:crypto';
import type { Merchant } from './merchant';

/** The stamped receipt of a transfer or a batch. */
export interface Receipt {
	/** What it is of: the numbers that its answers repeat. */
	about: Record<string, string>;
	signature_no: string;
	appliedAt: number;
	updatedAt: number;
	state: 'GENERATING' | 'FINISHED';
	pdf: Buffer;
}

/** What a finished one is fetched and checked with; `path` with the parameters that its address has beside the token. */
export function fileOf(url: string, { transfers }: Merchant, { state, pdf }: Receipt, path: string, more: Record<string, string> = {}) {
	if (state !== 'FINISHED') return {};
	const token = randomBytes(24).toString('base64url');
	transfers.files.set(token, pdf);
	return {
		hash_type: 'SHA256',
		hash_value: createHash('sha256').update(pdf).digest('hex'),
		download_url: `${url}${path}?${new URLSearchParams({ token, ...more }).toString()}`,
	};
}

/** A real PDF of one line, in ASCII. */
export function onePagePdf(text: string): Buffer {
	const content = `BT /F1 14 Tf 40 700 Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`;
	const objects = [
		'<< /Type /Catalog /Pages 2 0 R >>',
		'<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
		'<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
		`<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
		'<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
	];
	let body = '%PDF-1.4\n';
	const places = objects.map((object, at) => {
		const place = body.length;
		body += `${at + 1} 0 obj\n${object}\nendobj\n`;
		return place;
	});
	const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
	const size = objects.length + 1;
	const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
	return Buffer.from(body + end, 'latin1');
}
