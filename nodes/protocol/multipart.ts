import { createHash } from 'node:crypto';

/** One field of a form: a text, or a file. */
export type Part =
	| { name: string; value: string; /** Left out of the form when not given. */ contentType?: string }
	| { name: string; fileName: string; contentType: string; content: Buffer };

/** A form that can be sent as it is, any number of times. */
export interface Form {
	body: Buffer;
	/** The value of the Content-Type header. */
	contentType: string;
}

/** As browsers write names (WHATWG, multipart/form-data encoding algorithm): UTF-8, three characters escaped. */
function escapeName(name: string): string {
	return name.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
}

function headers(part: Part): string {
	const fileName = 'fileName' in part ? `; filename="${escapeName(part.fileName)}"` : '';
	const lines = [`Content-Disposition: form-data; name="${escapeName(part.name)}"${fileName}`];
	// It comes from whoever made the file, and a line break would let it add headers of its own.
	if (part.contentType) lines.push(`Content-Type: ${part.contentType.replace(/[\r\n]/g, '')}`);
	return lines.map((line) => `${line}\r\n`).join('');
}

/**
 * Builds a multipart/form-data body. Values and contents are sent byte for byte, so that they can be signed before.
 * @param seed any text; the same parts and seed give the same bytes
 */
export function multipart(parts: Part[], seed = ''): Form {
	const blocks = parts.map((part) =>
		Buffer.concat([Buffer.from(`${headers(part)}\r\n`), 'content' in part ? part.content : Buffer.from(part.value)]),
	);
	// The contents are strangers' files, and one that held the boundary could end its part and begin another.
	// A random boundary makes that unlikely; looking for it, and taking another one when found, makes it impossible.
	let boundary = '';
	for (let attempt = 0; boundary === '' || blocks.some((block) => block.includes(boundary)); attempt++) {
		boundary = `form-${createHash('sha256').update(`${seed} ${attempt}`).digest('hex').slice(0, 32)}`;
	}
	const delimited = blocks.flatMap((block) => [Buffer.from(`--${boundary}\r\n`), block, Buffer.from('\r\n')]);
	return {
		body: Buffer.concat([...delimited, Buffer.from(`--${boundary}--\r\n`)]),
		contentType: `multipart/form-data; boundary=${boundary}`,
	};
}
