import { eventOptions } from '../../nodes/WechatTrigger/events';
import { eventAliases } from '../../nodes/webhook/wechat/item';
import documented from './wechat-events.json';

const key = ({ kind, name }: { kind: string; name: string }) => `${kind}.${name}`.toLowerCase();
const inScope = documented.filter(({ scope }) => scope !== 'WeCom');
const options = eventOptions.slice(1);
const values = options.map(({ value }) => String(value));

describe('events of the WeChat Trigger', () => {
	it('begins with the wildcard', () => {
		expect(eventOptions[0]).toMatchObject({ value: '*' });
	});

	it('covers the 87 pushes of Official Account and Mini Program, each once', () => {
		expect(inScope).toHaveLength(87);
		expect([...values].sort()).toEqual(inScope.map(key).sort());
	});

	it('leaves the pushes of WeCom to another trigger', () => {
		const elsewhere = documented.filter(({ scope }) => scope === 'WeCom').map(key);
		expect(elsewhere).toHaveLength(2);
		expect(values.filter((value) => elsewhere.includes(value))).toEqual([]);
	});

	it('keeps message location and event LOCATION apart', () => {
		expect(values).toEqual(expect.arrayContaining(['message.location', 'event.location']));
	});

	it('has unique values in lower case with their prefix', () => {
		expect(new Set(values).size).toBe(values.length);
		for (const value of values) expect(value).toMatch(/^(message|event)\.[a-z_]+$/);
	});

	it('has unique names with their group in front, alphabetical', () => {
		const names = eventOptions.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		for (const { name } of options) expect(name).toMatch(/^[A-Z][\w ]+: \S/);
	});

	it.each(inScope)("says when $kind $name comes, with WeChat's own name", (record) => {
		const description = options.find(({ value }) => value === key(record))?.description;
		expect(description).toMatch(/^When .+\(.+, [^()]*\p{Script=Han}[^()]*\)$/u);
		expect(description).toContain(`(${record.name}, `);
	});

	it('points every alias to an option and notes it in the description', () => {
		for (const [alias, value] of Object.entries(eventAliases)) {
			expect(values).not.toContain(alias);
			const name = alias.replace(/^\w+\./, '');
			const option = options.find((candidate) => candidate.value === value);
			expect(option?.description?.toLowerCase()).toContain(name);
		}
	});
});
