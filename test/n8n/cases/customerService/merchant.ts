import type { IDataObject } from 'n8n-workflow';
import type { Client } from '../../../simulator/client';
import { files, MINI, type Wechat } from '../../wechat';
import { choose, text, withFile, type Case } from '../case';
import { asMiniProgram } from './miniProgram';

/** Merchants of the Mini Program, whose credential it is. */
export const withMerchants = async (wechat: Wechat, ...names: string[]): Promise<Client> => {
	const client = asMiniProgram(wechat);
	const { media_id } = await client.upload('/cgi-bin/media/upload', { type: 'image' }, { name: 'a.jpg', content: files.jpg });
	for (const account_name of names) {
		await client.post('/cgi-bin/business/register', { account_name, nickname: 'Jasmine 茉莉', icon_media_id: media_id });
	}
	return client;
};

const one = async (wechat: Wechat): Promise<IDataObject> => {
	await withMerchants(wechat, 'jasmine');
	return {};
};

const jasmine = { business_id: '1', account_name: 'jasmine', nickname: 'Jasmine 茉莉', icon_url: text };

const known = async ({ client }: Wechat) =>
	(await client.as(MINI.appid).post('/cgi-bin/business/get', { business_id: 1 })).business_info;

export const cases: Record<string, Case> = {
	'wechatCustomerService merchant create': {
		given: async (wechat) => {
			asMiniProgram(wechat);
			return {};
		},
		input: withFile,
		parameters: () => ({ account_name: 'jasmine', nickname: 'Jasmine 茉莉', iconSource: 'binary', additionalFields: { transfer_to_commkf: true } }),
		output: () => [{ business_id: '1', account_name: 'jasmine', nickname: 'Jasmine 茉莉' }],
		keepsInput: true,
		simplifies: true,
		after: async (_, wechat) => {
			expect(await known(wechat)).toMatchObject({ account_name: 'jasmine', icon_url: expect.stringContaining('/mmbiz_jpg/') });
			const [{ body }] = await wechat.calls('/cgi-bin/business/register');
			expect(body).toEqual({ account_name: 'jasmine', nickname: 'Jasmine 茉莉', icon_media_id: text, transfer_to_commkf: true });
		},
	},
	'wechatCustomerService merchant get': {
		given: one,
		parameters: () => ({ findBy: 'merchant', business_id: choose('1') }),
		output: () => [jasmine],
		simplifies: true,
	},
	'wechatCustomerService merchant getAll': {
		given: one,
		parameters: () => ({}),
		output: () => [jasmine],
		simplifies: true,
	},
	'wechatCustomerService merchant update': {
		given: one,
		parameters: () => ({ business_id: choose('1'), nickname: 'Oolong', iconSource: 'keep' }),
		output: () => [{ business_id: '1', updated: true }],
		keepsInput: true,
		after: async (_, wechat) => {
			expect(await known(wechat)).toMatchObject({ nickname: 'Oolong', account_name: 'jasmine' });
			const [{ body }] = await wechat.calls('/cgi-bin/business/update');
			expect(body).toEqual({ business_id: 1, nickname: 'Oolong' });
		},
	},
};
