import type { IDataObject } from 'n8n-workflow';
import { money, unit } from '../../../operation/fields/money';
import { refuseForeign } from '../../../operation/fields/recipient';
import { InvalidInput, type Call, type FieldKind, type Operation, type Result, type WireField } from '../../../operation/operation';
import { readProperty } from '../../../operation/parameters';
import { claimNumber } from '../../../operation/perform';
import { Client } from '../../../transport/client';
import type { WireRequest } from '../../../transport/request';
import { wechatPayV2 } from '../../../transport/wechatPayV2';
import { additional, appIdOf } from '../fields';
import { isPartner, merchantType, subMchid } from '../merchantType';
import { appId, openid, payee } from '../payee';
import { claimParameters } from './claim';
import { newBillNumber, risk, scene, texts } from './fields';
import { redPacketItem } from './item';

/** Fen, without a scene (wechat-pay.md §3.12). */
const LEAST = 100;
const MOST = 20_000;

const PATHS: Record<string, string> = {
	message: '/mmpaymkttransfers/sendredpack',
	miniProgram: '/mmpaymkttransfers/sendminiprogramhb',
};

const way: WireField = {
	displayName: 'How the Customer Gets It',
	name: 'way',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'message',
	displayOptions: { show: { merchantType: ['direct'] } },
	options: [
		{ name: 'In a Mini Program (小程序红包)', value: 'miniProgram', description: 'Your Mini Program opens it with the parameters that come out; only when the customer got there by scanning a code' },
		{ name: 'Message (普通红包)', value: 'message', description: 'The Official Account sends it; whoever does not follow gets it as a service notice' },
	],
};

/** A Mini Program is asked neither. */
const OF_MESSAGES = { hide: { '/way': ['miniProgram'] } };

const optional: WireField[] = [
	appId,
	{ ...risk, displayOptions: OF_MESSAGES },
	scene,
	{
		displayName: 'Message From (Partner)',
		name: 'msgappid',
		type: 'string',
		default: '',
		trims: true,
		displayOptions: { show: { '/merchantType': ['partner'] } },
		description: "App ID of the Official Account that sends the message, and of which the openid is: yours or the merchant's (触达用户appid)",
	},
	{
		displayName: "Server's IP Address",
		name: 'client_ip',
		type: 'string',
		default: '',
		displayOptions: OF_MESSAGES,
		trims: true,
		matches: { pattern: /^\d{1,3}(\.\d{1,3}){3}$/, words: 'an address such as 203.0.113.7' },
		description: 'Of the machine on which n8n runs (调用接口的机器IP)',
	},
];

/** Who gets it; a partner may name them by the account that sends the message. */
const recipient: FieldKind = {
	...payee,
	async read(call) {
		const { parameters, credentials, context, item } = call;
		const person = String(readProperty(openid, call));
		const own = appIdOf(parameters, credentials);
		const { appid = own } = context.getInputData()[item].json;
		const isSenders = isPartner(parameters) && appid === additional(parameters).msgappid;
		refuseForeign(person, isSenders ? String(appid) : own, call);
		return person;
	},
};

/** Red Packet: Send (wechat-pay.md §3.12). */
export const send: Operation = {
	value: 'send',
	name: 'Send',
	action: 'Send a red packet',
	description:
		'Send money to a customer as a red packet, out of the balance of the merchant. It cannot be taken back; what nobody opens within 24 hours comes back. The same Red Packet Number again is the same red packet again. Merchants without this product can use Transfer.',
	irreversible: true,
	fields: [
		merchantType,
		subMchid,
		way,
		newBillNumber,
		recipient,
		unit,
		money({
			displayName: 'Amount',
			name: 'total_amount',
			required: true,
			placeholder: 'e.g. 8.88',
			description: 'What the customer gets: ¥1 to ¥200, other amounts with a scene only',
		}),
		...texts,
		{ displayName: 'Additional Fields', name: 'additionalFields', type: 'collection', placeholder: 'Add Field', default: {}, options: optional },
	],
	async run(call): Promise<Result[]> {
		const request = sending(call);
		await claimNumber(request, call);
		const answer = await new Client(call.context, wechatPayV2, call.item).json(request);
		const said = { ...(request.body as IDataObject), ...answer, status: 'SENT' };
		const claim_parameters = claimParameters(answer.package, appIdOf(call.parameters, call.credentials), call.credentials);
		return [{ json: { ...redPacketItem(said, call.credentials), claim_parameters }, raw: answer }];
	},
	endpoints: Object.values(PATHS).map((path) => `POST ${path}`),
	simplifies: true,
};

/** The same number is the same red packet: again after an unknown result, it does no harm. */
function sending({ parameters, credentials }: Call): WireRequest {
	const { mch_billno, openid, send_name, wishing, act_name, remark, total_amount } = parameters as IDataObject;
	const { scene_id, msgappid, client_ip = '127.0.0.1', risk_info } = additional(parameters);
	checkAmount(Number(total_amount), scene_id);
	const wxappid = appIdOf(parameters, credentials);
	const path = PATHS[String(parameters.way ?? 'message')];
	return {
		method: 'POST',
		path,
		body: {
			...{ mch_billno, wxappid, re_openid: openid, send_name, wishing, act_name, remark, total_amount, total_num: 1, scene_id },
			...(isPartner(parameters) && { sub_mch_id: parameters.sub_mchid as string, msgappid: msgappid ?? wxappid }),
			...(path === PATHS.miniProgram ? { notify_way: 'MINI_PROGRAM_JSAPI' } : { client_ip, risk_info: riskIn(risk_info as IDataObject) }),
		},
		repeatable: true,
		makes: { what: 'red packet', number: { mch_billno } },
	};
}

/** @throws InvalidInput for an amount that needs a scene */
function checkAmount(fen: number, sceneId: unknown): void {
	if (sceneId !== undefined || (fen >= LEAST && fen <= MOST)) return;
	throw new InvalidInput(`“Amount” is ${fen < LEAST ? 'less than ¥1' : 'more than ¥200'}`, `Correct it, or add “${scene.displayName}” under Additional Fields: WeChat Pay wants to know what such a red packet is for`);
}

/** `posttime=…&mobile=…`, percent-encoded as a whole. */
function riskIn(risk: IDataObject = {}): string | undefined {
	const { posttime, ...others } = risk;
	const seconds = posttime === undefined ? {} : { posttime: Math.floor(Date.parse(String(posttime)) / 1000) };
	const pairs = Object.entries({ ...seconds, ...others }).map(([name, value]) => `${name}=${String(value)}`);
	return pairs.length > 0 ? encodeURIComponent(pairs.join('&')) : undefined;
}
