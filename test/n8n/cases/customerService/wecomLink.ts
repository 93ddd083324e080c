import type { IDataObject } from 'n8n-workflow';
import { MINI, type Wechat } from '../../wechat';
import { time, type Case } from '../case';
import { asMiniProgram } from './miniProgram';

const corpid = 'ww1234567890abcdef';

const linked = async (wechat: Wechat): Promise<IDataObject> => {
	await asMiniProgram(wechat).post('/customservice/work/bind', { corpid });
	return {};
};

const work = async ({ client }: Wechat) => (await client.as(MINI.appid).get('/customservice/work/get')).corpid;

export const cases: Record<string, Case> = {
	'wechatCustomerService wecomLink get': {
		given: linked,
		parameters: () => ({}),
		output: () => [{ appid: MINI.appid, linked: true, corpid, company: MINI.name, linked_at: time }],
		simplifies: true,
	},
	'wechatCustomerService wecomLink link': {
		given: async (wechat) => {
			asMiniProgram(wechat);
			return {};
		},
		parameters: () => ({ corpid }),
		output: () => [{ corpid, linked: true }],
		keepsInput: true,
		after: async (_, wechat) => expect(await work(wechat)).toBe(corpid),
	},
	'wechatCustomerService wecomLink unlink': {
		given: linked,
		parameters: () => ({ corpid }),
		output: () => [{ corpid, linked: false }],
		keepsInput: true,
		after: async (_, wechat) => expect(await work(wechat)).toBeUndefined(),
	},
};
