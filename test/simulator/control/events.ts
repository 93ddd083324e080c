import type { ServerResponse } from 'node:http';
import type { World } from '../world/world';

/** GET /simulator/events: tells the page of calls, messages and changed state as they happen (server-sent events). */
export function streamEvents(world: World, response: ServerResponse): 'taken' {
	response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
	response.write('retry: 1000\n\n');
	const stop = world.listen(({ kind, data }) => response.write(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`));
	response.on('close', stop);
	return 'taken';
}
