import type { IDataObject } from 'n8n-workflow';
import type { Wechat } from '../../wechat';
import { text, time, type Case } from '../case';

const longText = async ({ client }: Wechat): Promise<IDataObject> =>
	await client.post('/cgi-bin/shorten/gen', { long_data: 'order=1&items=茶', expire_seconds: 3600 });

export const cases: Record<string, Case> = {
	'wechatOfficialAccount qrCode create': {
		parameters: () => ({ sceneFrom: 'campaign', source: 'fair', campaign: 'spring tea', medium: 'poster' }),
		output: () => [
			{
				url: expect.stringMatching(/^http:\/\/weixin\.qq\.com\/q\/02\w+$/),
				ticket: text,
				image_url: expect.stringMatching(/^https:\/\/mp\.weixin\.qq\.com\/cgi-bin\/showqrcode\?ticket=gQ[\w%]+$/),
				scene: 'fair/spring tea/poster~cbf',
				source: 'fair',
				campaign: 'spring tea',
				medium: 'poster',
				expires_at: time,
			},
		],
		simplifies: true,
		after: async (_, __, [{ binary }]) => {
			expect(binary?.data).toMatchObject({ fileName: 'fair-spring-tea-poster-cbf.png', mimeType: 'image/png' });
		},
	},
	'wechatOfficialAccount qrCode createShortKey': {
		parameters: () => ({ long_data: 'order=1&items=茶' }),
		output: () => [{ short_key: text, long_data: 'order=1&items=茶', expires_at: time }],
		simplifies: true,
		after: async (_, { client }, [{ json }]) =>
			expect(await client.post('/cgi-bin/shorten/fetch', { short_key: json.short_key })).toMatchObject({ long_data: 'order=1&items=茶' }),
	},
	'wechatOfficialAccount qrCode getLongText': {
		given: longText,
		parameters: ({ short_key }) => ({ short_key }),
		output: ({ short_key }) => [{ short_key, long_data: 'order=1&items=茶', created_at: time, expires_at: time }],
		simplifies: true,
	},
};
