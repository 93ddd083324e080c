import type { IDataObject } from 'n8n-workflow';
import { fenOf } from '../../../operation/fields/money';
import { InvalidInput, type Call, type FieldKind, type WireField } from '../../../operation/operation';
import { readProperty } from '../../../operation/parameters';
import { tradeNo } from '../../../protocol/pay/tradeNo';
import { newTradeNo } from '../fields';
import { subAppIdOf } from './appIds';

/** Fen: ten million yuan (wechat-pay.md §3.4). */
const MOST = 1_000_000_000;

/** How many orders are paid together (wechat-pay.md §3.4). */
const COUNTS = { direct: [2, 10], partner: [1, 50] };

const MERCHANT_ID = { pattern: /^\d{6,32}$/, words: 'a number' };

const amount: WireField = { displayName: 'Amount', name: 'amount', type: 'string', default: '', required: true, placeholder: 'e.g. 99.00' };

const attach: WireField = {
	displayName: 'Attach',
	name: 'attach',
	type: 'string',
	default: '',
	max: { characters: 128 },
	description: 'Comes back in the notification and in the bill (商户数据包); the order number when it is empty',
};

const description: WireField = {
	displayName: 'Description',
	name: 'description',
	type: 'string',
	default: '',
	required: true,
	max: { characters: 127 },
	placeholder: 'e.g. Lotus Tea, 100 g',
};

const goodsTag: WireField = { displayName: 'Goods Tag', name: 'goods_tag', type: 'string', default: '', max: { characters: 32 } };

const profitSharing: WireField = {
	displayName: 'Profit Sharing',
	name: 'profit_sharing',
	type: 'boolean',
	default: false,
	description: 'Whether a part of the money will be passed on to others (分账)',
};

const number: WireField = {
	...newTradeNo,
	required: false,
	description: 'Your own number of this order (商户订单号); empty: one is made of the number of them all',
};

/** Whose order it is. */
const seller: Record<keyof typeof COUNTS, WireField> = {
	direct: {
		displayName: 'Merchant ID',
		name: 'mchid',
		type: 'string',
		default: '',
		trims: true,
		matches: MERCHANT_ID,
		description: 'The merchant who gets this money (商户号); empty for the one in the credential',
	},
	partner: {
		displayName: 'Sub-Merchant ID',
		name: 'sub_mchid',
		type: 'string',
		default: '',
		trims: true,
		matches: MERCHANT_ID,
		description: 'The merchant who gets this money (子商户号); empty for the one in the credential',
	},
};

/** Orders that are paid together, of a merchant or of a partner's merchants. */
export const parts: FieldKind[] = [partsOf('direct'), partsOf('partner')];

function partsOf(type: keyof typeof COUNTS): FieldKind {
	const property: WireField = {
		displayName: 'Orders',
		name: 'orders',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Order',
		default: {},
		required: true,
		description: `What the customer pays together, ${COUNTS[type].join(' to ')} orders`,
		options: [
			{
				displayName: 'Order',
				name: 'order',
				values: [amount, description, seller[type], number, attach, goodsTag, profitSharing],
			},
		],
	};
	return {
		name: 'sub_orders',
		displayOptions: { show: { trade_type: ['combine'], merchantType: [type] } },
		properties: [property],
		async read(call) {
			const rows = readProperty(property, call) as IDataObject[];
			const [least, most] = COUNTS[type];
			if (rows.length < least || rows.length > most) {
				throw new InvalidInput(`“Orders” has ${rows.length} of them`, `WeChat Pay takes ${least} to ${most} in one payment`);
			}
			const orders = rows.map((row, index) => partOf(row, index, type, call));
			refuseTwice(orders.map(({ out_trade_no }) => String(out_trade_no)));
			return orders;
		},
	};
}

function partOf(row: IDataObject, index: number, type: keyof typeof COUNTS, call: Call): IDataObject {
	const { parameters, credentials } = call;
	const out_trade_no = row.out_trade_no ?? tradeNo([String(parameters.combine_out_trade_no), index]);
	const fen = fenOf(row.amount, `${amount.displayName} of order ${index + 1}`, parameters.unit);
	const subAppId = subAppIdOf(parameters);
	if (fen > MOST) throw new InvalidInput(`“Amount” of order ${index + 1} is too much`, 'WeChat Pay takes up to 10,000,000 yuan for each order');
	return {
		mchid: row.mchid ?? credentials.mchid,
		...(type === 'partner' && { sub_mchid: subMchidOf(row, index, call), ...(subAppId && { sub_appid: subAppId }) }),
		out_trade_no,
		description: row.description,
		attach: row.attach ?? out_trade_no,
		amount: { total_amount: fen, currency: 'CNY' },
		...(row.goods_tag !== undefined && { goods_tag: row.goods_tag }),
		...(row.profit_sharing === true && { settle_info: { profit_sharing: true } }),
	};
}

function subMchidOf({ sub_mchid }: IDataObject, index: number, { credentials }: Call): string {
	const id = String(sub_mchid ?? credentials.subMchid ?? '').trim();
	if (MERCHANT_ID.pattern.test(id)) return id;
	throw new InvalidInput(`“Sub-Merchant ID” of order ${index + 1} is empty`, 'Fill it in here, or in the credential for all');
}

function refuseTwice(numbers: string[]): void {
	const again = numbers.find((one, index) => numbers.indexOf(one) < index);
	if (again) throw new InvalidInput(`“Orders” has the order number ${again} twice`, 'Give each order a number of its own, or leave it empty');
}
