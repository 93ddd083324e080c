import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { overrides } from './inventory/overrides';
import { readParams, type Param, type SourceRecord } from './inventory/params';
import { type PayRecord, isWanted, readPayParams } from './inventory/pay';
import { type EventRecord, fieldsOf, payExamples } from './inventory/payExamples';

/**
 * Makes test/simulator/inventory.json, payInventory.json, payEvents.json and push/pay/examples.json: the documented
 * endpoints by which the simulator refuses missing, unknown and badly typed parameters, WeChat Pay's words for its
 * notifications and an example of each. Users do not have ../shared, so the copies are kept.
 *
 * Run: npx tsx scripts/inventory.ts
 */
const root = join(__dirname, '..');
const reference = join(root, '../shared/reference');
const simulator = join(root, 'test/simulator');

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

function payEntry(record: PayRecord) {
	const { resource, operation, method, path, mode, oneOf, success, responseSigned } = record;
	const pages = record.source.filter((text) => text.startsWith('https://pay.weixin.qq.com/'));
	const docs =
		pages.find((page) => page.includes(mode === 'partner' ? '/doc/v3/partner/' : '/doc/v3/merchant/')) ?? pages.at(-1);
	return {
		resource,
		operation,
		method,
		path,
		mode,
		params: readPayParams(record),
		oneOf,
		success,
		responseSigned,
		docs,
	};
}

function eventEntry({ event_type, titleZh, original_type, decryptedFields }: EventRecord): [string, object] {
	return [event_type, { summary: titleZh, original_type: original_type?.split(',')[0], fields: fieldsOf(decryptedFields) }];
}

function read<T>(name: string): T {
	return JSON.parse(readFileSync(join(reference, name), 'utf8')) as T;
}

function write(name: string, entries: unknown[]): void {
	writeFileSync(join(simulator, name), `[\n${entries.map((line) => JSON.stringify(line)).join(',\n')}\n]\n`);
	console.log(`${entries.length} entries written to ${name}`);
}

/** One line per entry. */
function writeObject(name: string, entries: Record<string, unknown>): void {
	const lines = Object.entries(entries).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
	writeFileSync(join(simulator, name), `{\n${lines.join(',\n')}\n}\n`);
	console.log(`${lines.length} entries written to ${name}`);
}

if (!existsSync(reference)) {
	console.error(`${reference} is missing: the inventory is made from the shared reference. Nothing is changed.`);
	process.exit(1);
}
const records = read<SourceRecord[]>('wechat-api.json');
write(
	'inventory.json',
	records.filter(({ area, resource }) => AREAS.includes(area) && !LEFT_OUT.test(resource)).map(entry),
);
const payRecords = read<PayRecord[]>('wechat-pay.json');
write('payInventory.json', payRecords.filter(isWanted).map(payEntry));
const events = read<EventRecord[]>('wechat-pay-events.json');
writeObject('payEvents.json', Object.fromEntries(events.map(eventEntry)));
writeObject('push/pay/examples.json', payExamples(events));
