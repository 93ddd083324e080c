import { InvalidInput, type WireField } from '../../../operation/operation';
import { leftoverOfLetters } from '../leftover';

/** Whatever WeChat Pay calls a 商户单号 of transfers: letters and digits only. */
const NUMBER = { pattern: /^[0-9A-Za-z]{1,32}$/, words: '1 to 32 letters and digits' };

const IN_EVERY_TRY = 'take it from your data, and never one that is new at every try, such as the time';

/** The merchant's own number of a transfer (wechat-pay.md §3.6). */
export const outBillNo: WireField = {
	displayName: 'Transfer Number',
	name: 'out_bill_no',
	type: 'string',
	default: '',
	required: true,
	trims: true,
	matches: NUMBER,
	placeholder: 'e.g. COMMISSION20261122A17',
	description: `Your own number of the transfer (商户单号, out_bill_no), letters and digits only. It keeps money from being paid twice: ${IN_EVERY_TRY}.`,
};

/** WeChat Pay's number of a transfer. */
const transferBillNo: WireField = {
	displayName: 'WeChat Transfer Number',
	name: 'transfer_bill_no',
	type: 'string',
	default: '',
	required: true,
	trims: true,
	matches: { pattern: /^\w{1,64}$/, words: 'letters and digits only' },
	placeholder: 'e.g. 1330000071100999991182020050700019480001',
	description: "WeChat Pay's own number of the transfer (微信转账单号, transfer_bill_no)",
};

/** By which number a transfer is named. */
const transferBy: WireField = {
	displayName: 'Transfer By',
	name: 'transferBy',
	at: false,
	type: 'options',
	noDataExpression: true,
	default: 'out_bill_no',
	options: [
		{ name: 'Transfer Number', value: 'out_bill_no', description: 'Your own number (商户单号)' },
		{ name: 'WeChat Transfer Number', value: 'transfer_bill_no', description: "WeChat Pay's number (微信转账单号)" },
	],
};

/** Both numbers of a transfer, each shown when it is asked for. */
export const eitherNumber: WireField[] = [
	transferBy,
	{ ...outBillNo, displayOptions: { show: { transferBy: ['out_bill_no'] } } },
	{ ...transferBillNo, displayOptions: { show: { transferBy: ['transfer_bill_no'] } } },
];

/** The merchant's own number of an authorization. */
export const outAuthorizationNo: WireField = {
	displayName: 'Authorization Number',
	name: 'out_authorization_no',
	type: 'string',
	default: '',
	required: true,
	trims: true,
	matches: NUMBER,
	placeholder: 'e.g. AUTH20261122A17',
	description: 'Your own number of the authorization (商户侧授权单号, out_authorization_no), letters and digits only; one for each customer',
};

/** The number of one that is being made. */
export const newAuthorizationNo: WireField = { ...outAuthorizationNo, refuses: leftoverOfLetters };

/** As which of the shop's accounts the customer allows transfers. */
export const userDisplayName: WireField = {
	displayName: 'Customer Is Shown As',
	name: 'user_display_name',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. Member A17',
	description: 'The name of their account in your shop, which customers see when they allow transfers to it (用户展示名称)',
};

/** The merchant's own number of a batch of the old kind. */
export const outBatchNo: WireField = {
	displayName: 'Batch Number',
	name: 'out_batch_no',
	type: 'string',
	default: '',
	required: true,
	trims: true,
	matches: NUMBER,
	placeholder: 'e.g. BATCH20261122',
	description: `Your own number of the batch (商家批次单号, out_batch_no), letters and digits only. It keeps money from being paid twice: ${IN_EVERY_TRY}.`,
};

/** The merchant's own number of one transfer of such a batch. */
export const outDetailNo: WireField = {
	displayName: 'Detail Number',
	name: 'out_detail_no',
	type: 'string',
	default: '',
	required: true,
	trims: true,
	matches: NUMBER,
	placeholder: 'e.g. BATCH20261122A17',
	description: 'Your own number of one transfer of the batch (商家明细单号, out_detail_no)',
};

/** What the customer reads beside the money. */
export const transferRemark: WireField = {
	displayName: 'Remark',
	name: 'transfer_remark',
	type: 'string',
	default: '',
	required: true,
	max: { characters: 32 },
	placeholder: 'e.g. Commission of November',
	description: 'What the customer reads beside the money (转账备注); up to 32 characters',
};

/** Bytes that can be encrypted (wechat-pay.md §1.6). */
const LONGEST_SECRET = 214;

/** The customer's name, which only WeChat Pay can read on the way. */
export const userName: WireField = {
	displayName: "Customer's Real Name",
	name: 'user_name',
	type: 'string',
	default: '',
	trims: true,
	encrypted: true,
	max: { bytes: LONGEST_SECRET },
	description:
		'WeChat Pay compares it with the one it knows, and does not pay if it is another. Needed from ¥2,000, and for a receipt. It is encrypted on the way.',
};

/** Fen from which WeChat Pay wants to know the name (wechat-pay.md §3.6). */
const NAMED_FROM = 200_000;

/**
 * @param fen what the customer gets
 * @param of goes before the message: which of several transfers it is
 * @throws InvalidInput when the name is missing
 */
export function requireName(fen: number, name: string | undefined, of = ''): void {
	if (fen < NAMED_FROM || name) return;
	throw new InvalidInput(`${of}“${userName.displayName}” is empty`, 'WeChat Pay needs it from ¥2,000. Fill it in, or check the amount');
}
