/** What is told to a registered URL: one slot per merchant and kind (wechat-pay.md §2.4). */
export type Kind = 'busifavor' | 'complaint' | 'fapiao' | 'favor' | 'memberCard' | 'violation';

export interface Registration {
	url: string;
	/** Favor's `switch`, fapiao's `show_fapiao_cell`: kept and told again. */
	more: Record<string, unknown>;
	updatedAt: number;
}

export type Registered = Partial<Record<Kind, Registration>>;

/** By the beginning of the event's name, the longer ones first. */
const KINDS: Array<[prefix: string, kind: Kind]> = [
	['COMPLAINT.', 'complaint'],
	['VIOLATION.', 'violation'],
	['COUPON.SEND', 'busifavor'],
	['COUPON.USE', 'favor'],
	['MEMBERCARD.', 'memberCard'],
	['FAPIAO.', 'fapiao'],
];

/** Where an event is told, if its kind has a registered URL that is switched on. */
export function registeredUrl(registered: Registered, event_type: string): string | undefined {
	const kind = KINDS.find(([prefix]) => event_type.startsWith(prefix))?.[1];
	const registration = kind && registered[kind];
	return registration?.more.switch === false ? undefined : registration?.url;
}
