import { beijingTime } from '../../../protocol/time';
import type { Credentials } from '../../../transport/product';
import type { WireRequest } from '../../../transport/request';
import { endpointOf, requestOf, type Probe } from './probe';
import { addresses, counted, menu, quota, reachability, tokenLife } from './readings';

/** Any account may call it, and it says whether WeChat takes a token. */
const addressesToCall: WireRequest = { method: 'GET', path: '/cgi-bin/get_api_domain_ip' };

const quotaOf = (cgi_path: string): WireRequest => ({
	method: 'POST',
	path: '/cgi-bin/openapi/quota/get',
	body: { cgi_path },
	repeatable: true,
});

/**
 * Asked of WeChat anew, although a token may be at hand: App Secret and whitelist matter when one is fetched.
 * Without force it is the same token for everybody, and nobody's becomes void (wechat-api.md A).
 */
const stableToken = ({ appId, appSecret }: Credentials): WireRequest => ({
	method: 'POST',
	path: '/cgi-bin/stable_token',
	body: { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: false },
	repeatable: true,
});

/** What everything else needs: the App ID and the secret are right, and WeChat lets this server in. */
export const token: Probe = {
	check: 'accessToken',
	capability: 'Access token',
	request: stableToken,
	read: tokenLife,
	fails: [40001, 40002, 40014, 41002, 41004, 42001],
};

/** The same with a token from the company's own server, which WeChat can only take or refuse. */
export const tokenOfServer: Probe = { ...token, request: addressesToCall, read: undefined };

/** What the account may do, in the order in which a marketer asks. */
export const probes: Probe[] = [
	{
		check: 'serverUrl',
		capability: 'Server URL reachable (callback check)',
		request: {
			method: 'POST',
			path: '/cgi-bin/callback/check',
			body: { action: 'all', check_operator: 'DEFAULT' },
			repeatable: true,
		},
		read: reachability,
		fails: [40201],
		miniProgram: true,
	},
	{
		check: 'addressesCalled',
		capability: "WeChat's addresses that n8n calls (for your firewall)",
		request: addressesToCall,
		read: addresses,
		miniProgram: true,
	},
	{
		check: 'addressesCalling',
		capability: "WeChat's addresses that call n8n (for your firewall)",
		request: { method: 'GET', path: '/cgi-bin/getcallbackip' },
		read: addresses,
		miniProgram: true,
	},
	{
		check: 'quotaCustomerService',
		capability: 'Daily quota of customer service messages',
		request: quotaOf('/cgi-bin/message/custom/send'),
		read: quota,
		miniProgram: true,
	},
	{
		check: 'quotaTemplateMessages',
		capability: 'Daily quota of template messages',
		request: quotaOf('/cgi-bin/message/template/send'),
		read: quota,
		serviceOnly: true,
		instead: 'Subscription notices (订阅通知) reach people who agreed to them.',
	},
	{ check: 'quotaFollowers', capability: 'Daily quota of reading followers', request: quotaOf('/cgi-bin/user/info'), read: quota },
	{
		check: 'followers',
		capability: 'Read followers',
		request: { method: 'GET', path: '/cgi-bin/user/get' },
		read: counted(({ total }) => total, 'follower', 'followers'),
	},
	{
		check: 'tags',
		capability: 'Tags',
		request: { method: 'GET', path: '/cgi-bin/tags/get' },
		read: counted(({ tags }) => tags, 'tag', 'tags'),
	},
	{
		check: 'menu',
		capability: 'Read the menu',
		request: { method: 'GET', path: '/cgi-bin/get_current_selfmenu_info' },
		read: menu,
	},
	{
		check: 'templateMessages',
		capability: 'Template messages',
		request: { method: 'GET', path: '/cgi-bin/template/get_all_private_template' },
		read: counted(({ template_list }) => template_list ?? [], 'template', 'templates'),
		serviceOnly: true,
		instead: 'Subscription notices (订阅通知) reach people who agreed to them.',
	},
	{
		check: 'subscriptionNotices',
		capability: 'Subscription notices',
		request: { method: 'GET', path: '/wxaapi/newtmpl/gettemplate' },
		read: counted(({ data }) => data ?? [], 'template', 'templates'),
		miniProgram: true,
	},
	{
		check: 'customerService',
		capability: 'Customer service messages and staff',
		request: { method: 'GET', path: '/cgi-bin/customservice/getkflist' },
		read: counted(({ kf_list }) => kf_list ?? [], 'member of staff', 'members of staff'),
		miniProgram: true,
		instead: 'The Reply operation answers within five seconds of a message, and needs no permission.',
	},
	{
		check: 'broadcasts',
		capability: 'Broadcasts',
		request: { method: 'POST', path: '/cgi-bin/message/mass/speed/get', repeatable: true },
		instead: 'Broadcasts can be sent by hand in the WeChat console.',
	},
	{
		check: 'drafts',
		capability: 'Drafts',
		request: { method: 'GET', path: '/cgi-bin/draft/count' },
		read: counted(({ total_count }) => total_count, 'draft', 'drafts'),
	},
	{
		check: 'publish',
		capability: 'Publish articles',
		request: {
			method: 'POST',
			path: '/cgi-bin/freepublish/batchget',
			body: { offset: 0, count: 1, no_content: 1 },
			repeatable: true,
		},
		read: counted(({ total_count }) => total_count, 'published article', 'published articles'),
		instead: 'Drafts can be published by hand in the WeChat console.',
	},
	{
		check: 'media',
		capability: 'Media library',
		request: { method: 'GET', path: '/cgi-bin/material/get_materialcount' },
		read: ({ image_count, video_count, voice_count }) => ({
			allowed: true,
			detail: `Images: ${Number(image_count)}, videos: ${Number(video_count)}, voices: ${Number(voice_count)}`,
		}),
	},
	{
		check: 'comments',
		capability: 'Comments',
		// There is no list of all comments: those of an article that does not exist are asked for.
		request: {
			method: 'POST',
			path: '/cgi-bin/comment/list',
			body: { msg_data_id: 1, begin: 0, count: 1, type: 0 },
			repeatable: true,
		},
		passes: [88001],
	},
	{
		check: 'reports',
		capability: 'Reports',
		// Of the day before yesterday: yesterday's numbers come at eight in the morning.
		request: () => {
			const day = beijingTime(Math.floor(Date.now() / 1000) - 2 * 24 * 3600).slice(0, 10);
			return {
				method: 'POST',
				path: '/datacube/getusersummary',
				body: { begin_date: day, end_date: day },
				repeatable: true,
			};
		},
		passes: [61503],
	},
];

/** Everything that may be called, for the inventory. */
export const endpoints: string[] = [
	...new Set([token, ...probes].map((probe) => endpointOf(requestOf(probe, {})))),
];
