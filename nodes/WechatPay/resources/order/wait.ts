import { sleep, type IDataObject } from 'n8n-workflow';
import { InvalidInput, type Call, type Operation, type Result } from '../../../operation/operation';
import type { PayObject } from '../../../protocol/pay/payItem';
import { WechatRefusal } from '../../../transport/errors';
import { isRefusedWith } from '../../../transport/wechatPay';
import { closeEndpoints, closeOrder } from './close';
import { orderItem, isOpen } from './columns';
import { anyNumber, look, lookEndpoints, named } from './looks';

const MINUTE_MS = 60_000;
const MOST_MINUTES = 120;

/** How long after the beginning it is looked how often, in milliseconds: most customers pay at once, or much later. */
const PACES = [
	{ until: MINUTE_MS, pause: 5000 },
	{ until: 5 * MINUTE_MS, pause: 10_000 },
	{ until: Infinity, pause: 30_000 },
];

/** Order: Wait for Payment, for flows that no notification can reach (wechat-pay.md §3.1). */
export const waitForPayment: Operation = {
	value: 'waitForPayment',
	name: 'Wait for Payment',
	action: 'Wait until an order is paid',
	description: 'Look again and again until an order has been paid or closed, or the time is up: for when WeChat Pay cannot reach the WeChat Pay Trigger. “paid” in the output says what came of it.',
	fields: [
		...named(...anyNumber),
		{
			displayName: 'Wait For (Minutes)',
			name: 'minutes',
			at: false,
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MOST_MINUTES },
			default: 15,
			required: true,
			description: 'How long to wait, up to two hours',
		},
		{
			displayName: 'When the Time Is Up',
			name: 'whenTimeIsUp',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'leave',
			options: [
				{ name: 'Close It', value: 'close', description: 'Nobody can pay it any more, which cannot be undone' },
				{ name: 'Leave It Open', value: 'leave', description: 'It can still be paid' },
			],
		},
	],
	run: awaited,
	simplifies: true,
	waits: true,
	irreversible: { whenTimeIsUp: ['close'] },
	endpoints: [...lookEndpoints, ...closeEndpoints],
};

async function awaited(call: Call): Promise<Result[]> {
	const { context, parameters } = call;
	const minutes = Number(parameters.minutes);
	if (minutes > MOST_MINUTES) throw new InvalidInput(`“Wait For (Minutes)” is more than ${MOST_MINUTES}`, 'Wait in several nodes, or with a Schedule Trigger and Order: Get');
	const start = Date.now();
	const end = start + minutes * MINUTE_MS;
	const signal = context.getExecutionCancelSignal();
	const stopped = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }));
	const looks = new Looks(call);
	for (;;) {
		const about = await looks.next();
		if (about && !isOpen(about)) return [result(about, {})];
		const now = Date.now();
		if (signal?.aborted || now >= end) break;
		const { pause } = PACES.find(({ until }) => now - start < until)!;
		await Promise.race([sleep(Math.min(pause, end - now)), stopped]);
	}
	const last = looks.last();
	return [parameters.whenTimeIsUp === 'close' && !signal?.aborted ? await closed(last, call) : result(last, { timed_out: true })];
}

/** One look that fails does not end it: the next one may tell. */
class Looks {
	private found?: PayObject;
	private failure?: Error;
	/** How many times in a row WeChat has said no. */
	private refused = 0;

	constructor(private readonly call: Call) {}

	/** @throws what WeChat says twice in a row, and what is wrong before it has told anything */
	async next(): Promise<PayObject | undefined> {
		const found = await look(this.call).catch((error: unknown) => {
			const kind = error instanceof WechatRefusal ? error.refusal.kind : undefined;
			this.refused = kind === 'final' ? this.refused + 1 : 0;
			this.failure = error as Error;
			// Right after an order was made it may not be found yet (wechat-pay.md §4.1); many items ask much at once.
			const mayPass = this.found || kind === 'throttled' || isRefusedWith(error, ['ORDERNOTEXIST']);
			return mayPass && this.refused < 2 ? undefined : Promise.reject(error as Error);
		});
		if (!found) return undefined;
		this.refused = 0;
		this.failure = undefined;
		return (this.found = found);
	}

	/** @throws when the last look failed: nobody knows how it stands */
	last(): PayObject {
		if (this.failure || !this.found) throw this.failure;
		return this.found;
	}
}

/** Paid in the last moment, it is paid. */
async function closed(last: PayObject, call: Call): Promise<Result> {
	const isClosed = await closeOrder(last, call).then(
		() => true,
		(error: unknown) => (isRefusedWith(error, ['ORDERPAID']) ? false : Promise.reject(error as Error)),
	);
	return isClosed ? result(asClosed(last), { timed_out: true, closed: true }) : result(await look(call), {});
}

function asClosed(about: PayObject): PayObject {
	const { sub_orders: parts } = about;
	const state = { trade_state: 'CLOSED', trade_state_desc: undefined };
	return Array.isArray(parts) ? { ...about, sub_orders: parts.map((part: PayObject) => ({ ...part, ...state })) } : { ...about, ...state };
}

function result(about: PayObject, { timed_out = false, closed: isClosed = false }: { timed_out?: boolean; closed?: boolean }): Result {
	return { json: { ...orderItem(about), timed_out, closed: isClosed } as IDataObject, raw: about };
}
