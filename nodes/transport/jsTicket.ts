import type { IDataObject } from 'n8n-workflow';
import { keyOf, type TokenSource } from '../protocol/accessToken';
import { remember } from '../protocol/remember';
import type { Client } from './client';
import type { Credentials } from './product';

interface Ticket {
	value: string;
	/** In ms since 1970. */
	expiresAt: number;
}

/** A page that is signed now must still have its time: two hours, less five minutes. */
const MARGIN_MS = 5 * 60 * 1000;

const MOST_ACCOUNTS = 100;
const known = new Map<string, Promise<Ticket>>();

/** The ticket by which pages of the account are signed (wechat-api.md A, "ticket"): WeChat counts the calls, so one process asks once in two hours. */
export async function jsTicket(client: Client, credentials: Credentials): Promise<string> {
	const key = keyOf(credentials as unknown as TokenSource);
	const kept = await known.get(key);
	if (kept && kept.expiresAt > Date.now()) return kept.value;
	const asked = read(client).catch((error: unknown) => {
		known.delete(key);
		return Promise.reject(error as Error);
	});
	remember(known, key, asked, MOST_ACCOUNTS);
	return (await asked).value;
}

async function read(client: Client): Promise<Ticket> {
	const { ticket, expires_in }: IDataObject = await client.json({ method: 'GET', path: '/cgi-bin/ticket/getticket', query: { type: 'jsapi' } });
	return { value: String(ticket), expiresAt: Date.now() + Number(expires_in) * 1000 - MARGIN_MS };
}
