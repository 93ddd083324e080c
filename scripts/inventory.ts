import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { overrides } from './inventory/overrides';
import { readParams, type Param, type SourceRecord } from './inventory/params';

/**
 * Makes test/simulator/inventory.json, the list of documented endpoints by which the simulator
 * refuses missing, unknown and badly typed parameters. Users do not have ../shared, so the copy is kept.
 *
 * Run: npx tsx scripts/inventory.ts
 */
const root = join(__dirname, '..');
const source = join(root, '../shared/reference/wechat-api.json');
const target = join(root, 'test/simulator/inventory.json');

const AREAS = ['A', 'C', 'D'];
const LEFT_OUT = /^(card|guide|poi)/;

interface Entry {
	area: string;
	resource: string;
	operation: string;
	method: string;
	path: string;
	params: Param[];
	limits: string;
	docs?: string;
}

function entry(record: SourceRecord): Entry {
	const { area, resource, operation, method, path, limits } = record;
	const params = overrides(`${method} ${path}`, readParams(record));
	const docs = record.source.join(' ').match(/https:\/\/developers\.weixin\.qq\.com[^\s)"']*/)?.[0];
	return { area, resource, operation, method, path, params, limits, docs };
}

if (!existsSync(source)) {
	console.error(`${source} is missing: the inventory is made from the shared reference. inventory.json is unchanged.`);
	process.exit(1);
}
const records = JSON.parse(readFileSync(source, 'utf8')) as SourceRecord[];
const entries = records.filter((record) => AREAS.includes(record.area) && !LEFT_OUT.test(record.resource)).map(entry);
writeFileSync(target, `[\n${entries.map((line) => JSON.stringify(line)).join(',\n')}\n]\n`);
console.log(`${entries.length} endpoints written to ${target}`);
