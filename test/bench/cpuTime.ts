import { readFile } from 'node:fs/promises';

/** Linux counts in hundredths of a second, whatever its own clock does. */
const TICK_MS = 10;

/** Milliseconds of processor time that a process has used, all its threads; undefined where the system does not tell (only Linux does). */
export async function cpuTime(pid: number): Promise<number | undefined> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
	if (stat === undefined) return undefined;
	// The second field, the name in brackets, may hold anything; user and system time are the 14th and 15th.
	const [user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13);
	return (Number(user) + Number(system)) * TICK_MS;
}
