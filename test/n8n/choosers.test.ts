import './engine/environment';
import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type INodeListSearchResult, type INodeParameters } from 'n8n-workflow';
import { additionalData } from './engine';
import { CredentialsHelper } from './engine/credentials';
import { nodeTypes, supportedNodes, typeNamed } from './engine/nodeTypes';
import { files, MINI, useWechat } from './wechat';

/** "From List" in the editor: what n8n asks the node for when the user opens it. */
const wechat = useWechat();

async function search(
	type: string,
	method: string,
	{ parameters = {}, filter, token }: { parameters?: INodeParameters; filter?: string; token?: string } = {},
): Promise<INodeListSearchResult> {
	const node = {
		...{ id: '1', name: 'WeChat', type: typeNamed(type), typeVersion: 1, position: [0, 0] as [number, number], parameters },
		credentials: { wechatApi: { id: 'wechatApi', name: 'Lotus Tea' } },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const helper = new CredentialsHelper(wechat.store, { keeps: 'result', supportedNodes });
	const data = { ...additionalData(helper), currentNodeParameters: parameters };
	const context = new LoadOptionsContext(workflow, workflow.getNode('WeChat')!, data, '');
	const { methods } = nodeTypes.getByNameAndVersion(node.type);
	return await methods!.listSearch![method].call(context, filter, token);
}

test('tags by name, with their followers, filtered without regard to case', async () => {
	await wechat.client.control('/followers', { list: [{ tags: ['VIP'] }, { tags: ['VIP', '老顾客'] }] });
	expect(await search('wechatOfficialAccount', 'searchTags')).toEqual({
		results: [
			{ name: '星标组 (0)', value: '2' },
			{ name: 'VIP (2)', value: '100' },
			{ name: '老顾客 (1)', value: '101' },
		],
	});
	expect((await search('wechatOfficialAccount', 'searchTags', { filter: 'vip' })).results).toHaveLength(1);
});

test('staff by nickname and account', async () => {
	expect(await search('wechatCustomerService', 'searchStaff', { filter: '小荷' })).toEqual({
		results: [{ name: 'He 小荷 (he@lotustea)', value: 'he@lotustea' }],
	});
});

test('the media library of the chosen type, page by page', async () => {
	const add = async (type: string, name: string, content: Buffer) =>
		await wechat.client.upload('/cgi-bin/material/add_material', { type }, { name, content });
	for (let n = 0; n < 25; n++) await add('image', `${n}.jpg`, files.jpg);
	await add('voice', 'hello.mp3', files.mp3);
	const first = await search('wechatCustomerService', 'searchLibrary', { parameters: { msgtype: 'image' } });
	expect(first.results.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, n) => `${24 - n}.jpg`));
	const second = await search('wechatCustomerService', 'searchLibrary', {
		parameters: { msgtype: 'image' },
		token: first.paginationToken as string,
	});
	expect(second.results).toHaveLength(5);
	expect(second.paginationToken).toBeUndefined();
	const voices = await search('wechatCustomerService', 'searchLibrary', { parameters: { msgtype: 'voice' } });
	expect(voices.results.map(({ name }) => name)).toEqual(['hello.mp3']);
	const thumbs = await search('wechatCustomerService', 'searchImages', { parameters: { msgtype: 'music' } });
	expect(thumbs.results).toHaveLength(20);
});

test('a list that WeChat refuses says why, rather than being empty', async () => {
	wechat.credential({ appId: MINI.appid, appSecret: MINI.secret });
	await expect(search('wechatOfficialAccount', 'searchTags')).rejects.toThrow('api unauthorized (48001)');
});
