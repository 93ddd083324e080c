import { spawn } from 'node:child_process';
import { appendFile } from 'node:fs/promises';

/** The end of a long text: enough to see why something failed. */
export function lastLines(text: string, count = 30): string {
	return text.trimEnd().split('\n').slice(-count).join('\n');
}

/** Where and how a command runs. */
export interface CommandOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** A file that its output is added to. */
	log?: string;
	/** What the error says before the command's last lines. */
	failure: string;
}

/** Runs a command to its end and answers with what it printed; an error carries its last lines. */
export async function command(program: string, args: string[], options: CommandOptions): Promise<string> {
	const child = spawn(program, args, { cwd: options.cwd, env: options.env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	let printed = '';
	child.stdout.on('data', (chunk: Buffer) => {
		printed += chunk;
		output += chunk;
	});
	child.stderr.on('data', (chunk: Buffer) => (output += chunk));
	const end = (): boolean => child.kill('SIGTERM');
	process.once('exit', end);
	const code = await new Promise<number | string | null>((resolve) => {
		child.on('error', (error) => resolve(error.message));
		child.on('close', (exit, signal) => resolve(exit ?? signal));
	});
	process.off('exit', end);
	if (options.log) await appendFile(options.log, `$ ${program} ${args.join(' ')}\n${output}\n`);
	if (code !== 0) throw new Error(`${options.failure} (${program} ended with ${code}):\n${lastLines(output)}`);
	return printed;
}
