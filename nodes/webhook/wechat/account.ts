import type { IWebhookFunctions } from 'n8n-workflow';
import type { CallbackKeys } from '../../protocol/callback';
import { wechat } from '../../transport/wechat';
import { credentialIn } from '../credential';
import { place } from '../request';

/**
 * `undefined` when the credential cannot be read: it was deleted, and must be chosen again.
 * @param isDoubted a push did not fit the keys that were known: they may have been changed
 */
export async function keysIn(context: IWebhookFunctions, isDoubted = false): Promise<CallbackKeys | undefined> {
	try {
		const { appId, callbackToken, encodingAesKey } = await credentialIn(context, wechat.credentialType, isDoubted);
		return { appId: String(appId ?? ''), token: String(callbackToken ?? ''), encodingAesKey: String(encodingAesKey ?? '') };
	} catch {
		context.logger.error(`${place(context)}: a push could not be read. Its credential is gone: choose it again in the trigger.`);
		return undefined;
	}
}
