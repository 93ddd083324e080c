import { withoutSecrets } from '../../../protocol/secrets';

/** Names whose values let somebody act as the account or as a visitor; in a query, in JSON, or in JSON within JSON. */
const SECRET_VALUE =
	/((?<!\w)(?:\w*token|\w*secret|\w*ticket|session_key|js_code|password)\\?["']?\s*[:=]\s*\\?["']?)(?!\s)[^\s"'\\&,}]+/gi;

/** A call as WeChat logged it, without what is secret in it. */
export function masked(text: string, secrets: string[]): string {
	return withoutSecrets(text, secrets).replace(SECRET_VALUE, '$1***');
}
