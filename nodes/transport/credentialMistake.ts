import { MerchantMistake } from '../protocol/pay/mistake';
import { translatingOnly } from '../protocol/translating';
import { Unreachable } from './errors';

/** What `read` finds wrong with the credential ends a call before it goes out. @throws Unreachable, naming the field */
export function fromCredential<T>(read: () => T): T {
	return translatingOnly(
		MerchantMistake,
		read,
		({ what, description }) => new Unreachable(`WeChat Pay API credential: ${what}`, description, 'not done'),
	);
}
