import type { IWebhookFunctions } from 'n8n-workflow';

export type HttpResponse = ReturnType<IWebhookFunctions['getResponseObject']>;

/** What goes to WeChat. */
export interface Answer {
	status: number;
	contentType: string;
	body: string;
	/** Called when it has gone out on a connection. */
	onSent?(): void;
}

/** The one answer to a request, whoever gives it first. */
export interface Interception {
	/** Answers now; what n8n says later is dropped. */
	answer(answer: Answer): void;
	/** Resolves with the answer that was given. */
	given: Promise<Answer>;
}

/** Answers a request that n8n is not to answer. */
export function reply(res: HttpResponse, { status, contentType, body, onSent }: Answer): void {
	if (res.headersSent || res.destroyed) return;
	res.writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) });
	res.end(body, onSent);
}

/**
 * Stands between n8n and the connection: `translate` makes an answer of what n8n wants to send (status and
 * body), and everything after the first answer goes to `late`. n8n would otherwise throw when it comes
 * after a deadline, and tell WeChat "500 Error in workflow" (reference/n8n.md, "Measured").
 */
export function intercept(
	res: HttpResponse,
	translate: (status: number, body: unknown) => Answer,
	late: (body: unknown) => void,
): Interception {
	const end = res.end.bind(res);
	const writeHead = res.writeHead.bind(res);
	let answered = false;
	let tell: (answer: Answer) => void;
	const given = new Promise<Answer>((resolve) => (tell = resolve));

	const answer = (now: Answer): void => {
		if (answered) return;
		answered = true;
		tell(now);
		if (res.destroyed) return;
		res.removeHeader('etag');
		writeHead(now.status, {
			'content-type': now.contentType,
			'content-length': Buffer.byteLength(now.body),
		});
		end(now.body, now.onSent);
	};
	const send = (body?: unknown): HttpResponse => {
		if (!answered) answer(translate(res.statusCode, body));
		else if (body !== undefined) late(body);
		return res;
	};
	// Not "once answered": Node's writeHead sets its headers with setHeader where there are some already.
	const unlessSent = <T extends 'setHeader' | 'setHeaders'>(name: T): void => {
		const original = (res[name] as ((...args: unknown[]) => unknown) | undefined)?.bind(res);
		if (original) Object.assign(res, { [name]: (...args: unknown[]) => (res.headersSent ? res : original(...args)) });
	};
	unlessSent('setHeader');
	unlessSent('setHeaders');
	Object.assign(res, { send, json: send, end: send });
	return { answer, given };
}
