import { NodeOperationError, type IHookFunctions, type INodeProperties } from 'n8n-workflow';
import { activationIn } from './activation';

/** Who is to reach the URL: a server URL of an account, or a notify_url. */
export type Caller = 'wechat' | 'pay';

export const allowLocalUrl: INodeProperties = {
	displayName: 'Allow Local URL',
	name: 'allowLocalUrl',
	type: 'boolean',
	default: false,
	description:
		'Whether the workflow may be published although WeChat cannot reach the URL of this n8n: for a try-out with a simulator, or behind a relay that WeChat calls instead',
};

/** Names and addresses that only this machine or its network knows. */
const LOCAL =
	/^(localhost|.*\.(localhost|local|localdomain|internal|lan|home|test)|[^.:]+|127\.[\d.]+|0\.0\.0\.0|10\.[\d.]+|192\.168\.[\d.]+|169\.254\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|\[(::1?|f[cd][\da-f:]*|fe80:.*)\])$/i;

const WHAT_TO_DO =
	'Give n8n its public address in the environment variable N8N_WEBHOOK_URL (before n8n 2.35: WEBHOOK_URL), as behind a tunnel or a reverse proxy; or switch on Allow Local URL under Additional Fields of this node to try it out with a simulator.';

/** Empty: the one of http or https. */
const PORTS = ['', '80', '443'];

/**
 * Why WeChat cannot call this URL, in one sentence; `undefined` when nothing speaks against it (wechat-api.md B.3: ports 80 and 443;
 * wechat-pay.md §2.2: https).
 */
export function whyNotPublic(url: string, caller: Caller): string | undefined {
	if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return `n8n gives its URL as "${url}", which does not begin with https:// or cannot be read`;
	const { hostname, host, port, protocol } = new URL(url);
	if (LOCAL.test(hostname)) return `WeChat cannot reach ${host}: that address is known on this machine or in its own network only`;
	if (!PORTS.includes(port)) return `WeChat calls the ports 80 and 443 only, and the URL of this n8n has port ${port}`;
	if (caller === 'pay' && protocol !== 'https:') return 'WeChat Pay calls https:// only, and the URL of this n8n begins with http://';
	return undefined;
}

/**
 * Lets a workflow be published only where WeChat can reach it, unless *Allow Local URL* is on.
 * @throws NodeOperationError
 */
export function demandPublicUrl(context: IHookFunctions, caller: Caller): void {
	if (activationIn(context) !== 'published by the user' || context.getNodeParameter('additionalFields.allowLocalUrl', false)) return;
	const why = whyNotPublic(context.getNodeWebhookUrl('default') ?? 'http://localhost', caller);
	if (!why) return;
	// In one text: n8n 1.123 shows no description of it when a workflow cannot be published.
	throw new NodeOperationError(context.getNode(), `${why}. ${WHAT_TO_DO}`);
}
