import { HookContext } from 'n8n-core';
import { Workflow, type IHookFunctions, type INodeParameters, type WorkflowActivateMode } from 'n8n-workflow';
import { WechatPayTrigger } from '../../nodes/WechatPayTrigger/WechatPayTrigger.node';
import { nodeTypes } from '../n8n/engine/nodeTypes';
import { additionalData, nodeWith, type CredentialStore } from '../transport/context';

/** Where n8n is, seen from outside. */
export const PUBLIC = 'https://n8n.lotus-tea.example.com';

const trigger = new WechatPayTrigger();

/** n8n around the trigger's `webhookMethods` (n8n 2.40.7, dist/webhooks/webhook.service.js, test-webhooks.js). */
export class Hooks {
	constructor(
		private readonly store: CredentialStore,
		private readonly options: INodeParameters,
		private readonly host = PUBLIC,
		private readonly webhookId = 'lotus',
	) {}

	/** The Production URL. */
	get url(): string {
		return `${this.host}/webhook/${this.webhookId}/webhook`;
	}

	/** What n8n does when a workflow is published, when n8n starts, and when a test run begins. */
	async create(activation: WorkflowActivateMode, isTest = activation === 'manual'): Promise<void> {
		const { checkExists, create } = trigger.webhookMethods.default;
		if (!(await checkExists.call(this.context(activation, isTest)))) await create.call(this.context(activation, isTest));
	}

	/** What n8n does when a workflow is deactivated, and after a test run: it says `update` to both. */
	async delete(isTest = false): Promise<void> {
		await trigger.webhookMethods.default.delete.call(this.context('update', isTest));
	}

	private context(activation: WorkflowActivateMode, isTest: boolean): IHookFunctions {
		const node = nodeWith('wechatPayTrigger', {
			webhookId: this.webhookId,
			parameters: { additionalFields: this.options },
			credentials: { wechatPayApi: { id: 'credential-1', name: 'Lotus Tea' } },
		});
		const workflow = new Workflow({ id: 'workflow-1', nodes: [node], connections: {}, active: true, nodeTypes });
		const more = { webhookBaseUrl: `${this.host}/webhook`, webhookTestBaseUrl: `${this.host}/webhook-test` };
		const [webhookDescription] = trigger.description.webhooks!;
		const data = { webhookDescription, isTest } as never;
		return new HookContext(workflow, node, additionalData(this.store, 'result', more), 'trigger', activation, data) as unknown as IHookFunctions;
	}
}
