import { sleep } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { TokenRefused } from '../protocol/accessToken';
import { multipart } from '../protocol/multipart';
import { networkReason, wasNeverSent } from '../protocol/network';
import { withoutSecrets } from '../protocol/secrets';
import { trimmed } from '../protocol/trimmed';
import { isFromWechat, receivedIn, type Answer, type Received } from './answer';
import { CallFailure, Unreachable, WechatRefusal } from './errors';
import type { Credentials, Exchange, Product, Refusal, Verdict } from './product';
import { asJson, isRepeatable, type WireRequest } from './request';
import { refused, settled, somebodyElse, unreachable } from './unanswered';

export type Context = IExecuteFunctions | IHookFunctions | ILoadOptionsFunctions | IWebhookFunctions;

const TRIES = 3;
const FIRST_PAUSE_MS = 1000;
const TIMEOUT_MS = 30_000;
const FILE_TIMEOUT_MS = 120_000;

/** n8n reads and decrypts the credential whenever it is asked, which is a good part of the work of a small call. */
const CREDENTIAL_FRESH_MS = 1000;

type Outcome = { verdict: Verdict; used: Credentials } | Lost;

/** No answer came. */
interface Lost {
	/** Why, in words without secrets; or what the credential said. */
	lost: string | WechatRefusal | Unreachable;
	/** It cannot have reached anybody. */
	neverSent: boolean;
	/** What the credential said may be otherwise in a moment. */
	mayPass?: boolean;
}

/** A try that brought no answer. */
interface Failure {
	/** The next try may fare better, and does no harm. */
	again: boolean;
	/** WeChat may have carried it out all the same. */
	mayBeDone: boolean;
	/** Nobody answered at that address. */
	noConnection?: boolean;
	error(mayBeDone: boolean): Unreachable | WechatRefusal;
}

/**
 * Calls WeChat with the node's credential: gets and renews its token, repeats what is safe to repeat,
 * and fails with `WechatRefusal` (WeChat said no) or `Unreachable` (we do not know). No token or secret
 * is in anything it throws (design.md §3).
 */
