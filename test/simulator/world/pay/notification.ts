/** One request to a notify_url. */
export interface NotifyTry {
	at: number;
	ms: number;
	/** 0: no answer came. */
	status: number;
	body: string;
	/** The id of the key that signed; empty of a v2 notice. */
	serial: string;
	/** Why it is no answer, or not the right one. */
	problem?: string;
}

/** A notification with all its tries. */
export interface Notification {
	id: string;
	mchid: string;
	/** Of the old XML notices; they have no id and no key on the wire. */
	version?: 'v2';
	event_type: string;
	summary: string;
	url: string;
	createdAt: number;
	/** What is inside, decrypted. */
	resource: Record<string, unknown>;
	/** How it was forged, if it was. */
	tamper?: string;
	tries: NotifyTry[];
	acknowledged: boolean;
	/** When the next try comes, in ms of the machine's clock; absent when none comes. */
	nextTryAt?: number;
}
