import { sleep, type IDataObject } from 'n8n-workflow';
import { draft } from '../../../operation/fields/draft';
import { options } from '../../../operation/fields/options';
import type { Call, Operation, Result, WireField } from '../../../operation/operation';
import { CallFailure } from '../../../transport/errors';
import { explainsPublishing } from './stage';

/** wechat-api.md C.3, publish.getStatus. */
const STATUS: Record<string, [status: string, meaning: string]> = {
	0: ['published', 'Published'],
	1: ['publishing', 'WeChat is still at work'],
	2: ['not_original', 'The check for originality failed (原创审核不通过)'],
	3: ['failed', 'Publishing failed'],
	4: ['rejected', 'WeChat did not let it pass (平台审核不通过)'],
	5: ['deleted', 'Published, and deleted since'],
	6: ['banned', 'Published, and blocked by WeChat since'],
};
const UNDER_WAY = '1';

/** What became of an order to publish: `freepublish/get`. */
function outcome(publish_id: string, answer: IDataObject): IDataObject {
	const { publish_status, article_id, article_detail, fail_idx } = answer;
	const [status, status_text] = STATUS[String(publish_status)] ?? [String(publish_status ?? 'unknown'), null];
	const { item = [] } = (article_detail ?? {}) as { item?: Array<{ article_url?: string }> };
	const urls = [item].flat().map(({ article_url }) => article_url);
	return {
		publish_id,
		status,
		status_text,
		article_id: article_id ?? null,
		url: urls[0] ?? null,
		urls: urls.join(', ') || null,
		failed_articles: [fail_idx ?? []].flat().join(', ') || null,
	};
}

const statusRequest = (publish_id: string) =>
	({ method: 'POST', path: '/cgi-bin/freepublish/get', body: { publish_id }, repeatable: true }) as const;

const SECONDS = 120;

export const wait: WireField = {
	displayName: 'Wait Until Published',
	name: 'wait',
	type: 'boolean',
	default: false,
	description: 'Whether to wait for the result. Without it, the event Article Publishing Finished of the WeChat Trigger or Get Status tells how it ended.',
};

export const seconds: WireField = {
	displayName: 'Wait at Most (Seconds)',
	name: 'seconds',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 120,
	description: 'After this time the status “publishing” is returned; WeChat goes on all the same',
};

/** Publishes a draft on the account's page, without telling the followers. */
export const publish: Operation = {
	value: 'publish',
	name: 'Publish',
	action: 'Publish a draft',
	description: 'Put a draft on the page of the account (发布). Followers get no message: that is Broadcast. WeChat checks the draft first, which takes a moment.',
	irreversible: true,
	simplifies: true,
	fields: [
		{ ...draft, at: false },
		explainsPublishing,
		options([wait, seconds]),
	],
	run: async (call) => [await submitted(call.parameters.media_id as string, (call.parameters.options ?? {}) as Waiting, call)],
	endpoints: ['POST /cgi-bin/freepublish/submit', 'POST /cgi-bin/freepublish/get'],
};

interface Waiting {
	wait?: boolean;
	/** At most. */
	seconds?: number;
}

/** Orders WeChat to publish a draft (`freepublish/submit`), and says what became of it as far as it waits. */
export async function submitted(media_id: string, { wait: waits = false, seconds: most = SECONDS }: Waiting, call: Call): Promise<Result> {
	const accepted = await call.client.json({ method: 'POST', path: '/cgi-bin/freepublish/submit', body: { media_id } });
	const publish_id = String(accepted.publish_id);
	const { noAnswer, ...answer }: Told = waits ? await finished(publish_id, most, call) : { publish_status: UNDER_WAY };
	const trouble = noAnswer && { status_text: `WeChat has taken the draft, but does not tell how far it is: ${noAnswer}` };
	const { msg_data_id = null } = accepted;
	return {
		json: { media_id, ...outcome(publish_id, answer), ...trouble, msg_data_id: msg_data_id && String(msg_data_id) },
		raw: { ...accepted, ...(waits && answer) },
	};
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 10_000;

/** What WeChat tells of an order to publish, or why it tells nothing. */
type Told = IDataObject & { noAnswer?: string };

/** Asks again and again until WeChat is done, or the time is over. That asking fails does not undo the order. */
async function finished(publish_id: string, most: number, { client }: Call): Promise<Told> {
	const end = Date.now() + most * 1000;
	for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
		await sleep(Math.min(pause, Math.max(0, end - Date.now())));
		const answer: Told = await client.json(statusRequest(publish_id)).catch(notTold);
		if (String(answer.publish_status) !== UNDER_WAY || Date.now() >= end) return answer;
	}
}

async function notTold(error: unknown): Promise<Told> {
	if (!(error instanceof CallFailure)) return await Promise.reject(error as Error);
	return { publish_status: UNDER_WAY, noAnswer: error.message };
}

/** How far WeChat is with publishing a draft. */
export const getStatus: Operation = {
	value: 'getStatus',
	name: 'Get Status',
	action: 'Get the status of publishing',
	description: 'Find out whether a draft is published, and the links of its articles',
	fields: [
		{
			displayName: 'Publish ID',
			name: 'publish_id',
			type: 'string',
			default: '',
			required: true,
			matches: { pattern: /^\d+$/, words: 'a number' },
			placeholder: 'e.g. {{ $json.publish_id }}',
			description: 'From Publish',
		},
		explainsPublishing,
	],
	request: { method: 'POST', path: '/cgi-bin/freepublish/get', repeatable: true },
	simplify: (answer, { parameters }) => outcome(parameters.publish_id as string, answer),
};
