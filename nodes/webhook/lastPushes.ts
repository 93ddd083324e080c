import type { ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import { remember } from '../protocol/remember';
import { beijingTime } from '../protocol/time';
import { credentialId } from './credential';

interface Seen {
	/** Ms since 1970. */
	at: number;
	line: string;
}

/** What came for the account or merchant of one credential, the newest first, and how much was refused since the start. */
interface Past {
	received: Seen[];
	refused: Seen[];
	refusals: number;
}

const MOST_CREDENTIALS = 200;
const MOST_SEEN = 10;

/** Characters that the editor's list shows. */
const LINE = 50;

/** In this process's memory only: it is for looking at while setting up. */
const pasts = new Map<string, Past>();

/** @param credential its id: who may use it may see what came for it */
export function noteReceived(credential: string, what: string, outcome: string, at: number): void {
	note(pastOf(credential).received, { at, line: `${what}: ${outcome}` });
}

export function noteRefused(credential: string, reason: string, at: number): void {
	const past = pastOf(credential);
	past.refusals++;
	note(past.refused, { at, line: `Refused (number ${past.refusals}): ${reason}` });
}

function pastOf(credential: string): Past {
	const known = pasts.get(credential);
	if (known) return known;
	const past: Past = { received: [], refused: [], refusals: 0 };
	remember(pasts, credential, past, MOST_CREDENTIALS);
	return past;
}

function note(list: Seen[], seen: Seen): void {
	list.unshift(seen);
	list.length = Math.min(list.length, MOST_SEEN);
}

/** A list to look at: the last pushes of the credential's account, and the last refused ones with the reason. */
export const lastPushes: INodeProperties = {
	displayName: 'Last Pushes',
	name: 'lastPushes',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description:
		'To look at while setting up: open the list to see what came last and what was refused, with the reason. It has no effect, and is empty after a restart; in queue mode look into the log of the webhook process.',
	modes: [{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchLastPushes' } }],
};

/** For `methods.listSearch` of a trigger. */
export function searchLastPushes(credentialType: string) {
	return async function searchLastPushes(this: ILoadOptionsFunctions): Promise<INodeListSearchResult> {
		const { received = [], refused = [] } = pasts.get(credentialId(this, credentialType)) ?? {};
		const entries = [...received, ...refused].sort((one, other) => other.at - one.at);
		const lines = entries.flatMap(({ at, line }) => wrapped(`${beijingTime(at / 1000).slice(5, 19).replace('T', ' ')}  ${line}`));
		if (lines.length === 0) lines.push('Nothing has come since this n8n process began');
		return { results: lines.map((line, index) => ({ name: line, value: String(index) })) };
	};
}

/** The editor cuts off what is longer than a line. */
function wrapped(text: string): string[] {
	return text.match(new RegExp(`.{1,${LINE}}(?=\\s|$)|\\S{1,${LINE}}`, 'g'))?.map((line, index) => (index === 0 ? line : `… ${line.trim()}`)) ?? [text];
}
