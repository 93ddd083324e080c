import type { Account } from '../world/account';
import type { World } from '../world/world';
import { deliver } from './deliver';
import type { PushMessage } from './seal';

/** WeChat itself tells the account that something is done: an event without a follower (`mphelper`, wechat-api.md B.5). */
export async function announce(world: World, account: Account, event: PushMessage): Promise<void> {
	if (!account.callback.url) return;
	const message: PushMessage = {
		ToUserName: account.ghId,
		FromUserName: 'mphelper',
		CreateTime: Math.floor(world.now() / 1000),
		MsgType: 'event',
		...event,
	};
	await deliver(account, message, () => world.now());
}
