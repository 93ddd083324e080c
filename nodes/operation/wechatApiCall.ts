import { apiCall } from './apiCall';

/** API Call of the nodes that work with an access token. */
export const wechatApiCall = apiCall({
	product: 'WeChat',
	adds: 'the access token',
	methods: ['GET', 'POST'],
	example: '/cgi-bin/get_api_domain_ip',
	host: 'https://api.weixin.qq.com',
	formField: 'media',
});
