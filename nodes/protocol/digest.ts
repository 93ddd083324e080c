import { createHash } from 'node:crypto';

/** 32 characters that stand for a value, the same for the same, another for any other: WeChat's `client_msg_id` and `clientmsgid` (wechat-api.md C.2, C.3). */
export function digest(value: unknown): string {
	return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
}
