import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import manifest from '../../../package.json';
import { startN8n, type RunningN8n } from '../privateN8n/n8n';
import { packedTarball } from '../privateN8n/tarball';

/** `dist/nodes/WechatTrigger/WechatTrigger.node.js` → `wechatTrigger`: a class's `name` is its file's. */
const nameOf = (path: string): string => path.replace(/^.*\/(.)(.*?)\..*$/, (_, first: string, rest: string) => first.toLowerCase() + rest);

describe('the packed package in n8n', () => {
	let folder: string;
	let n8n: RunningN8n;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'wechat-e2e-'));
		n8n = await startN8n({ tarball: await packedTarball(() => {}), folder });
	});

	afterAll(async () => {
		await n8n?.close();
		await rm(folder, { recursive: true, force: true });
	});

	test('gives n8n its nodes and credentials', async () => {
		const nodes = await n8n.rest<Array<{ name: string }>>('GET', '/types/nodes.json');
		const credentials = await n8n.rest<Array<{ name: string }>>('GET', '/types/credentials.json');

		expect(nodes.map(({ name }) => name)).toEqual(
			expect.arrayContaining(manifest.n8n.nodes.map((path) => `${manifest.name}.${nameOf(path)}`)),
		);
		expect(credentials.map(({ name }) => name)).toEqual(expect.arrayContaining(manifest.n8n.credentials.map(nameOf)));
	});

	test('shows its icons', async () => {
		const nodes = await n8n.rest<Array<{ name: string; iconUrl?: string | { light: string } }>>('GET', '/types/nodes.json');
		const ours = nodes.filter(({ name }) => name.startsWith(`${manifest.name}.`));
		for (const { iconUrl } of ours) {
			const path = typeof iconUrl === 'string' ? iconUrl : iconUrl?.light;
			expect(await n8n.rest<string>('GET', `/${path}`)).toContain('<svg');
		}
	});

	test('starts without an error in the log', () => {
		expect(n8n.logs()).not.toMatch(new RegExp(`error.*${manifest.name}|${manifest.name}.*error`, 'i'));
	});
});
