import type { WireField } from '../operation';

/** One follower, by openid. */
export const openid: WireField = {
	displayName: 'OpenID',
	name: 'openid',
	type: 'string',
	default: '',
	required: true,
	trims: true,
	placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
	description: 'Openid of the follower, valid only for the account that it came from',
};

/** Several followers; the operation says how many WeChat takes in one call. */
export const openids: WireField = {
	displayName: 'OpenIDs',
	name: 'openid_list',
	type: 'string',
	default: '',
	required: true,
	list: true,
	placeholder: 'e.g. {{ $json.openid }}',
	description:
		'One openid or several, separated by commas, spaces or lines; an expression may also yield a list. Any number: they are sent in portions.',
};
