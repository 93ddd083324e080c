import type { IDataObject } from 'n8n-workflow';
import { InvalidInput, type Call, type Operation, type Result, type WireField } from '../../../operation/operation';
import { jsSdkSignature } from '../../../protocol/jsSdk';
import { newNonce } from '../../../protocol/pay/request';
import { jsTicket } from '../../../transport/jsTicket';
import { interfaces, openTags } from './interfaces';

async function signed({ client, credentials, parameters }: Call): Promise<Result[]> {
	const { jsApiList = [], additionalFields } = parameters as IDataObject;
	const { debug = false, openTagList } = (additionalFields ?? {}) as IDataObject;
	const url = addressIn(String(parameters.url));
	const ticket = await jsTicket(client, credentials);
	const page = { timestamp: Math.floor(Date.now() / 1000), nonceStr: newNonce(), url };
	const proof = { appId: credentials.appId, timestamp: page.timestamp, nonceStr: page.nonceStr, signature: jsSdkSignature({ ...page, ticket }) };
	return [{ json: { ...proof, url, wx_config: { debug, ...proof, jsApiList, ...(openTagList !== undefined && { openTagList }) } } }];
}

/** The address as the phone writes it, which is what WeChat compares: `/` behind the domain, 茶 as `%E8%8C%B6`, nothing from # on. */
function addressIn(address: string): string {
	if (/^https?:\/\/[^/\s]/.test(address.trim()) && URL.canParse(address)) return new URL(address).href.split('#')[0];
	throw new InvalidInput(`“Page Address” is no web address: ${address}`, 'Have the page send its own address: location.href, as far as #');
}

const openTagList: WireField = {
	displayName: 'Open Tags',
	name: 'openTagList',
	type: 'multiOptions',
	list: true,
	default: [],
	options: openTags,
	description: 'Buttons of WeChat in the page (开放标签)',
};

/** Web Login: Get JS-SDK Signature. */
export const getJsSdkSignature: Operation = {
	value: 'getJsSdkSignature',
	name: 'Get JS-SDK Signature',
	action: 'Get a signature for the JS SDK of a page',
	description: 'What a page hands to wx.config, so that it may share, scan, take pictures or open Mini Programs inside of WeChat',
	fields: [
		{
			displayName: 'Page Address',
			name: 'url',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.query.url }}',
			description:
				"The whole address of the page as the visitor's phone has it, with everything behind the question mark; what is behind # does not count. Its domain must be entered in the WeChat console under JS Interface Security Domain (JS接口安全域名).",
		},
		{
			displayName: 'What the Page May Do',
			name: 'jsApiList',
			type: 'multiOptions',
			list: true,
			default: ['updateAppMessageShareData', 'updateTimelineShareData'],
			options: interfaces,
		},
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Debug',
					name: 'debug',
					type: 'boolean',
					default: false,
					description: 'Whether the page shows what comes of each call, for finding mistakes',
				},
				openTagList,
			],
		},
	],
	run: signed,
	endpoints: ['GET /cgi-bin/ticket/getticket'],
};
