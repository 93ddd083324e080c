import { SERVICE } from '../../wechat';
import type { Case } from '../case';

const { appid } = SERVICE;

export const cases: Record<string, Case> = {
	'wechatCustomerService message send': {
		given: async ({ customer }) => ({ openid: await customer() }),
		parameters: ({ openid }) => ({ recipient: 'openid', touser: openid, msgtype: 'text', content: 'Thank you! 谢谢' }),
		output: ({ openid }) => [{ openid, unionid: null, appid, sent_to_tester: null, msgtype: 'text', messages: 1 }],
		keepsInput: true,
		after: async ({ openid }, { phone }) => expect(await phone(String(openid))).toEqual(['Thank you! 谢谢']),
	},
	'wechatCustomerService message showTyping': {
		given: async ({ customer }) => ({ openid: await customer() }),
		parameters: ({ openid }) => ({ recipient: 'openid', touser: openid, command: 'Typing' }),
		output: ({ openid }) => [{ openid, unionid: null, appid, sent_to_tester: null }],
		keepsInput: true,
		after: async ({ openid }, { calls }) =>
			expect((await calls('/cgi-bin/message/custom/typing')).map(({ body }) => body)).toEqual([
				{ touser: openid, command: 'Typing' },
			]),
	},
	'wechatCustomerService apiCall call': {
		parameters: () => ({ method: 'GET', path: '/cgi-bin/get_api_domain_ip' }),
		output: () => [{ ip_list: ['203.0.113.10', '203.0.113.11', '203.0.113.0/28'] }],
	},
};
