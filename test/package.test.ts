import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { preProcessFile } from 'typescript';
import manifest from '../package.json';
import bundles from '../scripts/bundles.json';

const ROOT = join(__dirname, '..');
const CLASSES = [...manifest.n8n.nodes, ...manifest.n8n.credentials];

/** n8n finds a class by its file: `X.node.js` exports `X`. */
const classNameOf = (path: string): string => basename(path).split('.')[0]!;

/** Without jest's NODE_ENV: n8n's lint rules take every file for a node when it says "test". */
const run = (program: string, ...args: string[]): string =>
	execFileSync(program, args, {
		cwd: ROOT,
		env: { ...process.env, NODE_ENV: undefined },
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe'],
	});

const filesBelow = (folder: string, ending: string): string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith(ending))
		.map((path) => join(folder, path));

/** What files import besides their own, n8n-workflow and node:crypto. */
function foreignImports(files: string[]): string[] {
	return files.flatMap((file) =>
		preProcessFile(readFileSync(file, 'utf8'), true, true)
			.importedFiles.map(({ fileName }) => fileName)
			.filter((name) => !name.startsWith('.') && !['n8n-workflow', 'node:crypto'].includes(name))
			.map((name) => `${file}: ${name}`),
	);
}

describe('the package', () => {
	/** The unpacked tarball, in which only n8n-workflow can be required besides, as in n8n. */
	let unpacked: string;
	let files: string[];

	beforeAll(() => {
		if (!existsSync(join(ROOT, 'dist'))) throw new Error('There is no dist/: run npm run build first.');
		unpacked = mkdtempSync(join(tmpdir(), 'wechat-package-'));
		const [packed] = JSON.parse(run('npm', 'pack', '--json', '--pack-destination', unpacked)) as Array<{
			filename: string;
			files: Array<{ path: string }>;
		}>;
		files = packed!.files.map(({ path }) => path);
		run('tar', '-xzf', join(unpacked, packed!.filename), '-C', unpacked, '--strip-components=1');
		mkdirSync(join(unpacked, 'node_modules'));
		symlinkSync(join(ROOT, 'node_modules/n8n-workflow'), join(unpacked, 'node_modules/n8n-workflow'));
	});

	afterAll(() => rmSync(unpacked, { recursive: true, force: true }));

	test('holds dist, README, LICENSE, CHANGELOG and package.json, nothing else', () => {
		const topLevel = new Set(files.map((path) => path.split('/')[0]));
		expect([...topLevel].sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json']);
	});

	test('holds no sources, source maps, build records or tests', () => {
		expect(files.filter((path) => /\.(ts|map|tsbuildinfo)$|\.test\.|(^|\/)test\/|simulator/.test(path))).toEqual([]);
	});

	test('has no dependencies that n8n would have to install', () => {
		expect(manifest).not.toHaveProperty('dependencies');
		expect(manifest).not.toHaveProperty('optionalDependencies');
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	test('names every node and credential that it holds', () => {
		const held = files.filter((path) => /\.(node|credentials)\.js$/.test(path));
		expect(held.sort()).toEqual([...CLASSES].sort());
	});

	test.each(bundles)('holds the licence of $library', ({ library }) => {
		expect(readFileSync(join(unpacked, `dist/licenses/${library}.txt`), 'utf8')).toMatch(new RegExp(`^${library} \\d`, 'm'));
	});

	test('holds icons and codex files beside its nodes', () => {
		const expected = manifest.n8n.nodes.map((path) => path.replace(/js$/, 'json'));
		expect(files).toEqual(expect.arrayContaining(expected));
		expect(files.some((path) => /^dist\/icons\/.*\.svg$/.test(path))).toBe(true);
	});

	test("passes n8n's scanner as sources", () => {
		expect(run(process.execPath, 'test/scan.mjs', ROOT)).toBe('passed\n');
	});

	test("passes n8n's scanner as a tarball", () => {
		expect(run(process.execPath, 'test/scan.mjs', unpacked, '**/*.js', 'package.json')).toBe('passed\n');
	});

	test('imports in its sources what n8n has, and what is bundled where it is bundled', () => {
		const sources = [...filesBelow(join(ROOT, 'nodes'), '.ts'), ...filesBelow(join(ROOT, 'credentials'), '.ts')];
		const bundled = bundles.map(({ module, library }) => `${join(ROOT, module)}: ${library}`);
		expect([...new Set(foreignImports(sources))].sort()).toEqual(bundled.sort());
	});

	test('requires in its code nothing but what n8n has', () => {
		expect(foreignImports(filesBelow(join(unpacked, 'dist'), '.js'))).toEqual([]);
	});

	test('loads file by file', async () => {
		const failures: string[] = [];
		for (const file of filesBelow(join(unpacked, 'dist'), '.js')) {
			await import(file).catch((error: Error) => failures.push(`${file}: ${error.message}`));
		}
		expect(failures).toEqual([]);
	});

	test.each(CLASSES)('%s can be instantiated, and copied by an AI agent', async (path) => {
		const exported = (await import(join(unpacked, path))) as Record<string, new () => Record<string, unknown>>;
		const instance = new exported[classNameOf(path)]!();
		// A function in a description breaks the tool that n8n makes of the node.
		expect(() => structuredClone(instance.description ?? instance.properties)).not.toThrow();
		expect(instance.description ?? instance.properties).toBeTruthy();
	});
});
