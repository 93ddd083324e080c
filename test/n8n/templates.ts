import './engine/environment';
import { LoadOptionsContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INodeListSearchResult,
	type INodeParameters,
	type INodePropertyOptions,
	type ResourceMapperFields,
} from 'n8n-workflow';
import type { Client } from '../simulator/client';
import { choose } from './cases/case';
import { additionalData, type Run } from './engine';
import { CredentialsHelper } from './engine/credentials';
import { nodeTypes, supportedNodes, typeNamed } from './engine/nodeTypes';
import type { Wechat } from './wechat';

export { LIBRARY } from '../simulator/world/templates';

/** Adds a template for messages to the account; the default has 商品名称 (thing1), 支付金额 (amount2), 支付时间 (time3). */
export async function addTemplate(client: Client, keyword_name_list = ['商品名称', '支付金额', '支付时间'], template_id_short = '43216'): Promise<string> {
	return (await client.post('/cgi-bin/template/api_add_template', { template_id_short, keyword_name_list })).template_id;
}

/** Adds a template for notices; the default has 付款金额 (amount1) and 商品 (thing2). */
export async function addNotice(client: Client, kidList = [1, 2], tid = '99'): Promise<string> {
	return (await client.post('/wxaapi/newtmpl/addtemplate', { tid, kidList, sceneDesc: 'Payments' })).priTmplId;
}

/** What the form stores: values by key, and the fields that it showed. */
export function form(value: IDataObject, schema: Array<{ id: string; displayName: string; required?: boolean; removed?: boolean }> = []): IDataObject {
	return { mappingMode: 'defineBelow', value, schema, matchingColumns: [] } as never;
}

/** What Map Automatically stores. */
export const automatically = { mappingMode: 'autoMapInputData', value: null, schema: [], matchingColumns: [] };

/** The parameters of a message to this person. */
export function message(touser: unknown, template_id: unknown, data: unknown, more: IDataObject = {}): IDataObject {
	return { recipient: 'openid', touser, template_id: choose(template_id), data, ...more } as IDataObject;
}

/** Items of the node “WeChat”, which did not fail; none is an empty list. */
export function outputOf(run: Run): IDataObject[] {
	expect(run.error).toBeUndefined();
	return run.json('WeChat') ?? [];
}

/** What the editor asks the node for while somebody fills in its form: a chooser's entries, a list, the fields of a template. */
export async function inEditor(wechat: Wechat, parameters: INodeParameters, nodeType = 'wechatOfficialAccount'): Promise<Asked> {
	const type = typeNamed(nodeType);
	const node = {
		...{ id: '1', name: 'WeChat', type, typeVersion: 1, position: [0, 0] as [number, number], parameters },
		credentials: { wechatApi: { id: 'wechatApi', name: 'Lotus Tea' } },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const helper = new CredentialsHelper(wechat.store, { keeps: 'result', supportedNodes });
	const data = { ...additionalData(helper), currentNodeParameters: parameters };
	const context = new LoadOptionsContext(workflow, workflow.getNode('WeChat')!, data, '');
	const { listSearch, loadOptions, resourceMapping } = nodeTypes.getByNameAndVersion(type).methods!;
	return {
		search: async (method, filter, token) => await listSearch![method].call(context, filter, token),
		options: async (method) => await loadOptions![method].call(context),
		fields: async (method) => await resourceMapping![method].call(context),
	};
}

interface Asked {
	search(method: string, filter?: string, token?: string): Promise<INodeListSearchResult>;
	options(method: string): Promise<INodePropertyOptions[]>;
	fields(method: string): Promise<ResourceMapperFields>;
}
