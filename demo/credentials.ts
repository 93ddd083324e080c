import type { Importable } from '../test/n8n/privateN8n/contents';
import { MERCHANT, MINI, SERVICE } from '../test/simulator/client';
import { payCredential } from '../test/simulator/control/pay/merchants';

/** What a user would copy from WeChat's consoles, here from the simulator's; the examples name these ids. */
export function demoCredentials(baseUrl: string, notifyUrl: string): Importable[] {
	return [
		{ id: 'wechatDemo', name: 'WeChat', type: 'wechatApi', data: accountData(SERVICE, baseUrl) },
		{ id: 'miniProgramDemo', name: 'WeChat Mini Program', type: 'wechatApi', data: accountData(MINI, baseUrl) },
		{ id: 'wechatPayDemo', name: 'WeChat Pay', type: 'wechatPayApi', data: { ...payCredential(baseUrl, MERCHANT), notifyUrl } },
	];
}

function accountData({ appid, secret, type, callback }: typeof SERVICE, baseUrl: string): Record<string, unknown> {
	return {
		appId: appid,
		appSecret: secret,
		issuer: 'wechat',
		accountType: type,
		callbackToken: callback.token,
		encodingAesKey: callback.encodingAesKey,
		baseUrl,
	};
}
