import type { IDataObject } from 'n8n-workflow';
import { customer } from '../../operation/fields/recipient';
import { explains, onlyFor } from '../../operation/fields/refusals';
import { staff } from '../../operation/fields/staff';
import { InvalidInput, type Call, type Field, type Operation, type Resource, type Result } from '../../operation/operation';
import { beijingTime } from '../../protocol/time';
import { onlineStaff } from './staff/list';

const here: Field = onlyFor('officialAccount');

/** WeChat's code for it. */
const SERVED_BY_ANOTHER = 65414;

const servedByAnother: Field = explains((errcode) =>
	errcode === SERVED_BY_ANOTHER ? 'Someone else is serving this customer. Hand Over gives the conversation to the staff account you chose.' : undefined,
);

const who: Field = { ...staff, required: true, description: 'Who serves the customer (客服账号): with a WeChat user, and online' };

const OPEN = '/customservice/kfsession/create';
const CLOSE = '/customservice/kfsession/close';
const GET = '/customservice/kfsession/getsession';
const OF_STAFF = '/customservice/kfsession/getsessionlist';
const WAITING = '/customservice/kfsession/getwaitcase';
const ONLINE = '/cgi-bin/customservice/getonlinekflist';

const timeOf = (seconds: unknown): string | null => (Number(seconds) > 0 ? beijingTime(Number(seconds)) : null);

async function session({ client, parameters }: Call): Promise<IDataObject> {
	return await client.json({ method: 'GET', path: GET, query: { openid: parameters.openid as string } });
}

/** Who serves the customer; null when nobody does. */
async function servedBy(call: Call): Promise<string | null> {
	return String((await session(call)).kf_account ?? '') || null;
}

/** For a customer who is served already by this member of staff, WeChat leaves things as they are. */
async function open(call: Call, kf_account: string): Promise<void> {
	const body = { kf_account, openid: call.parameters.openid as string };
	await call.client.json({ method: 'POST', path: OPEN, body, repeatable: true });
}

async function close(call: Call, kf_account: string): Promise<void> {
	await call.client.json({ method: 'POST', path: CLOSE, body: { kf_account, openid: call.parameters.openid as string } });
}

const openOne: Operation = {
	value: 'open',
	name: 'Open',
	action: 'Open a conversation',
	description: 'Let a member of staff serve a customer (创建会话). Who is served already goes to someone else with Hand Over.',
	keepsInput: true,
	fields: [here, servedByAnother, customer, who],
	run: async (call) => {
		const kf_account = call.parameters.kf_account as string;
		await open(call, kf_account);
		return [{ json: { kf_account } }];
	},
	endpoints: [`POST ${OPEN}`],
};

const closeOne: Operation = {
	value: 'close',
	name: 'Close',
	action: 'Close a conversation',
	description: 'End the conversation of a customer with whoever serves them (关闭会话)',
	keepsInput: true,
	fields: [here, customer],
	run: async (call) => {
		const kf_account = await servedBy(call);
		if (kf_account) await close(call, kf_account);
		return [{ json: { kf_account, closed: kf_account !== null } }];
	},
	endpoints: [`GET ${GET}`, `POST ${CLOSE}`],
};

const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a conversation',
	description: 'Who serves a customer, and since when',
	fields: [here, customer],
	run: async (call) => {
		const { kf_account, createtime } = await session(call);
		const isOpen = Boolean(kf_account);
		return [{ json: { is_open: isOpen, kf_account: kf_account || null, opened_at: isOpen ? timeOf(createtime) : null } }];
	},
	endpoints: [`GET ${GET}`],
};

const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many conversations',
	description: 'List whom a member of staff serves now, or who is still waiting for someone (未接入会话)',
	many: true,
	simplifies: true,
	fields: [
		here,
		{
			displayName: 'Which Conversations',
			name: 'list',
			at: false,
			type: 'options',
			noDataExpression: true,
			default: 'staff',
			options: [
				{ name: 'Of a Staff Account', value: 'staff' },
				{ name: 'Waiting for Staff', value: 'waiting', description: 'WeChat names 100 of them; how many there are is in each item' },
			],
		},
		{ ...who, description: 'Whose conversations (客服账号)', displayOptions: { show: { list: ['staff'] } } },
	],
	run: async (call) => (call.parameters.list === 'staff' ? await ofStaff(call) : await waiting(call)),
	endpoints: [`GET ${OF_STAFF}`, `GET ${WAITING}`],
};

async function ofStaff({ client, parameters, credentials }: Call): Promise<Result[]> {
	const kf_account = parameters.kf_account as string;
	const answer = await client.json({ method: 'GET', path: OF_STAFF, query: { kf_account } });
	return ((answer.sessionlist ?? []) as IDataObject[]).map((raw) => ({
		json: {
			...{ openid: raw.openid, unionid: null, appid: credentials.appId },
			...{ is_open: true, kf_account, opened_at: timeOf(raw.createtime), last_message_at: null, waiting: null },
		},
		raw,
	}));
}

async function waiting({ client, credentials }: Call): Promise<Result[]> {
	const { count, waitcaselist } = await client.json({ method: 'GET', path: WAITING });
	return ((waitcaselist ?? []) as IDataObject[]).map((raw) => ({
		json: {
			...{ openid: raw.openid, unionid: null, appid: credentials.appId },
			...{ is_open: false, kf_account: null, opened_at: null, last_message_at: timeOf(raw.latest_time), waiting: count },
		},
		raw,
	}));
}

const handOver: Operation = {
	value: 'handOver',
	name: 'Hand Over',
	action: 'Hand a conversation over',
	description: 'Let another member of staff serve a customer (转接): the conversation is closed and opened again with them',
	keepsInput: true,
	fields: [here, customer, { ...who, displayName: 'To Staff Account' }],
	run: async (call) => {
		const to = call.parameters.kf_account as string;
		const from = await servedBy(call);
		if (from !== to) await change(from, to, call);
		return [{ json: { from_kf_account: from, to_kf_account: to } }];
	},
	endpoints: [`GET ${GET}`, `GET ${ONLINE}`, `POST ${CLOSE}`, `POST ${OPEN}`],
};

async function change(from: string | null, to: string, call: Call): Promise<void> {
	const online = await onlineStaff(call);
	if (!online.some(({ kf_account }) => kf_account === to)) {
		throw new InvalidInput(
			`${to} is not online: ${from ? `the customer stays with ${from}` : 'the conversation was not opened'}`,
			'Choose someone who is (Staff: Get Many shows it), or wait',
		);
	}
	if (from) await close(call, from);
	await open(call, to).catch((error: Error) => {
		if (from) error.message = `The conversation with ${from} is closed, but ${to} has not got it. ${error.message}`;
		return Promise.reject(error);
	});
}

/** Conversations 会话 (wechat-api.md C.1, kfSession). */
export const conversation: Resource = {
	value: 'conversation',
	name: 'Conversation',
	description: 'Who serves which customer (会话); Official Account only',
	operations: [openOne, closeOne, get, getMany, handOver],
};
