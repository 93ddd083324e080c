import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { StandIns } from '../recipe';

/** Who answers in place of which host. */
type Hosts = Record<string, RequestListener>;

/** All that recipes have asked for: n8n has one proxy. */
const hosts: Hosts = {};
let running: Promise<Running> | undefined;
let users = 0;

interface Running {
	env: Record<string, string>;
	close(): Promise<void>;
}

/**
 * Puts local servers in place of hosts whose addresses are built into n8n's nodes, for the length of the tests: n8n takes
 * a proxy, and behind the proxy every host is ours.
 */
export async function onTheInternet(own: Hosts): Promise<StandIns> {
	Object.assign(hosts, own);
	users += 1;
	running ??= start();
	const { env, close } = await running;
	return {
		env,
		close: async () => {
			users -= 1;
			if (users === 0) await close();
		},
	};
}

async function start(): Promise<Running> {
	const { key, cert, file } = certificate();
	const secure = createHttpsServer({ key, cert }, (request, response) => {
		const answer = hosts[String(request.headers.host)];
		if (answer) answer(request, response);
		else response.writeHead(404).end();
	});
	const port = await listen(secure);
	const open = new Set<Duplex>();
	const proxy = createServer((_, response) => void response.writeHead(502).end());
	proxy.on('connect', ({ url = '' }, socket) => {
		if (!hosts[url.split(':')[0]]) return socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
		const through = connect(port, '127.0.0.1', () => {
			socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			through.pipe(socket).pipe(through);
		});
		for (const end of [socket, through]) {
			open.add(end);
			end.on('close', () => open.delete(end));
			end.on('error', () => [socket, through].forEach((one) => one.destroy()));
		}
		return undefined;
	});
	const url = `http://127.0.0.1:${await listen(proxy)}`;
	return {
		env: { HTTPS_PROXY: url, NO_PROXY: '127.0.0.1,localhost', NODE_EXTRA_CA_CERTS: file },
		async close() {
			// What has been connected is no connection of the server's any more.
			open.forEach((one) => one.destroy());
			for (const server of [proxy, secure]) {
				server.closeAllConnections();
				await new Promise((resolve) => server.close(resolve));
			}
		},
	};
}

async function listen(server: Server): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}

/** A certificate that nobody else believes. Its names are all the hosts that may ever be stood in for. */
function certificate(): { key: Buffer; cert: Buffer; file: string } {
	const folder = mkdtempSync(join(tmpdir(), 'wechat-certificate-'));
	const [key, file] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
	const names = ['oauth2.googleapis.com', 'sheets.googleapis.com', 'api.hubapi.com', 'qyapi.weixin.qq.com'].map((name) => `DNS:${name}`);
	execFileSync('openssl', [
		...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=stand-in', '-addext', `subjectAltName=${names.join(',')}`],
		...['-keyout', key, '-out', file],
	], { stdio: 'pipe' });
	return { key: readFileSync(key), cert: readFileSync(file), file };
}
