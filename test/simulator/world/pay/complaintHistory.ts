import { beijingTime } from '../time';
import type { Complaint } from './complaint';
import { imageUrl } from './media';
import { newLogId } from './numbers';

/** Something that was done to a complaint. */
export interface Entry {
	log_id: string;
	at: number;
	/** WeChat's words for who did what. */
	operator: string;
	operate_type: string;
	operate_details?: string;
	/** By media_id. */
	pictures: string[];
	/** An answer at once, as it was sent. */
	normal_message?: unknown;
}

type Done = Partial<Omit<Entry, 'at' | 'log_id'>> & Pick<Entry, 'operate_type'>;

/** Writes down what was done, and by whom: that is told by the first word of its type. */
export function record({ history }: Complaint, now: number, done: Done): Entry {
	const [who] = done.operate_type.split('_');
	const operator = { USER: '投诉人', MERCHANT: '商家' }[who] ?? '微信支付客服';
	const entry = { log_id: newLogId(now), at: now, operator, pictures: [], ...done };
	history.push(entry);
	return entry;
}

/** As GET …/negotiation-historys tells it. */
export function describeEntry(url: string, { at, pictures, ...entry }: Entry): Record<string, unknown> {
	const media_type = entry.operate_type === 'USER_CREATE_COMPLAINT' ? 'USER_COMPLAINT_IMAGE' : 'OPERATION_IMAGE';
	return {
		...entry,
		operate_time: beijingTime(at),
		image_list: [],
		...(pictures.length > 0 && { complaint_media_list: { media_type, media_url: pictures.map((id) => imageUrl(url, id)) } }),
	};
}
