import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const POSTGRES_HOME = '/usr/lib/postgresql';

/**
 * The path of a program, from PATH or from where Debian puts Postgres.
 * @throws Error with the Debian package that brings it
 */
export function findProgram(name: string, debianPackage: string): string {
	const found = folders().find((folder) => existsSync(join(folder, name)));
	if (found) return join(found, name);
	throw new Error(`n8n's queue mode needs ${name}, which this machine lacks: run apt-get install -y ${debianPackage}, then try again.`);
}

/** Debian leaves Postgres out of PATH, because several versions may be there: the newest comes first. */
function folders(): string[] {
	const versions = existsSync(POSTGRES_HOME) ? readdirSync(POSTGRES_HOME) : [];
	const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
	return [...(process.env.PATH ?? '').split(delimiter), ...newestFirst.map((version) => join(POSTGRES_HOME, version, 'bin'))];
}
