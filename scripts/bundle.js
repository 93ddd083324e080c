const { mkdir, readdir, readFile, writeFile } = require('node:fs/promises');
const { dirname, join } = require('node:path');
const { build } = require('esbuild');

// The rest of the package stays outside: a module that is loaded twice has its classes and its state twice.
const onlyLibraries = {
	name: 'only-libraries',
	setup({ onResolve }) {
		onResolve({ filter: /^\.{1,2}\// }, ({ importer, kind, path }) =>
			kind === 'entry-point' || importer.includes('node_modules') ? undefined : { path, external: true },
		);
	},
};

/** The folder of the package that a file in node_modules belongs to. */
const packageFolder = (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

async function licenceOf(folder) {
	const { name, version, license, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
	const file = (await readdir(folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
	if (!file && !license) throw new Error(`${name} states no licence: do not bundle it.`);
	const text = file
		? await readFile(join(folder, file), 'utf8')
		: `${license} licence, as its package.json states. Author: ${author?.name ?? author ?? 'unknown'}`;
	return `${name} ${version}\n\n${text.trim()}\n`;
}

async function bundleLibrary({ module, library, define }) {
	const { metafile } = await build({
		entryPoints: [module],
		outfile: join('dist', module.replace(/\.ts$/, '.js')),
		bundle: true,
		format: 'cjs',
		platform: 'node',
		target: 'node20',
		define,
		external: ['n8n-workflow'],
		plugins: [onlyLibraries],
		allowOverwrite: true,
		metafile: true,
		logLevel: 'warning',
	});
	const folders = [...new Set(Object.keys(metafile.inputs).map(packageFolder).filter(Boolean))].sort();
	if (!folders.some((folder) => folder.endsWith(`/${library}`))) {
		throw new Error(`${module} does not import ${library}: correct scripts/bundles.json.`);
	}
	const file = join('dist/licenses', `${library.replaceAll('/', '__')}.txt`);
	await mkdir(dirname(file), { recursive: true });
	await writeFile(file, (await Promise.all(folders.map(licenceOf))).join(`\n${'-'.repeat(72)}\n\n`));
}

/**
 * Puts libraries into the modules that import them, because n8n installs a package without dependencies,
 * and their licences beside them. Each entry: `module` (a source file), `library`, and `define` where the
 * library names a global that n8n's scanner refuses.
 */
exports.bundleLibraries = (entries) => Promise.all(entries.map(bundleLibrary));
