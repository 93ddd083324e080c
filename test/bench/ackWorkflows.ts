import { ours, workflow } from '../n8n/e2e/workflows';
import type { Importable } from '../n8n/privateN8n/contents';
import type { Target } from './load';

/** Something that acknowledges pushes. */
export interface Acknowledger {
	/** How tables call it. */
	name: string;
	workflow: Importable;
	/** Below the URL of n8n. */
	path: string;
	answer: Target['answer'];
	/** Whether an acknowledged push is an execution. */
	executes: boolean;
}

const SUCCESS = { status: 200, body: 'success' };

const trigger = (event: string) =>
	// n8n on this machine has no public address; WeChat is not asked to reach it.
	ours('WeChat Trigger', 'wechatTrigger', { events: [event], respond: 'immediately', additionalFields: { allowLocalUrl: true } }, ['Nothing']);

const nothing = { name: 'Nothing', type: 'n8n-nodes-base.noOp' };

/** The trigger's `webhookId` is what the helper gives it. */
const triggerWorkflow = (id: string, event: string): Pick<Acknowledger, 'workflow' | 'path' | 'answer'> => ({
	workflow: workflow(id, [trigger(event), nothing]),
	path: `/webhook/${id}-hook/webhook`,
	answer: SUCCESS,
});

/** A push that nobody chose: the trigger answers it by itself. */
export const unwanted: Acknowledger = {
	name: 'WeChat Trigger, push that nobody wants',
	...triggerWorkflow('benchUnwanted', 'message.image'),
	executes: false,
};

/** A push that starts a workflow. */
export const wanted: Acknowledger = {
	name: 'WeChat Trigger, wanted push, one NoOp',
	...triggerWorkflow('benchWanted', 'message.text'),
	executes: true,
};

/** The competitor: what people take today, which verifies, decrypts and filters nothing. */
export const builtIn: Acknowledger = {
	name: "n8n's own Webhook, one NoOp",
	workflow: withWebhookId(
		workflow('benchBuiltIn', [
			{
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2.1,
				parameters: { httpMethod: 'POST', path: 'bench-built-in', responseMode: 'onReceived', options: {} },
				to: ['Nothing'],
			},
			nothing,
		]),
	),
	path: '/webhook/bench-built-in',
	answer: { status: 200, body: '{"message":"Workflow was started"}' },
	executes: true,
};

function withWebhookId(imported: Importable): Importable {
	const nodes = imported.nodes as Array<{ name: string }>;
	return { ...imported, nodes: nodes.map((node) => (node.name === 'Webhook' ? { ...node, webhookId: 'bench-built-in' } : node)) };
}
