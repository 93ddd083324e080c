import { payOutBatch } from '../../../push/pay/finishTransfer';
import type { Merchant } from '../../../world/pay/merchant';
import { newTransferNo } from '../../../world/pay/numbers';
import { describeBatch, describeDetail, type TransferBatch, type TransferDetail } from '../../../world/pay/transferBatch';
import { beijingTime } from '../../../world/time';
import type { PayContext, PayEndpoints } from '../context';
import { paramError, PayError } from '../errors';
import { canonical, checkFen, checkRules } from '../rules';
import { checkAppid, sameRequest, takeFrom } from './transferRules';

interface BatchRequest {
	appid: string;
	out_batch_no: string;
	batch_name: string;
	batch_remark: string;
	total_amount: number;
	total_num: number;
	transfer_detail_list: Array<{ out_detail_no: string; transfer_amount: number; transfer_remark: string; openid: string; user_name?: string }>;
	transfer_scene_id: string;
	notify_url?: string;
}

const MOST = 1000;
const NAMED_FROM = 200_000;
const UNNAMED_BELOW = 30;
const STATES = ['ALL', 'SUCCESS', 'FAIL', 'WAIT_PAY'];
const PAGE = { least: 20, most: 100 };

/** wechat-pay.md §3.6: "old batch API (≤1000 details; … total_amount must equal the sum)". */
export const transferBatch: PayEndpoints = {
	'POST /v3/transfer/batches': ({ world, merchant, body, decrypted, now }: PayContext<BatchRequest>) => {
		const details = detailsOf(body, decrypted, now);
		checkAppid(merchant, body.appid);
		const request = canonical({ ...body, transfer_detail_list: details.map(asked) });
		const known = merchant.transfers.batches.get(body.out_batch_no);
		if (known) return describeMade(sameRequest(known, request));
		takeFrom(merchant, body.total_amount);
		const { appid, out_batch_no, batch_name, batch_remark, transfer_scene_id, notify_url } = body;
		const batch: TransferBatch = {
			...{ appid, out_batch_no, batch_name, batch_remark, transfer_scene_id, notify_url, details, request },
			batch_id: newTransferNo(now, '103'),
			status: 'ACCEPTED',
			createdAt: now,
			updatedAt: now,
		};
		merchant.transfers.batches.set(out_batch_no, batch);
		payOutBatch(world, merchant, batch);
		return describeMade(batch);
	},

	'GET /v3/transfer/batches/batch-id/{batch_id}': ({ merchant, path, query }: PayContext) => describe(merchant, batchOf(merchant, path), query),
	'GET /v3/transfer/batches/out-batch-no/{out_batch_no}': ({ merchant, path, query }: PayContext) => describe(merchant, batchOf(merchant, path), query),
	'GET /v3/transfer/batches/batch-id/{batch_id}/details/detail-id/{detail_id}': (context: PayContext) => describeOne(context),
	'GET /v3/transfer/batches/out-batch-no/{out_batch_no}/details/out-detail-no/{out_detail_no}': (context: PayContext) => describeOne(context),
};

/** By either number. */
export function batchOf({ transfers }: Merchant, { out_batch_no, batch_id }: Record<string, string>): TransferBatch {
	const found = [...transfers.batches.values()].find((one) => (batch_id ? one.batch_id === batch_id : one.out_batch_no === out_batch_no));
	if (!found) throw new PayError('NOT_FOUND', { message: '批次单不存在' });
	return found;
}

/** By either number. */
export function detailOf({ details }: TransferBatch, { out_detail_no, detail_id }: Record<string, string>): TransferDetail {
	const found = details.find((one) => (detail_id ? one.detail_id === detail_id : one.out_detail_no === out_detail_no));
	if (!found) throw new PayError('NOT_FOUND', { message: '明细单不存在' });
	return found;
}

/** What was asked for, in clear: what is encrypted looks different each time. */
function asked({ out_detail_no, openid, amount, remark, user_name, user_id_card }: TransferDetail) {
	return { out_detail_no, openid, amount, remark, user_name, user_id_card };
}

function describeMade({ out_batch_no, batch_id, createdAt, status }: TransferBatch) {
	return { out_batch_no, batch_id, create_time: beijingTime(createdAt), batch_status: status };
}

function describeOne({ merchant, path }: PayContext) {
	const batch = batchOf(merchant, path);
	return describeDetail(merchant, batch, detailOf(batch, path));
}

function describe(merchant: Merchant, batch: TransferBatch, { need_query_detail, detail_status, offset = '0', limit = String(PAGE.least) }: Record<string, string>) {
	const answer = { transfer_batch: describeBatch(merchant, batch) };
	if (need_query_detail !== 'true') return answer;
	if (!STATES.includes(detail_status)) throw paramError('query', '/detail_status', detail_status, `枚举值校验失败，只支持${STATES.join('、')}`);
	const [from, count] = [Number(offset), Number(limit)];
	if (!(count >= PAGE.least && count <= PAGE.most)) throw paramError('query', '/limit', limit, `数值规则校验失败，只支持${PAGE.least}到${PAGE.most}`);
	// "transferred, failed and waiting": of those under way nothing is told.
	const wanted = batch.details.filter(({ status }) => (detail_status === 'ALL' ? status !== 'PROCESSING' : status === detail_status));
	const transfer_detail_list = wanted
		.slice(from, from + count)
		.map(({ detail_id, out_detail_no, status }) => ({ detail_id, out_detail_no, detail_status: status }));
	return { ...answer, transfer_detail_list, offset: from, limit: count };
}

function detailsOf(body: BatchRequest, decrypted: Record<string, string>, now: number): TransferDetail[] {
	checkRules({ ...body }, ['out_batch_no', 'batch_name', 'batch_remark', 'notify_url']);
	const { transfer_detail_list: list, total_amount, total_num } = body;
	if (list.length < 1 || list.length > MOST) throw paramError('body', '/transfer_detail_list', list.length, `数组长度校验失败，只支持1到${MOST}`);
	const details = list.map((one, at): TransferDetail => {
		const place = `/transfer_detail_list/${at}`;
		const [user_name, user_id_card] = ['user_name', 'user_id_card'].map((name) => decrypted[`${place}/${name}`]);
		checkRules({ ...one }, ['out_detail_no', 'transfer_remark']);
		checkFen(one.transfer_amount, `${place}/transfer_amount`);
		if (one.transfer_amount >= NAMED_FROM && !user_name) throw paramError('body', `${place}/user_name`, '', '必填性规则校验失败，转账金额大于等于2000元时此字段为必填项');
		if (one.transfer_amount < UNNAMED_BELOW && user_name) throw paramError('body', `${place}/user_name`, '', '校验失败，转账金额小于0.3元时不允许填写收款用户姓名');
		const { out_detail_no, openid, transfer_amount: amount, transfer_remark: remark } = one;
		return { ...{ out_detail_no, openid, amount, remark, user_name, user_id_card }, detail_id: newTransferNo(now, '104'), status: 'PROCESSING', updatedAt: now };
	});
	if (new Set(list.map(({ out_detail_no }) => out_detail_no)).size < list.length) throw paramError('body', '/transfer_detail_list', '', '校验失败，商家明细单号重复');
	if (total_num !== list.length) throw paramError('body', '/total_num', total_num, '校验失败，与转账明细笔数不一致');
	if (total_amount !== details.reduce((sum, { amount }) => sum + amount, 0)) throw paramError('body', '/total_amount', total_amount, '校验失败，与转账明细金额之和不一致');
	return details;
}
