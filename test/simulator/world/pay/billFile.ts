import { randomBytes } from 'node:crypto';
import type { Merchant } from './merchant';

/** A bill that waits to be fetched. */
export interface BillFile {
	content: Buffer;
	type: string;
	/** Until when its address is good, in ms. */
	until: number;
}

/** "该地址5min内有效" */
const LIFE = 5 * 60_000;

/** Puts a file where only this merchant finds it. @returns the token in its address */
export function shelve(merchant: Merchant, content: Buffer, type: string, now: number): string {
	const token = randomBytes(48).toString('base64url');
	merchant.bills.set(token, { content, type, until: now + LIFE });
	return token;
}
