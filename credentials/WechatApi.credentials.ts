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
import {
	TokenDesk,
	TokenRefused,
	type Exchange,
	type TokenSource,
} from '../nodes/protocol/accessToken';
import { networkReason } from '../nodes/protocol/network';
import { trimmed } from '../nodes/protocol/trimmed';

const desk = new TokenDesk();

/** An Official Account or a Mini Program, and its access token (design.md §3). */
export class WechatApi implements ICredentialType {
	name = 'wechatApi';

	displayName = 'WeChat API';

	icon: Icon = { light: 'file:../icons/wechat.svg', dark: 'file:../icons/wechat.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-wechat-business/n8n-nodes-wechat-business/blob/main/docs/credentials.md';

	// The HTTP Request node cannot renew the token: WeChat reports a dead one with HTTP 200. Use the operation API Call.
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. wx1234567890abcdef',
			description:
				'Developer ID (AppID) of the account. In mp.weixin.qq.com: Settings and Development > Basic Configuration (设置与开发 > 基本配置); for a Mini Program: Development > Development Settings (开发管理 > 开发设置).',
		},
		{
			displayName: 'Token From',
			name: 'issuer',
			type: 'options',
			default: 'wechat',
			description:
				'Who issues the access token that every call needs. Leave it at WeChat unless your company runs its own token server.',
			options: [
				{
					name: 'WeChat',
					value: 'wechat',
					description: 'The node fetches and renews the access token with the App Secret',
				},
				{
					name: 'Own Token Server',
					value: 'url',
					description: "The access token is read from your company's own token server",
				},
			],
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { issuer: ['wechat'] } },
			description:
				"Developer password (AppSecret), on the same console page as the App ID. WeChat shows it once, when it is made or reset (重置). Add your n8n server's IP address to the IP whitelist (IP白名单) there as well.",
		},
		{
			displayName: 'Token URL',
			name: 'tokenUrl',
			type: 'string',
			typeOptions: { password: false },
			default: '',
			required: true,
			displayOptions: { show: { issuer: ['url'] } },
			placeholder: 'e.g. https://tokens.example.com/wechat',
			description:
				'Address of your token server. It answers a GET with JSON that has access_token and expires_in, or with the token alone.',
		},
		{
			displayName: 'Header Name',
			name: 'headerName',
			type: 'string',
			default: '',
			displayOptions: { show: { issuer: ['url'] } },
			placeholder: 'e.g. Authorization',
			description: 'Header that your token server wants to see. Leave empty if it wants none.',
		},
		{
			displayName: 'Header Value',
			name: 'headerValue',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { issuer: ['url'] } },
			description: 'Value of that header, from whoever runs your token server',
		},
		{
			displayName: 'Account Type',
			name: 'accountType',
			type: 'options',
			default: '',
			required: true,
			description:
				'What kind of account this is: a Mini Program is answered differently from an Official Account. It never blocks anything. In mp.weixin.qq.com: Settings and Development > Account Details (设置与开发 > 账号详情).',
			options: [
				{ name: 'Mini Program (小程序)', value: 'miniProgram' },
				{ name: 'Official Account Outside Mainland China', value: 'overseas' },
				{ name: 'Service Account (服务号)', value: 'service' },
				{ name: 'Subscription Account (公众号/订阅号)', value: 'subscription' },
				{ name: 'Test Account (测试号)', value: 'test' },
			],
		},
		{
			displayName: 'Callback Token',
			name: 'callbackToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'For the WeChat Trigger: make one up (3 to 32 letters and digits) and paste the same into WeChat, under Basic Configuration > Server Configuration > Token (基本配置 > 服务器配置 > 令牌); for a test account under Interface Configuration (接口配置信息); for a Mini Program under Development Settings > Message Push (消息推送)',
		},
		{
			displayName: 'Encoding AES Key',
			name: 'encodingAesKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'For the WeChat Trigger: the 43 characters of EncodingAESKey (消息加解密密钥), on the same console page as the callback token. Leave empty for a test account, and if the account is set to plain mode (明文模式).',
		},
		{
			displayName: "Tester's OpenID",
			name: 'testerOpenid',
			type: 'string',
			default: '',
			placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
			description:
				'Your own openid in this account. When you run a workflow by hand in the editor, every message goes to you instead of the customer. A workflow that is called by another one (Execute Sub-Workflow) does not count as run by hand. Leave empty to write to the real recipient. You find it in the output of the WeChat Trigger after you wrote to the account, or under Users (用户管理).',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.weixin.qq.com',
			description:
				"WeChat's API host. Change it only for a regional or backup host (sh.api, sz.api, hk.api or api2.weixin.qq.com), or for a relay with a fixed IP address.",
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Expires At',
			name: 'expiresAt',
			type: 'hidden',
			default: 0,
		},
		{
			displayName: 'Issued App ID',
			name: 'issuedAppId',
			type: 'hidden',
			default: '',
		},
	];

	// No expression: n8n has put its expression engine away when a trigger sends a late reply.
	authenticate: IAuthenticate = async ({ accessToken }, request) => ({
		...request,
		qs: { ...request.qs, access_token: accessToken },
	});

	/** Every account may make this call. What is wrong with App ID, secret or IP whitelist shows up before, in `preAuthentication`. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl || "https://api.weixin.qq.com"}}',
			url: '/cgi-bin/get_api_domain_ip',
		},
		rules: [
			...[40001, 40014, 42001].map((errcode) => ({
				type: 'responseSuccessBody' as const,
				properties: {
					key: 'errcode',
					value: errcode,
					message: `WeChat does not take this access token (${errcode}). Check that App ID and token belong together.`,
				},
			})),
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'errcode',
					value: 40164,
					message:
						'WeChat does not take calls from the IP address of this n8n server (40164). Add it to the IP whitelist (IP白名单) in the WeChat console.',
				},
			},
			{
				// Every good answer has it, and neither a refusal nor a page of somebody else.
				type: 'responseSuccessBody',
				properties: {
					key: 'ip_list',
					value: undefined,
					message: 'The answer to a first call is not what WeChat says when all is well. Check the Base URL, and the account in the WeChat console.',
				},
			},
		],
	};

	/** n8n calls it when the token is empty or the credential is tested, and stores what it returns. */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const staleToken = credentials.staleToken as string | undefined;
		// n8n 1.x would store it.
		delete credentials.staleToken;
		const exchange: Exchange = async (request) => {
			const response = await this.helpers
				.httpRequest({
					...request,
					encoding: 'text',
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
					// The secret goes to the address in the credential and nowhere else.
					disableFollowRedirect: true,
					timeout: 15_000,
				})
				.catch((cause: unknown) => {
					// The cause carries the request with the secret: only the reason goes on.
					throw new TokenRefused(
						`${new URL(request.url).host} could not be reached: ${networkReason(cause)}`,
						'Check the network and the Base URL or Token URL in the credential',
						{ mayPass: true },
					);
				});
			return { status: Number(response.statusCode), text: String(response.body) };
		};
		const token = await desk.token(
			trimmed(credentials) as unknown as TokenSource,
			staleToken,
			exchange,
			Date.now(),
		);
		return { ...token };
	}
}
