import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Say } from '../test/n8n/privateN8n/cache';
import type { Importable } from '../test/n8n/privateN8n/contents';
import { startN8n } from '../test/n8n/privateN8n/n8n';
import { freePorts } from '../test/n8n/privateN8n/ports';
import { packedTarball } from '../test/n8n/privateN8n/tarball';
import type { Variant } from '../test/n8n/privateN8n/versions';
import { Client } from '../test/simulator/client';
import { startSimulator } from '../test/simulator/simulator';
import { demoCredentials } from './credentials';
import type { Demo, Flow } from './flow';
import { FLOWS } from './flows';

/** Taken if they are free, so that a second start changes nothing. */
const PORTS = { n8n: 5678, simulator: 5690 };

/** The workflow whose trigger the account's one URL is, and those that its trigger sends everything on to. */
const FRONT = 'keyword-reply';
const BEHIND = ['followers-to-contacts'];

/** The workflow to which WeChat Pay reports. */
const PAYMENT = 'payment-thank-you';

/** What tests add to the demo. */
export interface DemoOptions {
	/** One of versions.ts; the newest unless given. */
	variant?: Variant;
	/** All of them unless given. */
	flows?: Flow[];
	workflows?: Importable[];
	credentials?: Importable[];
	/** Of n8n's process. */
	env?: Record<string, string>;
}

/** Starts everything; `folder` keeps n8n's database for the next start. */
export async function startDemo(folder: string, say: Say, options: DemoOptions = {}): Promise<Demo> {
	const { flows = FLOWS } = options;
	const tarball = await packedTarball(say);
	const simulator = await startSimulator({ port: await preferred(PORTS.simulator) });
	try {
		const port = (await preferred(PORTS.n8n)) || (await freePorts(1))[0];
		const own = `http://127.0.0.1:${port}`;
		const notifyUrl = await urlOf(PAYMENT, own);
		const behind = await Promise.all(BEHIND.map(async (name) => await urlOf(name, own)));
		const examples = await Promise.all(flows.flatMap(({ workflows }) => workflows).map(workflow));
		const n8n = await startN8n({
			variant: options.variant,
			tarball,
			folder,
			credentials: [...demoCredentials(simulator.url, notifyUrl), ...(options.credentials ?? [])],
			workflows: [...examples.map((one) => (one.id === FRONT ? sendingOnTo(behind, one) : one)), ...(options.workflows ?? [])],
			tables: flows.flatMap(({ tables }) => tables),
			env: options.env,
			port,
			say,
		});
		const wechat = new Client(simulator.url);
		await wechat.control('/accounts', { callback: { url: await urlOf(FRONT, n8n.url) } });
		return {
			n8n,
			wechat,
			notifyUrl,
			phone: `${simulator.url}/simulator`,
			async close() {
				await n8n.close();
				await simulator.close();
			},
		};
	} catch (error) {
		await simulator.close();
		throw error;
	}
}

/** WeChat takes one URL per account: the trigger behind it gives the other workflows what they wait for. */
function sendingOnTo(urls: string[], workflow: Importable): Importable {
	const nodes = (workflow.nodes as Array<{ type: string; parameters: object }>).map((node) =>
		node.type.endsWith('.wechatTrigger')
			? { ...node, parameters: { ...node.parameters, additionalFields: { alsoSendTo: { receiver: urls.map((url) => ({ url, tries: 3 })) } } } }
			: node,
	);
	return { ...workflow, nodes };
}

async function workflow(name: string): Promise<Importable> {
	const file = await readFile(join(__dirname, '..', 'workflows', `${name}.json`), 'utf8');
	return { id: name, ...(JSON.parse(file) as Importable) };
}

/** The URL of an example workflow's trigger. */
async function urlOf(name: string, n8n: string): Promise<string> {
	return webhookUrl(n8n, await workflow(name));
}

/** The production URL that the editor shows in the workflow's trigger. */
export function webhookUrl(n8n: string, workflow: Importable): string {
	const nodes = workflow.nodes as Array<{ type: string; webhookId?: string }>;
	const trigger = nodes.find(({ type }) => /\.wechat(Pay)?Trigger$/.test(type));
	return `${n8n}/webhook/${trigger?.webhookId}/webhook`;
}

/** The port if nobody has it, else 0: any free one. */
async function preferred(port: number): Promise<number> {
	return await new Promise((resolve) => {
		const probe = createServer()
			.once('error', () => resolve(0))
			.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
	});
}
