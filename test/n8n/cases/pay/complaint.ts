import type { IDataObject } from 'n8n-workflow';
import { complained, photo } from '../../pay/complaints';
import { shop } from '../../pay/shop';
import type { Wechat } from '../../wechat';
import { text, time, withFile, type Case } from '../case';
import { mchid, NOTHING, SUB_MCHID } from './shared';

const URL = 'https://n8n.example.com/webhook/pay';
const NOTIFICATIONS = '/v3/merchant-service/complaint-notifications';

const withPicture = async (wechat: Wechat): Promise<IDataObject> => await complained(wechat, { pictures: [photo], tags: ['TRUSTED'] });
const wantsRefund = async (wechat: Wechat): Promise<IDataObject> => await complained(wechat, { refund: 4000 });
const isUrgent = async (wechat: Wechat): Promise<IDataObject> => await complained(wechat, { urgent: true });
const ofPartner = (more: IDataObject = {}) => async (wechat: Wechat): Promise<IDataObject> => await complained(wechat, more, { sub_mchid: SUB_MCHID });
const registered = async (wechat: Wechat): Promise<IDataObject> => {
	await shop(wechat).post(NOTIFICATIONS, { url: URL });
	return {};
};

const recordOf = async (wechat: Wechat, { complaint_id }: IDataObject) =>
	(await shop(wechat).get(`/v3/merchant-service/complaints-v2/${String(complaint_id)}`)).data;
const historyOf = async (wechat: Wechat, { complaint_id }: IDataObject) =>
	(await shop(wechat).get(`/v3/merchant-service/complaints-v2/${String(complaint_id)}/negotiation-historys`)).data.data;

const ofComplaint = ({ complaint_id, out_trade_no, transaction_id }: IDataObject): IDataObject => ({
	...NOTHING,
	...{ status: 'PENDING', out_trade_no, transaction_id, amount_fen: 9900, amount_yuan: '99.00', occurred_at: time },
	...{ complaint_id, complaint_time: time, complaint_detail: '茶凉了' },
	...{ problem_type: 'OTHERS', problem_description: '商家服务问题', apply_refund_fen: null, apply_refund_yuan: null },
	payer_phone: '13800138000',
	...{ user_complaint_times: 1, incoming_user_response: true, complaint_full_refunded: false },
	...{ in_platform_service: false, need_immediate_service: false, is_agent_mode: null },
	...{ user_tags: 'TRUSTED', order_numbers: out_trade_no, service_order_number: null, picture_count: 1 },
});

