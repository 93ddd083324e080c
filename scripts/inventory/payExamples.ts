import values from './payExampleValues.json';

/** A record of ../shared/reference/wechat-pay-events.json. */
export interface EventRecord {
	event_type: string;
	titleZh: string;
	original_type: string | null;
	/** `a.b[].c*{X|Y}`: dots nest, `[]` is a list, `*` must be there, the braces say what it may be. */
	decryptedFields: string[];
}

/** What is inside of a notification, decrypted, and what the envelope says of it. */
export interface PayExample {
	original_type: string;
	resource: Record<string, unknown>;
}

interface Field {
	/** Without `*` and braces. */
	path: string;
	first?: string;
}

const VALUES = values.byName as Record<string, unknown>;
const AT_PLACE = values.byPlace as Record<string, unknown>;
const TYPES = values.originalTypes as Record<string, string>;
const LEFT_OUT = values.leftOut as Record<string, string[]>;
const WRITTEN = values.written as unknown as Record<string, PayExample>;
/** Variants of an event: null takes a field away. */
const CHANGED = values.changed as Record<string, { of: string; fields: Record<string, unknown> }>;

/** An own merchant says `mchid`, a partner `sp_mchid` and `sub_mchid`: where the page lists both, they are two examples. */
const DIRECT_ONLY = ['mchid'];
const PARTNER_ONLY = ['sp_mchid', 'sp_appid', 'sub_mchid', 'sub_appid', 'sp_openid', 'sub_openid', 'refund_account', 'individual_auth_id'];

/** Every event with its variants: `EVENT` or `EVENT/variant`. @throws Error naming a field that has no value yet */
export function payExamples(records: EventRecord[]): Record<string, PayExample> {
	const made = records.flatMap((record) => (record.event_type in WRITTEN ? [] : examplesOf(record)));
	const examples = { ...Object.fromEntries(made), ...WRITTEN };
	for (const [name, { of, fields }] of Object.entries(CHANGED)) {
		if (!examples[of]) continue;
		const resource = Object.entries({ ...examples[of].resource, ...fields }).filter(([, value]) => value !== null);
		examples[name] = { ...examples[of], resource: Object.fromEntries(resource) };
	}
	return Object.fromEntries(Object.entries(examples).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function examplesOf({ event_type, original_type, decryptedFields }: EventRecord): Array<[string, PayExample]> {
	const left = [...LEFT_OUT['*'], ...(LEFT_OUT[event_type] ?? [])];
	const fields = decryptedFields.map(read).filter(({ path }) => !left.some((one) => isWithin(path, one)));
	const type = original_type ?? TYPES[event_type] ?? event_type.split('.')[0].toLowerCase();
	const example = (without: string[]): PayExample => ({
		original_type: type,
		resource: build(event_type, fields.filter(({ path }) => !without.includes(path.split('.').at(-1) ?? ''))),
	});
	const names = fields.map(({ path }) => path);
	if (!names.includes('mchid') || !names.includes('sp_mchid')) return [[event_type, example([])]];
	return [
		[event_type, example(PARTNER_ONLY)],
		[`${event_type}/partner`, example(DIRECT_ONLY)],
	];
}

/** The paths of documented fields, without their marks. */
export function fieldsOf(decryptedFields: string[]): string[] {
	return [...new Set(decryptedFields.map((text) => read(text).path))];
}

function read(text: string): Field {
	const [, path, enumeration] = /^([^*{]+)\*?(?:\{(.*)\})?$/.exec(text) ?? [];
	return { path, first: enumeration?.split('|')[0] };
}

function isWithin(path: string, outer: string): boolean {
	return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[]`);
}

function build(event: string, fields: Field[], prefix = ''): Record<string, unknown> {
	const here = fields.filter(({ path }) => !path.slice(prefix.length).includes('.'));
	return Object.fromEntries(
		here.map((field) => {
			const name = field.path.slice(prefix.length);
			const value = valueOf(event, field, fields);
			return name.endsWith('[]') ? [name.slice(0, -2), [value]] : [name, value];
		}),
	);
}

function valueOf(event: string, { path, first }: Field, fields: Field[]): unknown {
	const name = (path.split('.').at(-1) ?? path).replace('[]', '');
	const ordered = AT_PLACE[`${event}:${path}`] ?? AT_PLACE[path];
	if (ordered !== undefined) return ordered;
	const inner = fields.filter((one) => one.path.startsWith(`${path}.`));
	if (inner.length > 0) return build(event, inner, `${path}.`);
	if (name in VALUES) return VALUES[name];
	if (first !== undefined) return first;
	if (/_time$/.test(name)) return values.time;
	throw new Error(`${event} ${path} has no value yet: add it to payExampleValues.json`);
}
