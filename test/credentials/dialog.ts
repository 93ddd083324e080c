import '../n8n/engine/log';
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	NodeHelpers,
	Workflow,
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type INode,
	type INodeType,
	type INodeTypes,
} from 'n8n-workflow';
import { WechatApi } from '../../credentials/WechatApi.credentials';
import { CredentialStore, CredentialsHelper } from '../n8n/engine/credentials';

type Data = ICredentialDataDecryptedObject;

/** What the dialog shows. */
export interface Verdict {
	status: 'OK' | 'Error';
	message: string;
}

const ID = 'credential-1';

/** A test renews the token in any case (n8n 2.40.7, dist/credentials-helper.js, `isTestingCredentials`). */
class TestingHelper extends CredentialsHelper {
	override async preAuthentication(...[helpers, credentials, type, node, expired]: Parameters<CredentialsHelper['preAuthentication']>) {
		const isTesting = node.parameters.temp === '' && node.type === 'n8n-nodes-base.noOp';
		return await super.preAuthentication(helpers, credentials, type, node, expired || isTesting);
	}
}

/**
 * Saves a credential and tests it, as n8n's dialog does: n8n 2.40.7, `runRequestTest` of
 * dist/services/credentials-tester.service.js, on n8n-core's own RoutingNode.
 */
export async function saveAndTest(
	entered: Data,
	{ keeps = 'result' as 'result' | 'everything', store = new CredentialStore(), type = new WechatApi() as ICredentialType } = {},
): Promise<Verdict & { stored: Data }> {
	store.add(ID, entered);
	const verdict = await test(type, entered, new TestingHelper(store, { keeps, supportedNodes: [] }));
	return { ...verdict, stored: store.stored(ID) };
}

async function test({ name, properties, test = { request: {} } }: ICredentialType, entered: Data, credentialsHelper: CredentialsHelper): Promise<Verdict> {
	const data = NodeHelpers.getNodeParameters(properties, entered as never, true, false, null, null) as Data;
	const node: INode = {
		id: 'temp',
		parameters: {},
		name: 'Temp-Node',
		type: 'n8n-nodes-base.noOp',
		typeVersion: 1,
		position: [0, 0],
		credentials: { [name]: { id: ID, name: 'Lotus Tea' } },
	};
	const nodeType = {
		description: {
			name: 'n8n-nodes-base.noOp',
			displayName: 'No Operation, do nothing',
			version: 1,
			group: ['organization'],
			defaults: { name: 'No Operation' },
			description: '',
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request: test.request }, default: '' },
			],
		},
	} as unknown as INodeType;
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const context = new ExecuteContext(
		workflow,
		node,
		{
			credentialsHelper,
			variables: {},
			currentNodeParameters: node.parameters,
			// Nothing asks for them; empty ones are refused as invalid.
			...{ webhookWaitingBaseUrl: 'http://n8n.test', formWaitingBaseUrl: 'http://n8n.test' },
		} as never,
		'internal',
		createRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	let response;
	try {
		response = await new RoutingNode(context, nodeType, { id: ID, name: 'Lotus Tea', type: name, data }).runNode();
	} catch (thrown) {
		return { status: 'Error', message: failed(thrown as Failed) };
	}
	for (const { type, properties } of test.rules ?? []) {
		if (type !== 'responseSuccessBody') continue;
		const { key, value, message } = properties as { key: string; value: unknown; message: string };
		if (response?.[0]?.[0]?.json?.[key] === value) return { status: 'Error', message };
	}
	return { status: 'OK', message: 'Connection successful!' };
}

type Failed = Error & { cause?: { code?: string; response?: { status: number; statusText: string } } };

function failed({ message, cause }: Failed): string {
	const { response, code } = cause ?? {};
	if (response && (response.status < 199 || response.status > 299)) {
		return response.statusText || `Received HTTP status code: ${response.status}`;
	}
	return !response && code ? code : message.toString();
}
