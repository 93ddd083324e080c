import { inspect } from 'node:util';

/** A thing with everything in and behind it: hidden properties, causes, stacks. */
export function everythingOf(thing: unknown): string {
	return inspect(thing, { depth: Infinity, showHidden: true, maxArrayLength: Infinity, maxStringLength: Infinity, breakLength: Infinity });
}

/** None of the secrets is in anything that was left behind, in no usual form. */
export function expectNone(secrets: Iterable<string>, leftBehind: string[]): void {
	const everything = leftBehind.join('\n');
	for (const secret of secrets) {
		expect(secret.length).toBeGreaterThan(8);
		for (const form of [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')]) {
			const at = everything.indexOf(form);
			expect(at < 0 ? '' : everything.slice(Math.max(0, at - 200), at + 20)).toBe('');
		}
	}
}
