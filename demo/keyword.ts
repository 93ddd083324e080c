import type { Client } from '../test/simulator/client';
import type { Flow, FlowReport } from './flow';
import { customerServiceMessage } from './phone';
import { seconds } from './seconds';

const ASKS_FOR_COUPON = 'Do you have a coupon?';
const ASKS_FOR_ORDER = 'Where is my order?';

/**
 * A keyword gets its answer: one follower is answered in the same HTTP exchange, encrypted; the other's flow
 * takes longer than WeChat waits, so WeChat gets its `success` in time and she gets a customer-service message.
 */
export const keyword: Flow = {
	name: 'a keyword gets its answer',
	workflows: ['keyword-reply'],
	tables: [],
	run: async ({ wechat }) => await askTwice(wechat),
};

async function askTwice(wechat: Client): Promise<FlowReport> {
	const quick = await ask(wechat, await wechat.follower(), ASKS_FOR_COUPON);
	const slowFollower = await wechat.follower();
	const slow = await ask(wechat, slowFollower, ASKS_FOR_ORDER);
	const late = await customerServiceMessage(wechat, slowFollower);
	const quickOk = quick.outcome === 'reply' && String(quick.reply?.Content).includes('coupon') && quick.tries === 1;
	const slowOk = slow.outcome === 'success' && slow.ms < 5000 && slow.tries === 1 && Boolean(late?.includes(ASKS_FOR_ORDER));
	return {
		ok: quickOk && slowOk,
		line:
			`Keyword: “${ASKS_FOR_COUPON}” → ${quick.outcome} in ${seconds(quick.ms)}: “${quick.reply?.Content ?? ''}”; ` +
			`“${ASKS_FOR_ORDER}” → ${slow.outcome} in ${seconds(slow.ms)}, then customer service message: “${late ?? 'none'}”`,
	};
}

interface Outcome {
	outcome: string;
	reply: Record<string, unknown> | null;
	tries: number;
	ms: number;
}

async function ask(wechat: Client, openid: string, Content: string): Promise<Outcome> {
	const { outcome, reply, tries } = await wechat.control('/push', { openid, MsgType: 'text', Content });
	return { outcome, reply, tries: tries.length, ms: tries.at(-1)?.ms ?? 0 };
}
