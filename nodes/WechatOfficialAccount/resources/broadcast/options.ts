import { options as inOptions } from '../../../operation/fields/options';
import type { WireField } from '../../../operation/operation';

const clientmsgid: WireField = {
	displayName: 'Client Message ID',
	name: 'clientmsgid',
	type: 'string',
	default: '',
	max: { bytes: 32 },
	description:
		'WeChat does not send the same ID twice within 24 hours. Left empty, each item of each execution has its own, so that a retry sends nothing twice. Enter one, such as the date, to rule out a second broadcast also when the workflow is run again.',
};

function optionsOf(msgtypes: string[], ...more: WireField[]): WireField {
	return { ...inOptions([clientmsgid, ...more]), displayOptions: { show: { msgtype: msgtypes } } };
}

const flag = { true: 1, false: 0 };

const reprint: WireField = {
	displayName: 'Send Even if It Is a Reprint',
	name: 'send_ignore_reprint',
	type: 'boolean',
	default: false,
	sendAs: flag,
	description: 'Whether to send an article that WeChat takes for a reprint (转载) of one that may be reprinted; otherwise it is not sent',
};

const imageOptions: WireField[] = [
	{
		displayName: 'Comments by Followers Only',
		name: 'only_fans_can_comment',
		at: 'images.only_fans_can_comment',
		type: 'boolean',
		default: false,
		sendAs: flag,
		description: 'Whether only followers may comment',
	},
	{
		displayName: 'Open Comments',
		name: 'need_open_comment',
		at: 'images.need_open_comment',
		type: 'boolean',
		default: false,
		sendAs: flag,
		description: 'Whether readers may comment (留言)',
	},
	{
		displayName: 'Words of Recommendation',
		name: 'recommend',
		at: 'images.recommend',
		type: 'string',
		default: '',
		description: 'Shown with the images (推荐语)',
	},
];

/** What else can be set depends on what is sent. */
export const options: WireField[] = [
	optionsOf(['mpnews'], reprint),
	optionsOf(['image'], ...imageOptions),
	optionsOf(['text', 'mpvideo', 'voice', 'wxcard']),
];
