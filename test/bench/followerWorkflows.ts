import { ours } from '../n8n/e2e/workflows';
import { behindWebhook, type Called, connected, http, type Spec } from './webhookWorkflow';

/** A workflow that lists followers with their profiles, from the place that its caller names on. */
export interface Lister extends Called {
	/** How tables call it. */
	name: string;
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
	// The loop has two outputs: when it is done, and each round.
	return {
		...built,
		...connected(built, { Webhook: ['List'], List: ['Split'], Split: ['Loop'], Loop: ['People', 'Group'], Group: ['Profiles'], Profiles: ['Loop'] }),
	};
}

/** A webhook and the nodes after it; its answer is the first item of the last one. */
function lister(name: string, id: string, followers: number, nodes: Spec[]): Lister {
	return { name, followers, ...behindWebhook(id, nodes, 'firstEntryJson') };
}