export class Client {
	/** What the last good answer was had with, for the calls of the next moment. */
	private proven?: { credentials: Credentials; until: number };

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
		return await this.tries(request).catch((error: unknown) => {
			if (error instanceof CallFailure) error.isAbout(request.makes);
			return Promise.reject(error as Error);
		});
	}

	private async tries(request: WireRequest): Promise<Answer> {
		// Once a write may have arrived, no later failure can say that it was not done.
		let mayBeDone = false;
		for (let tries = 1, host = 0; ; tries++) {
			const outcome = await this.withLiveToken(request, host);
			if ('verdict' in outcome && 'answer' in outcome.verdict) return outcome.verdict.answer;
			const failure = this.failure(outcome, request);
			mayBeDone ||= failure.mayBeDone;
			if (tries === TRIES || !failure.again) throw failure.error(mayBeDone);
			if (failure.noConnection) host++;
			await sleep(FIRST_PAUSE_MS * 2 ** (tries - 1));
		}
	}

	private failure(outcome: Outcome, request: WireRequest): Failure {
		const again = isRepeatable(request);
		const isWrite = request.method !== 'GET' || !again;
		if ('lost' in outcome) {
			const { lost, neverSent, mayPass = false } = outcome;
			if (typeof lost !== 'string') return { again: mayPass, mayBeDone: false, error: (mayBeDone) => settled(lost, request, mayBeDone) };
			const error = (mayBeDone: boolean) => this.unreachable(lost, request, mayBeDone);
			return { again, mayBeDone: isWrite && !neverSent, noConnection: true, error };
		}
		const { verdict, used } = outcome;
		if ('refusal' in verdict) {
			const refusal = this.withoutSecrets(verdict.refusal, used);
			const isBusy = refusal.kind === 'busy';
			return {
				again: refusal.kind === 'throttled' || (isBusy && again),
				mayBeDone: isWrite && isBusy,
				error: (mayBeDone) => refused(refusal, request, mayBeDone),
			};
		}
		const words = (verdict as { lost: string }).lost;
		return { again, mayBeDone: isWrite, error: (mayBeDone) => unreachable(words, request, mayBeDone) };
	}

	private unreachable(reason: string, request: WireRequest, mayBeDone: boolean): Unreachable {
		const error = unreachable(`${this.product.name} could not be reached: ${reason}`, request, mayBeDone);
		error.network = reason;
		return error;
	}

	/** Once more with a renewed token when WeChat no longer takes the one we had; a second refusal is the answer. */
	private async withLiveToken(request: WireRequest, host: number): Promise<Outcome> {
		const outcome = await this.attempt(request, host, (stored) => this.product.prepare(stored, Date.now()));
		if (!isStale(outcome)) return outcome;
		return await this.attempt(request, host, (stored) => this.product.renew(stored, outcome.used, Date.now()));
	}

	private async attempt(
		request: WireRequest,
		host: number,
		choose: (stored: Credentials) => Credentials,
	): Promise<Outcome> {
		const ask = async (question: WireRequest) => await this.ask(question, host);
		const stored = await this.credentials();
		const unready = await this.ready(stored, ask);
		if (unready) return unready;
		const sent = await this.send(request, host, stored, choose(stored)).catch(unsendable);
		if ('lost' in sent) return sent;
		const { received, used } = sent;
		const verdict = await this.product.judge(received, { request, credentials: used, now: Date.now(), ask });
		this.proven = 'answer' in verdict ? { credentials: used, until: Date.now() + CREDENTIAL_FRESH_MS } : undefined;
		return { verdict, used };
	}

	/** What must be had before a call goes out, or why it is not to be had. */
	private async ready(stored: Credentials, ask: Exchange['ask']): Promise<Lost | undefined> {
		try {
			await this.product.ready?.(stored, ask, Date.now());
			return undefined;
		} catch (error) {
			if (!(error instanceof Unreachable)) return { lost: networkReason(error), neverSent: true };
			return { lost: error.network ?? error, neverSent: true };
		}
	}

	/** A call whose answer is taken as it comes: nothing is verified, nothing repeated. */
	async ask(request: WireRequest, host = 0): Promise<Received> {
		const stored = await this.credentials();
		const sent = await this.send(request, host, stored, this.product.prepare(stored, Date.now()));
		if ('received' in sent) return sent.received;
		throw typeof sent.lost === 'string' ? this.unreachable(sent.lost, request, false) : sent.lost;
	}

	private async send(
		request: WireRequest,
		host: number,
		stored: Credentials,
		chosen: Credentials,
	): Promise<{ received: Received; used: Credentials } | Lost> {
		const { credentialType } = this.product;
		// n8n writes the token that it fetched for this call into this object.
		const used = { ...chosen };
		const { helpers } = this.context;
		const options = this.options(request, stored, host);
		const sent = request.withoutToken || this.product.withoutToken
			? helpers.httpRequest(options)
			: helpers.httpRequestWithAuthentication.call(this.context, credentialType, options, {
					credentialsDecrypted: { id: '', name: '', type: credentialType, data: used as never },
				});
		return await sent.then(
			(response: unknown) => ({ received: receivedIn(response), used }),
			(cause: unknown) => lost(cause),
		);
	}

	private async credentials(): Promise<Credentials> {
		if (this.proven && Date.now() < this.proven.until) return this.proven.credentials;
		return trimmed(await this.context.getCredentials<Credentials>(this.product.credentialType, this.item));
	}

	/** WeChat's words, which could repeat what we sent; the hint is ours. */
	private withoutSecrets(refusal: Refusal, credentials: Credentials): Refusal {
		const secrets = this.product.secrets(credentials);
		// Value by value: a secret may look like a part of the JSON.
		const hidden = (_: string, value: unknown) => (typeof value === 'string' ? withoutSecrets(value, secrets) : value);
		const { errmsg, details } = refusal;
		return { ...refusal, ...(JSON.parse(JSON.stringify({ errmsg, details }, hidden)) as Partial<Refusal>) };
	}

	private options(request: WireRequest, credentials: Credentials, host: number): IHttpRequestOptions {
		const hosts = this.product.hosts(credentials);
		const query = queryString(request.query);
		const options: IHttpRequestOptions = {
			method: request.method,
			// Complete, because WeChat Pay signs it: n8n adds to it what the credential adds.
			url: hosts[host % hosts.length] + request.path + (query && `?${query}`),
			headers: { ...this.product.headers?.(credentials, Date.now()) },
			encoding: 'arraybuffer',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			// The token goes to the address in the credential and nowhere else.
			disableFollowRedirect: true,
			timeout: request.patience ?? (request.parts || request.large ? FILE_TIMEOUT_MS : TIMEOUT_MS),
			// Where n8n adds no credential, it does not add this either: whoever stops an execution wants nothing more to go out.
			abortSignal: 'getExecutionCancelSignal' in this.context ? this.context.getExecutionCancelSignal() : undefined,
		};
		if (request.parts) {
			const { body, contentType } = multipart(request.parts);
			return withBody(options, body, contentType);
		}
		if (request.method === 'GET' || request.method === 'DELETE') return options;
		const { body, contentType, agentOptions } = this.product.write?.(request, credentials, Date.now()) ?? asJson(request);
		return withBody({ ...options, ...(agentOptions && { agentOptions }) }, body, contentType);
	}
}

function queryString(query: IDataObject = {}): string {
	const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
	return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

function withBody(options: IHttpRequestOptions, body: Buffer | string, contentType: string): IHttpRequestOptions {
	return { ...options, body, headers: { ...options.headers, 'content-type': contentType } };
}

function isStale(outcome: Outcome): outcome is { verdict: { refusal: Refusal }; used: Credentials } {
	return 'verdict' in outcome && 'refusal' in outcome.verdict && outcome.verdict.refusal.kind === 'stale';
}

/** What is wrong with a credential that has been changed since an earlier try. */
function unsendable(error: unknown): Lost | Promise<never> {
	return error instanceof Unreachable ? { lost: error, neverSent: true } : Promise.reject(error as Error);
}

/** Why there is no answer. The credential's own sentences pass through. */
function lost(cause: unknown): Lost {
	const refusedToken = tokenRefused(cause);
	if (!refusedToken) return { lost: networkReason(cause), neverSent: wasNeverSent(cause) };
	const { what, description, more } = refusedToken;
	return {
		lost: more.refusal
			? new WechatRefusal({ ...more.refusal, rid: null, hint: description, details: {}, kind: 'final' })
			: new Unreachable(what, description, 'not done'),
		neverSent: true,
		mayPass: more.mayPass,
	};
}

/** The sentence that the credential's `preAuthentication` threw, out of n8n's wrapping. */
function tokenRefused(cause: unknown): TokenRefused | undefined {
	for (let error = cause; error instanceof Error; error = error.cause) {
		if (error instanceof TokenRefused) return error;
	}
	return undefined;
}
