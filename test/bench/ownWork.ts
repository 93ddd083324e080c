import type { IWebhookFunctions } from 'n8n-workflow';
import { open, type CallbackKeys } from '../../nodes/protocol/callback';
import { receivePush } from '../../nodes/webhook/wechat/push';
import { SERVICE } from '../simulator/client';
import type { Sealed } from '../simulator/push/seal';
import type { Shape } from './pushes';

/** A trigger in which something is set, so that deciding costs what it costs. Names of design.md §1. */
const PARAMETERS: Record<string, unknown> = {
	respond: 'immediately',
	simplify: true,
	filters: { neverOpenids: 'oSomebodyElse, oAnother', menuKeys: 'COUPON*, HELP', scenes: 'spring-*, 1042' },
	outputs: 'rules',
	rules: {
		rule: [
			{ name: 'Coupons', match: 'contains', values: 'coupon, 优惠, 券' },
			{ name: 'Orders', match: 'regex', pattern: '订单\\s*\\d{6,}' },
			{ name: 'Prices', match: 'contains', values: 'price, 价格' },
		],
	},
	unmatched: 'output',
	additionalFields: {},
};

/** What the credential says about an account of this shape. */
export function keysFor({ mode }: Shape): CallbackKeys {
	const { token, encodingAesKey } = SERVICE.callback;
	return { appId: SERVICE.appid, token, encodingAesKey: mode === 'plain' ? '' : encodingAesKey };
}

/** Verifies, decrypts and parses: nodes/protocol alone. */
export function openOnly({ query, body }: Sealed, keys: CallbackKeys): void {
	open({ query, body: Buffer.from(body) }, keys, Date.now() / 1000);
}

/**
 * All that the trigger does about a push, from the bytes to the answer, with n8n taken away: what n8n would look
 * up (parameters, credential) lies ready, and the connection takes the answer and does nothing.
 * @throws Error when the push does not do what it should: a refused push costs less
 */
export async function trigger({ query, body }: Sealed, keys: CallbackKeys, isWanted: boolean): Promise<void> {
	const res = connection();
	const { workflowData, webhookResponse } = await receivePush(n8nAround({ query, body, res, keys, isWanted }));
	if (workflowData) res.send(webhookResponse);
	if (Boolean(workflowData) !== isWanted || res.body !== 'success') throw new Error(`The trigger took or answered a push wrongly ("${res.body}"): see nodes/webhook/wechat/push.ts.`);
}

/** As much of Express's response as the trigger and n8n use. */
function connection() {
	const res = {
		body: '',
		statusCode: 200,
		headersSent: false,
		destroyed: false,
		setHeader: () => res,
		setHeaders: () => res,
		removeHeader: () => res,
		on: () => res,
		once: () => res,
		writeHead: () => ((res.headersSent = true), res),
		end: (text = '') => ((res.body = text), res),
		send: (text: unknown) => res.end(String(text)),
	};
	return res;
}

interface Around {
	query: Record<string, string>;
	body: string;
	res: ReturnType<typeof connection>;
	keys: CallbackKeys;
	isWanted: boolean;
}

const { mode, webhook, workflow, node } = { mode: 'webhook', webhook: 'default', workflow: { id: 'bench' }, node: { id: 'trigger', name: 'WeChat Trigger', typeVersion: 1 } };

function n8nAround({ query, body, res, keys, isWanted }: Around): IWebhookFunctions {
	const parameters = { ...PARAMETERS, events: [isWanted ? 'message.text' : 'message.image'] };
	const known: Record<string, unknown> = parameters;
	const context = {
		getNodeParameter: (name: string, fallback?: unknown) => known[name] ?? fallback,
		getCredentials: async () => ({ appId: keys.appId, callbackToken: keys.token, encodingAesKey: keys.encodingAesKey }),
		getQueryData: () => query,
		getRequestObject: () => ({ rawBody: Buffer.from(body), headers: {} }),
		getHeaderData: () => ({}),
		getResponseObject: () => res,
		getWorkflow: () => workflow,
		getNode: () => node,
		getMode: () => mode,
		getWebhookName: () => webhook,
		logger: { debug() {}, info() {}, warn() {}, error() {} },
	};
	return context as unknown as IWebhookFunctions;
}
