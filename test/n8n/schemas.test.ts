import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { cases } from './cases';
import { schemaOf } from './outputSchema';
import { useWechat } from './wechat';

/**
 * What the editor shows of an operation's output before it has run is what it then gives. The files are made of the
 * operations' cases: `npm run schemas`.
 */
const wechat = useWechat();

const NODES = join(__dirname, '../../nodes');
const writes = Boolean((globalThis as { writeSchemas?: boolean }).writeSchemas);

/** What comes depends on the call. */
const described = Object.keys(cases).filter((name) => !name.includes(' apiCall '));

const folderOf = (node: string) => join(NODES, node[0].toUpperCase() + node.slice(1), '__schema__', 'v1.0.0');

function fileOf(name: string): string {
	const [node, resource, operation] = name.split(' ');
	return join(folderOf(node), resource, `${operation}.json`);
}

test.each(described)('%s', async (name) => {
	const [type, resource, operation] = name.split(' ');
	const { given: prepare, input, parameters, simplifies } = cases[name];
	const given = (await prepare?.(wechat)) ?? {};
	const entered = { resource, operation, ...parameters(given, wechat), ...(simplifies && { simplify: true }) };
	const run = await wechat.run({ name: 'WeChat', type, parameters: entered as never }, { items: [{ json: {}, ...(await input?.(given)) }] });
	const schema = schemaOf(run.json('WeChat') as IDataObject[]);
	const file = fileOf(name);
	if (writes) {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify(schema, null, '\t')}\n`);
	}
	expect(schema).toEqual(JSON.parse(readFileSync(file, 'utf8')));
});

test('there is none of an operation that is no more', () => {
	const nodes = new Set(described.map((name) => name.split(' ')[0]));
	const files = [...nodes].flatMap((node) =>
		readdirSync(folderOf(node), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name)),
	);
	expect(files.sort()).toEqual(described.map(fileOf).sort());
});
