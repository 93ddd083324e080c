import type { IDataObject } from 'n8n-workflow';
import { choose, text, time, type Case } from '../case';

/** What a verified service account may do: name, capability, endpoint, and the facts that the simulator has of it. */
const setup: Array<[string, string, string, string?]> = [
	['accessToken', 'Access token', 'POST /cgi-bin/stable_token', expect.stringMatching(/^Good for another 1(19|20) minutes/)],
	['ipWhitelist', 'IP whitelist', 'POST /cgi-bin/stable_token'],
	['serverUrl', 'Server URL reachable (callback check)', 'POST /cgi-bin/callback/check', text],
	['addressesCalled', "WeChat's addresses that n8n calls (for your firewall)", 'GET /cgi-bin/get_api_domain_ip', '203.0.113.10, 203.0.113.11, 203.0.113.0/28'],
	['addressesCalling', "WeChat's addresses that call n8n (for your firewall)", 'GET /cgi-bin/getcallbackip', '203.0.113.10, 203.0.113.11, 203.0.113.0/28'],
	['quotaCustomerService', 'Daily quota of customer service messages', 'POST /cgi-bin/openapi/quota/get', '500,000 of 500,000 left today'],
	['quotaTemplateMessages', 'Daily quota of template messages', 'POST /cgi-bin/openapi/quota/get', '1,000,000 of 1,000,000 left today'],
	['quotaFollowers', 'Daily quota of reading followers', 'POST /cgi-bin/openapi/quota/get', '5,000,000 of 5,000,000 left today'],
	['followers', 'Read followers', 'GET /cgi-bin/user/get', '0 followers'],
	['tags', 'Tags', 'GET /cgi-bin/tags/get', '1 tag'],
	['menu', 'Read the menu', 'GET /cgi-bin/get_current_selfmenu_info', 'No menu is shown to followers'],
	['templateMessages', 'Template messages', 'GET /cgi-bin/template/get_all_private_template', '0 templates'],
	['subscriptionNotices', 'Subscription notices', 'GET /wxaapi/newtmpl/gettemplate', '0 templates'],
	['customerService', 'Customer service messages and staff', 'GET /cgi-bin/customservice/getkflist', '2 members of staff'],
	['broadcasts', 'Broadcasts', 'POST /cgi-bin/message/mass/speed/get'],
	['drafts', 'Drafts', 'GET /cgi-bin/draft/count', '0 drafts'],
	['publish', 'Publish articles', 'POST /cgi-bin/freepublish/batchget', '0 published articles'],
	['media', 'Media library', 'GET /cgi-bin/material/get_materialcount', 'Images: 0, videos: 0, voices: 0'],
	['comments', 'Comments', 'POST /cgi-bin/comment/list'],
	['reports', 'Reports', 'POST /datacube/getusersummary'],
];

export const cases: Record<string, Case> = {
	'wechatOfficialAccount account checkSetup': {
		given: async ({ client }) => {
			await client.control('/accounts', { callback: { url: 'https://shop.example.com/webhook/wechat' } });
			return {};
		},
		parameters: () => ({}),
		// It tells in a row of its own what is refused.
		bears: setup.map(([, , endpoint]) => endpoint.split(' ')[1]),
		output: () => setup.map(([check, capability, endpoint, detail = null]) => ({
			check,
			capability,
			endpoint,
			allowed: true,
			why_not: null,
			what_to_do: null,
			detail,
		})),
		after: async (_, { tokenCalls }) =>
			expect((await tokenCalls()).map(({ body }) => (body as IDataObject).force_refresh)).toEqual([false, false]),
	},
	'wechatOfficialAccount account getQuota': {
		given: async ({ client }) => await client.get('/cgi-bin/tags/get'),
		parameters: () => ({ cgi_path: choose('/cgi-bin/tags/get', 'path') }),
		output: () => [
			{
				cgi_path: '/cgi-bin/tags/get',
				name: null,
				daily_limit: 1_000_000,
				used: 1,
				remain: 999_999,
				rate_limit_call_count: 0,
				rate_limit_refresh_second: 0,
			},
		],
		simplifies: true,
	},
	'wechatOfficialAccount account resetQuota': {
		given: async ({ client }) => await client.get('/cgi-bin/user/info', { openid: await client.follower() }),
		parameters: () => ({ reset: 'one', cgi_path: choose('/cgi-bin/user/info', 'list') }),
		output: () => [{ reset: 'one', cgi_path: '/cgi-bin/user/info' }],
		keepsInput: true,
		after: async (_, { client }) => {
			const { quota } = await client.post('/cgi-bin/openapi/quota/get', { cgi_path: '/cgi-bin/user/info' });
			expect(quota.used).toBe(0);
		},
	},
	'wechatOfficialAccount account explainError': {
		given: async ({ client }) => {
			const { errmsg } = await client.post('/cgi-bin/tags/create', { tag: { name: '' } });
			return { errmsg, rid: /rid: (\S+)$/.exec(errmsg)![1] };
		},
		// The code is explained all the same.
		bears: ['/cgi-bin/openapi/rid/get'],
		parameters: ({ errmsg }) => ({ error: `WeChat refused: ${errmsg} (45157)` }),
		output: ({ errmsg, rid }) => [
			{
				errcode: 45157,
				meaning: 'tag name wrong or repeated',
				what_to_do: expect.stringContaining('Choose another name'),
				worth_repeating: false,
				repeat_when: null,
				rid,
				called_at: time,
				duration_ms: 30,
				request_query: 'access_token=***',
				request_body: '{"tag":{"name":""}}',
				response_body: JSON.stringify({ errcode: 45157, errmsg }),
				client_ip: '127.0.0.1',
				not_found: null,
			},
		],
	},
};
