import busboy from 'busboy';
import type { Incoming } from './message';

export interface FormFile {
	field: string;
	filename: string;
	contentType: string;
	content: Buffer;
}

export interface Form {
	fields: Record<string, string>;
	files: FormFile[];
}

/** Reads multipart/form-data; undefined when the body is none or is broken. */
export async function readForm({ headers, body }: Incoming): Promise<Form | undefined> {
	if (!headers['content-type']?.startsWith('multipart/form-data')) return undefined;
	return await new Promise((resolve) => {
		const form: Form = { fields: {}, files: [] };
		const broken = () => resolve(undefined);
		try {
			const parser = busboy({ headers, defParamCharset: 'utf8' });
			parser.on('field', (name, value) => {
				form.fields[name] = value;
			});
			parser.on('file', (field, stream, { filename, mimeType }) => {
				const chunks: Buffer[] = [];
				stream.on('data', (chunk: Buffer) => chunks.push(chunk));
				stream.on('error', broken);
				stream.on('end', () =>
					form.files.push({ field, filename, contentType: mimeType, content: Buffer.concat(chunks) }),
				);
			});
			parser.on('error', broken);
			parser.on('close', () => resolve(form));
			parser.end(body);
		} catch {
			broken();
		}
	});
}
