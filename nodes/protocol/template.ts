/** A field of a template: `{{thing1.DATA}}` after the words “商品名称：”. */
export interface TemplateField {
	/** What the value is sent under: `thing1`, `keyword2`, `first`. */
	key: string;
	/** WeChat's words for it; empty where the text has none. */
	label: string;
}

/** What a kind of field takes (wechat-api.md C.2, "Value limits"). */
interface Rule {
	/** As people read it: "up to 20 characters". */
	words: string;
	/** The same where there is room for a few letters. */
	sign?: string;
	/** How much WeChat takes of this value, and how much it has. */
	most?: (value: string) => number;
	length?: (value: string) => number;
	/** What takes the place of the end of a value that is too long. Without it a value is never cut: half a number is a false one. */
	ending?: string;
}

const CHINESE = /\p{Script=Han}/u;

const characters = (value: string): number => [...value].length;

const upTo = (most: number, what: string, ending?: string): Rule => ({
	words: `up to ${most} ${what}`,
	sign: `≤ ${most}`,
	most: () => most,
	length: characters,
	ending,
});

const RULES: Record<string, Rule> = {
	thing: upTo(20, 'characters', '…'),
	const: upTo(20, 'characters'),
	character_string: upTo(32, 'digits, letters or symbols'),
	number: upTo(32, 'digits'),
	letter: upTo(32, 'letters', ''),
	symbol: upTo(5, 'symbols', ''),
	phrase: upTo(5, 'Chinese characters', ''),
	phone_number: upTo(17, 'digits'),
	car_number: upTo(8, 'characters'),
	name: {
		words: 'up to 10 Chinese characters or 20 letters',
		sign: '≤ 10, Latin 20',
		most: (value) => (CHINESE.test(value) ? 10 : 20),
		length: characters,
		ending: '',
	},
	amount: {
		words: 'currency sign and up to 10 digits',
		most: () => 10,
		// "with decimals": what stands before the point counts.
		length: (value) => value.replace(/[.．].*/, '').replace(/\D/g, '').length,
	},
	time: { words: 'time, 24 hours' },
	date: { words: 'date' },
	enum: { words: 'one of a list' },
	enum_string: { words: 'one of a list' },
};

/** The type that a key begins with: `thing1` → `thing`. */
export function kindOf(key: string): string {
	return key.replace(/\d+$/, '');
}

/** Whether WeChat checks the field, and refuses it empty; `first`, `remark` and `keyword1` are any text. */
export function isTyped(key: string): boolean {
	return Object.hasOwn(RULES, kindOf(key));
}

/** `{{thing1.DATA}}`. */
export const PLACE = /\{\s*\{\s*(\w+)\.DATA\s*\}\s*\}/g;

/** The fields of a template's text in their order, each once. */
export function fieldsOf(content: string): TemplateField[] {
	const fields = new Map<string, TemplateField>();
	let from = 0;
	for (const { 0: place, 1: key, index } of content.matchAll(PLACE)) {
		const before = content.slice(from, index).split('\n').at(-1) as string;
		from = index + place.length;
		const words = before.trim().replace(/\s*[:：]$/, '');
		if (!fields.has(key)) fields.set(key, { key, label: /\p{L}/u.test(words) ? words : '' });
	}
	return [...fields.values()];
}

/** `商品名称 (thing1, up to 20 characters)`: what people see of a field. */
export function describeField({ key, label }: TemplateField): string {
	const limit = isTyped(key) ? RULES[kindOf(key)].words : '';
	if (label === '') return limit ? `${key} (${limit})` : key;
	return `${label} (${[key, limit].filter(Boolean).join(', ')})`;
}

/** `商品名称 (thing1 ≤ 20)`: the same as the label of a field, which n8n cuts off after some 40 letters. */
export function labelOf({ key, label }: TemplateField): string {
	const place = [key, isTyped(key) && RULES[kindOf(key)].sign].filter(Boolean).join(' ');
	return label === '' ? place : `${label} (${place})`;
}

/**
 * The value as WeChat takes it, and how long it may be if it does not. A line break would be refused in a typed field.
 * @param shorten whether words may be cut
 */
export function fitted(key: string, entered: string, shorten: boolean): { value: string } | { has: number; most: number } {
	if (!isTyped(key)) return { value: entered };
	const { most, length = characters, ending } = RULES[kindOf(key)];
	const value = entered.trim().replace(/\s*[\r\n]+\s*/g, ' ');
	const [limit, has] = [most?.(value) ?? Infinity, length(value)];
	if (has <= limit) return { value };
	if (!shorten || ending === undefined) return { has, most: limit };
	return { value: cut(value, limit - characters(ending)).trimEnd() + ending };
}

/** As many whole characters as people see them: half an emoji is a question mark. */
function cut(value: string, most: number): string {
	let kept = '';
	for (const { segment } of new Intl.Segmenter().segment(value)) {
		if (characters(kept + segment) > most) break;
		kept += segment;
	}
	return kept;
}

/**
 * A time as WeChat's templates write it: `2026年11月24日 15:00`; of a date at midnight the day alone.
 * @param iso in Beijing time: `2026-11-24T15:00:00+08:00`
 */
export function templateTime(kind: 'date' | 'time', iso: string): string {
	const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T(\d\d:\d\d)/.exec(iso) as RegExpExecArray;
	const date = `${year}年${Number(month)}月${Number(day)}日`;
	return kind === 'date' && time === '00:00' ? date : `${date} ${time}`;
}

/** How often one permission is good for, as WeChat numbers templates of notices; null for what it has not documented. */
export function permissionOf(type: unknown): 'long-term' | 'one-time' | null {
	if (Number(type) === 2) return 'one-time';
	return Number(type) === 3 ? 'long-term' : null;
}
