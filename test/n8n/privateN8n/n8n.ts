import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axios from 'axios';
import type { Say } from './cache';
import { chooseTables } from './chooseTables';
import { command } from './command';
import { idOf, importChanged, installPackage, type Importable } from './contents';
import { openDataTables, type DataTables, type TableSpec } from './dataTables';
import { environment } from './environment';
import { executionsOf, type Executions } from './executions';
import { installN8n } from './install';
import { withLocalUrls } from './localUrls';
import { freePorts } from './ports';
import { publish } from './publish';
import { startServer, type Server } from './server';
import { LOGIN, openSession, type Rest } from './session';
import { NEWEST, type Variant } from './versions';

/** What a private n8n is made of. */
export interface N8nOptions {
	/** One of versions.ts; the newest unless given. */
	variant?: Variant;
	/** The package, as `npm pack` wrote it. */
	tarball: string;
	/** Where it keeps everything. A second start with the same folder goes on with the same database. */
	folder: string;
	/** With plain `data`. */
	credentials?: Importable[];
	/** Published at the start, except those with `active: false`. */
	workflows?: Importable[];
	/** Made unless they exist, and chosen in the workflows by name. */
	tables?: TableSpec[];
	env?: Record<string, string>;
	/** A free one unless given. */
	port?: number;
	say?: Say;
}

/** A private n8n that runs. */
export interface RunningN8n extends Pick<Server, 'pid' | 'logs' | 'waitForLine' | 'close'>, Executions {
	url: string;
	login: { email: string; password: string };
	/** n8n's own REST API, as the owner. */
	rest: Rest;
	tables: DataTables;
}

/**
 * Starts a real n8n of this project's own, with the packed package installed as its users have it, and waits
 * until the production webhooks of its workflows answer.
 */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const { variant = NEWEST, tarball, folder, credentials = [], workflows = [], tables: wanted = [], env, say = () => {} } = options;
	const installed = await installN8n(variant, say);
	const [anyPort, brokerPort] = await freePorts(2);
	const port = options.port ?? anyPort!;
	const settings = { cwd: folder, env: environment(installed, variant, { folder, port, brokerPort: brokerPort!, env }) };
	await access(tarball).catch(() => {
		throw new Error(`There is no ${tarball}: make one with npm pack, or take packedTarball()'s.`);
	});
	await mkdir(folder, { recursive: true });
	await installPackage(folder, tarball);
	const cli = (...args: string[]): Promise<string> =>
		command(installed.node, [installed.n8n, ...args], { ...settings, failure: `n8n could not ${args[0]}: correct what it says` });
	await importChanged(folder, 'credentials', credentials, { cli, say });
	await importChanged(folder, 'workflow', workflows.map(withLocalUrls), { cli, say });

	say(`Starting ${variant.name} (about 10 seconds) …`);
	const server = startServer(installed.node, [installed.n8n, 'start'], {
		...settings,
		name: variant.name,
		log: join(folder, 'n8n.log'),
	});
	try {
		const url = `http://127.0.0.1:${port}`;
		await server.waitUntil('it was ready', () => isReady(url), 180_000);
		const rest = await openSession(url);
		const tables = await openDataTables(rest);
		const ids = new Map<string, string>();
		for (const table of wanted) ids.set(table.name, await tables.ensure(table));
		for (const workflow of workflows) {
			if (ids.size > 0) await chooseTables(rest, idOf(workflow), ids);
			if (workflow.active !== false) await publish(rest, idOf(workflow));
		}
		return { ...pick(server), url, login: LOGIN, rest, tables, ...executionsOf(rest) };
	} catch (error) {
		await server.close();
		throw error;
	}
}

const pick = ({ pid, logs, waitForLine, close }: Server): Pick<Server, 'pid' | 'logs' | 'waitForLine' | 'close'> => ({ pid, logs, waitForLine, close });

/** Its port is open before its API and its webhooks are. */
async function isReady(url: string): Promise<boolean> {
	const ok = async (path: string): Promise<boolean> => {
		const { status, data } = await axios.get(url + path, { proxy: false, validateStatus: () => true });
		return status === 200 && typeof data === 'object';
	};
	try {
		return (await ok('/healthz/readiness')) && (await ok('/rest/settings'));
	} catch {
		return false;
	}
}
