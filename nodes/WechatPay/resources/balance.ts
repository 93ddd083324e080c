import type { IDataObject } from 'n8n-workflow';
import type { Call, FieldKind, Operation, Parameters, Request, Resource } from '../../operation/operation';
import { payItem } from '../../protocol/pay/payItem';
import { toYuan } from '../../protocol/pay/money';
import { account, subMerchantAccount } from './accounts';
import { isPartner, merchantType, OF_PARTNERS, subMchid } from './merchantType';

const OWN = '/v3/merchant/fund';
const OF_SUB_MERCHANT = '/v3/ecommerce/fund';

const shop: FieldKind = { ...subMchid, displayOptions: { show: { ...OF_PARTNERS.show, balanceOf: ['subMerchant'] } } };

const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a balance',
	description:
		'How much money lies in an account at WeChat Pay, now or at the end of a day. WeChat Pay allows it to e-commerce platforms and partners; other merchants need its permission.',
	fields: [
		merchantType,
		{
			displayName: 'Balance Of',
			name: 'balanceOf',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'subMerchant',
			displayOptions: OF_PARTNERS,
			options: [
				{ name: 'A Sub-Merchant (Partner)', value: 'subMerchant', description: 'Of an e-commerce platform (电商收付通二级商户)' },
				{ name: 'Yourself', value: 'own' },
			],
		},
		shop,
		{ ...account, displayOptions: { show: { merchantType: ['direct'] } } },
		{ ...account, displayOptions: { show: { merchantType: ['partner'], balanceOf: ['own'] } } },
		{ ...subMerchantAccount, displayOptions: shop.displayOptions },
		{
			displayName: 'When',
			name: 'when',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'now',
			options: [
				{ name: 'End of a Day', value: 'endOfDay', description: 'Known from about 10:00 on the next day, for 90 days' },
				{ name: 'Now', value: 'now' },
			],
		},
		{
			displayName: 'Date',
			name: 'date',
			at: false,
			type: 'dateTime',
			default: '={{ $now.setZone("Asia/Shanghai").minus({ days: 1 }).toISODate() }}',
			required: true,
			displayOptions: { show: { when: ['endOfDay'] } },
			description: 'A day in Beijing time, at first yesterday',
		},
	],
	request: (parameters): Request => {
		const [now, end, last] = isOfSubMerchant(parameters)
			? [`${OF_SUB_MERCHANT}/balance`, `${OF_SUB_MERCHANT}/enddaybalance`, '{sub_mchid}']
			: [`${OWN}/balance`, `${OWN}/dayendbalance`, '{account_type}'];
		const date = dayIn(parameters);
		return date ? { method: 'GET', path: `${end}/${last}`, fixed: { date } } : { method: 'GET', path: `${now}/${last}` };
	},
	endpoints: [
		...[`GET ${OWN}/balance/{account_type}`, `GET ${OWN}/dayendbalance/{account_type}`],
		...[`GET ${OF_SUB_MERCHANT}/balance/{sub_mchid}`, `GET ${OF_SUB_MERCHANT}/enddaybalance/{sub_mchid}`],
	],
	simplify: columns,
};

function isOfSubMerchant(parameters: Parameters): boolean {
	return isPartner(parameters) && parameters.balanceOf === 'subMerchant';
}

/** `undefined` for now. */
function dayIn({ when, date }: Parameters): string | undefined {
	return when === 'endOfDay' ? String(date).slice(0, 10) : undefined;
}

function columns({ available_amount, pending_amount }: IDataObject, { parameters, credentials }: Call): IDataObject {
	return {
		...payItem({ mchid: parameters.sub_mchid ?? credentials.mchid }),
		account_type: parameters.account_type as string,
		date: dayIn(parameters) ?? null,
		available_fen: available_amount ?? null,
		available_yuan: toYuan(available_amount),
		pending_fen: pending_amount ?? null,
		pending_yuan: toYuan(pending_amount),
	};
}

/** Balance 余额 (wechat-pay.md §3.10). */
export const balance: Resource = {
	value: 'balance',
	name: 'Balance',
	description: 'Money that lies at WeChat Pay (余额)',
	operations: [get],
};
