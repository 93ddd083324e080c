import { sleep } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { TokenRefused } from '../protocol/accessToken';
import { multipart, type Part } from '../protocol/multipart';
import { trimmed } from '../protocol/trimmed';
import { networkReason, wasNeverSent } from '../protocol/network';
import { withoutSecrets } from '../protocol/secrets';
import { isFromWechat, readAnswer, type Answer } from './answer';
import { Unreachable, WechatRefusal } from './errors';
import type { Credentials, Product, Refusal } from './product';

export type Context = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions;

/** One HTTP call, before the token and the host are added. */
export interface WireRequest {
	method: 'GET' | 'POST';
	path: string;
	query?: IDataObject;
	/** An object, or JSON as it is to go out. */
	body?: IDataObject | string;
	/** Multipart parts instead of `body`. */
	parts?: Part[];
	/** May be done again when it is unknown whether it was done; a GET always may. */
	repeatable?: boolean;
	/** A file may come, which takes its time. */
	large?: boolean;
}

const TRIES = 3;
const FIRST_PAUSE_MS = 1000;
const TIMEOUT_MS = 30_000;
const FILE_TIMEOUT_MS = 120_000;

type Outcome = { answer: Answer; used: Credentials } | Lost;

/** No answer to the call; `again`: it was not carried out, or may be carried out twice, and the next try may fare better. */
interface Lost {
	lost: Unreachable | WechatRefusal;
	again: boolean;
}

/**
 * Calls WeChat with the node's credential: gets and renews its token, repeats what is safe to repeat,
 * and fails with `WechatRefusal` (WeChat said no) or `Unreachable` (we do not know). No token or secret
 * is in anything it throws (design.md §3).
 */
export class Client {
	constructor(
		private readonly context: Context,
		private readonly product: Product,
		private readonly item = 0,
	) {}

	/** The JSON of the answer. A file where JSON is due is a defect of the caller and fails. */
	async json(request: WireRequest): Promise<IDataObject> {
		const answer = await this.call(request);
		if ('json' in answer) return answer.json;
		throw somebodyElse(request);
	}

	/** A file, or the JSON that WeChat sent in its place (a video is named by a URL). */
	async file(request: WireRequest): Promise<Answer> {
		const answer = await this.call({ ...request, large: true });
		if ('file' in answer && !isFromWechat(answer.file)) throw somebodyElse(request);
		return answer;
	}

	private async call(request: WireRequest): Promise<Answer> {
		for (let tries = 1; ; tries++) {
			const outcome = await this.withLiveToken(request);
			const last = tries === TRIES;
			if ('lost' in outcome) {
				if (last || !outcome.again) throw outcome.lost;
			} else {
				const refusal = this.refusal(outcome.answer);
				if (!refusal) return outcome.answer;
				const again = refusal.kind === 'throttled' || (refusal.kind === 'busy' && isRepeatable(request));
				if (last || !again) {
					const unknown = refusal.kind === 'busy' && !isRepeatable(request);
					throw new WechatRefusal(this.withoutSecrets(refusal, outcome.used), unknown ? 'unknown' : 'not done');
				}
			}
			await sleep(FIRST_PAUSE_MS * 2 ** (tries - 1));
		}
	}

	/** Once more with a renewed token when WeChat no longer takes the one we had; a second refusal is the answer. */
	private async withLiveToken(request: WireRequest): Promise<Outcome> {
		const outcome = await this.attempt(request, (stored) => this.product.prepare(stored, Date.now()));
		if ('lost' in outcome || this.refusal(outcome.answer)?.kind !== 'stale') return outcome;
		return await this.attempt(request, (stored) => this.product.renew(stored, outcome.used, Date.now()));
	}

