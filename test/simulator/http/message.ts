import type { IncomingHttpHeaders } from 'node:http';

/** A request, read to its end. */
export interface Incoming {
	method: string;
	path: string;
	/** Path and query as they were sent. */
	url: string;
	query: Record<string, string>;
	headers: IncomingHttpHeaders;
	body: Buffer;
	ip: string;
	/** Over HTTPS: the serial number of the certificate that the caller showed, empty without one. */
	certificate?: string;
}

/** What goes back. */
export interface Outgoing {
	status?: number;
	headers?: Record<string, string>;
	body: string | Buffer;
}

/** An answer in JSON. */
export function json(value: unknown, status = 200): Outgoing {
	return { status, headers: { 'content-type': 'application/json; encoding=utf-8' }, body: JSON.stringify(value) };
}
