import { InvalidInput, type FieldKind, type Operation, type WireField } from '../../../operation/operation';
import { buildRequest } from '../../../operation/request';
import { ofWhom, outRefundNo } from '../fields';
import { merchantType, subMchid } from '../merchantType';
import { getRequest } from './get';
import { refundItem } from './item';

const TO_A_CARD = { show: { type: ['USER_BANK_CARD'] } };

/** WeChat Pay's own number of the refund, and whether there is anything to resolve. */
const refundId: FieldKind = {
	name: 'refund_id',
	at: false,
	properties: [],
	endpoints: [`${getRequest.method} ${getRequest.path}`],
	async read({ client, parameters }) {
		const { status, refund_id, user_received_account: account } = await client.json(buildRequest([outRefundNo, subMchid], parameters, getRequest));
		// Already resolved by the same request it is on its way: WeChat Pay knows.
		if (status === 'ABNORMAL' || status === 'PROCESSING') return refund_id;
		throw new InvalidInput(
			`The refund ${String(parameters.out_refund_no)} is not stuck: its status is ${String(status)}`,
			status === 'CLOSED'
				? 'Nothing was paid back by it, and nothing will be. Make a new refund, with a new number (operation Create)'
				: `There is nothing to resolve: the money has gone out${account ? ` (${String(account)})` : ''}`,
		);
	},
};

/** Only debit cards of these banks (wechat-pay.md §3.3). */
const bank: WireField = {
	displayName: 'Bank',
	name: 'bank_type',
	type: 'options',
	default: 'ICBC_DEBIT',
	required: true,
	options: [
		{ name: 'Agricultural Bank (农业银行)', value: 'ABC_DEBIT' },
		{ name: 'Bank of China (中国银行)', value: 'BOC_DEBIT' },
		{ name: 'Bank of Communications (交通银行)', value: 'COMM_DEBIT' },
		{ name: 'Bank of Ningbo (宁波银行)', value: 'NBCB_DEBIT' },
		{ name: 'CGB (广发银行)', value: 'GDB_DEBIT' },
		{ name: 'China Construction Bank (建设银行)', value: 'CCB_DEBIT' },
		{ name: 'China Everbright Bank (光大银行)', value: 'CEB_DEBIT' },
		{ name: 'China Merchants Bank (招商银行)', value: 'CMB_DEBIT' },
		{ name: 'China Minsheng Bank (民生银行)', value: 'CMBC_DEBIT' },
		{ name: 'CITIC Bank (中信银行)', value: 'CITIC_DEBIT' },
		{ name: 'ICBC (工商银行)', value: 'ICBC_DEBIT' },
		{ name: 'Industrial Bank (兴业银行)', value: 'CIB_DEBIT' },
		{ name: 'Ping An Bank (平安银行)', value: 'PAB_DEBIT' },
		{ name: 'Postal Savings Bank (邮储银行)', value: 'PSBC_DEBIT' },
		{ name: 'SPD Bank (浦发银行)', value: 'SPDB_DEBIT' },
	],
	description: "The bank of the customer's debit card (开户银行); no other bank is possible",
	displayOptions: TO_A_CARD,
};

/** Refund: Resolve Abnormal (wechat-pay.md §3.3). */
export const resolveAbnormal: Operation = {
	value: 'resolveAbnormal',
	name: 'Resolve Abnormal',
	action: 'Resolve an abnormal refund',
	description: "Pay out a refund that is stuck (ABNORMAL 退款异常), because the customer's card or account is closed. It cannot be taken back.",
	irreversible: true,
	fields: [
		merchantType,
		subMchid,
		outRefundNo,
		{
			displayName: 'Pay It To',
			name: 'type',
			type: 'options',
			noDataExpression: true,
			default: 'USER_BANK_CARD',
			options: [
				{ name: "The Customer's Bank Card", value: 'USER_BANK_CARD', description: 'A debit card of the customer, who tells you its number' },
				{ name: "The Merchant's Bank Account", value: 'MERCHANT_BANK_CARD', description: 'Your own account; you then pay the customer yourself' },
			],
		},
		bank,
		{
			displayName: 'Card Number',
			name: 'bank_account',
			type: 'string',
			default: '',
			required: true,
			trims: true,
			encrypted: true,
			matches: { pattern: /^\d{8,30}$/, words: 'digits only, without spaces' },
			placeholder: 'e.g. 6222021234567890123',
			description: "The number of the customer's debit card (收款银行卡号). It goes out encrypted.",
			displayOptions: TO_A_CARD,
		},
		{
			displayName: 'Name on the Card',
			name: 'real_name',
			type: 'string',
			default: '',
			required: true,
			trims: true,
			encrypted: true,
			max: { bytes: 214 },
			description: 'The name of the customer, as the bank has it (收款用户姓名). It goes out encrypted.',
			displayOptions: TO_A_CARD,
		},
		refundId,
	],
	request: {
		method: 'POST',
		path: '/v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund',
		repeatable: true,
		makes: { what: 'refund', by: 'out_refund_no' },
	},
	simplify: (answer, { parameters, credentials }) => refundItem(answer, ofWhom(parameters, credentials)),
};
