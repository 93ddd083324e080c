import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Say } from '../test/n8n/privateN8n/cache';
import type { Importable } from '../test/n8n/privateN8n/contents';
import { startN8n, type RunningN8n } from '../test/n8n/privateN8n/n8n';
import { packedTarball } from '../test/n8n/privateN8n/tarball';
import { Client, SERVICE } from '../test/simulator/client';
import { startSimulator } from '../test/simulator/simulator';

/** The example workflows of the demo, files of `workflows/`. */
const FLOWS = ['keyword-reply'];

/** Taken if they are free, so that a second start changes nothing. */
const PORTS = { n8n: 5678, simulator: 5690 };

/** A simulated WeChat and a real n8n that know each other, with the example workflows active. */
export interface Demo {
	n8n: RunningN8n;
	/** The simulator, for the Official Account of the demo. */
	wechat: Client;
	/** The page that serves as the phone. */
	phone: string;
	close(): Promise<void>;
}

/** What tests add to the demo. */
export interface DemoOptions {
	/** n8n's version; the newest unless given. */
	version?: string;
	workflows?: Importable[];
	credentials?: Importable[];
}

/** Starts everything; `folder` keeps n8n's database for the next start. */
export async function startDemo(folder: string, say: Say, options: DemoOptions = {}): Promise<Demo> {
	const tarball = await packedTarball(say);
	const simulator = await startSimulator({ port: await preferred(PORTS.simulator) });
	try {
		const n8n = await startN8n({
			version: options.version,
			tarball,
			folder,
			credentials: [credential(simulator.url), ...(options.credentials ?? [])],
			workflows: [...(await Promise.all(FLOWS.map(workflow))), ...(options.workflows ?? [])],
			port: (await preferred(PORTS.n8n)) || undefined,
			say,
		});
		const wechat = new Client(simulator.url);
		await wechat.control('/accounts', { callback: { url: callbackUrl(n8n.url, await workflow(FLOWS[0])) } });
		return {
			n8n,
			wechat,
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

/** What a user would copy from the WeChat console, here from the simulator's. */
function credential(baseUrl: string): Importable {
	const { appid, secret, callback } = SERVICE;
	return {
		id: 'wechatDemo',
		name: 'WeChat',
		type: 'wechatApi',
		data: {
			appId: appid,
			appSecret: secret,
			issuer: 'wechat',
			accountType: 'service',
			callbackToken: callback.token,
			encodingAesKey: callback.encodingAesKey,
			baseUrl,
		},
	};
}

async function workflow(name: string): Promise<Importable> {
	const file = await readFile(join(__dirname, '..', 'workflows', `${name}.json`), 'utf8');
	return { id: name, ...(JSON.parse(file) as Importable) };
}

/** The production URL that the editor shows in the workflow's trigger. */
export function callbackUrl(n8n: string, workflow: Importable): string {
	const nodes = workflow.nodes as Array<{ type: string; webhookId?: string }>;
	const trigger = nodes.find(({ type }) => type.endsWith('.wechatTrigger'));
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