	private async attempt(
		request: WireRequest,
		choose: (stored: Credentials) => Credentials,
	): Promise<Outcome> {
		const { credentialType } = this.product;
		const stored = trimmed(await this.context.getCredentials<Credentials>(credentialType, this.item));
		// n8n writes the token that it fetched for this call into this object.
		const used = { ...choose(stored) };
		const sent = await this.context.helpers.httpRequestWithAuthentication
			.call(this.context, credentialType, this.options(request, stored), {
				credentialsDecrypted: { id: '', name: '', type: credentialType, data: used as never },
			})
			.then(
				(response: unknown) => ({ response }),
				(cause: unknown) => ({ cause }),
			);
		if ('cause' in sent) return lost(sent.cause, request);
		const answer = readAnswer(sent.response);
		if ('httpStatus' in answer) return unreachable(`WeChat's server answered with HTTP status ${answer.httpStatus}`, request);
		return { answer, used };
	}

	/** WeChat's words, which could repeat what we sent; the hint is ours. */
	private withoutSecrets(refusal: Refusal, credentials: Credentials): Refusal {
		const secrets = this.product.secrets(credentials);
		// Value by value: a secret may look like a part of the JSON.
		const hidden = (_: string, value: unknown) => (typeof value === 'string' ? withoutSecrets(value, secrets) : value);
		const { errmsg, details } = refusal;
		return { ...refusal, ...(JSON.parse(JSON.stringify({ errmsg, details }, hidden)) as Partial<Refusal>) };
	}

	private refusal(answer: Answer) {
		return 'json' in answer ? this.product.refusal(answer.json) : undefined;
	}

	private options(request: WireRequest, credentials: Credentials): IHttpRequestOptions {
		const options: IHttpRequestOptions = {
			method: request.method,
			url: this.product.baseUrl(credentials) + request.path,
			qs: { ...request.query },
			encoding: 'arraybuffer',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// The token goes to the address in the credential and nowhere else.
			disableFollowRedirect: true,
			timeout: request.parts || request.large ? FILE_TIMEOUT_MS : TIMEOUT_MS,
		};
		if (request.parts) {
			const { body, contentType } = multipart(request.parts);
			options.body = body;
			options.headers = { 'content-type': contentType };
		} else if (request.method === 'POST') {
			// Raw UTF-8: WeChat takes \uXXXX escapes for literal text (40033).
			options.body = typeof request.body === 'string' ? request.body : JSON.stringify(request.body ?? {});
			options.headers = { 'content-type': 'application/json; charset=utf-8' };
		}
		return options;
	}
}

/** Why there is no answer, in a sentence without secrets. The credential's own sentences pass through. */
function lost(cause: unknown, request: WireRequest): Lost {
	const refused = tokenRefused(cause);
	if (!refused) return unreachable(`WeChat could not be reached: ${networkReason(cause)}`, request, wasNeverSent(cause));
	const { what, description, more } = refused;
	return {
		lost: more.refusal
			? new WechatRefusal({ ...more.refusal, rid: null, hint: description, details: {}, kind: 'final' })
			: new Unreachable(what, description, 'not done'),
		again: more.mayPass ?? false,
	};
}

const WHAT_NOW = {
	'not done': 'Check the network and the Base URL in the credential, then run it again',
	unknown: 'It is not known whether WeChat carried it out: look in WeChat before running it again, so that nothing is done twice',
};

function unreachable(message: string, request: WireRequest, neverSent = false): Lost {
	const again = isRepeatable(request);
	const outcome = again || neverSent ? 'not done' : 'unknown';
	return { lost: new Unreachable(message, WHAT_NOW[outcome], outcome), again };
}

function isRepeatable({ method, repeatable }: WireRequest): boolean {
	return repeatable ?? method === 'GET';
}

function somebodyElse(request: WireRequest): Unreachable {
	return new Unreachable(
		'The answer did not come from WeChat',
		'Something between n8n and WeChat answered instead (a proxy, a login page): check the Base URL in the credential',
		isRepeatable(request) ? 'not done' : 'unknown',
	);
}

/** The sentence that the credential's `preAuthentication` threw, out of n8n's wrapping. */
function tokenRefused(cause: unknown): TokenRefused | undefined {
	for (let error = cause; error instanceof Error; error = error.cause) {
		if (error instanceof TokenRefused) return error;
	}
	return undefined;
}
