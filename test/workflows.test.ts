import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INode, type IWorkflowBase } from 'n8n-workflow';
import manifest from '../package.json';
import { RECIPES } from './n8n/e2e/recipes';
import { nodeTypes } from './n8n/engine/nodeTypes';
import { strayParameters } from './strayParameters';

/** The files that users import: what would make them stumble before the first run. test/n8n/e2e/recipes.e2e.test.ts runs them. */

const ROOT = join(__dirname, '..');
const FOLDER = join(ROOT, 'workflows');
const names = readdirSync(FOLDER)
	.filter((file) => file.endsWith('.json'))
	.map((file) => file.slice(0, -'.json'.length));

/** The newest versions that n8n 1.123.81, the oldest n8n that we run in, has of other people's nodes. */
const KNOWN_TO_OLD_N8N: Record<string, number> = {
	...{ code: 2, crypto: 1, dataTable: 1, dataTableTool: 1, filter: 2.3, formTrigger: 2.3, googleSheets: 4.7, httpRequest: 4.3, if: 2.3 },
	...{ manualTrigger: 1, scheduleTrigger: 1.3, set: 3.4, splitInBatches: 3, splitOut: 1, stickyNote: 1, stopAndError: 1, switch: 3.4, wait: 1.1 },
	...{ agent: 3, lmChatOpenAi: 1.3, memoryBufferWindow: 1.3 },
};

/** What n8n keeps in a workflow and nobody else should see. */
const OWNERS = ['id', 'versionId', 'meta', 'shared', 'staticData', 'homeProject', 'createdAt', 'updatedAt', 'active', 'tags', 'owner'];

it('every recipe is played by a test', () => {
	expect(RECIPES.map(({ name }) => name).sort()).toEqual(names.sort());
});

const recipes = readFileSync(join(ROOT, 'docs/recipes.md'), 'utf8');

describe.each(names)('%s', (name) => {
	const text = readFileSync(join(FOLDER, `${name}.json`), 'utf8');
	const workflow = JSON.parse(text) as IWorkflowBase;
	const nodes = workflow.nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
	const notes = workflow.nodes.filter(({ type }) => type.endsWith('.stickyNote'));
	const about = String(notes.find((note) => note.name === 'About')?.parameters.content ?? '');
	const tables = new Set(nodes.flatMap(({ parameters: { dataTableId } }) => (dataTableId as { cachedResultName?: string })?.cachedResultName ?? []));
	const credentials = nodes.flatMap((node) => Object.entries(node.credentials ?? {}));

	test('its note begins with what it does, and is long enough to say what to set up', () => {
		expect(about.split('\n').slice(0, 3)).toEqual([expect.stringMatching(/^## .{10,}/), '', expect.stringMatching(/^.{60,}\.$/)]);
		expect(about.length).toBeGreaterThan(600);
	});

	test('its note names every table, every credential of ours, and what has to be switched on', () => {
		const ours = credentials.map(([type]) => ({ wechatApi: '**WeChat API**', wechatPayApi: '**WeChat Pay API**' })[type] ?? '');
		expect([...tables, ...ours].filter((words) => !about.includes(words))).toEqual([]);
		expect(about).toMatch(/publish[^.]*\(activate\)/i);
	});

	test('the files that its note links are there', () => {
		const files = [...about.matchAll(/workflows\/([\w.-]+)/g)].map(([, file]) => file);
		expect(files.filter((file) => !existsSync(join(FOLDER, file)))).toEqual([]);
	});

	test('our nodes know everything that it says, and miss nothing but what its note leaves to the user', () => {
		const wrong = nodes
			.filter(({ type }) => type.startsWith(`${manifest.name}.`))
			.flatMap((node) => {
				const { description } = nodeTypes.getByNameAndVersion(node.type);
				const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description)?.parameters;
				const missing = about.includes(`*${node.name}*`) ? [] : Object.keys(issues ?? {});
				return [...strayParameters(node, description), ...missing].map((parameter) => `${node.name}: ${parameter}`);
			});
		expect(wrong).toEqual([]);
	});

	test("n8n 1.123.81 knows other people's nodes in these versions", () => {
		const others = nodes.filter(({ type }) => !type.startsWith(`${manifest.name}.`));
		const unknown = others.filter(({ type, typeVersion }) => !(typeVersion <= KNOWN_TO_OLD_N8N[type.split('.')[1]]));
		expect(unknown.map(({ type, typeVersion }) => `${type} ${typeVersion}`)).toEqual([]);
	});

	test('every node is reached from a trigger, or serves one that is', () => {
		const all = Object.entries(workflow.connections).flatMap(([from, byType]) =>
			Object.entries(byType).flatMap(([type, outputs]) => outputs.flatMap((output) => (output ?? []).map(({ node }) => ({ from, type, to: node })))),
		);
		const known = new Set(nodes.map((node) => node.name));
		expect(all.filter(({ from, to }) => !known.has(from) || !known.has(to))).toEqual([]);
		const reached = new Set(nodes.filter(({ type }) => /Trigger$/.test(type)).map((node) => node.name));
		for (let size = -1; size < reached.size; ) {
			size = reached.size;
			for (const { from, type, to } of all) {
				if (type === 'main' ? reached.has(from) : reached.has(to)) reached.add(type === 'main' ? to : from);
			}
		}
		expect([...known].filter((one) => !reached.has(one))).toEqual([]);
		expect([...reached].filter((one) => !all.some(({ from, to }) => from === one || to === one))).toEqual([]);
	});

	test('nothing of its maker is in it', () => {
		expect(OWNERS.filter((key) => key in workflow)).toEqual([]);
		expect(workflow.pinData ?? {}).toEqual({});
		expect(credentials.map(([, found]) => Object.keys(found).sort())).toEqual(credentials.map(() => ['id', 'name']));
		expect(text).not.toMatch(/localhost|127\.0\.0\.1|:\/\/[^"\s]*:\d{4}|instanceId|\bo[A-Za-z0-9_-]{27}\b|\bwx[0-9a-f]{16}\b/);
	});

	test('its ids and names are used once', () => {
		const ids = workflow.nodes.flatMap(({ id, webhookId }) => [id, ...(webhookId ? [webhookId] : [])]);
		expect(new Set(ids).size).toBe(ids.length);
		expect(new Set(workflow.nodes.map((node) => node.name)).size).toBe(workflow.nodes.length);
	});

	test('nothing lies upon anything else on the canvas', () => {
		const places = workflow.nodes.map((node) => ({ name: node.name, ...placeOf(node) }));
		const upon = places.flatMap((one, index) =>
			places
				.slice(index + 1)
				.filter((other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
				.map((other) => `${one.name} and ${other.name}`),
		);
		expect(upon).toEqual([]);
	});

	test('docs/recipes.md has its section, with its picture and its file', () => {
		expect(existsSync(join(ROOT, `docs/${name}.png`))).toBe(true);
		const section = recipes.split(/^## /m).find((one) => one.includes(`](../workflows/${name}.json)`)) ?? '';
		expect(section).toMatch(new RegExp(`!\\[.{30,}\\]\\(${name}\\.png\\)`));
	});
});

/** The room that a node takes in the editor, with the name below it. */
function placeOf({ type, position: [left, top], parameters }: INode) {
	const [width, height] = type.endsWith('.stickyNote') ? [Number(parameters.width), Number(parameters.height)] : type.endsWith('.agent') ? [256, 96] : [120, 120];
	return { left, top, right: left + width, bottom: top + height };
}
