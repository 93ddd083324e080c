import type { Outgoing } from '../http/message';
import type { Call } from '../world/calls';
import type { Body } from './body';

const LONGEST = 4000;

/** Everything but the token; secrets as dots. */
export function withoutSecrets(values: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(values)
			.filter(([name]) => name !== 'access_token')
			.map(([name, value]) => [name, name.endsWith('secret') ? '•••' : value]),
	);
}

/** What a call brought, short enough to look at. */
export function describeBody({ json, form, text }: Body): unknown {
	if (text !== undefined) return text;
	if (form) {
		const files = form.files.map(({ content, ...file }) => ({ ...file, bytes: content.length }));
		return { ...form.fields, files };
	}
	return describeJson(json);
}

/** A JSON body, short enough to look at; secrets as dots. */
export function describeJson(json: Record<string, unknown>): unknown {
	const text = JSON.stringify(json);
	return text.length > LONGEST
		? { shortened: text.slice(0, LONGEST), bytes: Buffer.byteLength(text) }
		: withoutSecrets(json);
}

/** What it got. An answer without errcode is an answer with 0. */
export function describeAnswer({ status = 200, headers, body }: Outgoing): Partial<Call> {
	const text = body.toString('utf8');
	if (!text.startsWith('{'))
		return { status, answer: `${headers?.['content-type'] ?? 'no content type'}, ${body.length} bytes` };
	return { status, errcode: errcodeOf(text), answer: maskToken(text).slice(0, LONGEST) };
}

function errcodeOf(text: string): number | undefined {
	try {
		return (JSON.parse(text) as { errcode?: number }).errcode ?? 0;
	} catch {
		return undefined;
	}
}

function maskToken(text: string): string {
	return text.replace(/("access_token":")([^"]{6})[^"]*/, '$1$2…');
}
