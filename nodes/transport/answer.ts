import type { IDataObject } from 'n8n-workflow';
import { jsonObject } from '../protocol/json';

/** A file that came from WeChat. */
export interface IncomingFile {
	content: Buffer;
	contentType: string;
	/** From Content-Disposition; empty when WeChat names none. */
	fileName: string;
}

export type Answer = { json: IDataObject } | { file: IncomingFile };

/** A response as it came over the wire. */
export interface Received {
	status: number;
	headers: Record<string, string | undefined>;
	content: Buffer;
}

/** What n8n's HTTP helper hands over. */
export function receivedIn(response: unknown): Received {
	const { statusCode, headers, body } = response as {
		statusCode: number;
		headers: Record<string, string | undefined>;
		body: Buffer | ArrayBuffer;
	};
	return { status: statusCode, headers, content: Buffer.isBuffer(body) ? body : Buffer.from(body) };
}

/** A status other than 2xx is no answer. */
export function isSuccess({ status }: Received): boolean {
	return status >= 200 && status <= 299;
}

/**
 * Tells a file from JSON by its content: WeChat answers 200 with an error in JSON where a picture was
 * asked for, and labels JSON as text/plain (wechat-api.md A).
 */
export function answerIn({ headers, content }: Received): Answer {
	const json = jsonIn(content);
	if (json) return { json };
	return {
		file: {
			content,
			contentType: (headers['content-type'] ?? '').split(';')[0].trim() || 'application/octet-stream',
			fileName: fileName(headers['content-disposition'] ?? ''),
		},
	};
}

/** An answer to a call always has content, and none of WeChat's files is a web page. */
export function isFromWechat({ content, contentType }: IncomingFile): boolean {
	return content.length > 0 && contentType !== 'text/html';
}

/** The JSON object that this is, if it is one. */
export function jsonIn(content: Buffer): IDataObject | undefined {
	// A relay may put a byte order mark or a line break before it.
	if (!/^(?:\xef\xbb\xbf)?\s*\{/.test(content.toString('latin1', 0, 16))) return undefined;
	return jsonObject(content.toString('utf8').trim()) as IDataObject | undefined;
}

function fileName(disposition: string): string {
	const encoded = /filename\*=(?:utf-8|UTF-8)''([^;]+)/.exec(disposition);
	if (encoded) {
		try {
			return decodeURIComponent(encoded[1]);
		} catch {
			// An encoded name that does not decode: the plain one serves.
		}
	}
	return /filename="?([^";]+)"?/.exec(disposition)?.[1] ?? '';
}
