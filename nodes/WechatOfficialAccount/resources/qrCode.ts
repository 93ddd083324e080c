import type { Operation, Resource } from '../../operation/operation';
import { campaignIn } from '../../protocol/campaign';
import { beijingTime } from '../../protocol/time';
import { checkPicture, picture, pictureFields } from './qrCode/picture';
import { sceneFields, sceneOf } from './qrCode/sceneFields';
import { secondsOf, validFor } from './qrCode/validFor';

/** Of mp.weixin.qq.com, for everybody who has the ticket. */
const SHOW = 'https://mp.weixin.qq.com/cgi-bin/showqrcode';

/** By lifetime and kind of scene. */
const ACTIONS = {
	temporary: { scene_id: 'QR_SCENE', scene_str: 'QR_STR_SCENE' },
	permanent: { scene_id: 'QR_LIMIT_SCENE', scene_str: 'QR_LIMIT_STR_SCENE' },
};

const NO_CAMPAIGN = { source: null, campaign: null, medium: null };

function inSeconds(seconds: unknown): string | null {
	return seconds === undefined ? null : beijingTime(Math.floor(Date.now() / 1000) + Number(seconds));
}

const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a QR code',
	description: 'Make a QR code that leads to the account and tells who came by it, for example by a poster, a store or a campaign',
	fields: [
		...sceneFields,
		{
			displayName: 'Lifetime',
			name: 'lifetime',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'temporary',
			options: [
				{ name: 'Permanent', value: 'permanent', description: 'For print. An account has 100,000 of them for ever: none can be deleted.' },
				{ name: 'Temporary', value: 'temporary', description: 'Up to 30 days, any number' },
			],
		},
		...validFor.map((field) => ({ ...field, displayOptions: { show: { lifetime: ['temporary'] } } })),
		...pictureFields,
	],
	request: (parameters) => {
		checkPicture(parameters);
		const scene = sceneOf(parameters);
		const isTemporary = parameters.lifetime === 'temporary';
		const actions = ACTIONS[isTemporary ? 'temporary' : 'permanent'];
		return {
			method: 'POST',
			path: '/cgi-bin/qrcode/create',
			fixed: {
				action_name: 'scene_id' in scene ? actions.scene_id : actions.scene_str,
				action_info: { scene },
				expire_seconds: isTemporary ? secondsOf(parameters) : undefined,
			},
			...(isTemporary && { repeatable: true }),
		};
	},
	endpoints: ['POST /cgi-bin/qrcode/create', `GET ${SHOW}`],
	simplify: ({ url, ticket, expire_seconds }, { parameters }) => {
		const scene = textOf(sceneOf(parameters));
		return {
			url,
			ticket,
			image_url: `${SHOW}?ticket=${encodeURIComponent(String(ticket))}`,
			scene,
			...(campaignIn(scene) ?? NO_CAMPAIGN),
			expires_at: inSeconds(expire_seconds),
		};
	},
	attach: async ({ url }, call) => await picture(String(url), textOf(sceneOf(call.parameters)), call),
};

function textOf(scene: ReturnType<typeof sceneOf>): string {
	return String(Object.values(scene)[0]);
}

const createShortKey: Operation = {
	value: 'createShortKey',
	name: 'Create Short Key',
	action: 'Create a short key for a long text',
	description: 'Turn a long text into a key of 15 characters, which fits into a QR code, and back again with Get Long Text (长信息转短码)',
	fields: [
		{
			displayName: 'Long Text',
			name: 'long_data',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			required: true,
			max: { bytes: 4096 },
			placeholder: 'e.g. order=20261122001&items=3',
			description: 'Any text, such as an address, a product or an order; up to 4096 bytes (a Chinese character has three)',
		},
		...validFor,
	],
	request: (parameters) => ({
		method: 'POST',
		path: '/cgi-bin/shorten/gen',
		fixed: { expire_seconds: secondsOf(parameters) },
		repeatable: true,
	}),
	endpoints: ['POST /cgi-bin/shorten/gen'],
	simplify: ({ short_key }, { parameters }) => ({
		short_key,
		long_data: parameters.long_data as string,
		expires_at: inSeconds(secondsOf(parameters)),
	}),
};

const getLongText: Operation = {
	value: 'getLongText',
	name: 'Get Long Text',
	action: 'Get the long text of a short key',
	description: 'The text that Create Short Key was given (短码还原)',
	fields: [
		{
			displayName: 'Short Key',
			name: 'short_key',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.short_key }}',
			description: 'The key, of this account, before its time is over',
		},
	],
	request: { method: 'POST', path: '/cgi-bin/shorten/fetch', repeatable: true },
	simplify: ({ long_data, create_time, expire_seconds }, { parameters }) => ({
		short_key: parameters.short_key as string,
		long_data,
		created_at: create_time ? beijingTime(Number(create_time)) : null,
		expires_at: inSeconds(expire_seconds),
	}),
};

/** QR codes with a scene 带参数二维码, and short keys (wechat-api.md C.5). */
export const qrCode: Resource = {
	value: 'qrCode',
	name: 'QR Code',
	description: 'QR codes that tell where people come from (带参数二维码)',
	operations: [create, createShortKey, getLongText],
};
