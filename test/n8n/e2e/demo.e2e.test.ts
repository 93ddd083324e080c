import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from '../../../demo/demo';
import type { Demo } from '../../../demo/flow';
import { FLOWS } from '../../../demo/flows';
import manifest from '../../../package.json';
import { VARIANTS } from '../privateN8n/versions';

/** `dist/nodes/WechatTrigger/WechatTrigger.node.js` → `wechatTrigger`: a class's `name` is its file's. */
const nameOf = (path: string): string => path.replace(/^.*\/(.)(.*?)\..*$/, (_, first: string, rest: string) => first.toLowerCase() + rest);

/** Every n8n that we say we run in, with the packed package: it is installed, and the examples do what they should. */
describe.each(VARIANTS)('$name', (variant) => {
	let demo: Demo;
	let folder: string;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'wechat-demo-'));
		demo = await startDemo(folder, console.log, { variant });
	});

	afterAll(async () => {
		await demo?.close();
		await rm(folder, { recursive: true, force: true });
	});

	it('has the nodes and credentials of the package', async () => {
		const nodes = await demo.n8n.rest<Array<{ name: string }>>('GET', '/types/nodes.json');
		const credentials = await demo.n8n.rest<Array<{ name: string }>>('GET', '/types/credentials.json');

		expect(nodes.map(({ name }) => name)).toEqual(
			expect.arrayContaining(manifest.n8n.nodes.map((path) => `${manifest.name}.${nameOf(path)}`)),
		);
		expect(credentials.map(({ name }) => name)).toEqual(expect.arrayContaining(manifest.n8n.credentials.map(nameOf)));
	});

	it('shows their icons', async () => {
		const nodes = await demo.n8n.rest<Array<{ name: string; iconUrl?: string | { light: string } }>>('GET', '/types/nodes.json');
		const ours = nodes.filter(({ name }) => name.startsWith(`${manifest.name}.`));
		for (const { iconUrl } of ours) {
			const path = typeof iconUrl === 'string' ? iconUrl : iconUrl?.light;
			expect(await demo.n8n.rest<string>('GET', `/${path}`)).toContain('<svg');
		}
	});

	it.each(FLOWS)('$name', async (flow) => {
		const { ok, line } = await flow.run(demo);
		expect(ok ? 'ok' : line).toBe('ok');
	});

	it('logs no complaint about the package', () => {
		const complaints = demo.n8n.logs().split('\n').filter((line) => /wechat/i.test(line) && /error|warn|fail|deprecat/i.test(line));
		expect(complaints).toEqual([]);
	});
});
