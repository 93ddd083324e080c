import type { IDataObject } from 'n8n-workflow';
import { digest } from '../../protocol/digest';
import { isOutcomeUnknown, WechatRefusal } from '../../transport/errors';
import type { WireRequest } from '../../transport/request';
import { refuseForeign, testersPhone } from '../fields/recipient';
import { deliver } from '../notice';
import type { Call, Request } from '../operation';
import { buildRequest } from '../request';
import type { Person } from './people';
import { concernsAll, concernsTemplate, failed, notTried, skipped, type Verdict } from './verdict';

/** With so many answers lost in a row it is not the one person's. */
const MOST_LOST = 16;

/** One run of a message to many: what has gone out, and what has ended it. */
export class Campaign {
	/** The messages that have had their turn, each with whom it is for. */
	private readonly messages = new Set<string>();
	/** Why nobody gets this template any more. */
	private readonly templates = new Map<unknown, string>();
	/** Why nobody gets anything any more. */
	private end: string | undefined;
	/** The failure that ended it. */
	private ending: unknown;
	private firstFailure: unknown;
	private lostInARow = 0;
	/** Whether somebody has, or may have, been sent something, or has refused it. */
	private hasReached = false;
	private readonly tester: string | undefined;
	private readonly stop: AbortSignal | undefined;

	/** @param turn resolves when the next message may go out */
	constructor(
		call: Call,
		private readonly request: Request,
		private readonly turn: () => Promise<void>,
	) {
		this.tester = testersPhone(call);
		this.stop = call.context.getExecutionCancelSignal();
	}

	/** What was wrong for everybody, when nothing was sent: what ended it, or that there was not one message to send. */
	get failure(): unknown {
		if (this.hasReached) return undefined;
		return this.ending ?? (this.messages.size === 0 ? this.firstFailure : undefined);
	}

	/** Sends to one person, and never fails. */
	async send(person: Person): Promise<{ verdict: Verdict; facts: IDataObject }> {
		const { call } = person;
		const facts: IDataObject = { unionid: null, appid: call.credentials.appId, sent_to_tester: null };
		const its: Call = { ...call, facts };
		const verdict = await this.tried({ ...person, call: its }).catch((error: Error) => this.judged(error, its));
		return { verdict, facts };
	}

	private async tried({ call, openid, mistake }: Person): Promise<Verdict> {
		if (mistake) throw mistake;
		refuseForeign(String(openid), String(call.credentials.appId), call);
		const wire = buildRequest(call.shown, call.parameters, { ...this.request, fixed: { touser: openid } });
		const obstacle = this.obstacle(wire) ?? this.over(call);
		if (obstacle) return obstacle;
		await this.turn();
		// Meanwhile somebody else may have met what ends it.
		const late = this.over(call);
		if (late) return late;
		const delivery = await deliver(call, this.addressed(wire, call), true);
		this.lostInARow = 0;
		this.hasReached = true;
		return { ...delivery, safe_to_repeat: false } as Verdict;
	}

	/** Why this message is not to go out, though nothing is wrong with it. */
	private obstacle({ body }: WireRequest): Verdict | undefined {
		const message = digest(body);
		if (this.messages.has(message)) return skipped('the same message to the same person came before in this run');
		const isFirst = this.messages.size === 0;
		this.messages.add(message);
		return this.tester && !isFirst ? skipped('test run: only the first message goes out, to the tester’s phone of the credential') : undefined;
	}

	private over({ parameters }: Call): Verdict | undefined {
		if (this.stop?.aborted) return notTried('the execution was stopped');
		const reason = this.end ?? this.templates.get(parameters.template_id);
		return reason === undefined ? undefined : notTried(reason);
	}

	private addressed(wire: WireRequest, { facts }: Call): WireRequest {
		if (!this.tester) return wire;
		facts.sent_to_tester = this.tester;
		return { ...wire, body: { ...(wire.body as IDataObject), touser: this.tester } };
	}

	private judged(error: Error, { whenRefused, parameters }: Call): Verdict {
		if (error instanceof WechatRefusal) whenRefused.forEach((explain) => explain(error.refusal.errcode, error.refusal));
		this.firstFailure ??= error;
		const isLost = isOutcomeUnknown(error);
		this.hasReached ||= isLost;
		this.lostInARow = isLost ? this.lostInARow + 1 : 0;
		if (concernsTemplate(error)) this.templates.set(parameters.template_id, error.message);
		if (concernsAll(error) || this.lostInARow === MOST_LOST) this.end ??= error.message;
		if (concernsAll(error) || concernsTemplate(error)) this.ending ??= error;
		return failed(error);
	}
}
