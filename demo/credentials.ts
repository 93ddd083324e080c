import type { Importable } from '../test/n8n/privateN8n/contents';
import { MERCHANT, MINI, SERVICE } from '../test/simulator/client';

/** What a user would copy from WeChat's consoles, here from the simulator's; the examples name these ids. */
export function demoCredentials(baseUrl: string, notifyUrl: string): Importable[] {
	const { mchid, serialNo, privateKey, apiV3Key, publicKeyId, publicKey } = MERCHANT;
	return [
		{ id: 'wechatDemo', name: 'WeChat', type: 'wechatApi', data: accountData(SERVICE, baseUrl) },
		{ id: 'miniProgramDemo', name: 'WeChat Mini Program', type: 'wechatApi', data: accountData(MINI, baseUrl) },
		{
			id: 'wechatPayDemo',
			name: 'WeChat Pay',
			type: 'wechatPayApi',
			data: {
				...{ mchid, serialNo, privateKey, apiV3Key, publicKeyId, publicKey },
				verifyWith: 'publicKey',
				appId: SERVICE.appid,
				notifyUrl,
				baseUrl,
			},
		},
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
