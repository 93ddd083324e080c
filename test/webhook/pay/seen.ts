import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { WechatPayTrigger } from '../../../nodes/WechatPayTrigger/WechatPayTrigger.node';
import { nodeTypes } from '../../n8n/engine/nodeTypes';
import { additionalData, type CredentialStore } from '../../transport/context';
import { triggerWith } from '../n8n';

/** What the trigger's list *Last Pushes* shows, the newest first, without the time. */
export async function seen(store: CredentialStore): Promise<string[]> {
	const node = triggerWith('wechatPayTrigger', store);
	const workflow = new Workflow({ id: '1', nodes: [node], connections: {}, active: false, nodeTypes });
	const context = new LoadOptionsContext(workflow, node, additionalData(store), '') as unknown as ILoadOptionsFunctions;
	const search = new WechatPayTrigger().methods.listSearch.searchLastPushes;
	const { results } = (await search.call(context)) as INodeListSearchResult;
	// One that is longer than a line goes on in the next; each begins with the time.
	const all = results.map(({ name }) => name).join('\n').replace(/\n… /g, ' ');
	return all.split('\n').map((line) => line.slice(16));
}
