import type { WireField } from '../../../operation/operation';
import { leftoverOfLetters } from '../leftover';

/** The merchant's own number of a red packet (wechat-pay.md §3.12). */
export const billNumber: WireField = {
	displayName: 'Red Packet Number',
	name: 'mch_billno',
	type: 'string',
	default: '',
	required: true,
	trims: true,
	matches: { pattern: /^[0-9A-Za-z]{1,28}$/, words: '1 to 28 letters and digits' },
	placeholder: 'e.g. LOTTERY20261122A17',
	description:
		'Your own number of the red packet (商户订单号, mch_billno), letters and digits only. It keeps money from being sent twice: take it from your data, and never one that is new at every try, such as the time.',
};

/** The number of a red packet that is to be sent. */
export const newBillNumber: WireField = { ...billNumber, refuses: leftoverOfLetters };

/** What the customer reads. */
export const texts: WireField[] = [
	{
		displayName: 'Sender',
		name: 'send_name',
		type: 'string',
		default: '',
		required: true,
		max: { characters: 32 },
		placeholder: 'e.g. Lotus Tea',
		description: 'Whose red packet it is (商户名称); up to 32 characters',
	},
	{
		displayName: 'Wish',
		name: 'wishing',
		type: 'string',
		default: '',
		required: true,
		max: { characters: 128 },
		placeholder: 'e.g. Happy New Year!',
		description: 'What stands on it (红包祝福语); up to 128 characters',
	},
	{
		displayName: 'Campaign',
		name: 'act_name',
		type: 'string',
		default: '',
		required: true,
		max: { characters: 32 },
		placeholder: 'e.g. Tea lottery',
		description: 'On what occasion (活动名称); up to 32 characters',
	},
	{
		displayName: 'Remark',
		name: 'remark',
		type: 'string',
		default: '',
		required: true,
		max: { characters: 256 },
		placeholder: 'e.g. Tell your friends',
		description: 'Beside the campaign (备注); up to 256 characters',
	},
];

/** For what it is: WeChat Pay wants to know for amounts that are not usual. */
export const scene: WireField = {
	displayName: 'Scene',
	name: 'scene_id',
	type: 'options',
	default: 'PRODUCT_1',
	options: [
		{ name: 'Benefits for Employees (企业内部福利)', value: 'PRODUCT_4' },
		{ name: 'Commission for Sales Partners (渠道分润)', value: 'PRODUCT_5' },
		{ name: 'Insurance Reward (保险回馈)', value: 'PRODUCT_6' },
		{ name: 'Lottery Ticket Prize (彩票派奖)', value: 'PRODUCT_7' },
		{ name: 'Prize Draw (抽奖)', value: 'PRODUCT_2' },
		{ name: 'Promotion (商品促销)', value: 'PRODUCT_1' },
		{ name: 'Tax Receipt Prize (税务刮奖)', value: 'PRODUCT_8' },
		{ name: 'Virtual Goods Prize (虚拟物品兑奖)', value: 'PRODUCT_3' },
	],
	description: 'For what it is (场景). Needed below ¥1 and above ¥200, amounts that the merchant must have been allowed at pay.weixin.qq.com.',
};

/** What is known about the customer's phone: it helps WeChat Pay to tell fraud. */
export const risk: WireField = {
	displayName: "Customer's Phone",
	name: 'risk_info',
	at: false,
	type: 'fixedCollection',
	placeholder: 'Add Phone',
	default: {},
	options: [
		{
			displayName: 'Phone',
			name: 'phone',
			values: [
				{ displayName: 'App Version', name: 'clientversion', type: 'string', default: '', description: 'Of your app, on the phone' },
				{ displayName: 'Device ID', name: 'deviceid', type: 'string', default: '', description: 'What tells the phone from others' },
				{ displayName: 'Phone Number', name: 'mobile', type: 'string', default: '', placeholder: 'e.g. 86-13800138000', description: 'With the code of the country, without +' },
				{ displayName: 'Time', name: 'posttime', type: 'dateTime', default: '', description: 'When the customer took part' },
			],
		},
	],
	description: 'What you know about the phone with which the customer took part; it helps WeChat Pay to tell fraud (活动信息)',
};
