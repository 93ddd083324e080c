import type { Call, Operation } from '../../../operation/operation';
import { putUrl, registeredUrl, takeUrl, type Desk } from '../../../webhook/pay/registeredUrl';
import { registrations } from '../../../webhook/pay/registrations';
import { requiredNotifyUrl } from '../notifyUrl';

const PATH = '/v3/merchant-service/complaint-notifications';

/** The one URL of the whole merchant to which complaints are reported (wechat-pay.md §2.4). */
const complaints = registrations.find(({ value }) => value === 'complaint')!;

function deskOf({ client, credentials }: Call): Desk {
	return { call: async (request) => await client.json(request), mchid: String(credentials.mchid) };
}

export const getNotificationUrl: Operation = {
	value: 'getNotificationUrl',
	name: 'Get Notification URL',
	action: 'Get the notification URL of complaints',
	description: 'To which address WeChat Pay reports complaints, if to any',
	fields: [],
	run: async (call) => {
		const desk = deskOf(call);
		return [{ json: { mchid: desk.mchid, url: (await registeredUrl(complaints, desk)) ?? null } }];
	},
	endpoints: [`GET ${PATH}`],
};

export const setNotificationUrl: Operation = {
	value: 'setNotificationUrl',
	name: 'Set Notification URL',
	action: 'Set the notification URL of complaints',
	description:
		'Have complaints reported to an address, in the place of the one before, if there was any. The WeChat Pay Trigger does it by itself with its option Register URL For.',
	fields: [
		{
			displayName: 'Notify URL',
			name: 'url',
			at: false,
			type: 'string',
			default: '',
			trims: true,
			max: { bytes: 255 },
			description: 'The Production URL of a WeChat Pay Trigger. Leave it empty for the Notify URL in the credential.',
		},
	],
	run: async (call) => {
		const desk = deskOf(call);
		const url = requiredNotifyUrl({ additionalFields: { notify_url: call.parameters.url } }, call.credentials);
		const before = await registeredUrl(complaints, desk);
		if (before !== url) await putUrl(complaints, url, before === undefined, desk);
		return [{ json: { mchid: desk.mchid, url, previous_url: before ?? null } }];
	},
	endpoints: [`GET ${PATH}`, `POST ${PATH}`, `PUT ${PATH}`],
};

export const deleteNotificationUrl: Operation = {
	value: 'deleteNotificationUrl',
	name: 'Delete Notification URL',
	action: 'Delete the notification URL of complaints',
	description: 'Have complaints reported to nobody any more',
	fields: [],
	run: async (call) => {
		const desk = deskOf(call);
		const before = await registeredUrl(complaints, desk);
		if (before !== undefined) await takeUrl(complaints, before, desk);
		return [{ json: { mchid: desk.mchid, url: null, previous_url: before ?? null } }];
	},
	endpoints: [`GET ${PATH}`, `DELETE ${PATH}`],
};
