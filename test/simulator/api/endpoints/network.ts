import type { Endpoints } from '../context';

/** Addresses that the documents set aside for examples: nobody's. */
const ADDRESSES = ['203.0.113.10', '203.0.113.11', '203.0.113.0/28'];

/** wechat-api.md A, "network". */
export const network: Endpoints = {
	'/cgi-bin/get_api_domain_ip': () => ({ ip_list: ADDRESSES }),
	'/cgi-bin/getcallbackip': () => ({ ip_list: ADDRESSES }),
};
