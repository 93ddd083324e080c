import { join } from 'node:path';
import { freePorts } from '../ports';
import { startServer, type Server } from '../server';
import { findProgram } from './programs';

/** A Redis of its own that keeps nothing on disk; n8n's queue is in it. */
export async function startRedis(folder: string): Promise<Server & { port: number }> {
	const program = findProgram('redis-server', 'redis-server');
	const [port] = await freePorts(1);
	const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
	const server = startServer(program, args, { name: 'Redis', cwd: folder, env: process.env, log: join(folder, 'redis.log') });
	try {
		await server.waitForLine(/Ready to accept connections/);
	} catch (error) {
		await server.close();
		throw error;
	}
	return { ...server, port: port! };
}
