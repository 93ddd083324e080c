import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Row, TableSpec } from '../test/n8n/privateN8n/dataTables';
import type { Client } from '../test/simulator/client';
import type { Demo, Flow, FlowReport } from './flow';
import { seconds } from './seconds';

const WORKFLOW = 'followers-to-contacts';

/** The table that the workflow's note asks for. */
export const CONTACTS: TableSpec = {
	name: 'Contacts',
	columns: {
		openid: 'string',
		unionid: 'string',
		source: 'string',
		campaign: 'string',
		medium: 'string',
		scene: 'string',
		tags: 'string',
		remark: 'string',
		followed_at: 'date',
		is_follower: 'boolean',
	},
};

/** With these, whom the other flows made, and nameless others, the account has so many followers. */
const TOTAL = 12_000;
const KNOWN = [
	{
		follower: {
			...{ tags: ['VIP', 'Tea lovers'], remark: 'Li', subscribe_scene: 'ADD_SCENE_QR_CODE', qr_scene_str: 'shop-3' },
			subscribe_time: Date.parse('2026-05-01T20:30:00+08:00') / 1000,
		},
		contact: {
			...{ tags: 'VIP, Tea lovers', remark: 'Li', source: 'QR code', scene: 'shop-3', is_follower: true },
			followed_at: '2026-05-01T12:30:00.000Z',
		},
	},
	{
		follower: { tags: ['VIP'], subscribe_scene: 'ADD_SCENE_QR_CODE', qr_scene: 618 },
		contact: { tags: 'VIP', remark: '', source: 'QR code', scene: '618', is_follower: true },
	},
	{
		follower: { subscribe_scene: 'ADD_SCENE_PAID' },
		contact: { tags: '', remark: '', source: 'After payment', scene: null, is_follower: true },
	},
];

/** Openids are listed 10,000 in a call; profiles come 100 in a call, names of tags once. */
const FEWEST_CALLS = {
	'/cgi-bin/user/get': Math.ceil(TOTAL / 10_000),
	'/cgi-bin/user/info/batchget': TOTAL / 100,
	'/cgi-bin/tags/get': 1,
};

const PATIENCE_MS = 10_000;

/**
 * Followers become contacts: the nightly run fills a table in as few calls as WeChat allows, a second one finds
 * nothing to change; then one follower leaves and somebody new comes by a QR code.
 */
export const followers: Flow = {
	name: 'followers become contacts',
	workflows: [WORKFLOW],
	tables: [CONTACTS],
	run,
};

async function run({ n8n, wechat }: Demo): Promise<FlowReport> {
	const contacts = async (where?: Record<string, unknown>): Promise<Row[]> => await n8n.tables.rows(CONTACTS.name, where);
	await n8n.tables.clear(CONTACTS.name);
	const openids = await fillAccount(wechat);

	const last = (await wechat.control('/calls')).at(-1)?.n ?? 0;
	const first = await timed(() => n8n.run(WORKFLOW, 'Run Now'));
	const calls = countPaths(await wechat.control(`/calls?since=${last}`));
	const made = await contacts();
	const second = await timed(() => n8n.run(WORKFLOW, 'Run Now'));
	const kept = await contacts();

	const [leaver] = openids;
	const comer = `${leaver.slice(0, -4)}Comr`;
	const pushes = await timed(async () => {
		await wechat.control('/push', { openid: leaver, MsgType: 'event', Event: 'unsubscribe' });
		await wechat.control('/push', { openid: comer, MsgType: 'event', Event: 'subscribe', EventKey: 'qrscene_shop-7' });
		return {
			left: await eventually(contacts, { openid: leaver, is_follower: false }),
			came: await eventually(contacts, { openid: comer, scene: 'shop-7', is_follower: true }),
		};
	});

	const checks: Record<string, boolean> = {
		'both runs succeeded': first.result.status === 'success' && second.result.status === 'success',
		[`${TOTAL} rows, nobody twice`]: made.length === TOTAL && new Set(made.map(({ openid }) => openid)).size === TOTAL,
		'the columns are right': KNOWN.every(({ contact }, index) => matches(made, { openid: openids[index], ...contact })),
		'the fewest calls': isDeepStrictEqual(calls, FEWEST_CALLS),
		'the second run changed nothing': isDeepStrictEqual(kept, made),
		'who left is marked': pushes.result.left,
		'who came has one row': pushes.result.came && (await contacts({ openid: comer })).length === 1,
	};
	const wrong = Object.keys(checks).filter((check) => !checks[check]);
	return {
		ok: wrong.length === 0,
		line:
			`Followers: ${made.length.toLocaleString('en')} contacts in ${seconds(first.ms)} with ${total(calls)} calls to WeChat; ` +
			`run again: nothing to change, in ${seconds(second.ms)}; ` +
			`one left and is marked, one came by QR code “shop-7” and has a row, in ${seconds(pushes.ms)}` +
			(wrong.length > 0 ? `; but not true: ${wrong.join(', ')} (${JSON.stringify(calls)})` : ''),
	};
}

/** The openids of KNOWN, of an account that has TOTAL followers. */
async function fillAccount(wechat: Client): Promise<string[]> {
	const { openids, followers: count } = await wechat.control('/followers', { list: KNOWN.map(({ follower }) => follower) });
	if (count < TOTAL) await wechat.control('/followers', { count: TOTAL - count });
	return openids;
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
	const start = Date.now();
	const result = await work();
	return { result, ms: Date.now() - start };
}

function countPaths(calls: Array<{ path: string }>): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { path } of calls) counts[path] = (counts[path] ?? 0) + 1;
	// Tokens are fetched when they are due, whatever runs.
	delete counts['/cgi-bin/stable_token'];
	return counts;
}

function total(counts: Record<string, number>): number {
	return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function matches(rows: Row[], wanted: Record<string, unknown>): boolean {
	return rows.some((row) => Object.entries(wanted).every(([column, value]) => row[column] === value));
}

/** Whether a row has these values, now or soon. */
async function eventually(read: (where: Record<string, unknown>) => Promise<Row[]>, wanted: Record<string, unknown>): Promise<boolean> {
	const { openid } = wanted;
	for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await pause(100)) {
		if (matches(await read({ openid }), wanted)) return true;
	}
	return false;
}
