import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Outgoing } from '../http/message';
import type { World } from '../world/world';

const FOLDER = join(__dirname, '../page');
const TYPES: Record<string, string> = {
	'.html': 'text/html',
	'.css': 'text/css',
	'.js': 'text/javascript',
	'.svg': 'image/svg+xml',
};

/** The page for people, and what belongs to it: a phone, the account and the calls. */
export function findPage(path: string): Outgoing | undefined {
	const name = path === '/simulator' || path === '/simulator/' ? 'index.html' : path.slice('/simulator/'.length);
	if (!readdirSync(FOLDER).includes(name)) return undefined;
	const headers = { 'content-type': `${TYPES[extname(name)]}; charset=utf-8`, 'cache-control': 'no-store' };
	return { headers, body: readFileSync(join(FOLDER, name)) };
}

/** GET /simulator/media?appid=&media_id=: how a message with a picture looks on the phone. */
export function showMedia(world: World, { appid, media_id }: Record<string, string>): Outgoing {
	const media = world.accounts.get(appid)?.media.get(media_id);
	if (!media) return { status: 404, body: '' };
	return { headers: { 'content-type': media.contentType || 'text/plain' }, body: media.content };
}
