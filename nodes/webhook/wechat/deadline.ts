import { sleep } from 'n8n-workflow';
import type { Answer } from '../intercept';
import type { Exchange } from './exchange';

/** WeChat cuts the connection after five seconds and tries again, three times in all (wechat-api.md B.4). */
export const LIMIT_MS = 5000;

/** The trigger itself answers this much before the limit. */
const MARGIN_MS = 300;

/** A reply, and whatever the trigger looks up, that would arrive in this last part of the time is too late. */
export const REPLY_MARGIN_MS = 1000;

/**
 * Answers at the last moment at which WeChat still listens. n8n may have let the push wait before it came here: the
 * moment at which WeChat gives up its first try tells for how long.
 * @param limit ms
 */
export async function answerInTime(exchange: Exchange, answer: Answer, receivedAt: number, limit: number): Promise<void> {
	const until = async (time: number) => await sleep(Math.max(0, time - Date.now()));
	if (limit > LIMIT_MS) await until(receivedAt + LIMIT_MS);
	const firstEnd = exchange.cutAt() ?? receivedAt + LIMIT_MS;
	await until(firstEnd + limit - LIMIT_MS - MARGIN_MS);
	exchange.answer(answer);
}
