import { isOutcomeUnknown } from '../transport/errors';
import type { Call } from './operation';

/**
 * A write that the input items share: the first of them does it. When nobody knows whether it was done, the others
 * fail like it rather than do it again.
 * @param key what is written, and for whom
 */
export async function forAll<T>({ once, credentials }: Call, key: string, write: () => Promise<T>): Promise<T> {
	const outcome = await once(`${String(credentials.appId)} ${key}`, async () =>
		await write().then(
			(value) => ({ value }),
			(error: unknown) => (isOutcomeUnknown(error) ? { error: error as Error } : Promise.reject(error as Error)),
		),
	);
	return 'error' in outcome ? await Promise.reject(outcome.error) : outcome.value;
}
