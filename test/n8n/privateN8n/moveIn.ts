import axios from 'axios';
import { chooseTables } from './chooseTables';
import { idOf, type Importable } from './contents';
import { openDataTables, type DataTables, type TableSpec } from './dataTables';
import { executionsOf, type Executions } from './executions';
import { publish } from './publish';
import type { Server } from './server';
import { LOGIN, openSession, type Rest } from './session';

/** A private n8n that runs. */
export interface RunningN8n extends Pick<Server, 'pid' | 'logs' | 'waitForLine' | 'close'>, Executions {
	url: string;
	login: { email: string; password: string };
	/** n8n's own REST API, as the owner. */
	rest: Rest;
	tables: DataTables;
}

/** Waits until an n8n that was started answers, makes its tables and publishes its workflows. */
export async function moveIn(
	server: Server,
	url: string,
	{ workflows, tables: wanted }: { workflows: Importable[]; tables: TableSpec[] },
): Promise<RunningN8n> {
	await server.waitUntil('it was ready', async () => (await answersWithJson(`${url}/healthz/readiness`)) && (await answersWithJson(`${url}/rest/settings`)), READY_MS);
	const rest = await openSession(url);
	const tables = await openDataTables(rest);
	const ids = new Map<string, string>();
	for (const table of wanted) ids.set(table.name, await tables.ensure(table));
	for (const workflow of workflows) {
		if (ids.size > 0) await chooseTables(rest, idOf(workflow), ids);
		if (workflow.active !== false) await publish(rest, idOf(workflow));
	}
	return { ...pick(server), url, login: LOGIN, rest, tables, ...executionsOf(rest) };
}

/** The longest that a start may take on a small, busy machine. */
export const READY_MS = 180_000;

const pick = ({ pid, logs, waitForLine, close }: Server): Pick<Server, 'pid' | 'logs' | 'waitForLine' | 'close'> => ({ pid, logs, waitForLine, close });

/** A port of n8n is open before its API and its webhooks are. */
export async function answersWithJson(url: string): Promise<boolean> {
	try {
		const { status, data } = await axios.get(url, { proxy: false, validateStatus: () => true });
		return status === 200 && typeof data === 'object';
	} catch {
		return false;
	}
}
