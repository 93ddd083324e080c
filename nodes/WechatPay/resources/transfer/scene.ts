import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import type { Parameters, WireField } from '../../../operation/operation';
import { byName } from '../../../operation/properties';
import { TRANSFER_SCENES, type ReportField, type TransferScene } from '../../../protocol/pay/transferScenes';

/** In place of an ID: the one in the field below counts. */
const BY_ID = 'other';

const LONGEST_TYPE = 15;
const LONGEST_CONTENT = 32;

const scenes = byName([
	...TRANSFER_SCENES.map(({ id, label }) => ({ name: label, value: id })),
	{ name: 'Other (by ID)', value: BY_ID, description: 'Another one that the merchant has been granted, such as 企业报销' },
]);

/** What the transfer is for, and the ID of a scene that is not in the list, which stands after it and so takes its place. */
export const sceneFields: WireField[] = [
	{
		displayName: 'Scene',
		name: 'transfer_scene_id',
		type: 'options',
		noDataExpression: true,
		default: '1000',
		options: scenes,
		description:
			'What the money is for (转账场景). The merchant must have been granted the scene at pay.weixin.qq.com > Product Center (产品中心 > 商家转账).',
	},
	{
		displayName: 'Scene ID',
		name: 'otherSceneId',
		at: 'transfer_scene_id',
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { transfer_scene_id: [BY_ID] } },
		matches: { pattern: /^\d{1,36}$/, words: 'a number such as 1006' },
		placeholder: 'e.g. 1006',
		description: 'As shown beside the scene at pay.weixin.qq.com (转账场景ID)',
	},
];

/** What must be reported about the transfer: a form for each scene, and a list for one by ID. The customer does not see it. */
export const reportFields: WireField[] = [
	...TRANSFER_SCENES.flatMap((scene) => scene.report.map((one, place) => reportField(scene, one, place))),
	{
		displayName: 'Report',
		name: 'transfer_scene_report_infos',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Entry',
		default: {},
		required: true,
		displayOptions: { show: { transfer_scene_id: [BY_ID] } },
		description: 'What WeChat Pay wants to know about a transfer of this scene (转账场景报备信息). The customer does not see it.',
		options: [
			{
				displayName: 'Entry',
				name: 'info',
				values: [
					{
						displayName: 'Type',
						name: 'info_type',
						type: 'string',
						default: '',
						required: true,
						max: { characters: LONGEST_TYPE },
						placeholder: 'e.g. 活动名称',
						description: "In WeChat Pay's own words (信息类型)",
					} as WireField,
					{
						displayName: 'Content',
						name: 'info_content',
						type: 'string',
						default: '',
						required: true,
						max: { characters: LONGEST_CONTENT },
						placeholder: 'e.g. 新会员有礼',
					} as WireField,
				],
			},
		],
	},
];

/** What the customer reads as the reason of the money: a choice among WeChat's words for the scene. */
export const reasonFields: WireField[] = [
	...TRANSFER_SCENES.filter(({ reasons }) => reasons.length > 1).map(
		({ id, reasons }): WireField => ({
			displayName: 'Reason Shown',
			name: 'user_recv_perception',
			type: 'options',
			default: '',
			displayOptions: { show: { transfer_scene_id: [id] } },
			options: choices(reasons),
			description: 'What the customer reads as the reason of the money (用户收款感知)',
		}),
	),
	{
		displayName: 'Reason Shown',
		name: 'user_recv_perception',
		type: 'string',
		default: '',
		displayOptions: { show: { transfer_scene_id: [BY_ID] } },
		placeholder: 'e.g. 现金奖励',
		description: "What the customer reads as the reason of the money (用户收款感知): one of WeChat Pay's words for the scene, or nothing for its default",
	},
];

function choices(reasons: TransferScene['reasons']): INodePropertyOptions[] {
	const words = reasons.map(([value, label]) => ({ name: `${label} (${value})`, value }));
	return byName([{ name: 'Default of the Scene', value: '' }, ...words]);
}

/** The scene that was chosen, by its ID. */
export function sceneOf({ transfer_scene_id, otherSceneId }: Parameters): string {
	return String(otherSceneId ?? transfer_scene_id);
}

/** The types that belong to the fields of the form, by their places in the request. */
export function reportTypes({ transfer_scene_id }: Parameters): IDataObject {
	const scene = TRANSFER_SCENES.find(({ id }) => id === transfer_scene_id);
	return Object.fromEntries((scene?.report ?? []).map(({ type }, place) => [`transfer_scene_report_infos.${place}.info_type`, type]));
}

function reportField({ id, label }: TransferScene, { type, field, label: name, example }: ReportField, place: number): WireField {
	return {
		displayName: name,
		name: field,
		at: `transfer_scene_report_infos.${place}.info_content`,
		type: 'string',
		default: '',
		required: true,
		displayOptions: { show: { transfer_scene_id: [id] } },
		max: { characters: LONGEST_CONTENT },
		placeholder: `e.g. ${example}`,
		description: `${type}: WeChat Pay wants to know it of every transfer for ${label}; up to 32 characters. The customer does not see it.`,
	};
}
