import type { IDataObject } from 'n8n-workflow';
import type { Call, Operation } from '../../../operation/operation';
import { merchantOf } from '../../../protocol/pay/merchant';
import { readSensitive } from '../../../protocol/pay/sensitive';
import { eitherNumber, outBillNo } from './fields';
import { transferItem } from './item';

const BY_OUT_BILL_NO = '/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}';
const BY_TRANSFER_BILL_NO = '/v3/fund-app/mch-transfer/transfer-bills/transfer-bill-no/{transfer_bill_no}';

/** Transfer: Get. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a transfer',
	description: 'Whether a customer has received a transfer, and if not, why. WeChat Pay keeps transfers for 30 days.',
	fields: eitherNumber,
	request: ({ transferBy }) => ({ method: 'GET', path: transferBy === 'transfer_bill_no' ? BY_TRANSFER_BILL_NO : BY_OUT_BILL_NO }),
	endpoints: [`GET ${BY_OUT_BILL_NO}`, `GET ${BY_TRANSFER_BILL_NO}`],
	simplify: (answer, call) => ({ ...transferItem(answer, call), user_name: nameIn(answer, call) }),
};

/** Transfer: Cancel. */
export const cancel: Operation = {
	value: 'cancel',
	name: 'Cancel',
	action: 'Cancel a transfer',
	description: 'Take back a transfer that the customer has not confirmed yet; a cancelled one cannot be confirmed any more. It takes a moment: look it up (Get) until its status is CANCELLED.',
	irreversible: true,
	fields: [outBillNo],
	request: {
		method: 'POST',
		path: `${BY_OUT_BILL_NO}/cancel`,
		bodiless: true,
		repeatable: true,
	},
	simplify: transferItem,
};

/** It is encrypted for the merchant (wechat-pay.md §1.6). */
export function nameIn({ user_name }: IDataObject, { credentials }: Pick<Call, 'credentials'>): string | null {
	return readSensitive(user_name, merchantOf(credentials).privateKey);
}
