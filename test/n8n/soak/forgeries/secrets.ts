import { MERCHANT, SERVICE } from '../../../simulator/client';
import { CERTIFICATE_API_V3_KEY } from './pay/draft';

const pem = MERCHANT.privateKey.split('\n').filter((line) => line && !line.startsWith('-----'));

/** Nothing of this may be in an answer or in a log. */
const SECRETS: Record<string, string[]> = {
	'the App Secret': [SERVICE.secret],
	'the Callback Token': [SERVICE.callback.token],
	'the Encoding AES Key': [SERVICE.callback.encodingAesKey],
	'an APIv3 key': [MERCHANT.apiV3Key, CERTIFICATE_API_V3_KEY],
	'the APIv2 key': [MERCHANT.apiV2Key],
	'the merchant’s private key': pem,
};

const STACK_TRACE = /^\s+at .+(:\d+:\d+\)?|\(<anonymous>\)|\(native\))$|\bat [\w.<>]+ \(?(\/|node:|file:)[^\s]+:\d+/m;

/** A line of a stack trace that leads into this package. */
const OUR_TRACE = /^\s+at .*n8n-nodes-wechat-business\/dist\/.*$/m;

const secretIn = (text: string): string | undefined => Object.entries(SECRETS).find(([, values]) => values.some((value) => text.includes(value)))?.[0];

/** The same for a log. n8n writes traces of its own there, of bodies that it cannot unpack or that are too large. */
export function leakInLog(text: string): string | undefined {
	const trace = OUR_TRACE.exec(text);
	return secretIn(text) ?? (trace ? `a stack trace of ours (${trace[0].trim()})` : undefined);
}

/** What an answer says that it must not; undefined when it is as it should be. */
export function leakIn(text: string): string | undefined {
	const secret = secretIn(text);
	if (secret) return secret;
	const trace = STACK_TRACE.exec(text);
	return trace ? `a stack trace (${text.slice(Math.max(0, trace.index - 200), trace.index + 300)})` : undefined;
}
