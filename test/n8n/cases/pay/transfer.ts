import type { IDataObject } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { bytesOf } from '../../engine';
import { authorized, batched, FORM, funded, stored, transferred, until } from '../../pay/transfers';
import { shop } from '../../pay/shop';
import type { Wechat } from '../../wechat';
import { text, time, type Case } from '../case';
import { appid, mchid, NOTHING } from './shared';

const MONEY = { amount_fen: 50, amount_yuan: '0.50', occurred_at: time };

/** The customer has not confirmed it yet. */
const waiting = async (wechat: Wechat): Promise<IDataObject> => {
	const { openid } = await funded(wechat);
	return { openid, ...(await transferred(wechat, { openid, out_bill_no: 'C1' })) };
};

const ofTransfer = ({ openid, transfer_bill_no }: IDataObject) => ({
	...NOTHING,
	...MONEY,
	...{ openid, appid, out_bill_no: 'C1', transfer_bill_no, transfer_remark: '谢谢', fail_reason: null, fail_text: null },
});

const AUTHORIZATION = {
	...{ user_display_name: 'Member A17', transfer_scene_id: '1000', user_recv_perception: null },
	...{ closed_at: null, close_reason: null, package_info: null, confirm_parameters: null },
};

const allowed = async (wechat: Wechat): Promise<IDataObject> => {
	const { openid } = await funded(wechat);
	return await authorized(wechat, { openid, out_authorization_no: 'A1' });
};

const ofAuthorization = ({ openid, authorization_id }: IDataObject) => ({
	...NOTHING,
	...AUTHORIZATION,
	...{ openid, appid, out_authorization_no: 'A1', authorization_id, authorized_at: time, occurred_at: time },
});

const BATCH = { out_batch_no: 'B1', batch_name: 'November', batch_remark: 'Commissions', total_num: 2, close_reason: null, created_at: time };

/** One got it, the other is nobody's openid. */
const paidOut = async (wechat: Wechat): Promise<IDataObject> => {
	const { openid } = await funded(wechat);
	return { openid, ...(await batched(wechat, 'B1', [{ openid }, { openid: 'nobody', transfer_amount: 70 }])) };
};

const ofDetail = (at: number, given: IDataObject) => ({
	...NOTHING,
	...MONEY,
	...{ appid, openid: given.openid, status: 'SUCCESS', out_batch_no: 'B1', batch_id: given.batch_id, out_detail_no: `B1D${at}` },
	...{ detail_id: text, transfer_remark: '谢谢', user_name: null, fail_reason: null, fail_text: null },
});

