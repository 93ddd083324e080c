import { later } from '../../../push/pay/finishTransfer';
import type { Merchant } from '../../../world/pay/merchant';
import { newTransferNo } from '../../../world/pay/numbers';
import type { Transfer } from '../../../world/pay/transfer';
import { fileOf, onePagePdf, type Receipt } from '../../../world/pay/transferReceipt';
import { beijingTime } from '../../../world/time';
import type { PayContext, PayEndpoints } from '../context';
import { paramError, PayError } from '../errors';
import { byNumber, byWechatsNumber } from './transfer';
import { batchOf, detailOf } from './transferBatch';

type Values = Record<string, string>;

const ACCEPT_TYPES = ['BATCH_TRANSFER', 'TRANSFER_TO_POCKET', 'TRANSFER_TO_BANK'];

/** wechat-pay.md §3.6. */
export const transferReceipt: PayEndpoints = {
	'POST /v3/fund-app/mch-transfer/elecsign/out-bill-no': (context: PayContext<Values>) =>
		applyForBill(context, byNumber(context.world, context.merchant, context.body.out_bill_no)),
	'POST /v3/fund-app/mch-transfer/elecsign/transfer-bill-no': (context: PayContext<Values>) =>
		applyForBill(context, byWechatsNumber(context.world, context.merchant, context.body.transfer_bill_no)),
	'GET /v3/fund-app/mch-transfer/elecsign/out-bill-no/{out_bill_no}': (context: PayContext) =>
		describeOfBill(context, byNumber(context.world, context.merchant, context.path.out_bill_no)),
	'GET /v3/fund-app/mch-transfer/elecsign/transfer-bill-no/{transfer_bill_no}': (context: PayContext) =>
		describeOfBill(context, byWechatsNumber(context.world, context.merchant, context.path.transfer_bill_no)),

	'POST /v3/transfer/bill-receipt': (context: PayContext<Values>) => {
		const { out_batch_no } = context.body;
		if (batchOf(context.merchant, { out_batch_no }).status !== 'FINISHED') throw notYet();
		return describeOld(context, applied(context, { out_batch_no }));
	},
	'GET /v3/transfer/bill-receipt/{out_batch_no}': (context: PayContext) => {
		const { out_batch_no } = context.path;
		return describeOld(context, known(context.merchant, { out_batch_no }));
	},

	'POST /v3/transfer-detail/electronic-receipts': (context: PayContext<Values>) => describeOld(context, applied(context, ofDetail(context.merchant, context.body, 'body'))),
	'GET /v3/transfer-detail/electronic-receipts': (context: PayContext) => describeOld(context, known(context.merchant, ofDetail(context.merchant, context.query, 'query'))),

	'GET /v3/transferdownload/elecvoucherfile': ({ merchant, query }: PayContext) => file(merchant, query.token),
	'GET /v3/transferdownload/signfile': ({ merchant, query }: PayContext) => file(merchant, query.token),
};

function applyForBill(context: PayContext<Values>, transfer: Transfer) {
	const { transfer_bill_no, state, user_name } = transfer;
	if (state !== 'SUCCESS') throw notYet();
	// "传入了收款用户姓名" is a condition of a receipt.
	if (!user_name) throw new PayError('INVALID_REQUEST', { message: '未传入收款用户姓名的转账单不支持申请电子回单' });
	const { state: made, appliedAt } = applied(context, { transfer_bill_no });
	return { state: made, create_time: beijingTime(appliedAt) };
}

function describeOfBill({ world, merchant }: PayContext, { transfer_bill_no }: Transfer) {
	const receipt = known(merchant, { transfer_bill_no });
	return {
		state: receipt.state,
		create_time: beijingTime(receipt.appliedAt),
		update_time: beijingTime(receipt.updatedAt),
		...fileOf(world.url, merchant, receipt, '/v3/transferdownload/elecvoucherfile', { source: 'elecsign' }),
	};
}

/** Of batches, whose answers are of another make. */
function describeOld({ world, merchant }: Pick<PayContext, 'merchant' | 'world'>, receipt: Receipt) {
	const { about, signature_no, state, appliedAt, updatedAt } = receipt;
	return {
		...about,
		signature_no,
		signature_status: state === 'FINISHED' ? 'FINISHED' : 'ACCEPTED',
		...fileOf(world.url, merchant, receipt, '/v3/transferdownload/signfile'),
		...(!about.out_detail_no && { create_time: beijingTime(appliedAt), update_time: beijingTime(updatedAt) }),
	};
}

/** What the receipt of one transfer is of. Of the still older interfaces the simulator knows no transfers. */
function ofDetail(merchant: Merchant, { accept_type, out_batch_no, out_detail_no }: Values, place: 'body' | 'query'): Values {
	if (!ACCEPT_TYPES.includes(accept_type)) throw paramError(place, '/accept_type', accept_type, `枚举值校验失败，只支持${ACCEPT_TYPES.join('、')}`);
	if (accept_type !== 'BATCH_TRANSFER') throw new PayError('NOT_FOUND', { message: '转账明细单不存在' });
	if (!out_batch_no) throw paramError(place, '/out_batch_no', '', '必填性规则校验失败，受理类型为BATCH_TRANSFER时此字段为必填项');
	if (detailOf(batchOf(merchant, { out_batch_no }), { out_detail_no }).status !== 'SUCCESS') throw notYet();
	return { accept_type, out_batch_no, out_detail_no };
}

/** Applied for, once. */
function applied({ world, merchant, now }: Pick<PayContext, 'merchant' | 'now' | 'world'>, about: Values): Receipt {
	const { receipts } = merchant.transfers;
	const key = JSON.stringify(about);
	const before = receipts.get(key);
	if (before) return before;
	const pdf = onePagePdf(`Receipt of ${Object.values(about).join(' ')}, paid by ${merchant.mchid}`);
	const receipt: Receipt = { about, signature_no: newTransferNo(now), appliedAt: now, updatedAt: now, state: 'GENERATING', pdf };
	receipts.set(key, receipt);
	later(world, merchant, () => {
		receipt.state = 'FINISHED';
		receipt.updatedAt = world.now();
	});
	return receipt;
}

function known({ transfers }: Merchant, about: Values): Receipt {
	const found = transfers.receipts.get(JSON.stringify(about));
	if (!found) throw new PayError('NOT_FOUND', { message: '电子回单申请单不存在' });
	return found;
}

function file({ transfers }: Merchant, token: string) {
	const pdf = transfers.files.get(token);
	if (!pdf) throw new PayError('RESOURCE_NOT_EXISTS', { message: '回单文件不存在' });
	return { file: { headers: { 'content-type': 'application/pdf' }, body: pdf } };
}

function notYet(): PayError {
	return new PayError('INVALID_REQUEST', { message: '转账未成功，不支持申请电子回单' });
}
