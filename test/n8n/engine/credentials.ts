import './environment';
import {
	ICredentialsHelper,
	NodeHelpers,
	UnexpectedError,
	isExpression,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type ICredentialsExpressionResolveValues,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
	type IExecuteData,
} from 'n8n-workflow';
import { getAdditionalKeys } from 'n8n-core';
import { WechatApi } from '../../../credentials/WechatApi.credentials';
import { WechatPayApi } from '../../../credentials/WechatPayApi.credentials';

type Data = ICredentialDataDecryptedObject;

/** Every credential of the package, by its name. */
export const credentialTypes: Record<string, ICredentialType> = Object.fromEntries(
	[new WechatApi(), new WechatPayApi()].map((type) => [type.name, type]),
);

/** n8n's table of credentials; one store serves as many executions as a test likes. */
export class CredentialStore {
	/** JSON, as n8n has before it encrypts: nothing of an object that was handed out gets in by itself. */
	private readonly rows = new Map<string, string>();

	/** How often n8n wrote a credential: a token was kept. */
	writes = 0;

	/** What the user entered; n8n adds the defaults of the rest. */
	add(id: string, data: Data): void {
		this.rows.set(id, JSON.stringify(data));
	}

	stored(id: string): Data {
		const row = this.rows.get(id);
		if (row) return JSON.parse(row) as Data;
		throw new Error(`The test has no credential “${id}”`);
	}

	update(id: string, data: Data): void {
		this.writes++;
		this.add(id, data);
	}
}

/**
 * What n8n does with a credential (n8n 2.40.7, dist/credentials-helper.js), statement by statement where a
 * node can tell the difference: defaults and undeclared keys, expressions, when `preAuthentication` runs and
 * what of its result is kept.
 */
export class CredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly store: CredentialStore,
		private readonly options: {
			/** 1.123 keeps the whole object that was handed to `preAuthentication`, with the result in it. */
			keeps: 'result' | 'everything';
			/** Node types that may use the credential, where it is restricted. */
			supportedNodes: string[];
		},
	) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(type: string, nodeType: string): boolean {
		const { restrictToSupportedNodes } = credentialType(type) as { restrictToSupportedNodes?: true };
		return !restrictToSupportedNodes || this.options.supportedNodes.includes(nodeType);
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return credentialType(type).properties;
	}

	async getCredentials(): Promise<never> {
		throw new UnexpectedError('Nodes have no use for an encrypted credential');
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		values?: ICredentialsExpressionResolveValues,
	): Promise<Data> {
		const original = this.store.stored(String(nodeCredentials.id));
		if (raw) return original;
		const data = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			original as never,
			true,
			false,
			null,
			null,
		) as Data;
		if (!values) return data;
		const { workflow, runExecutionData, runIndex, itemIndex, node, connectionInputData } = values;
		return workflow.expression.getParameterValue(
			data as never,
			runExecutionData,
			runIndex,
			itemIndex,
			node.name,
			connectionInputData,
			mode,
			getAdditionalKeys(additionalData, mode, null, { isCredential: true }) as never,
			executeData,
			false,
			data as never,
		) as unknown as Data;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: Data,
		type: string,
		node: INode,
		expired: boolean,
	): Promise<Data | undefined> {
		const { properties, preAuthentication } = credentialType(type);
		const expirable = properties.find(({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable)?.name;
		if (!expirable || !preAuthentication) return undefined;
		if (credentials[expirable] !== '' && !expired) return undefined;
		const output = (await preAuthentication.call(helpers, credentials)) as Data;
		if (output[expirable] === undefined || !node.credentials) return undefined;
		const { id } = node.credentials[type];
		this.store.update(String(id), this.kept(String(id), credentials, output, expirable));
		return Object.assign(credentials, output);
	}

	private kept(id: string, credentials: Data, output: Data, expirable: string): Data {
		if (this.options.keeps === 'everything') return { ...credentials, ...output };
		const stored = this.store.stored(id);
		const changes = Object.entries(output).filter(([key]) => key === expirable || !isExpression(stored[key]));
		return { ...stored, ...Object.fromEntries(changes) };
	}

	async runPreAuthentication(helpers: IHttpRequestHelper, credentials: Data, type: string): Promise<Data | undefined> {
		return (await credentialType(type).preAuthentication?.call(helpers, credentials)) as Data | undefined;
	}

	async authenticate(
		credentials: Data,
		type: string,
		incoming: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const request = incoming as IHttpRequestOptions & Record<string, Record<string, string>>;
		const { authenticate } = credentialType(type);
		if (!authenticate) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		request.headers ??= {};
		const resolved = (text: string): string =>
			isExpression(text)
				? String(
						workflow.expression.getSimpleParameterValue(
							node,
							text,
							'internal',
							{ $credentials: credentials } as never,
							undefined,
							'',
						) || '',
					)
				: text;
		for (const [place, values] of Object.entries(authenticate.properties)) {
			for (const [name, value] of Object.entries(values as Record<string, string>)) {
				request[place] ??= {};
				request[place][resolved(name)] = resolved(value);
			}
		}
		return request;
	}

	async updateCredentials(nodeCredentials: INodeCredentialsDetails, _type: string, data: Data): Promise<void> {
		this.store.update(String(nodeCredentials.id), data);
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new UnexpectedError('No credential of this package is OAuth');
	}
}

function credentialType(name: string): ICredentialType {
	if (name in credentialTypes) return credentialTypes[name];
	throw new UnexpectedError(`Unknown credential type “${name}”`);
}