export const transfer: Record<string, Case> = {
	'wechatPay transfer create': {
		given: funded,
		parameters: ({ openid }) => ({ openid, out_bill_no: 'C1', transfer_amount: '0.50', transfer_remark: '谢谢', ...FORM }),
		output: ({ openid }) => [
			{
				...ofTransfer({ openid, transfer_bill_no: text }),
				...{ status: 'WAIT_USER_CONFIRM', out_authorization_no: null, existed_before: null, package_info: text },
				confirm_parameters: { mchId: mchid, appId: appid, package: text },
			},
		],
		simplifies: true,
		after: async ({ openid }, wechat, [{ json }]) =>
			expect(await stored(wechat)).toMatchObject({
				balance: 999_950,
				transfers: [{ openid, amount: 50, transfer_bill_no: json.transfer_bill_no, package_info: json.package_info }],
			}),
	},
	'wechatPay transfer get': {
		given: waiting,
		parameters: () => ({ out_bill_no: 'C1' }),
		output: (given) => [{ ...ofTransfer(given), status: 'WAIT_USER_CONFIRM', user_name: null }],
		simplifies: true,
	},
	'wechatPay transfer cancel': {
		given: waiting,
		parameters: () => ({ out_bill_no: 'C1' }),
		output: ({ transfer_bill_no }) => [
			{ ...NOTHING, status: 'CANCELING', out_bill_no: 'C1', transfer_bill_no, transfer_remark: null, fail_reason: null, fail_text: null, occurred_at: time },
		],
		simplifies: true,
		after: async (_, wechat) => await until(async () => (await stored(wechat)).transfers[0].state === 'CANCELLED' && (await stored(wechat)).balance === 1_000_000),
	},
	'wechatPay transfer getReceipt': {
		given: paidOut,
		parameters: () => ({ receiptOf: 'batch', out_batch_no: 'B1' }),
		output: () => [
			{
				...{ out_bill_no: null, transfer_bill_no: null, out_batch_no: 'B1', out_detail_no: null, applied_at: time },
				...{ file_name: 'transfer-receipt-B1.pdf', mime_type: 'application/pdf', bytes: expect.any(Number) },
			},
		],
		after: async (_, wechat, [{ binary }]) => {
			const file = await bytesOf({ json: {}, binary });
			expect(file.toString('latin1')).toMatch(/^%PDF-1\.4[^]*Receipt of B1[^]*%%EOF\n$/);
			const { data } = await shop(wechat).get('/v3/transfer/bill-receipt/B1');
			expect(createHash('sha256').update(file).digest('hex')).toBe(data.hash_value);
		},
	},
	'wechatPay transfer createAuthorization': {
		given: funded,
		parameters: ({ openid }) => ({ openid, out_authorization_no: 'A1', user_display_name: 'Member A17' }),
		output: ({ openid }) => [
			{
				...ofAuthorization({ openid, authorization_id: null }),
				...{ status: 'WAIT_USER_CONFIRM', authorized_at: null, package_info: text },
				confirm_parameters: { mchId: mchid, appId: appid, package: text },
			},
		],
		simplifies: true,
		after: async ({ openid }, wechat) =>
			expect((await stored(wechat)).authorizations).toMatchObject([{ openid, out_authorization_no: 'A1', state: 'WAIT_USER_CONFIRM' }]),
	},
	'wechatPay transfer getAuthorization': {
		given: allowed,
		parameters: () => ({ out_authorization_no: 'A1' }),
		output: (given) => [{ ...ofAuthorization(given), status: 'TAKING_EFFECT' }],
		simplifies: true,
	},
	'wechatPay transfer closeAuthorization': {
		given: allowed,
		parameters: () => ({ out_authorization_no: 'A1' }),
		output: (given) => [{ ...ofAuthorization(given), status: 'CLOSED', closed_at: time, close_reason: 'CLOSE_VIA_MCH_API' }],
		simplifies: true,
		after: async (_, wechat) => expect((await stored(wechat)).authorizations).toMatchObject([{ state: 'CLOSED' }]),
	},
	'wechatPay transfer createBatch': {
		given: funded,
		parameters: ({ openid }) => ({
			...{ out_batch_no: 'B1', batch_name: 'November', batch_remark: 'Commissions', transfer_scene_id: '1005' },
			transfer_detail_list: {
				transfer: [
					{ out_detail_no: 'B1D0', openid, transfer_amount: '0.50', transfer_remark: '谢谢', user_name: '', user_id_card: '' },
					{ out_detail_no: 'B1D1', openid, transfer_amount: '0.70', transfer_remark: '谢谢', user_name: '王小明', user_id_card: '' },
				],
			},
		}),
		output: () => [
			{
				...NOTHING,
				...BATCH,
				...{ appid, status: 'ACCEPTED', amount_fen: 120, amount_yuan: '1.20', occurred_at: time, batch_id: text, transfer_scene_id: '1005' },
				...{ success_num: null, success_yuan: null, fail_num: null, fail_yuan: null, existed_before: null },
			},
		],
		simplifies: true,
		after: async (_, wechat) => {
			const { balance, batches } = await stored(wechat);
			expect([balance, batches[0].details]).toMatchObject([999_880, [{ amount: 50 }, { amount: 70, user_name: '王小明' }]]);
		},
	},
	'wechatPay transfer getBatch': {
		given: paidOut,
		parameters: () => ({ out_batch_no: 'B1' }),
		output: ({ batch_id }) => [
			{
				...NOTHING,
				...BATCH,
				...{ appid, status: 'FINISHED', amount_fen: 120, amount_yuan: '1.20', occurred_at: time, batch_id, transfer_scene_id: '1005' },
				...{ success_num: 1, success_yuan: '0.50', fail_num: 1, fail_yuan: '0.70' },
			},
		],
		simplifies: true,
	},
	'wechatPay transfer getBatchTransfers': {
		given: paidOut,
		parameters: () => ({ out_batch_no: 'B1' }),
		output: (given) => [
			ofDetail(0, given),
			{ ...ofDetail(1, given), openid: 'nobody', status: 'FAIL', amount_fen: 70, amount_yuan: '0.70', fail_reason: 'OPENID_INVALID', fail_text: text },
		],
		simplifies: true,
	},
	'wechatPay transfer getBatchTransfer': {
		given: paidOut,
		parameters: () => ({ out_batch_no: 'B1', out_detail_no: 'B1D0' }),
		output: (given) => [ofDetail(0, given)],
		simplifies: true,
	},
};
