import type { IDataObject } from 'n8n-workflow';
import { SERVICE, type Wechat } from '../../wechat';
import { choose, time, type Case } from '../case';

const { appid } = SERVICE;
const LAN = 'lan@lotustea';
const HE = 'he@lotustea';

/** Lan serves the customer. */
const served = async ({ client, customer }: Wechat): Promise<IDataObject> => {
	const openid = await customer();
	await client.post('/customservice/kfsession/create', { kf_account: LAN, openid });
	return { openid };
};

const customer = ({ openid }: IDataObject) => ({ recipient: 'openid', openid });
const person = ({ openid }: IDataObject) => ({ openid, unionid: null, appid });
const servedBy = async (openid: unknown, { client }: Wechat) =>
	(await client.get('/customservice/kfsession/getsession', { openid })).kf_account;

export const cases: Record<string, Case> = {
	'wechatCustomerService conversation open': {
		given: async (wechat) => ({ openid: await wechat.customer() }),
		parameters: (given) => ({ ...customer(given), kf_account: choose(LAN) }),
		output: (given) => [{ ...person(given), kf_account: LAN }],
		keepsInput: true,
		after: async ({ openid }, wechat) => expect(await servedBy(openid, wechat)).toBe(LAN),
	},
	'wechatCustomerService conversation close': {
		given: served,
		parameters: customer,
		output: (given) => [{ ...person(given), kf_account: LAN, closed: true }],
		keepsInput: true,
		after: async ({ openid }, wechat) => expect(await servedBy(openid, wechat)).toBe(''),
	},
	'wechatCustomerService conversation get': {
		given: served,
		parameters: customer,
		output: (given) => [{ ...person(given), is_open: true, kf_account: LAN, opened_at: time }],
	},
	'wechatCustomerService conversation getAll': {
		given: served,
		parameters: () => ({ list: 'staff', kf_account: choose(LAN) }),
		output: (given) => [
			{ ...person(given), is_open: true, kf_account: LAN, opened_at: time, last_message_at: null, waiting: null },
		],
		simplifies: true,
	},
	'wechatCustomerService conversation handOver': {
		given: async (wechat) => {
			await wechat.client.control('/staff', { kf_account: HE, online: true });
			return await served(wechat);
		},
		parameters: (given) => ({ ...customer(given), kf_account: choose(HE) }),
		output: (given) => [{ ...person(given), from_kf_account: LAN, to_kf_account: HE }],
		keepsInput: true,
		after: async ({ openid }, wechat) => expect(await servedBy(openid, wechat)).toBe(HE),
	},
};
