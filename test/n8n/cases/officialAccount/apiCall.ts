import type { Case } from '../case';

export const cases: Record<string, Case> = {
	'wechatOfficialAccount apiCall call': {
		parameters: () => ({ method: 'GET', path: '/cgi-bin/tags/get' }),
		output: () => [{ tags: [{ id: 2, name: '星标组', count: 0 }] }],
	},
};
