import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder outside the repository for what is large and made once; made by whoever writes into it. */
export function cacheFolder(...path: string[]): string {
	return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'n8n-nodes-wechat-business', ...path);
}

/** Tells a person what is being done. */
export type Say = (line: string) => void;
