import { atOnce } from '../atOnce';
import { options } from '../fields/options';
import { messagesPerSecond, paceOf, recipients } from '../fields/recipients';
import type { Call, Field, Operation, Request, Result, WireField } from '../operation';
import { pace } from '../pace';
import { Campaign } from './campaign';
import { people, type Person } from './people';

/** Requests in flight at the same time: at 50 ms each some 200 messages in a second, which is what n8n can do. */
const MOST_AT_ONCE = 24;

/**
 * An operation that sends a message to many people, one after the other at the pace that the user sets, several at the
 * same time, each message once. What happens to one holds up nobody; what would happen to everybody ends it.
 * @param request `POST /cgi-bin/message/template/send`: one that recognizes a `client_msg_id`
 * @param message the fields of the message, read per item
 * @param more further options
 */
export function sendingToMany(
	request: Request,
	message: Field[],
	more: WireField[],
): Pick<Operation, 'endpoints' | 'fields' | 'irreversible' | 'keepsInput' | 'readsFields' | 'run' | 'takesAll'> {
	const byName = [messagesPerSecond, ...more].sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'));
	const fields = [...recipients, ...message, options(byName)];
	return {
		takesAll: true,
		readsFields: true,
		keepsInput: true,
		irreversible: true,
		endpoints: [`${request.method} ${request.path}`],
		fields,
		run: async (call) => await sendAll(call, request, fields),
	};
}

async function sendAll(call: Call, request: Request, fields: Field[]): Promise<Result[]> {
	const campaign = new Campaign(call, request, pace(paceOf(call)));
	const send = async (person: Person): Promise<Result> => {
		const { verdict, facts } = await campaign.send(person);
		const { openid, call: { item } } = person;
		// Whatever openid the item has, this is who was written to.
		return { json: { ...(openid !== null && { openid }), ...verdict }, whole: true, facts: { openid, ...facts }, item };
	};
	const all = people(call, fields);
	const { value: first } = (await all.next()) as { value: Person };
	// What would happen to everybody happens to the first one alone.
	const results = [await send(first), ...(await atOnce(all, MOST_AT_ONCE, send))];
	// With Continue On Fail everybody's item goes on, and not the first one's alone.
	if (campaign.failure && !call.context.continueOnFail()) throw campaign.failure as Error;
	return results;
}
