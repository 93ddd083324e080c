import { mkdtemp, mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Say } from '../n8n/privateN8n/cache';
import { command } from '../n8n/privateN8n/command';
import { installN8n } from '../n8n/privateN8n/install';
import { packedTarball } from '../n8n/privateN8n/tarball';
import { NEWEST } from '../n8n/privateN8n/versions';
import { properties } from '../../nodes/operation/properties';
import type { Resource } from '../../nodes/operation/operation';
import { nodes } from '../inventory/operations';
import { median, short, spread } from './figures';
import type { Findings, Part, Row } from './part';

const ROUNDS = 7;

/** How many of n8n's own nodes ours are put beside: those whose descriptions are the largest. */
const LARGEST = 8;

/** A node, or several that are loaded together. */
interface Loaded {
	name: string;
	ours: boolean;
	/** File and class, one after the other. */
	classes: string[];
	/** What the editor downloads, where n8n has it written down: of all versions of a node. */
	download?: Download;
}

interface Download {
	bytes: number;
	properties: number;
}

/** What `loadNode.cjs` prints. */
interface Cost extends Download {
	ms: number;
}

/** Every n8n loads the nodes of a package at its start, and every editor downloads their descriptions, used or not. */
export const nodeCost: Part = {
	name: 'node-cost',
	claim: "each of our nodes loads faster than n8n's own eight largest do on average, and is smaller for the editor to download than the median of them",
	async run(say) {
		const { node, n8n } = await installN8n(NEWEST, say);
		const installed = dirname(dirname(dirname(n8n)));
		const folder = await mkdtemp(join(tmpdir(), 'node-cost-'));
		try {
			const ours = await unpacked(folder, installed, say);
			const theirs = await largest(join(installed, 'n8n-nodes-base'));
			const costs = new Map<Loaded, Cost[]>([...ours, ...theirs].map((one) => [one, []]));
			say(`Loading ${costs.size} times in ${ROUNDS} rounds, each in a process of its own …`);
			for (let round = 0; round < ROUNDS; round++) {
				for (const [{ classes, download }, measured] of costs) {
					const answer = await command(node, [join(__dirname, 'loadNode.cjs'), join(installed, 'n8n'), ...classes], { cwd: folder, failure: 'A node could not be loaded' });
					measured.push({ ...(JSON.parse(answer) as Cost), ...download });
				}
			}
			return findings(costs);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	},
};

/** Our nodes out of the tarball, one by one and all together. */
async function unpacked(folder: string, installed: string, say: Say): Promise<Loaded[]> {
	const root = join(folder, 'node_modules/n8n-nodes-wechat-business');
	await mkdir(root, { recursive: true });
	await command('tar', ['-xzf', await packedTarball(say), '-C', root, '--strip-components=1'], { cwd: folder, failure: 'The package could not be unpacked' });
	await symlink(join(installed, 'n8n-workflow'), join(folder, 'node_modules/n8n-workflow'));
	const { n8n } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { n8n: { nodes: string[] } };
	const nodes = n8n.nodes.map((file) => ({ file: join(root, file), name: file.match(/(\w+)\.node\.js$/)![1] }));
	return [
		...nodes.map(({ file, name }) => ({ name, ours: true, classes: [file, name] })),
		{ name: `all ${nodes.length} together`, ours: true, classes: nodes.flatMap(({ file, name }) => [file, name]) },
	];
}

/** n8n's own nodes whose descriptions, of all versions, are the largest. */
async function largest(base: string): Promise<Loaded[]> {
	const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(base, 'dist', file), 'utf8'));
	const types = (await read('types/nodes.json')) as Array<{ name: string; properties: unknown[] }>;
	const known = (await read('known/nodes.json')) as Record<string, { className: string; sourcePath: string }>;
	const downloads = new Map<string, Download>();
	for (const type of types) {
		const { bytes, properties } = downloads.get(type.name) ?? { bytes: 0, properties: 0 };
		downloads.set(type.name, { bytes: bytes + Buffer.byteLength(JSON.stringify(type)), properties: properties + type.properties.length });
	}
	return [...downloads]
		.filter(([name]) => name in known)
		.sort(([, one], [, other]) => other.bytes - one.bytes)
		.slice(0, LARGEST)
		.map(([name, download]) => {
			const { className, sourcePath } = known[name];
			return { name: `n8n's ${className}`, ours: false, classes: [join(base, sourcePath), className], download };
		});
}

function findings(costs: Map<Loaded, Cost[]>): Findings {
	const time = (measured: Cost[]): number => median(measured.map(({ ms }) => ms));
	const rows: Row[] = [...costs].map(([{ name }, measured]) => ({
		Node: name,
		'Load ms': spread(measured.map(({ ms }) => ms)),
		'Description KB': short(measured[0].bytes / 1000),
		Properties: short(measured[0].properties),
	}));
	const theirs = [...costs].filter(([{ ours }]) => !ours).map(([, measured]) => measured);
	const single = [...costs].filter(([{ ours, classes }]) => ours && classes.length === 2).map(([, measured]) => measured);
	const slowest = Math.max(...single.map(time));
	const biggest = Math.max(...single.map(([{ bytes }]) => bytes));
	const theirTime = theirs.map(time).reduce((sum, ms) => sum + ms, 0) / theirs.length;
	const theirSize = median(theirs.map(([{ bytes }]) => bytes));
	return {
		rows,
		holds: slowest < theirTime && biggest < theirSize,
		notes: [
			'Each in a process of its own, with n8n-workflow in memory; median of the rounds (smallest–largest). Description: the JSON that every editor downloads, of all versions of a node; n8n compresses it on the way.',
			`Our slowest: ${short(slowest)} ms, theirs on average: ${short(theirTime)} ms. Our largest: ${short(biggest / 1000)} KB, the median of theirs: ${short(theirSize / 1000)} KB.`,
			`Without fields that stand once for several operations, the properties of all our action nodes would have ${short(size(apart) / 1000)} KB in place of ${short(size(properties) / 1000)}.`,
		],
	};
}

/** The properties as they would be if every operation had its own. */
const apart = (resources: Resource[]) => resources.flatMap((resource) => resource.operations.flatMap((operation) => properties([{ ...resource, operations: [operation] }]).slice(2)));

function size(make: (resources: Resource[]) => unknown): number {
	return Object.values(nodes).reduce((sum, resources) => sum + Buffer.byteLength(JSON.stringify(make(resources))), 0);
}
