import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../simulator/client';
import type { Try } from '../../simulator/push/deliver';
import { question } from './flow';
import type { Plan, PlannedPush } from './plan';

/** What became of a push, from WeChat's side. */
export interface Delivered {
	n: number;
	openid: string;
	outcome: 'reply' | 'success' | 'empty' | 'unavailable';
	tries: Try[];
}

/** All of them at once are still taken within five seconds on a machine with two cores. */
const MOST_AT_ONCE = 12;

/** Nobody writes while n8n takes longer than this for a request without an execution: it is us who are tested. */
const BUSY_MS = 500;

/** How often that is looked at. */
const LOOK_MS = 1000;

/** An n8n that is busy for longer has broken down. */
const BUSY_AT_MOST_MS = 60_000;

const FOLLOWERS_AT_ONCE = 100;

/**
 * Sends every push at its time, or later while n8n is too busy, as the simulator's WeChat does it.
 * @param onSent hears of each as it starts
 * @throws Error when n8n stays too busy, or the simulator does not answer
 */
export async function sendAll(wechat: Client, { pushes }: Plan, onSent: (push: PlannedPush) => void): Promise<Delivered[]> {
	const openids = await makeFollowers(wechat, pushes.length);
	const running = new Set<Promise<Delivered>>();
	const delivered: Array<Promise<Delivered>> = [];
	let lookedAt = 0;
	for (const push of pushes) {
		await pause(push.pauseMs);
		while (running.size >= MOST_AT_ONCE) await Promise.race(running);
		if (Date.now() - lookedAt > LOOK_MS) {
			await untilIdle(async () => await isBusy(wechat));
			lookedAt = Date.now();
		}
		const one = send(wechat, push, openids[push.n - 1]!).finally(() => running.delete(one));
		// Promise.all() throws it.
		one.catch(() => {});
		running.add(one);
		delivered.push(one);
		onSent(push);
	}
	return await Promise.all(delivered);
}

/**
 * Waits while it is busy.
 * @throws Error when that does not end
 */
export async function untilIdle(isStillBusy: () => Promise<boolean>, atMostMs = BUSY_AT_MOST_MS, lookMs = LOOK_MS): Promise<void> {
	for (const until = Date.now() + atMostMs; await isStillBusy(); await pause(lookMs)) {
		if (Date.now() > until) throw new Error(`n8n has been too busy to check a URL within ${BUSY_MS} ms for ${atMostMs / 1000} seconds: look into its logs, or give a lower --rate.`);
	}
}

async function isBusy(wechat: Client): Promise<boolean> {
	const start = performance.now();
	await wechat.control('/verify', {});
	return performance.now() - start > BUSY_MS;
}

async function send(wechat: Client, push: PlannedPush, openid: string): Promise<Delivered> {
	const { outcome, tries } = (await wechat.control('/push', { openid, MsgType: 'text', Content: question(push) })) as Delivered;
	return { n: push.n, openid, outcome, tries };
}

async function makeFollowers(wechat: Client, count: number): Promise<string[]> {
	const openids: string[] = [];
	while (openids.length < count) {
		const order = { count: Math.min(FOLLOWERS_AT_ONCE, count - openids.length) };
		openids.push(...((await wechat.control('/followers', order)) as { openids: string[] }).openids);
	}
	return openids;
}
