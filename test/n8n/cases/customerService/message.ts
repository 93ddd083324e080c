import { addNotice, addTemplate, form } from '../../templates';
import { SERVICE } from '../../wechat';
import { choose, type Case } from '../case';

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
	'wechatCustomerService message reach': {
		given: async ({ client }) => ({ openid: await client.follower(), template: await addTemplate(client), notice: await addNotice(client) }),
		parameters: ({ openid, template, notice }) => ({
			...{ recipient: 'openid', touser: openid, channels: ['customerServiceMessage', 'templateMessage', 'subscriptionNotice'] },
			...{ msgtype: 'text', content: 'Paid: 铁观音, ¥99.00. Thank you! 谢谢' },
			...{ template_id: choose(template), data: form({ thing1: '铁观音', amount2: '¥99.00', time3: '2026-11-24 15:00' }) },
			...{ notice_template_id: choose(notice), notice_data: form({ amount1: '¥99.00', thing2: '铁观音' }) },
		}),
		output: ({ openid }) => [
			{
				...{ openid, unionid: null, appid, sent_to_tester: null },
				...{ status: 'sent', channel: 'templateMessage', errcode: 0, msgid: '3721874638401568001' },
				reason: 'Customer Service Message: the time for chat messages is over (45015)',
			},
		],
		keepsInput: true,
		bears: ['/cgi-bin/message/custom/send', '/cgi-bin/message/template/send'],
		after: async ({ openid }, { phone }) => expect(await phone(String(openid))).toEqual(['[template]']),
	},
	'wechatCustomerService message sendAndWait': {
		given: async ({ customer }) => ({ openid: await customer() }),
		parameters: ({ openid }) => ({
			...{ recipient: 'openid', touser: openid, message: 'Shall we reserve it?', responseType: 'approval', askBy: 'buttons' },
			approvalOptions: { values: { approvalType: 'double', approveLabel: 'Yes', disapproveLabel: 'No' } },
		}),
		// As long as it waits.
		output: ({ openid }) => [
			{
				...{ openid, unionid: null, appid, sent_to_tester: null },
				...{ answered: false, approved: null, answer: null, answered_at: null, data: null },
			},
		],
		keepsInput: true,
		after: async ({ openid }, { phone }) => expect(await phone(String(openid))).toEqual(['[msgmenu]']),
	},
	'wechatCustomerService apiCall call': {
		parameters: () => ({ method: 'GET', path: '/cgi-bin/get_api_domain_ip' }),
		output: () => [{ ip_list: ['203.0.113.10', '203.0.113.11', '203.0.113.0/28'] }],
	},
};
