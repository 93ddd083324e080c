import { NodeOperationError, type IHookFunctions, type INodeProperties } from 'n8n-workflow';

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
	/^(localhost|.*\.(localhost|local|internal|lan|home|test)|[^.:]+|127\.[\d.]+|0\.0\.0\.0|10\.[\d.]+|192\.168\.[\d.]+|169\.254\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|\[(::1?|f[cd][\da-f:]*|fe80:.*)\])$/i;

/** The user has just published; at n8n's start or when another main process takes over nothing new is decided. */
const BY_THE_USER = ['activate', 'create', 'update'];

/**
 * Why WeChat cannot call this URL, in one sentence; `undefined` when nothing speaks against it (wechat-api.md B.3: ports 80 and 443;
 * wechat-pay.md §2.2: https).
 */
export function whyNotPublic(url: string, caller: Caller): string | undefined {
	const { hostname, host, port, protocol } = new URL(url);
	if (LOCAL.test(hostname)) return `WeChat cannot reach ${host}: that address is known on this machine or in its own network only`;
	if (port !== '') return `WeChat calls the ports 80 and 443 only, and the URL of this n8n has port ${port}`;
	if (caller === 'pay' && protocol !== 'https:') return 'WeChat Pay calls https:// only, and the URL of this n8n begins with http://';
	return undefined;
}

/**
 * Lets a workflow be published only where WeChat can reach it, unless *Allow Local URL* is on.
 * @throws NodeOperationError
 */
export function demandPublicUrl(context: IHookFunctions, caller: Caller): void {
	if (!BY_THE_USER.includes(context.getActivationMode()) || context.getNodeParameter('options.allowLocalUrl', false)) return;
	const why = whyNotPublic(context.getNodeWebhookUrl('default') ?? 'http://localhost', caller);
	if (!why) return;
	throw new NodeOperationError(context.getNode(), why, {
		description:
			'Give n8n its public address in the environment variable WEBHOOK_URL (behind a tunnel or a reverse proxy), or switch on the option Allow Local URL of this node to try it out with a simulator',
	});
}
