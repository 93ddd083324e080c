import type { IWebhookFunctions } from 'n8n-workflow';
import type { Notification } from '../../protocol/pay/notification';
import type { Answer } from '../intercept';
import { Repeats, type Taken } from '../repeats';
import { V3 } from './answers';

/** WeChat Pay repeats for a day (wechat-pay.md §2.2). */
const KEPT_MS = 25 * 3600 * 1000;

/** In a busy n8n a day has many. */
const MOST = 50_000;

/** As long as a captured notification passes for a new one. */
const REPLAYABLE_MS = 10 * 60 * 1000;

const repeats = new Repeats(KEPT_MS, MOST);
const signatures = new Repeats<Signed>(REPLAYABLE_MS, MOST);
const sentOn = new Repeats(KEPT_MS, MOST);

interface Signed extends Taken {
	isOver: boolean;
}

/** One delivery of a notification, among those that this process remembers. A test run remembers nothing. */
export class Delivery {
	private readonly isTest: boolean;
	private readonly key: string;
	private readonly signature: string | undefined;

	/** @param at ms since 1970 */
	constructor(
		context: IWebhookFunctions,
		{ id, signature }: Notification,
		private readonly at: number,
	) {
		const where = `${context.getWorkflow().id} ${context.getNode().id}`;
		this.isTest = context.getMode() === 'manual';
		this.key = `${where} ${id || signature}`;
		this.signature = signature && `${where} ${signature}`;
	}

	/**
	 * Every delivery is signed anew: the same signature after it was taken is somebody else's. Before that, who
	 * passes it on may have lost the connection: it shares what becomes of the first.
	 */
	get isReplay(): boolean {
		return !this.isTest && this.signature !== undefined && signatures.earlier(this.signature, this.at)?.isOver === true;
	}

	/** What became of an earlier delivery of the same notification: whether its execution exists. */
	get earlier(): Promise<Answer> | undefined {
		return this.isTest ? undefined : repeats.earlier(this.key, this.at)?.given;
	}

	/** Remembers the delivery until `given` says that its execution could not be started. */
	remember(given: Promise<Answer>): void {
		if (this.isTest) return;
		repeats.remember(this.key, { given }, this.at);
		if (!this.signature) return;
		const signed: Signed = { given, isOver: false };
		void given.then(() => (signed.isOver = true));
		signatures.remember(this.signature, signed, this.at);
	}

	/** True once for a notification: others get it once, however often WeChat Pay repeats it. */
	isFirstForOthers(): boolean {
		if (this.isTest) return true;
		if (sentOn.earlier(this.key, this.at)) return false;
		sentOn.remember(this.key, { given: Promise.resolve(V3.taken) }, this.at);
		return true;
	}
}
