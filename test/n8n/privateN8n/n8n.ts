import { join } from 'node:path';
import type { Say } from './cache';
import type { Importable } from './contents';
import type { TableSpec } from './dataTables';
import { environment } from './environment';
import { furnish } from './furnish';
import { installN8n } from './install';
import { moveIn, type RunningN8n } from './moveIn';
import { freePorts } from './ports';
import { startServer } from './server';
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

export type { RunningN8n };

/**
 * Starts a real n8n of this project's own, with the packed package installed as its users have it, and waits
 * until the production webhooks of its workflows answer.
 */
export async function startN8n(options: N8nOptions): Promise<RunningN8n> {
	const { variant = NEWEST, tarball, folder, credentials = [], workflows = [], tables = [], env, say = () => {} } = options;
	const installed = await installN8n(variant, say);
	const [anyPort, brokerPort] = await freePorts(2);
	const port = options.port ?? anyPort!;
	const settings = { cwd: folder, env: environment(installed, variant, { folder, port, brokerPort: brokerPort!, env }) };
	await furnish(installed, { ...settings, tarball, credentials, workflows, say });

	say(`Starting ${variant.name} (about 10 seconds) …`);
	const server = startServer(installed.node, [installed.n8n, 'start'], {
		...settings,
		name: variant.name,
		log: join(folder, 'n8n.log'),
	});
	try {
		return await moveIn(server, `http://127.0.0.1:${port}`, { workflows, tables });
	} catch (error) {
		await server.close();
		throw error;
	}
}
