import { beijingDay } from './time';

/** "10/month shared with clear_quota/v2", and "50/month" for single functions (wechat-api.md A). */
const MOST = { all: 10, one: 50 };

/** How often an account set its quota back, by month. */
export class QuotaResets {
	private readonly made = new Map<string, number>();

	/** Whether there was one left, which is then used up. */
	use(kind: keyof typeof MOST, nowMs: number): boolean {
		const key = `${beijingDay(nowMs).slice(0, 7)} ${kind}`;
		const used = this.made.get(key) ?? 0;
		if (used >= MOST[kind]) return false;
		this.made.set(key, used + 1);
		return true;
	}
}
