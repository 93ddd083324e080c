import type { IDataObject } from 'n8n-workflow';
import { fenOf } from '../../../operation/fields/money';
import type { Call, FieldKind, WireField } from '../../../operation/operation';
import { readProperty } from '../../../operation/parameters';

const itemNumber: WireField = {
	displayName: 'Item Number',
	name: 'merchant_goods_id',
	type: 'string',
	default: '',
	required: true,
	max: { characters: 32 },
	description: 'Your own number of the product (商户侧商品编码)',
};

const itemName: WireField = { displayName: 'Name', name: 'goods_name', type: 'string', default: '', max: { characters: 256 } };

const quantity: WireField = {
	displayName: 'Quantity',
	name: 'quantity',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 1,
	required: true,
};

const unitPrice: WireField = {
	displayName: 'Unit Price',
	name: 'unit_price',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. 99.00',
	description: 'In the unit of the amount',
};

const goods: WireField = {
	displayName: 'Goods',
	name: 'goods_detail',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Item',
	default: {},
	description: 'What is sold (单品列表), for coupons of certain products',
	options: [{ displayName: 'Item', name: 'item', values: [itemNumber, itemName, quantity, unitPrice] }],
};

const price: WireField = {
	displayName: 'Price Before Discounts',
	name: 'cost_price',
	type: 'string',
	default: '',
	placeholder: 'e.g. 128.00',
	description: 'Of the whole order (订单原价), in the unit of the amount',
};

const receipt: WireField = {
	displayName: 'Receipt Number',
	name: 'invoice_id',
	type: 'string',
	default: '',
	max: { characters: 32 },
	description: 'Number of the receipt that the shop prints (商家小票ID)',
};

const property: WireField = {
	displayName: 'Goods and Receipt',
	name: 'details',
	type: 'collection',
	placeholder: 'Add Detail',
	default: {},
	options: [goods, price, receipt],
};

/** What is sold, piece by piece (商品详情, wechat-pay.md §3.15). */
export const details: FieldKind = {
	name: 'detail',
	displayOptions: { show: { trade_type: ['app', 'h5', 'jsapi', 'native'] } },
	properties: [property],
	async read(call) {
		const entered = readProperty(property, call) as IDataObject | undefined;
		if (!entered) return undefined;
		const { goods_detail: items, cost_price: before, ...rest } = entered;
		return {
			...rest,
			...(before !== undefined && { cost_price: inFen(before, price, call) }),
			...(items !== undefined && {
				goods_detail: (items as IDataObject[]).map((one) => ({ ...one, unit_price: inFen(one.unit_price, unitPrice, call) })),
			}),
		};
	},
};

function inFen(entered: unknown, { displayName }: WireField, { parameters }: Call): number {
	return fenOf(entered, displayName, parameters.unit);
}
