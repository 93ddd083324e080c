import { createHash } from 'node:crypto';

/** 32 characters that stay the same for the same parts: WeChat's `client_msg_id` (wechat-api.md C.2). */
export function messageId(...parts: string[]): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
