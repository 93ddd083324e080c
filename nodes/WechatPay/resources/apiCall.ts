import { apiCall } from '../../operation/apiCall';
import { uploadMeta } from '../../protocol/pay/uploadMeta';

/** API Call, with requests signed and answers verified. */
export const payApiCall = apiCall({
	product: 'WeChat Pay',
	adds: 'the signature',
	methods: ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'],
	example: '/v3/certificates',
	host: 'https://api.mch.weixin.qq.com',
	formField: 'file',
	formParts: ({ fileName, content }) => [uploadMeta(fileName, content)],
});
