import axios from 'axios';
import type { Say } from '../n8n/privateN8n/cache';
import { residentMegabytes } from '../n8n/soak/forgeries/health';
import { cpuTime } from './cpuTime';
import { loop, oneByOne, toMany, type Person, type Sender } from './messageWorkflows';
import { LATENCY_MS, onStage, type Stage } from './stage';

const SEND = '/cgi-bin/message/template/send';

/** One execution that sent to so many people. */
export interface Sending {
	people: number;
	ms: number;
	/** Milliseconds of processor time that n8n used; NaN where the system does not tell. */
	cpuMs: number;
	/** Megabytes that n8n had afterwards. */
	megabytes: number;
	/** Calls that reached WeChat. */
	calls: number;
	/** People who were sent more or less than one message. */
	notOnce: number;
	/** The openids of the output, in its order; `undefined` where an item has none. */
	order: unknown[];
}

/** Everybody who sends, in an n8n of its own. */
export interface Bench {
	toMany(people: number): Promise<Sending>;
	oneByOne(people: number): Promise<Sending>;
	loop(people: number): Promise<Sending>;
	/** The openids of the first so many people, in the order in which they are sent to. */
	openids(people: number): string[];
}

/** Makes all that, lets `measure` work with it, and takes it away. */
export async function withMessages<T>(people: number, say: Say, measure: (bench: Bench) => Promise<T>): Promise<T> {
	let senders: Record<'loop' | 'oneByOne' | 'toMany', Sender>;
	const workflows = async (wechat: Stage['wechat'], url: string) => {
		const added = await wechat.post('/cgi-bin/template/api_add_template', { template_id_short: '43216', keyword_name_list: ['商品名称', '支付金额', '支付时间'] });
		const template = String(added.template_id);
		senders = { toMany: toMany(template), oneByOne: oneByOne(template), loop: loop(template, url) };
		return Object.values(senders).map(({ workflow }) => workflow);
	};
	return await onStage(people, workflows, say, async (stage) => {
		const all = await everybody(stage, people);
		const by = (name: keyof typeof senders) => async (count: number) => await sending(stage, senders[name], all.slice(0, count));
		return await measure({ toMany: by('toMany'), oneByOne: by('oneByOne'), loop: by('loop'), openids: (count) => all.slice(0, count).map(({ openid }) => openid) });
	});
}

async function everybody({ wechat }: Stage, count: number): Promise<Person[]> {
	const { data } = await wechat.get('/cgi-bin/user/get');
	return (data.openid as string[]).slice(0, count).map((openid, n) => ({ openid, product: `铁观音 ${n}`, yuan: `${n}.00` }));
}

async function sending({ n8n, wechat }: Stage, { path, name }: Sender, people: Person[]): Promise<Sending> {
	const cpu = async (): Promise<number> => (await cpuTime(n8n.pid)) ?? NaN;
	await wechat.control('/calls', undefined, 'DELETE');
	const token = await wechat.token();
	const cpuBefore = await cpu();
	await wechat.control('/latency', { ms: LATENCY_MS });
	const start = performance.now();
	const { status, data } = await axios.post<Array<{ openid?: string }>>(n8n.url + path, { token, people }, { proxy: false, validateStatus: () => true, maxBodyLength: Infinity });
	const ms = performance.now() - start;
	await wechat.control('/latency', { ms: 0 });
	if (status !== 200 || !Array.isArray(data)) throw new Error(`${name} answered with ${status}: ${JSON.stringify(data).slice(0, 300)}`);
	const log = (await wechat.control('/calls')) as Array<{ path: string; errcode?: number; body: { touser: string } }>;
	const sent = log.filter((call) => call.path === SEND && call.errcode === 0);
	const times = new Map<string, number>();
	for (const { body } of sent) times.set(body.touser, (times.get(body.touser) ?? 0) + 1);
	return {
		people: people.length,
		ms,
		cpuMs: (await cpu()) - cpuBefore,
		megabytes: await residentMegabytes(n8n.pid),
		calls: log.length,
		notOnce: people.filter(({ openid }) => times.get(openid) !== 1).length + [...times.keys()].filter((one) => !people.some(({ openid }) => openid === one)).length,
		order: data.map(({ openid }) => openid),
	};
}
