/** Hides secrets in a text, also as they stand in a URL. */
export function withoutSecrets(text: string, secrets: string[]): string {
	return secrets
		.flatMap((secret) => [secret, encodeURIComponent(secret)])
		.reduce((hidden, secret) => hidden.split(secret).join('***'), text);
}
