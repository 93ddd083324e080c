import { tellComplaint } from '../../../push/pay/tellComplaint';
import { complainedOf, type Complaint } from '../../../world/pay/complaint';
import { record } from '../../../world/pay/complaintHistory';
import type { PayContext, PayEndpoints } from '../context';
import { paramError, PayError } from '../errors';
import { canonical } from '../rules';
import { complaintOf } from './complaint';

interface Reply {
	complainted_mchid: string;
	response_content: string;
	response_images?: string[];
	jump_url?: string;
	jump_url_text?: string;
	mini_program_jump_info?: Record<string, string>;
}

interface Verdict {
	action: string;
	launch_refund_day?: number;
	reject_reason?: string;
	reject_media_list?: string[];
	remark?: string;
}

interface ReplyAtOnce {
	complainted_mchid: string;
	idempotent_id: string;
	message: { blocks?: Array<Record<string, unknown>>; sender_identity?: string; custom_data?: string };
}

const MOST_PICTURES = 4;
const BLOCKS = ['TEXT', 'IMAGE', 'LINK', 'FAQ_LIST', 'BUTTON', 'BUTTON_GROUP'];
const SENDERS = ['UNKNOWN', 'MANUAL', 'MACHINE'];
const PATH = '/v3/merchant-service/complaints-v2/{complaint_id}';

/** What a merchant may do about a complaint (wechat-pay.md §3.8). */
export const complaintAnswers: PayEndpoints = {
	[`POST ${PATH}/response`]: (call: PayContext<Reply>) => {
		const complaint = ownComplaint(call);
		const { response_content, response_images = [], jump_url, jump_url_text } = call.body;
		checkText('response_content', response_content, 500);
		checkText('jump_url', jump_url, 512);
		checkText('jump_url_text', jump_url_text, 10);
		if ((jump_url === undefined) !== (jump_url_text === undefined)) {
			throw paramError('body', '/jump_url_text', jump_url_text, '校验失败，跳转链接与跳转链接文案缺一不可');
		}
		if (jump_url !== undefined && !jump_url.startsWith('https://')) {
			throw paramError('body', '/jump_url', jump_url, '校验失败，跳转链接需满足HTTPS格式');
		}
		checkPictures(call, 'response_images', response_images);
		const { operate_details, pictures } = { operate_details: response_content, pictures: response_images };
		record(complaint, call.now, { operate_type: 'MERCHANT_RESPONSE', operate_details, pictures });
		return answered(call, complaint);
	},

	[`POST ${PATH}/response-immediate-service`]: (call: PayContext<ReplyAtOnce>) => {
		const complaint = ownComplaint(call);
		const { idempotent_id, message } = call.body;
		checkText('idempotent_id', idempotent_id, 128);
		checkText('message/custom_data', message.custom_data, 4096);
		checkBlocks(call, message);
		const request = canonical(call.body);
		const known = complaint.replies.get(idempotent_id);
		if (known && known.request !== request) {
			throw new PayError('INVALID_REQUEST', { message: '请求重入时，参数与首次请求时不一致', internal: 268498688 });
		}
		if (known) return { log_id: known.log_id };
		if (!complaint.urgent) throw new PayError('INVALID_REQUEST', { message: '该投诉单不需要即时服务' });
		const { log_id } = record(complaint, call.now, { operate_type: 'MERCHANT_RESPONSE', normal_message: message });
		complaint.replies.set(idempotent_id, { request, log_id });
		answered(call, complaint);
		return { log_id };
	},

	// "naturally idempotent": a second time it is as complete as before (§4.3).
	[`POST ${PATH}/complete`]: (call: PayContext<{ complainted_mchid: string }>) => {
		const complaint = ownComplaint(call);
		if (complaint.state === 'PROCESSED') return undefined;
		Object.assign(complaint, { state: 'PROCESSED', unanswered: false });
		record(complaint, call.now, { operate_type: 'MERCHANT_CONFIRM_COMPLETE' });
		return told(call, complaint, 'MERCHANT_CONFIRM_COMPLETE');
	},

	[`POST ${PATH}/update-refund-progress`]: (call: PayContext<Verdict>) => {
		const complaint = complaintOf(call.merchant, call.path);
		const { action, launch_refund_day = 0, reject_reason, reject_media_list = [], remark } = call.body;
		if (action !== 'APPROVE' && action !== 'REJECT') throw paramError('body', '/action', action, '枚举值校验失败，只支持APPROVE、REJECT');
		if (launch_refund_day < 0) throw paramError('body', '/launch_refund_day', launch_refund_day, '数值规则校验失败，小于最小值 0');
		checkText('reject_reason', reject_reason, 200);
		checkText('remark', remark, 200);
		checkPictures(call, 'reject_media_list', reject_media_list);
		if (complaint.refund === undefined) throw new PayError('INVALID_REQUEST', { message: '非申请退款单，不能更新退款审批结果' });
		if (complaint.verdict) throw new PayError('INVALID_REQUEST', { message: '退款审批结果已提交，请勿重复提交' });
		const isApproved = action === 'APPROVE';
		// What is refused is dealt with; what is approved, when the refund has arrived.
		Object.assign(complaint, { verdict: action, state: isApproved ? 'PROCESSING' : 'PROCESSED', unanswered: false });
		// WeChat's own spelling.
		const operate_type = isApproved ? 'MERCHANT_APPROVE_REFUND' : 'MERCHANT_REFUSE_RERUND';
		record(complaint, call.now, { operate_type, operate_details: reject_reason, pictures: reject_media_list });
		return told(call, complaint, isApproved ? 'MERCHANT_APPROVE_REFUND' : 'MERCHANT_REJECT_REFUND');
	},
};

