// Who may import whom (docs: design of the package), as lint rules. The arrows point downwards only.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundles = JSON.parse(readFileSync(new URL('bundles.json', import.meta.url), 'utf8'));

/** A folder of nodes/ with a capital is a node that users see; the others are layers. */
const nodes = readdirSync(`${root}/nodes`).filter((name) => /^[A-Z]/.test(name));

/** Folder → the folders that its files may import from, beside itself. */
const MAY_IMPORT = {
	credentials: ['nodes/protocol'],
	'nodes/protocol': [],
	'nodes/transport': ['nodes/protocol'],
	'nodes/operation': ['nodes/transport', 'nodes/protocol'],
	'nodes/webhook': ['nodes/transport', 'nodes/protocol'],
	...Object.fromEntries(nodes.map((name) => [`nodes/${name}`, ['nodes/operation', 'nodes/webhook', 'nodes/transport', 'nodes/protocol']])),
};

const zones = Object.entries(MAY_IMPORT).map(([folder, others]) => ({
	target: folder,
	from: '.',
	except: [folder === 'credentials' ? [] : folder, others, 'node_modules'].flat(),
	message: `${folder} may import from ${['itself', ...others].join(', ')} only.`,
}));

/** The simulator meets the nodes over HTTP; only pushes are sealed with the same, proven protocol. */
const simulator = ['nodes', 'credentials'].map((from) => ({
	target: 'test/simulator',
	from,
	except: from === 'nodes' ? ['protocol'] : [],
	message: 'The simulator knows nothing of the nodes except nodes/protocol.',
}));

const isAnyOf = (names) => `^(?!\\.{1,2}/|(?:${names.join('|')})$)`;

const packages = (names) => ({
	'no-restricted-imports': [
		'error',
		{ patterns: [{ regex: isAnyOf(names), message: `Only relative imports and ${names.join(', ')} are allowed here.` }] },
	],
});

/** Configuration objects for ESLint: folders first, then the packages that each layer may use. */
export const layers = [
	{
		files: ['credentials/**/*.ts', 'nodes/**/*.ts', 'test/simulator/**/*.ts'],
		rules: { 'import-x/no-restricted-paths': ['error', { basePath: root, zones: [...zones, ...simulator] }] },
	},
	{ files: ['credentials/**/*.ts', 'nodes/**/*.ts'], rules: packages(['n8n-workflow']) },
	{ files: ['nodes/transport/**/*.ts', 'nodes/webhook/**/*.ts'], rules: packages(['n8n-workflow', 'node:crypto']) },
	{ files: ['nodes/protocol/**/*.ts'], rules: packages(['node:crypto']) },
	...bundles.map(({ module, library }) => ({ files: [module], rules: packages([library]) })),
];
