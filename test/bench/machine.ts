import { arch, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { NEWEST } from '../n8n/privateN8n/versions';

/** What the figures were taken on: they are worth something only beside those of the same run. */
export function machine(): string[] {
	const [cpu] = cpus();
	return [
		`Machine: ${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()} ${arch()}`,
		`Here: Node ${process.versions.node}, this package ${versionOf(join(__dirname, '../..'))}`,
		`Competitor: ${NEWEST.name}, SQLite`,
		`Time: ${new Date().toISOString()}`,
	];
}

function versionOf(folder: string): string {
	return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}
