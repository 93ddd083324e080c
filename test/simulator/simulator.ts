import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { answerApi } from './api/api';
import { answerPayApi } from './api/pay/api';
import { answerPayV2, isV2 } from './api/pay/v2/api';
import { answerControl } from './control/control';
import { streamEvents } from './control/events';
import { findPage, showMedia } from './control/page';
import { listen } from './http/server';
import type { Incoming, Outgoing } from './http/message';
import { TLS } from './world/pay/keys';
import { World } from './world/world';

export interface SimulatorOptions {
	/** 0, the default: a free port. */
	port?: number;
	host?: string;
	/** Milliseconds since 1970; tests bring their own. */
	clock?: () => number;
	/** Speaks HTTPS (callers must trust the `ca` of world/pay/madeUpKeys.json), and asks for certificates as WeChat Pay does. */
	tls?: boolean;
}

export interface Simulator {
	/** http://127.0.0.1:PORT, to be used where https://api.weixin.qq.com and https://api.mch.weixin.qq.com would be. */
	url: string;
	close(): Promise<void>;
}

/**
 * A WeChat on this machine (design.md §5). Everything else is done over HTTP: the API as WeChat documents it,
 * the control API under /simulator/, and the page at /simulator.
 */
export async function startSimulator({
	port = 0,
	host = '127.0.0.1',
	clock = Date.now,
	tls = false,
}: SimulatorOptions = {}): Promise<Simulator> {
	const world = new World(clock);
	const server = await listen(async (request, response) => await answer(world, request, response), port, host, tls ? TLS : undefined);
	world.url = server.url;
	const close = async () => {
		world.close();
		await server.close();
	};
	return { ...server, close };
}

async function answer(world: World, request: Incoming, response: ServerResponse): Promise<Outgoing | 'cut' | 'taken'> {
	const { method, path, query } = request;
	if (path === '/simulator/events') return streamEvents(world, response);
	if (path === '/simulator/media') return showMedia(world, query);
	if (path === '/' && method === 'GET') return { status: 302, headers: { location: '/simulator' }, body: '' };
	if (path === '/simulator' || path.startsWith('/simulator/')) {
		return (method === 'GET' && findPage(path)) || (await answerControl(world, request));
	}
	const file = world.files.find(path);
	if (file) return { headers: { 'content-type': file.contentType }, body: file.content };
	// Its own work is a part of the time that WeChat takes.
	const late = world.latency > 0 ? pause(world.latency) : undefined;
	const outgoing = await apiFor(path)(world, request);
	await late;
	return outgoing;
}

function apiFor(path: string) {
	if (path.startsWith('/v3/')) return answerPayApi;
	return isV2(path) ? answerPayV2 : answerApi;
}
