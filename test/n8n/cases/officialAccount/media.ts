import type { IDataObject } from 'n8n-workflow';
import { bytesOf } from '../../engine';
import { files, type Wechat } from '../../wechat';
import { text, time, withFile, type Case } from '../case';

const inLibrary = async ({ client }: Wechat): Promise<IDataObject> =>
	await client.upload('/cgi-bin/material/add_material', { type: 'image' }, { name: 'tea.jpg', content: files.jpg });

export const cases: Record<string, Case> = {
	'wechatOfficialAccount media upload': {
		input: withFile,
		parameters: () => ({ usedFor: 'message', type: 'image' }),
		output: () => [{ media_id: text, url: null, type: 'image', expires_at: time }],
		keepsInput: true,
		after: async (_, { client }, [{ json, binary: kept }]) => {
			const { data } = await client.download('/cgi-bin/media/get', { media_id: json.media_id });
			expect(data).toEqual(files.jpg);
			expect(kept?.data.fileName).toBe('tea.jpg');
		},
	},
	'wechatOfficialAccount media download': {
		given: inLibrary,
		parameters: ({ media_id }) => ({ from: 'library', media_id }),
		output: ({ media_id }) => [
			{ media_id, file_name: `${String(media_id)}.jpg`, mime_type: 'image/jpeg', bytes: files.jpg.length },
		],
		keepsInput: true,
		after: async (_, __, [item]) => expect(await bytesOf(item)).toEqual(files.jpg),
	},
	'wechatOfficialAccount media getAll': {
		given: inLibrary,
		parameters: () => ({ type: 'image', returnAll: true }),
		output: ({ media_id }) => [{ media_id, name: 'tea.jpg', type: 'image', url: text, updated_at: time }],
		simplifies: true,
	},
	'wechatOfficialAccount media delete': {
		given: inLibrary,
		parameters: ({ media_id }) => ({ media_id }),
		output: ({ media_id }) => [{ media_id, deleted: true }],
		keepsInput: true,
		after: async (_, { client }) =>
			expect(await client.get('/cgi-bin/material/get_materialcount')).toMatchObject({ image_count: 0 }),
	},
};