/** The complaint of the path, which must be about the shop that the body names. */
function ownComplaint({ merchant, path, body }: PayContext<{ complainted_mchid: string }>): Complaint {
	const complaint = complaintOf(merchant, path);
	const { complainted_mchid } = body;
	if (complainted_mchid === complainedOf(merchant, complaint)) return complaint;
	throw paramError('body', '/complainted_mchid', complainted_mchid, '校验失败，与投诉单的被诉商户号不一致');
}

/** "首次回复用户后,投诉单状态将由待处理更新为处理中" */
function answered(call: PayContext<unknown>, complaint: Complaint): undefined {
	complaint.unanswered = false;
	if (complaint.state === 'PENDING') complaint.state = 'PROCESSING';
	return told(call, complaint, 'MERCHANT_RESPONSE');
}

function told({ world, merchant }: PayContext<unknown>, { complaint_id }: Complaint, action_type: string): undefined {
	void tellComplaint(world, merchant, complaint_id, action_type)?.firstTry;
}

function checkText(name: string, value: string | undefined, most: number): void {
	const size = [...(value ?? '')].length;
	if (size > most) throw paramError('body', `/${name}`, value, `字符串规则校验失败，字符数 ${size}，大于最大值 ${most}`);
}

function checkPictures({ merchant }: PayContext<unknown>, name: string, ids: string[]): void {
	if (ids.length > MOST_PICTURES) throw paramError('body', `/${name}`, '', `校验失败，最多上传${MOST_PICTURES}张图片`);
	const unknown = ids.find((id) => !merchant.media.has(id));
	if (unknown !== undefined) throw paramError('body', `/${name}`, unknown, '校验失败，图片不存在');
}

function checkBlocks(call: PayContext<ReplyAtOnce>, { blocks = [], sender_identity = 'UNKNOWN' }: ReplyAtOnce['message']): void {
	if (!SENDERS.includes(sender_identity)) throw paramError('body', '/message/sender_identity', sender_identity, '枚举值校验失败');
	if (blocks.length === 0) throw paramError('body', '/message/blocks', '', '校验失败，消息内容不能为空');
	for (const { type, ...rest } of blocks) {
		const name = String(type).toLowerCase();
		if (!BLOCKS.includes(String(type)) || rest[name] === undefined) throw paramError('body', '/message/blocks/type', type, '校验失败，与消息内容块不一致');
	}
	const pictures = blocks.flatMap(({ image }) => (image ? [(image as { media_id: string }).media_id] : []));
	checkPictures(call, 'message/blocks/image/media_id', pictures);
}
