/** A credential without the spaces and line breaks that copying from a console leaves at the ends of its texts. */
export function trimmed<T extends object>(fields: T): T {
	const entries = Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]);
	return Object.fromEntries(entries) as T;
}
