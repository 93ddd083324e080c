import { ours, workflow } from '../n8n/e2e/workflows';
import type { Importable } from '../n8n/privateN8n/contents';

/** A workflow that lists followers with their profiles, from the place that its caller names on. */
export interface Lister {
	/** How tables call it. */
	name: string;
	workflow: Importable;
	/** Below the URL of n8n. */
	path: string;
	/** How many it lists in an execution. */
	followers: number;
}

/** As many as WeChat lists in one call. */
export const PAGE = 10_000;
/** As many profiles as WeChat gives in one call. */
export const BATCH = 100;

/** Our node: one Get Many, of two pages. */
export const node: Lister = lister('WeChat Official Account, one node', 'benchNode', 2 * PAGE, [
	ours('WeChat', 'wechatOfficialAccount', {
		resource: 'follower',
		operation: 'getAll',
		returnAll: false,
		limit: 2 * PAGE,
		next_openid: '={{ $json.body.next_openid }}',
	}),
]);

/** The competitor: what people build today. The token, which it cannot get by itself, is given to it. */
export function loop(wechat: string): Lister {
	const webhook = "$('Webhook').first().json.body";
	const built = lister("A loop of n8n's HTTP Request", 'benchLoop', PAGE, [
		http('List', {
			url: `${wechat}/cgi-bin/user/get`,
			query: { access_token: `={{ ${webhook}.token }}`, next_openid: `={{ ${webhook}.next_openid }}` },
		}),
		{ name: 'Split', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'data.openid', options: { destinationFieldName: 'openid' } } },
		{ name: 'Loop', type: 'n8n-nodes-base.splitInBatches', typeVersion: 3, parameters: { batchSize: BATCH, options: {} } },
		{ name: 'People', type: 'n8n-nodes-base.splitOut', parameters: { fieldToSplitOut: 'user_info_list', options: {} } },
		{ name: 'Group', type: 'n8n-nodes-base.aggregate', parameters: { aggregate: 'aggregateAllItemData', destinationFieldName: 'user_list', options: {} } },
		http('Profiles', {
			method: 'POST',
			url: `${wechat}/cgi-bin/user/info/batchget`,
			query: { access_token: `={{ ${webhook}.token }}` },
			body: '={{ JSON.stringify({ user_list: $json.user_list }) }}',
		}),
	]);
	const to = (...names: string[]) => ({ main: names.map((name) => [{ node: name, type: 'main', index: 0 }]) });
	// The loop has two outputs: when it is done, and each round.
	const connections = { Webhook: to('List'), List: to('Split'), Split: to('Loop'), Loop: to('People', 'Group'), Group: to('Profiles'), Profiles: to('Loop') };
	return { ...built, workflow: { ...built.workflow, connections } };
}

type Spec = Parameters<typeof workflow>[1][number];

/** A webhook and the nodes after it; its answer is the first item of the last one. */
function lister(name: string, id: string, followers: number, nodes: Spec[]): Lister {
	const parameters = { httpMethod: 'POST', path: id, responseMode: 'lastNode', responseData: 'firstEntryJson', options: {} };
	const first: Spec = { name: 'Webhook', type: 'n8n-nodes-base.webhook', typeVersion: 2.1, parameters, to: [nodes[0]!.name] };
	const made = workflow(id, [first, ...nodes]);
	const [webhook, ...rest] = made.nodes as object[];
	return {
		name,
		path: `/webhook/${id}`,
		followers,
		workflow: {
			...made,
			nodes: [{ ...webhook, webhookId: id }, ...rest],
			// To write so many items into the database would take n8n longer than to get them.
			settings: { executionOrder: 'v1', saveDataSuccessExecution: 'none' },
		},
	};
}

function http(name: string, { method = 'GET', url, query, body }: { method?: string; url: string; query: Record<string, string>; body?: string }): Spec {
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method,
			url,
			sendQuery: true,
			queryParameters: { parameters: Object.entries(query).map(([key, value]) => ({ name: key, value })) },
			...(body && { sendBody: true, specifyBody: 'json', jsonBody: body }),
			options: {},
		},
	};
}
