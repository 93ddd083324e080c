import type { IDataObject } from 'n8n-workflow';
import type { Call } from '../../../operation/operation';
import type { Reaction } from '../../../protocol/errcodes/errcode';
import { reaction } from '../../../protocol/errcodes/errcodes';
import type { Client } from '../../../transport/client';
import { Unreachable, WechatRefusal } from '../../../transport/errors';
import type { Refusal } from '../../../transport/product';
import type { WireRequest } from '../../../transport/request';
import { adviceOn } from './advice';
import { endpointOf, requestOf, type Finding, type Probe, type Row } from './probe';
import { probes, token, tokenOfServer } from './probes';

/** What WeChat said to a question, if it said anything. */
type Outcome = { answer: IDataObject } | { refusal: Refusal } | { lost: Unreachable };

/** A question that hangs is not worth the half minute that a message is. */
const PATIENCE_MS = 10_000;

/** After so many questions in a row without any answer the others are not asked. */
const LOST_IN_A_ROW = 2;

/** The token is no longer taken; going on would renew it again and again, by force twenty times a day (wechat-api.md A). */
const DEAD_TOKEN = [40001, 40014, 42001];

/** The address of this server is not let in (wechat-errcodes.json). */
const IP_REFUSED = [40164, 45035, 61004, 89501, 89503, 89506, 89507];

/** What these say is about the moment or about our question, not about the account. */
const UNDECIDED: Array<Reaction | undefined> = ['retry-backoff', 'fix-input', 'refresh-retry', undefined];

const NEEDS_TOKEN: Finding = {
	allowed: null,
	why_not: 'Needs the access token',
	what_to_do: 'Put right what “Access token” says, then run this again.',
};

const NOT_ASKED: Finding = {
	allowed: null,
	why_not: 'Not asked: WeChat gave no answer to the questions before',
	what_to_do: 'Check the network and the Base URL in the credential, then run this again.',
};

const ipWhitelist = { check: 'ipWhitelist', capability: 'IP whitelist' };

/** One row per capability. What WeChat refuses is a row, and the others go on, one after the other. */
export async function checkSetup({ client, credentials }: Call): Promise<Row[]> {
	const { accountType, issuer } = credentials;
	const isMini = accountType === 'miniProgram';
	const ownServer = issuer === 'url';
	const first = ownServer ? tokenOfServer : token;
	const endpoint = endpointOf(requestOf(first, credentials));
	const ofToken = await ask(client, requestOf(first, credentials));
	const rows: Row[] = isMini ? [useMiniProgram] : [];
	rows.push(
		row(first, endpoint, findingOf(first, ofToken, accountType)),
		row(ipWhitelist, endpoint, ipFinding(ofToken, ownServer)),
	);
	let skipped = 'answer' in ofToken ? undefined : NEEDS_TOKEN;
	let lost = 0;
	for (const probe of probes.filter(({ miniProgram }) => miniProgram || !isMini)) {
		const request = requestOf(probe, credentials);
		if (skipped) {
			rows.push(row(probe, endpointOf(request), skipped));
			continue;
		}
		const isAnswered = ownServer && endpointOf(request) === endpoint;
		const outcome = isAnswered ? ofToken : await ask(client, request);
		rows.push(row(probe, endpointOf(request), findingOf(probe, outcome, accountType)));
		lost = 'lost' in outcome ? lost + 1 : 0;
		if ('refusal' in outcome && DEAD_TOKEN.includes(Number(outcome.refusal.errcode))) skipped = NEEDS_TOKEN;
		if (lost === LOST_IN_A_ROW) skipped = NOT_ASKED;
	}
	return rows;
}

async function ask(client: Client, request: WireRequest): Promise<Outcome> {
	return await client.json({ ...request, patience: PATIENCE_MS }).then(
		(answer): Outcome => ({ answer }),
		(error: unknown): Outcome | Promise<Outcome> => {
			if (error instanceof WechatRefusal) return { refusal: error.refusal };
			if (error instanceof Unreachable) return { lost: error };
			return Promise.reject(error as Error);
		},
	);
}

function findingOf(probe: Probe, outcome: Outcome, accountType: unknown): Finding {
	if ('answer' in outcome) return probe.read?.(outcome.answer) ?? { allowed: true };
	if ('lost' in outcome) return unknown(outcome.lost);
	const { refusal } = outcome;
	const errcode = Number(refusal.errcode);
	if (probe.passes?.includes(errcode)) return { allowed: true };
	const isNo = probe.fails?.includes(errcode) || !UNDECIDED.includes(reaction(errcode));
	return {
		allowed: isNo ? false : null,
		why_not: `${refusal.errmsg} (${refusal.errcode})`,
		what_to_do: adviceOn(refusal, probe, accountType),
	};
}

function unknown({ message, description }: Unreachable): Finding {
	return { allowed: null, why_not: message, what_to_do: description };
}

/** Only who fetches a token is looked at. */
function ipFinding(outcome: Outcome, ownServer: boolean): Finding {
	if ('refusal' in outcome && IP_REFUSED.includes(Number(outcome.refusal.errcode))) {
		const { errmsg, errcode, hint } = outcome.refusal;
		return { allowed: false, why_not: `${errmsg} (${errcode})`, what_to_do: hint };
	}
	if (!('answer' in outcome)) return NEEDS_TOKEN;
	if (!ownServer) return { allowed: true };
	return {
		allowed: null,
		why_not: 'Your own token server fetches the access token, so it is its address that WeChat checks',
		what_to_do: 'Ask whoever runs the token server whether its address is in the IP whitelist.',
	};
}

function row({ check, capability }: Pick<Probe, 'capability' | 'check'>, endpoint: string | null, finding: Finding): Row {
	const { allowed, why_not = null, what_to_do = null, detail = null } = finding;
	return { check, capability, endpoint, allowed, why_not, what_to_do, detail };
}

const useMiniProgram: Row = row({ check: 'accountType', capability: 'Type of account' }, null, {
	allowed: null,
	why_not: 'The credential says that this is a Mini Program, and this node is for Official Accounts',
	what_to_do:
		'Use the node WeChat Mini Program. Only what a Mini Program has in common with an Official Account is checked here; if it is an Official Account, change Account Type in the credential.',
});
