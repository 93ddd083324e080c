import { ours } from '../n8n/e2e/workflows';
import { behindWebhook, type Called, connected, http, type Spec } from './webhookWorkflow';

/** A workflow that sends a template message to each of the people whom its caller names. */
export interface Sender extends Called {
	/** How tables call it. */
	name: string;
}

/** One who is to get a message. */
export interface Person {
	openid: string;
	product: string;
	yuan: string;
}

/** More than anybody sends: the pace is not to be what is measured. */
const NO_PACE = 1000;

const SPLIT: Spec = { name: 'Split', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'body.people', options: {} } };

const FIELDS = [
	{ id: 'thing1', displayName: '商品名称 (thing1 ≤ 20)', value: '={{ $json.product }}' },
	{ id: 'amount2', displayName: '支付金额 (amount2)', value: '=¥{{ $json.yuan }}' },
	{ id: 'time3', displayName: '支付时间 (time3)', value: '={{ "2026-11-24T15:00:00+08:00" }}' },
];

/** What both operations of our node are given. */
function message(template: string): Record<string, unknown> {
	return {
		resource: 'templateMessage',
		template_id: { __rl: true, mode: 'id', value: template },
		data: {
			mappingMode: 'defineBelow',
			value: Object.fromEntries(FIELDS.map(({ id, value }) => [id, value])),
			schema: FIELDS.map(({ id, displayName }) => ({ id, displayName, required: true, display: true, type: 'string' })),
			matchingColumns: [],
		},
		opens: 'nothing',
	};
}

/** All at once, by one node. */
export function toMany(template: string): Sender {
	const parameters = { ...message(template), operation: 'sendToMany', recipients: 'item', touser: '={{ $json.openid }}', options: { messagesPerSecond: NO_PACE } };
	return sender('Send to Many', 'benchToMany', [SPLIT, ours('WeChat', 'wechatOfficialAccount', parameters)]);
}

/** One after the other, by one node. */
export function oneByOne(template: string): Sender {
	const parameters = { ...message(template), operation: 'send', recipient: 'openid', touser: '={{ $json.openid }}', options: {} };
	return sender('Send, one by one', 'benchOneByOne', [SPLIT, ours('WeChat', 'wechatOfficialAccount', parameters)]);
}

/**
 * The competitor: what people build today, because the batches of HTTP Request do not wait for their answers. The token,
 * which it cannot get by itself, is given to it.
 */
export function loop(template: string, wechat: string): Sender {
	const data = '{ thing1: { value: $json.product }, amount2: { value: "¥" + $json.yuan }, time3: { value: "2026年11月24日 15:00" } }';
	const built = sender("A loop of n8n's HTTP Request", 'benchMessageLoop', [
		SPLIT,
		{ name: 'Loop', type: 'n8n-nodes-base.splitInBatches', typeVersion: 3, parameters: { batchSize: 1, options: {} } },
		http('Send', {
			method: 'POST',
			url: `${wechat}/cgi-bin/message/template/send`,
			query: { access_token: "={{ $('Webhook').first().json.body.token }}" },
			body: `={{ JSON.stringify({ touser: $json.openid, template_id: "${template}", data: ${data} }) }}`,
		}),
		{ name: 'Done', type: 'n8n-nodes-base.noOp' },
	]);
	// The loop has two outputs: when it is done, and each round.
	return { ...built, ...connected(built, { Webhook: ['Split'], Split: ['Loop'], Loop: ['Done', 'Send'], Send: ['Loop'] }) };
}

function sender(name: string, id: string, nodes: Spec[]): Sender {
	return { name, ...behindWebhook(id, nodes, 'allEntries') };
}
