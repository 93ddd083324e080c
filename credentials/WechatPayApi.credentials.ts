import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	INodeProperties,
	Icon,
} from 'n8n-workflow';
import { checkMerchant, NO_SUCH_ORDER, type Ask } from '../nodes/protocol/pay/check';
import { merchantOf } from '../nodes/protocol/pay/merchant';
import { authorizationFor, HEADERS, headersFor } from '../nodes/protocol/pay/request';
import { checkV2Fields } from '../nodes/protocol/pay/v2Check';
import { networkReason } from '../nodes/protocol/network';

/** A merchant of WeChat Pay (wechat-pay.md §1). Every request is signed anew: there is nothing that runs out. */
export class WechatPayApi implements ICredentialType {
	name = 'wechatPayApi';

	displayName = 'WeChat Pay API';

	icon: Icon = { light: 'file:../icons/wechatPay.svg', dark: 'file:../icons/wechatPay.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-wechat-business/n8n-nodes-wechat-business/blob/main/docs/wechat-pay.md';

	// The HTTP Request node would take answers without checking their signature. Use the operation API Call.
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: 'Merchant ID',
			name: 'mchid',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 1900001109',
			description: 'The number of the merchant (商户号). In pay.weixin.qq.com: Account Center > Merchant Information (账户中心 > 商户信息).',
		},
		{
			displayName: 'Certificate Serial Number',
			name: 'serialNo',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB',
			description:
				'Of your own merchant API certificate: 40 letters and digits. In pay.weixin.qq.com: Account Center > API Security > Merchant API Certificate > Manage (账户中心 > API安全 > 商户API证书 > 管理证书).',
		},
		{
			displayName: 'Merchant Private Key',
			name: 'privateKey',
			type: 'string',
			typeOptions: { password: true, rows: 4 },
			default: '',
			required: true,
			description:
				'The content of apiclient_key.pem, with its first and last line. It came with the merchant API certificate. Lost line breaks do no harm.',
		},
		{
			displayName: 'APIv3 Key',
			name: 'apiV3Key',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'The 32 characters that you set under API Security > APIv3 Key (API安全 > APIv3密钥). Without one set there, WeChat Pay sends no notification. With a public key the test below cannot try it: a wrong one shows when notifications are refused.',
		},
		{
			displayName: 'Verify With',
			name: 'verifyWith',
			type: 'options',
			default: 'publicKey',
			description:
				"How WeChat Pay's answers and notifications are known to be genuine. Merchants since the end of 2024 have the public key; older ones may have platform certificates. While WeChat Pay changes a merchant over, fill in the public key as well: both are taken.",
			options: [
				{
					name: 'WeChat Pay Public Key (微信支付公钥)',
					value: 'publicKey',
					description: 'Downloaded by you under API Security > WeChat Pay Public Key',
				},
				{
					name: 'Platform Certificate (平台证书)',
					value: 'platformCertificate',
					description: 'Downloaded and renewed by itself',
				},
			],
		},
		{
			displayName: 'Public Key ID',
			name: 'publicKeyId',
			type: 'string',
			default: '',
			placeholder: 'e.g. PUB_KEY_ID_0119000011092024101100397200000006',
			description:
				'Beside the WeChat Pay public key, under API Security > WeChat Pay Public Key (API安全 > 微信支付公钥). Not needed with platform certificates, unless WeChat Pay is changing the merchant over.',
		},
		{
			displayName: 'Public Key',
			name: 'publicKey',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			description: 'The content of pub_key.pem, downloaded at the same place',
		},
		{
			displayName: 'Public Key ID 2',
			name: 'publicKeyId2',
			type: 'string',
			default: '',
			description: 'Only while you replace the WeChat Pay public key by a new one: the id of the other one',
		},
		{
			displayName: 'Public Key 2',
			name: 'publicKey2',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			description: 'Only while you replace the WeChat Pay public key by a new one: the other one',
		},
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			default: '',
			placeholder: 'e.g. wx1234567890abcdef',
			description:
				'The account in which your customers pay, unless a node says otherwise: App ID of the Official Account or Mini Program that is connected with the merchant (AppID账号管理)',
		},
		{
			displayName: 'Notify URL',
			name: 'notifyUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://n8n.example.com/webhook/…/webhook',
			description:
				'The Production URL of the WeChat Pay Trigger: orders and refunds made by n8n are reported there. An order made by a shop system is reported to the shop system.',
		},
		{
			displayName: 'Sub-Merchant ID',
			name: 'subMchid',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1900000109',
			description:
				'Only for partners (服务商): the merchant for whom you act (子商户号), unless a node says otherwise. Leave it empty if you sell for yourself.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.mch.weixin.qq.com',
			description: "WeChat Pay's API host. Change it only for a relay with a fixed IP address.",
		},
		{
			displayName: 'APIv2 Key',
			name: 'apiV2Key',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for the old XML interface (API v2), on which red packets and payment codes at the counter still run, and its notices: the 32 characters that are set under API Security > APIv2 Key (API安全 > APIv2密钥)',
		},
		{
			displayName: 'Client Certificate',
			name: 'clientCertificate',
			type: 'string',
			typeOptions: { password: true, rows: 4 },
			default: '',
			description:
				'Only for red packets, and for refunding and reversing by the old XML interface (API v2): the content of apiclient_cert.pem, which came with the Merchant Private Key. Needs n8n 2.',
		},
		{
			// While it is empty, n8n runs `preAuthentication` before a call: in a test. Our own calls bring it filled.
			displayName: 'Checked',
			name: 'checked',
			type: 'hidden',
			typeOptions: { expirable: true },
			default: '',
		},
	];

	authenticate: IAuthenticate = async (credentials, request) => ({
		...request,
		headers: { ...request.headers, authorization: authorizationFor(merchantOf(credentials), request) },
	});

	/** What is wrong shows up in `preAuthentication`; an order that does not exist is as good an answer as any. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{($credentials.baseUrl || "").trim() || "https://api.mch.weixin.qq.com"}}',
			url: `=${NO_SUCH_ORDER}?mchid={{$credentials.mchid}}`,
			headers: HEADERS,
			ignoreHttpStatusErrors: true,
		},
	};

	/** The test of the credential: says what is wrong, one thing at a time, in the order in which it must be put right. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const merchant = merchantOf(credentials);
		const answerKey = merchant.verifyWith === 'publicKey' ? [...merchant.publicKeys.keys()][0] : undefined;
		const ask: Ask = async ({ method, target, body }) => {
			const request = { method, url: merchant.baseUrl + target, body };
			const response = await this.helpers
				.httpRequest({
					...request,
					headers: {
						...headersFor(answerKey),
						authorization: authorizationFor(merchant, request),
						...(body && { 'content-type': 'application/json' }),
					},
					encoding: 'arraybuffer',
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					disableFollowRedirect: true,
					timeout: 15_000,
				})
				.catch((cause: unknown) => {
					throw new Error(
						`${new URL(merchant.baseUrl).host} could not be reached: ${networkReason(cause)}. Check the network and the Base URL.`,
					);
				});
			return { status: Number(response.statusCode), headers: response.headers, content: Buffer.from(response.body) };
		};
		await checkMerchant(merchant, ask, Date.now());
		checkV2Fields(credentials, merchant, Date.now());
		// Nothing to keep. n8n 1.x would store the credential's resolved expressions along with it.
		return {};
	}
}
