import { unit } from '../../../operation/fields/money';
import type { Call, Operation, Request, Result, WireField } from '../../../operation/operation';
import { claimNumber } from '../../../operation/perform';
import { buildRequest } from '../../../operation/request';
import { eitherNumber, isOld, newRefundNo, ofWhom } from '../fields';
import { merchantType, subMchid } from '../merchantType';
import { notifyUrl, optionalNotifyUrl } from '../notifyUrl';
import { from, fromOf } from './accounts';
import { orderTotal, refundAmount, refundWhat, wantedOf, wholePayment } from './amounts';
import { goods, goodsOf } from './goods';
import { refundItem } from './item';
import { explainRules } from './rules';
import { askV2, usesV2, v2Accepted, v2AppId, v2Create, v2Field } from './v2';

const optional: WireField[] = [
	v2AppId,
	{
		displayName: 'From Available Balance',
		name: 'funds_account',
		type: 'boolean',
		default: false,
		sendAs: { true: 'AVAILABLE' },
		description: "Whether to take the money from the merchant's available balance instead of what is not settled yet",
	},
	goods,
	notifyUrl,
	{
		displayName: 'Reason',
		name: 'reason',
		type: 'string',
		default: '',
		max: { bytes: 80 },
		description: 'The customer sees it in the message about the refund; up to 80 bytes, which is 26 Chinese characters',
	},
	from,
	v2Field,
];

/** Refund: Create (wechat-pay.md §3.3). */
export const create: Operation = {
	value: 'create',
	name: 'Create',
	action: 'Create a refund',
	description: 'Pay money back to a customer, all of it or a part, which cannot be taken back. Accepted is not yet refunded: WeChat Pay reports the result to the WeChat Pay Trigger.',
	irreversible: true,
	fields: [
		merchantType,
		subMchid,
		...eitherNumber,
		newRefundNo,
		refundWhat,
		unit,
		refundAmount,
		orderTotal,
		wholePayment,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: optional,
		},
	],
	run: created,
	simplifies: true,
	endpoints: ['POST /v3/refund/domestic/refunds', 'POST /secapi/pay/refund'],
};

async function created(call: Call): Promise<Result[]> {
	const { parameters, credentials, client, shown } = call;
	const byV2 = usesV2(parameters);
	const amounts = { refund: wantedOf(parameters), total: Number(parameters.amount_total) };
	const wire = byV2 ? v2Create(call, amounts) : buildRequest(shown, parameters, requestOf(call));
	await claimNumber(wire, call);
	explainRules(call);
	const answer = byV2 ? await askV2(call, wire) : await client.json(wire);
	const json = {
		...refundItem(byV2 ? v2Accepted(answer) : answer, ofWhom(parameters, credentials)),
		existed_before: isOld(answer.create_time),
	};
	return [{ json, raw: answer }];
}

function requestOf({ parameters, credentials }: Call): Request {
	return {
		method: 'POST',
		path: '/v3/refund/domestic/refunds',
		fixed: {
			'amount.refund': wantedOf(parameters),
			'amount.currency': 'CNY',
			'amount.from': fromOf(parameters),
			goods_detail: goodsOf(parameters),
			// Without a URL WeChat Pay reports to the address in its own console, if there is any.
			notify_url: optionalNotifyUrl(parameters, credentials),
		},
		repeatable: true,
		makes: { what: 'refund', by: 'out_refund_no' },
	};
}
