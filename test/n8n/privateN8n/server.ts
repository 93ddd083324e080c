import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from './command';

/** A server in a process of its own, and what it has printed. */
export interface Server {
	pid: number;
	/** Everything it has printed so far. */
	logs(): string;
	/** The first line that matches, printed already or within the time. */
	waitForLine(pattern: RegExp, timeoutMs?: number): Promise<string>;
	/** Waits until `check` says true; throws with the last lines when the server ends before, or the time is up. */
	waitUntil(what: string, check: () => Promise<boolean>, timeoutMs?: number): Promise<void>;
	/** Ends the process and waits until it is gone. */
	close(): Promise<void>;
	/** Ends it with SIGKILL, with what it has started where it runs in a group of its own, and waits until it is gone. */
	kill9(): Promise<void>;
}

const POLL_MS = 100;
const GRACE_MS = 20_000;

/** How a server runs. */
export interface ServerOptions {
	/** How error messages call it. */
	name: string;
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** A file that gets what it prints: into a pipe whose reader has gone n8n would write in vain for ever. */
	log: string;
	/** What asks it to end; SIGTERM unless given. */
	stopSignal?: NodeJS.Signals;
	/** Whether its children die with it in kill9(): n8n's task runners outlive an n8n that could not stop them. */
	ownGroup?: boolean;
}

/** Starts a server in a process of its own. */
export function startServer(program: string, args: string[], options: ServerOptions): Server {
	const { name, cwd, env, log, stopSignal = 'SIGTERM', ownGroup = false } = options;
	const output = openSync(log, 'w');
	const child = spawn(program, args, { cwd, env, stdio: ['ignore', output, output], detached: ownGroup });
	closeSync(output);
	let end: string | undefined;
	const ended = new Promise<void>((resolve) => {
		child.on('error', (error) => resolve(void (end = error.message)));
		child.on('close', (code, signal) => resolve(void (end = String(code ?? signal))));
	});
	const letGo = endWithThisProcess(child, stopSignal);

	const logs = (): string => readFileSync(log, 'utf8');
	const complain = (what: string): Error => new Error(`${name} ${what}. Its last lines (all of them are in ${log}):\n${lastLines(logs())}`);

	async function waitUntil(what: string, check: () => Promise<boolean>, timeoutMs = 30_000): Promise<void> {
		const deadline = Date.now() + timeoutMs;
		while (!(await check())) {
			if (end !== undefined) throw complain(`ended (${end}) before ${what}`);
			if (Date.now() > deadline) throw complain(`took more than ${timeoutMs / 1000} s until ${what}`);
			await sleep(POLL_MS);
		}
	}

	const kill = (): void => {
		if (!ownGroup || !child.pid) return void child.kill('SIGKILL');
		try {
			process.kill(-child.pid, 'SIGKILL');
		} catch {
			// Nobody of the group is left.
		}
	};

	return {
		pid: child.pid ?? 0,
		logs,
		waitUntil,
		async waitForLine(pattern, timeoutMs) {
			const find = (): string | undefined => logs().split('\n').find((line) => pattern.test(line));
			await waitUntil(`it printed ${pattern}`, async () => find() !== undefined, timeoutMs);
			return find()!;
		},
		async close() {
			letGo();
			child.kill(stopSignal);
			const stuck = setTimeout(kill, GRACE_MS);
			await ended;
			clearTimeout(stuck);
		},
		async kill9() {
			letGo();
			kill();
			await ended;
		},
	};
}

/** Whatever ends this process without close() must not leave the server behind. Answers how to undo it. */
function endWithThisProcess(child: ChildProcess, stopSignal: NodeJS.Signals): () => void {
	const atExit = (): void => void child.kill(stopSignal);
	const atSignal = (signal: NodeJS.Signals): void => {
		atExit();
		// A listener takes away the signal's usual effect; where it is the only one, that shall come all the same.
		if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
	};
	const signals: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
	process.once('exit', atExit);
	for (const signal of signals) process.prependOnceListener(signal, atSignal);
	return () => {
		process.off('exit', atExit);
		for (const signal of signals) process.off(signal, atSignal);
	};
}
