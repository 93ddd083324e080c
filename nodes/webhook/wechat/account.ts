import type { IWebhookFunctions } from 'n8n-workflow';
import type { CallbackKeys } from '../../protocol/callback';
import { trimmed } from '../../protocol/trimmed';
import type { Credentials } from '../../transport/product';
import { wechat } from '../../transport/wechat';

/** `undefined` when the credential cannot be read: it was deleted, and must be chosen again. */
export async function keysIn(context: IWebhookFunctions): Promise<CallbackKeys | undefined> {
	try {
		const { appId, callbackToken, encodingAesKey } = trimmed(await context.getCredentials<Credentials>(wechat.credentialType));
		return { appId: String(appId ?? ''), token: String(callbackToken ?? ''), encodingAesKey: String(encodingAesKey ?? '') };
	} catch {
		const { name } = context.getNode();
		context.logger.error(`${name} (workflow ${context.getWorkflow().id}): a push could not be read. Its credential is gone: choose it again in the trigger.`);
		return undefined;
	}
}
