import type { IDataObject } from 'n8n-workflow';
import { openid } from '../../../operation/fields/openids';
import { refuseForeign } from '../../../operation/fields/recipient';
import { InvalidInput, type Call, type Field, type FieldKind, type Operation, type Result, type WireField } from '../../../operation/operation';
import { readProperty } from '../../../operation/parameters';
import { bodyOf, forPreview, message, messageEndpoints } from './message';

export const PREVIEW = '/cgi-bin/message/mass/preview';

const previewTo: Field = {
	displayName: 'Send To',
	name: 'previewTo',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'tester',
	options: [
		{ name: 'OpenID', value: 'openid' },
		{ name: 'Tester', value: 'tester', description: "The person whose openid stands in the credential under Tester's OpenID" },
		{ name: 'WeChat ID', value: 'wechatId', description: 'The WeChat ID (微信号) of somebody who follows the account' },
	],
};

const phone: WireField = { ...openid, name: 'touser', displayOptions: { show: { previewTo: ['openid'] } } };

/** On whose phone it is shown. */
const touser: FieldKind = {
	name: 'touser',
	displayOptions: { show: { previewTo: ['openid', 'tester'] } },
	properties: [phone],
	async read(call) {
		const person = call.parameters.previewTo === 'tester' ? tester(call) : String(readProperty(phone, call));
		refuseForeign(person, String(call.credentials.appId), call);
		return person;
	},
};

function tester({ credentials }: Call): string {
	if (credentials.testerOpenid) return String(credentials.testerOpenid);
	throw new InvalidInput(
		'The credential names no tester',
		"Enter your own openid in the credential under “Tester's OpenID”, or choose another “Send To”",
	);
}

/** Whom to show it to, of whatever is previewed. */
export const previewFields: Field[] = [
	previewTo,
	touser,
	{
		displayName: 'WeChat ID',
		name: 'towxname',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { previewTo: ['wechatId'] } },
		placeholder: 'e.g. lotus_anna',
		description: 'WeChat ID (微信号) of the person, not the nickname',
	},
];

/** Shows it to whom `previewFields` name, and says who that is. */
export async function previewed(body: IDataObject, call: Call): Promise<Result[]> {
	const { touser: person, towxname } = call.parameters as Record<string, string | undefined>;
	const { msg_id } = await preview({ ...body, touser: person, towxname }, call);
	const { unionid } = call.facts;
	Object.assign(call.facts, { openid: person ?? null, unionid: unionid ?? null, appid: call.credentials.appId });
	return [{ json: { wechat_id: towxname ?? null, msg_id, status: 'preview' } }];
}

export const previewOperation: Operation = {
	value: 'preview',
	name: 'Preview',
	action: 'Preview a broadcast',
	description: "Show a broadcast on one person's phone before it is sent (预览), up to 100 times a day; of several images the first one",
	keepsInput: true,
	fields: [...previewFields, ...message],
	run: async (call) => await previewed(forPreview(await bodyOf(call)), call),
	endpoints: [`POST ${PREVIEW}`, ...messageEndpoints],
};

/** Shows it on one phone: `POST /cgi-bin/message/mass/preview` (wechat-api.md C.3). */
export async function preview(body: IDataObject, { client }: Call): Promise<{ msg_id: string | null }> {
	// The tester sees it twice; nobody else does.
	const { msg_id } = await client.json({ method: 'POST', path: PREVIEW, body, repeatable: true });
	return { msg_id: msg_id === undefined ? null : String(msg_id) };
}
