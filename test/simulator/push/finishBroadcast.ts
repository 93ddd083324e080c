import type { Account } from '../world/account';
import { type Broadcast, SENDING_MS, statusOf } from '../world/broadcasts';
import type { World } from '../world/world';
import { deliver } from './deliver';

/** WeChat's own account, which tells of broadcasts. */
const FROM = 'mphelper';

/** A moment later the broadcast is out, and the account is told (wechat-api.md B.5, MASSSENDJOBFINISH). */
export function finishBroadcast(world: World, account: Account, broadcast: Broadcast): void {
	world.timers.after(SENDING_MS, () => {
		if (account.callback.url) void deliver(account, notice(account, broadcast, world.now()), () => world.now());
	});
}

function notice({ ghId }: Account, broadcast: Broadcast, now: number): Record<string, unknown> {
	const { msg_id, total, reached, urls } = broadcast;
	const failed = statusOf(broadcast, now) === 'SEND_FAIL';
	return {
		ToUserName: ghId,
		FromUserName: FROM,
		CreateTime: Math.floor(now / 1000),
		MsgType: 'event',
		Event: 'MASSSENDJOBFINISH',
		MsgID: BigInt(msg_id),
		Status: failed ? 'send fail' : 'send success',
		TotalCount: total,
		// "After filtering: who refuses broadcasts, or had four this month"
		FilterCount: reached.length,
		SentCount: reached.length,
		ErrorCount: 0,
		ArticleUrlResult: {
			Count: urls.length,
			ResultList: { item: urls.map((ArticleUrl, index) => ({ ArticleIdx: index + 1, ArticleUrl: ArticleUrl ?? '' })) },
		},
	};
}
