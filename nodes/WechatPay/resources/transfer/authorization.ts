import type { IDataObject } from 'n8n-workflow';
import type { Call, Operation, WireField } from '../../../operation/operation';
import { payItem } from '../../../protocol/pay/payItem';
import { appIdOf } from '../fields';
import { notifyUrl, requiredNotifyUrl } from '../notifyUrl';
import { appId, payee } from '../payee';
import { newAuthorizationNo, outAuthorizationNo, userDisplayName } from './fields';
import { confirmation } from './item';
import { reasonFields, sceneFields, sceneOf } from './scene';

const PATH = '/v3/fund-app/mch-transfer/user-confirm-authorization';
const ONE = `${PATH}/out-authorization-no/{out_authorization_no}`;

const device: WireField[] = [
	{
		displayName: "Customer's Device",
		name: 'scene_device_type',
		at: 'scene_info.device_type',
		type: 'options',
		default: 'OTHER',
		options: [
			{ name: 'Android', value: 'ANDROID' },
			{ name: 'HarmonyOS', value: 'HARMONY' },
			{ name: 'iPhone (iOS)', value: 'IOS' },
			{ name: 'Other', value: 'OTHER' },
		],
	},
	{
		displayName: "Customer's Device ID",
		name: 'scene_device_id',
		at: 'scene_info.device_id',
		type: 'string',
		default: '',
		description: 'What your Mini Program or app knows the device by (用户设备ID)',
	},
	{
		displayName: "Customer's IP Address",
		name: 'scene_client_ip',
		at: 'scene_info.client_ip',
		type: 'string',
		default: '',
		placeholder: 'e.g. 203.0.113.7',
		description: 'From which the customer asked for it (用户终端IP)',
	},
];

/** Transfer: Create Authorization. */
export const createAuthorization: Operation = {
	value: 'createAuthorization',
	name: 'Create Authorization',
	action: 'Create an authorization for transfers',
	description:
		'Ask a customer to allow that you send them money without asking each time (免确认收款授权). Your page or Mini Program opens the question with the parameters that come out, within 24 hours.',
	fields: [
		payee,
		newAuthorizationNo,
		userDisplayName,
		...sceneFields,
		...reasonFields,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [appId, ...device, notifyUrl],
		},
	],
	request: (parameters, credentials) => ({
		method: 'POST',
		path: PATH,
		fixed: { appid: appIdOf(parameters, credentials), authorization_notify_url: requiredNotifyUrl(parameters, credentials) },
		repeatable: true,
		makes: { what: 'authorization', by: 'out_authorization_no', lookUp: 'Look it up by this number (operation Get Authorization) before anything else' },
	}),
	endpoints: [`POST ${PATH}`],
	simplify: (answer, call) => {
		const { openid, user_display_name, user_recv_perception } = call.parameters as IDataObject;
		const asked = { openid, user_display_name, transfer_scene_id: sceneOf(call.parameters), user_recv_perception };
		return authorizationItem({ appid: appIdOf(call.parameters, call.credentials), ...asked, ...answer }, call);
	},
};

/** Transfer: Get Authorization. */
export const getAuthorization: Operation = {
	value: 'getAuthorization',
	name: 'Get Authorization',
	action: 'Get an authorization for transfers',
	description: 'Whether a customer allows transfers without being asked: WAIT_USER_CONFIRM, TAKING_EFFECT or CLOSED',
	fields: [
		outAuthorizationNo,
		{
			displayName: 'To Show the Customer',
			name: 'is_display_authorization',
			type: 'boolean',
			default: false,
			sendAs: { true: true },
			description: 'Whether to get the parameters with which your page or Mini Program shows customers an authorization that is in effect',
		},
	],
	request: { method: 'GET', path: ONE },
	simplify: authorizationItem,
};

/** Transfer: Close Authorization. */
export const closeAuthorization: Operation = {
	value: 'closeAuthorization',
	name: 'Close Authorization',
	action: 'Close an authorization for transfers',
	description: 'End the permission to send a customer money without asking. Only the customer can give a new one.',
	irreversible: true,
	fields: [outAuthorizationNo],
	request: { method: 'POST', path: `${ONE}/close`, bodiless: true, repeatable: true },
	simplify: authorizationItem,
};

function authorizationItem(answer: IDataObject, { credentials, facts }: Pick<Call, 'credentials' | 'facts'>): IDataObject {
	const { close_time, close_reason } = (answer.close_info ?? {}) as IDataObject;
	return {
		...payItem({ mchid: credentials.mchid, unionid: facts.unionid, ...answer }),
		out_authorization_no: answer.out_authorization_no ?? null,
		authorization_id: answer.authorization_id ?? null,
		user_display_name: answer.user_display_name ?? null,
		transfer_scene_id: answer.transfer_scene_id ?? null,
		user_recv_perception: answer.user_recv_perception ?? null,
		authorized_at: answer.authorize_time ?? null,
		closed_at: close_time ?? null,
		close_reason: close_reason ?? null,
		...confirmation(answer.package_info, answer.appid, credentials),
	};
}
