import { encryptField } from '../../../http/payCipher';
import { notify } from '../../../push/pay/notify';
import type { PayContext, PayEndpoints } from '../context';
import { checkRules } from '../rules';

interface Echo {
	echo_message: string;
	encrypted_echo_message?: string;
	notify_url?: string;
}

/** wechat-pay.md §1.9: signs, encrypts and tells, and touches no money. */
export const security: PayEndpoints = {
	'POST /v3/security/echo': ({ world, merchant, body, decrypted }: PayContext<Echo>) => {
		const { echo_message, notify_url } = body;
		checkRules({ notify_url }, ['notify_url']);
		const plain = decrypted['/encrypted_echo_message'];
		// Only the merchant can read it: encrypted with the public half of its key.
		const encrypted = plain === undefined ? undefined : encryptField(merchant.privateKey, plain);
		if (notify_url) {
			const resource = { echo_message, ...(encrypted && { encrypt_echo_message: encrypted }) };
			void notify(world, merchant, { event_type: 'SECURITY_ECHO.SUCCESS', url: notify_url, resource }).firstTry;
		}
		return { echo_message, ...(encrypted && { encrypted_echo_message: encrypted }) };
	},
};
