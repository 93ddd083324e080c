import type { IWebhookFunctions } from 'n8n-workflow';
import { merchantOf, type Merchant } from '../../protocol/pay/merchant';
import { MerchantMistake } from '../../protocol/pay/mistake';
import { trimmed } from '../../protocol/trimmed';
import type { Credentials } from '../../transport/product';
import { wechatPay } from '../../transport/wechatPay';
import { place } from '../request';

/** The trigger's merchant, and the credential as it was entered. `undefined`: it must be mended first, and n8n's log says how. */
export async function merchantIn(context: IWebhookFunctions): Promise<{ merchant: Merchant; entered: Credentials } | undefined> {
	try {
		const entered = trimmed(await context.getCredentials<Credentials>(wechatPay.credentialType));
		return { merchant: merchantOf(entered), entered };
	} catch (error) {
		const reason = error instanceof MerchantMistake ? error.message : 'It cannot be read: choose it again in the trigger.';
		context.logger.error(`${place(context)}: a notification could not be read. WeChat Pay API credential: ${reason}`);
		return undefined;
	}
}
