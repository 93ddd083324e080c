import type { Stage } from './stage';

/** The openid of a new follower who wrote to the account not long ago: customer-service messages reach them. */
export async function withOpenChat({ wechat }: Stage): Promise<string> {
	return await wechat.follower({ grants: [{ kind: 'message', until: Date.now() + 3600_000, left: 100 }] });
}
