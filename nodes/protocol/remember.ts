/** Puts a value into a map as the newest, and forgets the oldest where there are more than `most`. */
export function remember<K, V>(known: Map<K, V>, key: K, value: V, most: number): void {
	known.delete(key);
	known.set(key, value);
	const oldest = known.keys().next();
	if (known.size > most && !oldest.done) known.delete(oldest.value);
}
