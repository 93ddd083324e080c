import { SERVICE } from '../simulator/client';
import { seal, type Sealed } from '../simulator/push/seal';
import type { Account, Callback } from '../simulator/world/account';

/** How an account takes its pushes. */
export type Shape = Pick<Callback, 'mode' | 'format'>;

const OPENID = 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M';

// Different in every run and every push: a repeat would not be worked on.
let messageId = BigInt(Date.now()) * 10_000_000n;

/** Text messages of a customer as WeChat sends them now, each another one and signed anew; good for 300 s. */
export function textPushes(count: number, shape: Shape = { mode: 'secure', format: 'xml' }): Sealed[] {
	const account = { ...SERVICE, callback: { ...SERVICE.callback, ...shape } } as unknown as Account;
	const now = Date.now();
	return Array.from({ length: count }, () => {
		const message = {
			ToUserName: SERVICE.ghId,
			FromUserName: OPENID,
			CreateTime: Math.floor(now / 1000),
			MsgType: 'text',
			Content: '你好，请问明前龙井还有货吗？价格是多少？',
			MsgId: ++messageId,
		};
		return seal(account, message, now);
	});
}
