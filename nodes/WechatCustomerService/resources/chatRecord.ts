import type { IDataObject } from 'n8n-workflow';
import { onlyFor } from '../../operation/fields/refusals';
import { staff } from '../../operation/fields/staff';
import type { Call, Operation, Resource, Result } from '../../operation/operation';
import { beijingTime } from '../../protocol/time';
import { daysOf, periodFields, periodOf, type Period } from './chatRecord/period';

const PATH = '/customservice/msgrecord/getmsglist';

/** As many as WeChat gives in one call. */
const MOST = 10_000;

/** `opercode`: who wrote to whom; 2001 and others are of older records. */
const DIRECTIONS: Record<string, string> = { 2001: 'from_customer', 2002: 'to_customer', 2003: 'from_customer' };

const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many chat records',
	description: 'List what staff and customers wrote to each other (聊天记录), oldest first; pictures, voices and videos come as [image], [voice], [video]',
	many: true,
	simplifies: true,
	fields: [
		onlyFor('officialAccount'),
		...periodFields,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Customer OpenID',
					name: 'openid',
					type: 'string',
					default: '',
					placeholder: 'e.g. o6_bmjrPTlm6_2sgVt7hMZOPfL2M',
					description: 'Only what was written by and to this customer',
				},
				{ ...staff, description: 'Only what was written by and to this customer service account (客服账号)' },
			] as never,
		},
	],
	run: records,
	endpoints: [`POST ${PATH}`],
};

async function* records(call: Call): AsyncGenerator<Result> {
	const { openid, kf_account } = (call.parameters.additionalFields ?? {}) as IDataObject;
	// WeChat knows neither of the two: all records have to be read.
	const number = openid || kf_account ? MOST : Math.min(call.limit, MOST);
	for (const day of daysOf(periodOf(call, Math.floor(Date.now() / 1000)))) {
		for await (const record of ofDay(day, number, call)) {
			if ((openid && record.openid !== openid) || (kf_account && record.worker !== kf_account)) continue;
			yield { json: item(record, call), raw: record };
		}
	}
}

/** Page after page, each going on after the last record of the one before, until one is empty. */
async function* ofDay({ start, end }: Period, number: number, { client }: Call): AsyncGenerator<IDataObject> {
	for (let msgid: unknown = 1; ; ) {
		const answer = await client.json({
			method: 'POST',
			path: PATH,
			body: { starttime: start, endtime: end, msgid: msgid as number, number },
			repeatable: true,
		});
		const list = (answer.recordlist ?? []) as IDataObject[];
		yield* list;
		if (list.length === 0 || answer.msgid === msgid) return;
		msgid = answer.msgid;
	}
}

function item({ openid, worker, opercode, text, time }: IDataObject, { credentials }: Call): IDataObject {
	return {
		...{ openid, unionid: null, appid: credentials.appId },
		kf_account: worker || null,
		direction: DIRECTIONS[String(opercode)] ?? null,
		text: text ?? null,
		sent_at: beijingTime(Number(time)),
	};
}

/** Chat records 聊天记录 (wechat-api.md C.1, kfRecord). */
export const chatRecord: Resource = {
	value: 'chatRecord',
	name: 'Chat Record',
	description: 'What staff and customers wrote to each other (聊天记录); Official Account only',
	operations: [getMany],
};
