import type { IWebhookFunctions } from 'n8n-workflow';
import { PushRefused, type CallbackKeys } from '../../protocol/callback';
import { keysIn } from './account';

/** What a check has yielded, or why it was refused. */
export type Verified<T> = { keys: CallbackKeys } & ({ value: T } | { refused: string });

/**
 * Runs a check of protocol/callback; what is not WeChat's comes back as the reason. What does not fit the remembered
 * keys is tried with those that the credential has now. `undefined`: there is no credential.
 */
export async function verified<T>(context: IWebhookFunctions, check: (keys: CallbackKeys) => T): Promise<Verified<T> | undefined> {
	const known = await keysIn(context);
	if (!known) return undefined;
	const outcome = outcomeOf(check, known);
	if ('value' in outcome) return outcome;
	const keys = await keysIn(context, true);
	if (keys && isSame(keys, known)) return outcome;
	return keys && outcomeOf(check, keys);
}

function isSame(one: CallbackKeys, other: CallbackKeys): boolean {
	return one.appId === other.appId && one.token === other.token && one.encodingAesKey === other.encodingAesKey;
}

function outcomeOf<T>(check: (keys: CallbackKeys) => T, keys: CallbackKeys): Verified<T> {
	try {
		return { keys, value: check(keys) };
	} catch (error) {
		return { keys, refused: error instanceof PushRefused ? error.message : 'The push could not be read.' };
	}
}
