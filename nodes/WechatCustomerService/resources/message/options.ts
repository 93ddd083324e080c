import { merchant } from '../../../operation/fields/merchant';
import { staff } from '../../../operation/fields/staff';
import type { WireField } from '../../../operation/operation';

/** WeChat's remark for what an AI wrote. */
export const aiMark: WireField = {
	displayName: 'Mark as AI-Generated',
	name: 'is_ai_msg',
	at: 'aimsgcontext.is_ai_msg',
	type: 'boolean',
	default: false,
	sendAs: { true: 1, false: 0 },
	description: 'Whether WeChat should show below the message that it was written by AI (由AI生成)',
};

/** Here WeChat writes it in one word. */
export const businessid: WireField = { ...merchant, name: 'businessid' };

/** In whose name a message appears. */
export const sender: WireField = { ...staff, at: 'customservice.kf_account' };