export const complaint: Record<string, Case> = {
	'wechatPay complaint getAll': {
		given: withPicture,
		parameters: () => ({}),
		output: (given) => [ofComplaint(given)],
		simplifies: true,
	},
	'wechatPay complaint get': {
		given: withPicture,
		parameters: ({ complaint_id }) => ({ complaint_id }),
		output: (given) => [{ ...ofComplaint(given), openid: given.openid, images_missing: null }],
		simplifies: true,
		after: async (_, __, [{ binary }]) => expect(binary).toMatchObject({ image_0: { mimeType: 'image/jpeg', fileExtension: 'jpg' } }),
	},
	'wechatPay complaint getHistory': {
		given: withPicture,
		parameters: ({ complaint_id }) => ({ complaint_id, downloadImages: true }),
		output: ({ complaint_id }) => [
			{
				...{ complaint_id, log_id: text, by: 'customer', operator: '投诉人', operate_type: 'USER_CREATE_COMPLAINT', text: '茶凉了' },
				...{ occurred_at: time, picture_count: 1, images_missing: null },
			},
		],
		simplifies: true,
		after: async (_, __, [{ binary }]) => expect(Object.keys(binary ?? {})).toEqual(['image_0']),
	},
	'wechatPay complaint reply': {
		given: wantsRefund,
		input: withFile,
		parameters: ({ complaint_id }) => ({ complaint_id, response_content: 'Sorry 抱歉', response_images: 'data' }),
		output: ({ complaint_id }) => [{ mchid, complaint_id, replied: true }],
		keepsInput: true,
		partner: {
			given: ofPartner(),
			parameters: ({ complaint_id }) => ({ complaint_id, sub_mchid: SUB_MCHID, response_content: 'Sorry 抱歉', response_images: 'data' }),
			output: ({ complaint_id }) => [{ mchid: SUB_MCHID, complaint_id, replied: true }],
		},
		after: async (given, wechat) => {
			expect(await recordOf(wechat, given)).toMatchObject({ complaint_state: 'PROCESSING', incoming_user_response: false });
			const [step] = await historyOf(wechat, given);
			expect(step).toMatchObject({ operate_type: 'MERCHANT_RESPONSE', operate_details: 'Sorry 抱歉', complaint_media_list: { media_url: [text] } });
		},
	},
	'wechatPay complaint replyImmediateService': {
		given: isUrgent,
		parameters: ({ complaint_id }) => ({ complaint_id, idempotent_id: 'C-1', content: 'One moment' }),
		output: ({ complaint_id }) => [{ mchid, complaint_id, idempotent_id: 'C-1', replied: true, log_id: text }],
		keepsInput: true,
		partner: {
			given: ofPartner({ urgent: true }),
			parameters: ({ complaint_id }) => ({ complaint_id, sub_mchid: SUB_MCHID, idempotent_id: 'C-1', content: 'One moment' }),
			output: ({ complaint_id }) => [{ mchid: SUB_MCHID, complaint_id, idempotent_id: 'C-1', replied: true, log_id: text }],
		},
		after: async (given, wechat) => {
			const [step] = await historyOf(wechat, given);
			const blocks = [{ type: 'TEXT', text: { text: 'One moment' } }];
			expect(step).toMatchObject({ operate_type: 'MERCHANT_RESPONSE', normal_message: { blocks, sender_identity: 'MACHINE' } });
		},
	},
	'wechatPay complaint complete': {
		given: withPicture,
		parameters: ({ complaint_id }) => ({ complaint_id }),
		output: ({ complaint_id }) => [{ mchid, complaint_id, completed: true }],
		keepsInput: true,
		partner: {
			given: ofPartner(),
			parameters: ({ complaint_id }) => ({ complaint_id, sub_mchid: SUB_MCHID }),
			output: ({ complaint_id }) => [{ mchid: SUB_MCHID, complaint_id, completed: true }],
		},
		after: async (given, wechat) => expect(await recordOf(wechat, given)).toMatchObject({ complaint_state: 'PROCESSED' }),
	},
	'wechatPay complaint updateRefundProgress': {
		given: wantsRefund,
		parameters: ({ complaint_id }) => ({ complaint_id }),
		output: ({ complaint_id }) => [{ complaint_id, refund_approved: true }],
		keepsInput: true,
		after: async (given, wechat) => {
			expect(await recordOf(wechat, given)).toMatchObject({ complaint_state: 'PROCESSING' });
			expect(await historyOf(wechat, given)).toMatchObject([{ operate_type: 'MERCHANT_APPROVE_REFUND' }, {}]);
		},
	},
	'wechatPay complaint getNotificationUrl': {
		given: registered,
		parameters: () => ({}),
		output: () => [{ mchid, url: URL }],
	},
	'wechatPay complaint setNotificationUrl': {
		parameters: () => ({ url: URL }),
		output: () => [{ mchid, url: URL, previous_url: null }],
		after: async (_, wechat) => expect((await shop(wechat).get(NOTIFICATIONS)).data).toEqual({ mchid, url: URL }),
	},
	'wechatPay complaint deleteNotificationUrl': {
		given: registered,
		parameters: () => ({}),
		output: () => [{ mchid, url: null, previous_url: URL }],
		after: async (_, wechat) => expect((await shop(wechat).get(NOTIFICATIONS)).status).toBe(404),
	},
};
