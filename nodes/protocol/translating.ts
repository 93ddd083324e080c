/** Runs `make`; what it throws is thrown as what `translate` makes of it. */
export function translating<T>(make: () => T, translate: (thrown: unknown) => Error): T {
	const outcome = attempt(make);
	if ('value' in outcome) return outcome.value;
	throw translate(outcome.thrown);
}

/** `translating` for one kind of error only; the others go on as they are. */
export function translatingOnly<T, E extends Error>(
	kind: abstract new (...args: never[]) => E,
	make: () => T,
	translate: (thrown: E) => Error,
): T {
	return translating(make, (thrown) => (thrown instanceof kind ? translate(thrown) : (thrown as Error)));
}

function attempt<T>(make: () => T): { value: T } | { thrown: unknown } {
	try {
		return { value: make() };
	} catch (thrown) {
		return { thrown };
	}
}
