/** Node's codes in words. n8n replaces any message that contains one of them by a text of its own. */
const WORDS: Record<string, string> = {
	ECONNREFUSED: 'nobody answers at that address',
	ECONNRESET: 'the connection was cut',
	ECONNABORTED: 'no answer in time',
	ETIMEDOUT: 'no answer in time',
	ENOTFOUND: 'there is no such host',
	EAI_AGAIN: 'the host name could not be looked up',
	EHOSTUNREACH: 'there is no way to that host',
	CERT_HAS_EXPIRED: 'its certificate has expired',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not trusted',
	SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not trusted',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
};

/** No connection came about: whatever was asked for has not been done. */
const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'];

/** Why a request got no answer, from what was thrown and what caused that; no URL, no header. */
export function networkReason(thrown: unknown): string {
	return codes(thrown).reduce((words, code) => WORDS[code] ?? words, 'no answer');
}

/** Whether the request cannot have reached anybody. */
export function wasNeverSent(thrown: unknown): boolean {
	return codes(thrown).some((code) => NEVER_SENT.includes(code));
}

function codes(thrown: unknown): string[] {
	const found: string[] = [];
	for (let error = thrown; error instanceof Error; error = error.cause) {
		found.push(String((error as { code?: unknown }).code));
	}
	return found;
}
