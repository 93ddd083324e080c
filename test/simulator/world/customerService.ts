import type { Account, Staff } from './account';

/** Someone of the staff serves a customer (C.1, kfSession). */
export interface Session {
	kf_account: string;
	/** Seconds. */
	createtime: number;
}

/** A line of the chat as getmsglist tells it. */
export interface ChatRecord {
	id: number;
	openid: string;
	/** 2002: the staff wrote; 2003: the customer did. */
	opercode: number;
	text: string;
	/** Seconds. */
	time: number;
	worker: string;
}

/** A merchant that a Mini Program serves (D, kfBusiness). */
export interface Merchant {
	business_id: number;
	account_name: string;
	nickname: string;
	icon_url: string;
}

/** What an account's customer service knows besides its staff. */
export interface CustomerService {
	/** By openid. */
	sessions: Map<string, Session>;
	/** Customers whom nobody serves yet, in the order of their coming: the time of their last message, in seconds. */
	waiting: Map<string, number>;
	/** Oldest first. */
	records: ChatRecord[];
	merchants: Merchant[];
	/** The company in WeCom that serves the Mini Program (D, kfWork). */
	work?: { corpid: string; bindTime: number };
}

export function newCustomerService(): CustomerService {
	return { sessions: new Map(), waiting: new Map(), records: [], merchants: [] };
}

export function findStaff(account: Account, kfAccount: string): Staff | undefined {
	return account.staff.find(({ kf_account }) => kf_account === kfAccount);
}

/** The customer is handed over to staff, to one that is named and online or to whoever takes them. */
export function transfer(account: Account, openid: string, nowMs: number, kfAccount = ''): void {
	const { sessions } = account.customerService;
	if (sessions.has(openid)) return;
	const named = findStaff(account, kfAccount);
	if (named?.status) begin(account, openid, named, nowMs);
	else account.customerService.waiting.set(openid, seconds(nowMs));
}

export function begin(account: Account, openid: string, staff: Staff, nowMs: number): void {
	const { sessions, waiting } = account.customerService;
	waiting.delete(openid);
	sessions.set(openid, { kf_account: staff.kf_account, createtime: seconds(nowMs) });
	staff.accepted_case++;
}

export function end(account: Account, openid: string): void {
	const { sessions } = account.customerService;
	const staff = findStaff(account, sessions.get(openid)?.kf_account ?? '');
	if (staff) staff.accepted_case--;
	sessions.delete(openid);
}

/** What the customer wrote is for whoever serves them. */
export function customerWrote(account: Account, openid: string, text: string, nowMs: number): void {
	const { sessions, waiting } = account.customerService;
	if (waiting.has(openid)) waiting.set(openid, seconds(nowMs));
	const worker = sessions.get(openid)?.kf_account;
	if (worker) addRecord(account, { openid, opercode: 2003, text, time: seconds(nowMs), worker });
}

/** What went to the customer in the name of staff, or of whoever serves them. */
export function staffWrote(account: Account, openid: string, text: string, nowMs: number, kfAccount?: string): void {
	const worker = kfAccount ?? account.customerService.sessions.get(openid)?.kf_account;
	if (worker) addRecord(account, { openid, opercode: 2002, text, time: seconds(nowMs), worker });
}

/** Their ids grow with time. */
export function addRecord(account: Account, record: Omit<ChatRecord, 'id'>): void {
	const { records } = account.customerService;
	const id = (records.at(-1)?.id ?? 20_165_000) + 1;
	records.push({ id, ...record });
}

/** "Pictures, voices and videos are shown as [image], [voice], [video]" (Obtain_chat_transcript.html). */
export function recordText(type: string, text: unknown): string {
	return type === 'text' ? String(text ?? '') : `[${type}]`;
}

function seconds(ms: number): number {
	return Math.floor(ms / 1000);
}
