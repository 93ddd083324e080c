import type { IDataObject } from 'n8n-workflow';
import { fenOf } from '../../../operation/fields/money';
import type { Parameters, WireField } from '../../../operation/operation';
import { additional } from '../fields';

/** Which goods come back, of an order with single-product discounts. */
export const goods: WireField = {
	displayName: 'Goods',
	name: 'goods_detail',
	at: false,
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Goods',
	default: {},
	description: 'Which goods come back, of an order with discounts on single goods (单品优惠)',
	options: [
		{
			displayName: 'Goods',
			name: 'goods',
			values: [
				{ displayName: 'Goods ID', name: 'merchant_goods_id', type: 'string', default: '', required: true, max: { characters: 32 }, description: 'Your own number of them (商户侧商品编码)' } as WireField,
				{ displayName: 'Goods ID of WeChat Pay', name: 'wechatpay_goods_id', type: 'string', default: '', max: { characters: 32 }, description: "WeChat Pay's number of them, if they have one (微信支付商品编码)" } as WireField,
				{ displayName: 'Name', name: 'goods_name', type: 'string', default: '', max: { characters: 256 } } as WireField,
				{ displayName: 'Quantity', name: 'refund_quantity', type: 'number', typeOptions: { minValue: 1, numberPrecision: 0 }, default: 1, description: 'How many come back (商品退货数量)' },
				{ displayName: 'Refund Amount', name: 'refund_amount', type: 'string', default: '', required: true, placeholder: 'e.g. 99.00', description: 'What is paid back for them (商品退款金额)' } as WireField,
				{ displayName: 'Unit Price', name: 'unit_price', type: 'string', default: '', required: true, placeholder: 'e.g. 99.00', description: 'What one of them cost (商品单价)' } as WireField,
			],
		},
	],
};

/**
 * The goods, with their amounts in fen.
 * @throws InvalidInput
 */
export function goodsOf(parameters: Parameters): IDataObject[] | undefined {
	const rows = additional(parameters).goods_detail as IDataObject[] | undefined;
	return rows?.map((row, index) => ({
		...row,
		unit_price: fenOf(row.unit_price, `Unit Price of goods ${index + 1}`, parameters.unit),
		refund_amount: fenOf(row.refund_amount, `Refund Amount of goods ${index + 1}`, parameters.unit),
	}));
}
