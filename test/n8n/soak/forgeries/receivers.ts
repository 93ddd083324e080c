import { MERCHANT, SERVICE } from '../../../simulator/client';
import { createMerchant } from '../../../simulator/world/pay/merchant';
import { payCredential } from '../../../simulator/control/pay/merchants';
import type { RunningN8n } from '../../privateN8n/n8n';
import { publish } from '../../privateN8n/publish';
import type { ReceiverName } from './forgery';
import { CERTIFICATE_API_V3_KEY, CERTIFICATE_MCHID } from './pay/draft';

/** A published workflow with one trigger. */
export interface Receiver {
	workflowId: string;
	url: string;
}

interface Spec {
	type: 'wechatTrigger' | 'wechatPayTrigger';
	parameters?: Record<string, unknown>;
	data: Record<string, unknown>;
	/** What is changed in the credential when the workflow is published already. */
	later?: Record<string, unknown>;
}

/** What the triggers and their credentials are made of; `wechat` is the URL of a simulator. */
function specs(wechat: string): Record<ReceiverName, Spec> {
	const { appid, secret, type, callback } = SERVICE;
	const account = { appId: appid, appSecret: secret, issuer: 'wechat', accountType: type, callbackToken: callback.token, baseUrl: wechat };
	const sealed = { ...account, encodingAesKey: callback.encodingAesKey };
	const plain = { ...account, encodingAesKey: '' };
	const other = createMerchant({ mchid: CERTIFICATE_MCHID, mode: 'platformCertificate', apiV3Key: CERTIFICATE_API_V3_KEY, ...theirKeys() });
	return {
		plain: { type: 'wechatTrigger', data: plain },
		sealed: { type: 'wechatTrigger', data: sealed },
		reply: { type: 'wechatTrigger', data: sealed, parameters: { respond: 'reply' } },
		tokenless: { type: 'wechatTrigger', data: plain, later: { callbackToken: '' } },
		publicKey: { type: 'wechatPayTrigger', data: payCredential(wechat, MERCHANT) },
		v2: { type: 'wechatPayTrigger', data: payCredential(wechat, MERCHANT) },
		keyless: { type: 'wechatPayTrigger', data: { ...payCredential(wechat, MERCHANT), apiV2Key: '' } },
		certificate: { type: 'wechatPayTrigger', data: payCredential(wechat, other) },
	};
}

/** The keys with which the other merchant signs its requests: those of the first will do. */
export function theirKeys(): { serialNo: string; privateKey: string } {
	return { serialNo: MERCHANT.serialNo, privateKey: MERCHANT.privateKey };
}

/** Makes and publishes a workflow for each kind of trigger. */
export async function makeReceivers({ rest, url }: RunningN8n, wechat: string, stamp: string): Promise<Record<ReceiverName, Receiver>> {
	const made: Partial<Record<ReceiverName, Receiver>> = {};
	for (const [name, { type, parameters, data, later }] of Object.entries(specs(wechat))) {
		const credentialType = type === 'wechatTrigger' ? 'wechatApi' : 'wechatPayApi';
		const credential = { name: `forgeries ${name} ${stamp}`, type: credentialType, data };
		const { id } = await rest<{ id: string }>('POST', '/rest/credentials', credential);
		const webhookId = `forgeries-${name}-${stamp}`.toLowerCase();
		const { id: workflowId } = await rest<{ id: string }>('POST', '/rest/workflows', {
			name: credential.name,
			nodes: [
				{
					id: webhookId,
					name: 'Trigger',
					type: `n8n-nodes-wechat-business.${type}`,
					typeVersion: 1,
					position: [0, 0],
					webhookId,
					parameters: { events: ['*'], ...parameters, additionalFields: { allowLocalUrl: true } },
					credentials: { [credentialType]: { id, name: credential.name } },
				},
			],
			connections: {},
			settings: { executionOrder: 'v1' },
		});
		await publish(rest, workflowId);
		if (later) await rest('PATCH', `/rest/credentials/${id}`, { ...credential, data: { ...data, ...later } });
		made[name as ReceiverName] = { workflowId, url: `${url}/webhook/${webhookId}/webhook` };
	}
	return made as Record<ReceiverName, Receiver>;
}

/** Their webhooks are no more. */
export async function endReceivers({ rest }: RunningN8n, receivers: Record<ReceiverName, Receiver>): Promise<void> {
	for (const { workflowId } of Object.values(receivers)) await rest('POST', `/rest/workflows/${workflowId}/deactivate`);
}
