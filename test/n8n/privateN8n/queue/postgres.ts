import { readFileSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command } from '../command';
import { freePorts } from '../ports';
import { startServer } from '../server';
import { findProgram } from './programs';

/** A database server that is gone without a trace once it is closed. */
export interface Postgres {
	port: number;
	/** May do everything, without a password: only this machine can reach it. */
	user: string;
	database: string;
	close(): Promise<void>;
}

const USER = 'n8n';

/** What makes a database slow keeps it through a power cut, which this one need not survive. */
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * Starts a Postgres of its own in a temporary folder; `logs` is the folder of its log.
 * @throws Error naming what is missing: the Debian package, a user other than root, or a folder that it may enter
 */
export async function startPostgres(logs: string): Promise<Postgres> {
	const [initdb, postgres] = [findProgram('initdb', 'postgresql'), findProgram('postgres', 'postgresql')];
	// A new folder of the system's: the user that Postgres runs as may not enter ours.
	const folder = await mkdtemp(join(tmpdir(), 'n8n-postgres-'));
	const remove = async (): Promise<void> => await rm(folder, { recursive: true, force: true });
	try {
		const { user, words } = await asSomebodyElse(folder);
		const [program, ...args] = words;
		const as = (path: string, more: string[]): [string, string[]] => (program ? [program, [...args, path, ...more]] : [path, more]);
		if (user) await mayEnter(folder, user, as);
		const data = join(folder, 'data');
		const makeArgs = ['-D', data, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
		await command(...as(initdb, makeArgs), { cwd: folder, failure: 'The database of n8n could not be made' });

		const [port] = await freePorts(1);
		const settings = [...FAST, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`].flatMap((setting) => ['-c', setting]);
		const server = startServer(...as(postgres, ['-D', data, '-p', String(port), ...settings]), {
			name: 'Postgres',
			cwd: folder,
			env: process.env,
			log: join(logs, 'postgres.log'),
			// Asked by SIGTERM it waits until everybody has left.
			stopSignal: 'SIGINT',
		});
		const close = async (): Promise<void> => {
			await server.close();
			await remove();
		};
		try {
			await server.waitForLine(/ready to accept connections/);
		} catch (error) {
			await server.close();
			throw error;
		}
		return { port: port!, user: USER, database: 'postgres', close };
	} catch (error) {
		await remove();
		throw error;
	}
}

/** @throws Error when the folders above this one are closed to the user that Postgres runs as */
async function mayEnter(folder: string, user: string, as: (path: string, more: string[]) => [string, string[]]): Promise<void> {
	try {
		await command(...as(findProgram('test', 'coreutils'), ['-w', folder]), { cwd: '/', failure: 'It may not' });
	} catch {
		throw new Error(`The user ${user}, as whom Postgres runs when you are root, may not enter ${tmpdir()}: set TMPDIR to a folder that everybody may enter, such as /tmp, then try again.`);
	}
}

/** Postgres does not run as root: who runs it, and owns the folder from now on, and the words before a command of theirs; none for others than root. */
async function asSomebodyElse(folder: string): Promise<{ user?: string; words: string[] }> {
	if (process.getuid?.() !== 0) return { words: [] };
	const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
	const [user, , uid, gid] = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody') ?? [];
	if (!user || !uid || !gid) throw new Error('Postgres does not run as root, and there is no other user for it: run apt-get install -y postgresql, then try again.');
	await chown(folder, Number(uid), Number(gid));
	return { user, words: [findProgram('setpriv', 'util-linux'), `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'] };
}
