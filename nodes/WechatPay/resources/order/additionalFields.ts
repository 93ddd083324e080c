import type { WireField } from '../../../operation/operation';
import { notifyUrl } from '../notifyUrl';

const ALONE = ['app', 'h5', 'jsapi', 'native'];
const BEFOREHAND = [...ALONE, 'combine'];
const ONE_BY_ONE = [...ALONE, 'codepay'];

const of = (tradeTypes: string[]) => ({ show: { '/trade_type': tradeTypes } });

const appId: WireField = {
	displayName: 'App ID',
	name: 'appid',
	at: false,
	type: 'string',
	default: '',
	description: 'The Official Account, Mini Program or app in which it is paid, when it is another one than in the credential',
};

const subAppId: WireField = {
	displayName: "Sub-Merchant's App ID",
	name: 'sub_appid',
	at: false,
	type: 'string',
	default: '',
	displayOptions: { show: { '/merchantType': ['partner'] } },
	description: "The merchant's own Official Account, Mini Program or app (子商户应用ID)",
};

/** A store of the merchant's; WeChat wants to know either all of it or nothing. */
const store: WireField[] = [
	{ displayName: 'Store ID', name: 'id', type: 'string', default: '', required: true, max: { characters: 32 }, description: 'Your own number of the store (门店编号)' },
	{ displayName: 'Name', name: 'name', type: 'string', default: '', required: true, max: { characters: 256 } },
	{
		displayName: 'Area Code',
		name: 'area_code',
		type: 'string',
		default: '',
		required: true,
		matches: { pattern: /^\d{6}$/, words: 'the six digits of a region' },
		placeholder: 'e.g. 310101',
		description: 'The administrative region (地区编码)',
	},
	{ displayName: 'Address', name: 'address', type: 'string', default: '', required: true, max: { characters: 512 } },
];

/** What an order may have besides; each where WeChat Pay takes it (wechat-pay.md §3.15). */
const optional: WireField[] = [
	appId,
	{
		displayName: 'App Name',
		name: 'app_name',
		at: 'scene_info.h5_info.app_name',
		type: 'string',
		default: '',
		max: { characters: 64 },
		displayOptions: of(['h5']),
		description: 'Name of your website or app',
	},
	{
		displayName: 'App URL',
		name: 'app_url',
		at: 'scene_info.h5_info.app_url',
		type: 'string',
		default: '',
		max: { characters: 128 },
		displayOptions: of(['h5']),
		placeholder: 'e.g. https://shop.example.com',
		description: 'Address of your website',
	},
	{
		displayName: 'Attach',
		name: 'attach',
		type: 'string',
		default: '',
		max: { characters: 128 },
		displayOptions: of(ONE_BY_ONE),
		description: 'Comes back in the notification and in the bill (商户数据包); up to 128 characters',
	},
	{
		displayName: "Customer's IP Address",
		name: 'payer_client_ip',
		at: 'scene_info.payer_client_ip',
		type: 'string',
		default: '',
		trims: true,
		max: { characters: 45 },
		displayOptions: of(['app', 'combine', 'jsapi', 'native']),
		description: 'Helps WeChat Pay to tell fraud (用户终端IP)',
	},
	{
		displayName: 'Device ID',
		name: 'device_id',
		at: 'scene_info.device_id',
		type: 'string',
		default: '',
		max: { characters: 32 },
		displayOptions: of(ONE_BY_ONE),
		description: 'Your own number of the till or the store (商户端设备号)',
	},
	{
		displayName: 'Goods Tag',
		name: 'goods_tag',
		type: 'string',
		default: '',
		max: { characters: 32 },
		displayOptions: of(ONE_BY_ONE),
		description: 'For coupons that are limited to it (订单优惠标记)',
	},
	{
		displayName: 'Invoice Button',
		name: 'support_fapiao',
		type: 'boolean',
		default: false,
		displayOptions: of(ONE_BY_ONE),
		description: 'Whether the customer can ask for an invoice on the page of the payment (电子发票入口)',
	},
	{ ...notifyUrl, displayOptions: of(BEFOREHAND) },
	{
		displayName: 'Payable Until',
		name: 'time_expire',
		type: 'dateTime',
		default: '',
		displayOptions: of(BEFOREHAND),
		description: 'In Beijing time, from one minute to 90 days from now; otherwise seven days',
	},
	{
		displayName: 'Profit Sharing',
		name: 'profit_sharing',
		at: 'settle_info.profit_sharing',
		type: 'boolean',
		default: false,
		displayOptions: of(ONE_BY_ONE),
		description: 'Whether a part of the money will be passed on to others (分账)',
	},
	{
		displayName: 'Store',
		name: 'store_info',
		at: 'scene_info.store_info',
		type: 'fixedCollection',
		default: {},
		displayOptions: of(ALONE),
		description: 'In which of your stores it is sold (商户门店信息)',
		options: [{ displayName: 'Store', name: 'store', values: store }],
	},
	subAppId,
	{
		displayName: 'Terminal IP Address',
		name: 'device_ip',
		at: 'scene_info.device_ip',
		type: 'string',
		default: '',
		trims: true,
		max: { characters: 45 },
		displayOptions: of(['codepay']),
		description: 'Of the till that reads the code (终端IP); 127.0.0.1 unless told',
	},
];

/** The collection that comes last. */
export const additionalFields = collection(optional);

/** The same where an order is only named. */
export const additionalAppIds = collection([appId, subAppId]);

function collection(options: WireField[]): WireField {
	return { displayName: 'Additional Fields', name: 'additionalFields', type: 'collection', placeholder: 'Add Field', default: {}, options };
}
