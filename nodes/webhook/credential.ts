import type { ILoadOptionsFunctions, IWebhookFunctions } from 'n8n-workflow';
import { remember } from '../protocol/remember';
import { trimmed } from '../protocol/trimmed';
import type { Credentials } from '../transport/product';

/** In n8n's default expression engine reading a credential costs as much as all the rest of a push that nobody wants. */
const KEPT_MS = 10_000;
const MOST = 200;

/** So often at most somebody who forges pushes makes us look whether the credential has been changed. */
const LOOK_AGAIN_MS = 1000;

const known = new Map<string, { credentials: Credentials; at: number }>();

/**
 * The trigger's credential, remembered for ten seconds.
 * @param isDoubted what is remembered did not fit: it may have been changed meanwhile
 * @throws when it was deleted
 */
export async function credentialIn(context: IWebhookFunctions, type: string, isDoubted = false): Promise<Credentials> {
	const id = credentialId(context, type);
	const now = Date.now();
	const entry = id ? known.get(id) : undefined;
	const keptFor = isDoubted ? LOOK_AGAIN_MS : KEPT_MS;
	if (entry && now - entry.at < keptFor) return entry.credentials;
	const credentials = trimmed(await context.getCredentials<Credentials>(type));
	if (id) remember(known, id, { credentials, at: now }, MOST);
	return credentials;
}

/** Which credential the node uses; empty while none is chosen. */
export function credentialId(context: Pick<ILoadOptionsFunctions | IWebhookFunctions, 'getNode'>, type: string): string {
	return context.getNode().credentials?.[type]?.id ?? '';
}
