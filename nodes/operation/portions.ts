import { Unreachable, WechatRefusal } from '../transport/errors';

/** Cuts a list into portions of at most `size`. */
export function portions<T>(list: T[], size: number): T[][] {
	return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
		list.slice(index * size, (index + 1) * size),
	);
}

/**
 * Sends a list portion by portion. Of a portion that WeChat did in part (45171) the rest is remembered, and the others
 * go out all the same; any other failure ends it.
 * @throws WechatRefusal or Unreachable that says for whom it was done and for whom it was not
 */
export async function inPortions(list: string[], size: number, send: (portion: string[]) => Promise<void>): Promise<void> {
	let notDone: string[] = [];
	let partly: WechatRefusal | undefined;
	for (const [index, portion] of portions(list, size).entries()) {
		await send(portion).catch((error: unknown) => {
			const failed = failedOf(error);
			notDone = [...notDone, ...(failed ?? list.slice(index * size))];
			if (failed) partly ??= error as WechatRefusal;
			return failed ? undefined : Promise.reject(withPeople(error, list, notDone));
		});
	}
	if (partly) throw withPeople(partly, list, notDone);
}

/** Those whom WeChat names as not done in a portion that it did for the others. */
function failedOf(error: unknown): string[] | undefined {
	const failed = error instanceof WechatRefusal ? error.refusal.details.fail_openid_list : undefined;
	return Array.isArray(failed) ? failed.map(String) : undefined;
}

/** As many as a person reads in a message. */
const SHOWN = 5;

/** The failure that also says whom it was about, unless that is everybody. */
function withPeople(error: unknown, list: string[], notDone: string[]): Error {
	const missed = new Set(notDone);
	const done = list.filter((one) => !missed.has(one));
	const names = notDone.slice(0, SHOWN).join(', ') + (notDone.length > SHOWN ? ' …' : '');
	const told = `; done for ${done.length} of ${list.length}, not for ${names}`;
	if (done.length > 0 && error instanceof Unreachable) {
		return new Unreachable(error.message + told, error.description, error.outcome);
	}
	if (done.length === 0 || !(error instanceof WechatRefusal)) return error as Error;
	const { refusal, outcome } = error;
	const details = {
		...refusal.details,
		...(failedOf(error) && { fail_openid_list: notDone }),
		done: done.join(', '),
		not_done: notDone.join(', '),
	};
	return new WechatRefusal({ ...refusal, errmsg: refusal.errmsg + told, details }, outcome);
}
