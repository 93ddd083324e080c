import type { Merchant } from './merchant';

/** Fen in the basic account at a time: what it holds now, without what was paid and refunded since. */
export function balanceAt(merchant: Merchant, ms: number): number {
	const { balance, orders, refunds } = merchant;
	const came = sum([...orders.values()].map(({ paidAt = 0, total }) => (paidAt >= ms ? total : 0)));
	const went = sum([...refunds.values()].map(({ createdAt, status, refund }) => (createdAt >= ms && status !== 'CLOSED' ? refund : 0)));
	return balance - came + went;
}

/** Of a partner's merchant: what it sold until then, without what it gave back. */
export function subBalanceAt({ orders }: Merchant, sub_mchid: string, ms: number): number {
	const own = [...orders.values()].filter((order) => order.sub_mchid === sub_mchid);
	return sum(
		own.map(({ paidAt, total, refunds }) => {
			if (paidAt === undefined || paidAt >= ms) return 0;
			return total - sum(refunds.map(({ createdAt, status, refund }) => (createdAt < ms && status !== 'CLOSED' ? refund : 0)));
		}),
	);
}

function sum(numbers: number[]): number {
	return numbers.reduce((all, one) => all + one, 0);
}
