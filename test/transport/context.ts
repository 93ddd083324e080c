import '../n8n/engine/environment';
import { ExecuteContext } from 'n8n-core';
import {
	Workflow,
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type IExecuteFunctions,
	type INode,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Client } from '../../nodes/transport/client';
import type { Product } from '../../nodes/transport/product';
import { wechat } from '../../nodes/transport/wechat';
import { wechatPay } from '../../nodes/transport/wechatPay';
import { CredentialStore, CredentialsHelper } from '../n8n/engine/credentials';
import { nodeTypes, supportedNodes, typeNamed } from '../n8n/engine/nodeTypes';

export { logged } from '../n8n/engine/log';
export { CredentialStore };

type Data = ICredentialDataDecryptedObject;

const CREDENTIAL = { id: 'credential-1', name: 'Lotus Tea' };

let accounts = 0;

/** Somebody's credential: another account every time, so that no test meets the token of another one. */
export function credential(baseUrl: string, more: Data = {}): Data {
	accounts++;
	const issuer = 'tokenUrl' in more ? 'url' : 'wechat';
	return { appId: `wx${String(accounts).padStart(16, '0')}`, appSecret: `secret-of-account-${accounts}`, baseUrl, issuer, ...more };
}

/** n8n's database with the one credential in it. */
export function storeOf(data: Data, store = new CredentialStore()): CredentialStore {
	store.add(CREDENTIAL.id, data);
	return store;
}

/** What n8n has stored by now. */
export function stored(store: CredentialStore): Data {
	return store.stored(CREDENTIAL.id);
}

/** What a person, or another process of n8n, changes in the stored credential. */
export function change(store: CredentialStore, data: Data): void {
	store.add(CREDENTIAL.id, { ...stored(store), ...data });
}

/** A node with this credential. */
export function nodeWith(type: string, more: Partial<INode> = {}): INode {
	return {
		id: 'node-1',
		name: 'WeChat',
		type: typeNamed(type),
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { wechatApi: CREDENTIAL },
		...more,
	};
}

/** What n8n hands to every context of a workflow. */
export function additionalData(
	store: CredentialStore,
	keeps: 'result' | 'everything' = 'result',
	more: object = {},
): IWorkflowExecuteAdditionalData {
	const credentialsHelper = new CredentialsHelper(store, { keeps, supportedNodes });
	return { credentialsHelper, executionId: '1', variables: {}, currentNodeExecutionIndex: 0, ...more } as never;
}

/** `this` of a node that runs in n8n: n8n-core's own context, with n8n-core's own HTTP helpers. */
export function executeContext(
	store: CredentialStore,
	{
		keeps = 'result',
		signal,
		node = nodeWith('wechatOfficialAccount'),
	}: { keeps?: 'result' | 'everything'; signal?: AbortSignal; node?: INode } = {},
): IExecuteFunctions {
	const workflow = new Workflow({ id: 'workflow-1', nodes: [node], connections: {}, active: true, nodeTypes });
	const items = [{ json: {} }];
	return new ExecuteContext(
		workflow,
		node,
		additionalData(store, keeps),
		'trigger',
		createRunExecutionData(),
		0,
		items,
		{ main: [items] },
		{ node, data: { main: [items] }, source: null },
		[],
		signal,
	) as unknown as IExecuteFunctions;
}

/** What an operation calls WeChat with. */
export function clientOf(store: CredentialStore, options?: Parameters<typeof executeContext>[1]): Client {
	return new Client(executeContext(store, options), wechat);
}

/** The same for WeChat Pay. */
export function payClientOf(store: CredentialStore, product: Product = wechatPay, signal?: AbortSignal): Client {
	return new Client(executeContext(store, { node: nodeWith('wechatPay', { credentials: { wechatPayApi: CREDENTIAL } }), signal }), product);
}
