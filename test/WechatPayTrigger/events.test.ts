import { eventOptions } from '../../nodes/WechatPayTrigger/events';
import documented from './wechat-pay-events.json';

const [all, ...options] = eventOptions;
const values = options.map(({ value }) => String(value));

const GROUPS = [
	...['Account', 'Balance', 'Company Payment', 'Complaint', 'Contract', 'Coupon', 'Credit Repayment', 'Deposit and Insurance', 'Donation'],
	...['Invoice', 'Membership', 'Parking', 'Pay Score', 'Payment', 'Prepaid Card', 'Profit Sharing', 'Refund', 'Risk', 'Transfer'],
];

describe('events of the WeChat Pay Trigger', () => {
	it('begin with the wildcard', () => {
		expect(all).toMatchObject({ value: '*' });
	});

	it('are the 105 that WeChat Pay documents, each once, under its own name', () => {
		expect(documented).toHaveLength(105);
		expect([...values].sort()).toEqual(documented.map(({ event_type }) => event_type).sort());
	});

	it('stand in alphabetical order, each with a name of its own', () => {
		const names = eventOptions.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
		expect(new Set(names).size).toBe(names.length);
	});

	it('are grouped in words that a marketer knows', () => {
		expect([...new Set(options.map(({ name }) => name.split(': ')[0]))].sort()).toEqual(GROUPS);
		for (const { name } of options) expect(name).toMatch(/^[A-Z][\w ]+: [A-Z][\w\- ]+( \(Brand\))?$/);
	});

	it.each(documented)('$event_type is described in a sentence, with its name and the Chinese term', ({ event_type, titleZh }) => {
		const description = options.find(({ value }) => value === event_type)?.description;
		const [, name, term] = /^[A-Z][^()]+ \(([A-Z\d_.]+), ([^()]+)\)$/.exec(description ?? '') ?? [];
		expect(name).toBe(event_type);
		// Some of WeChat's titles say in a bracket whose it is.
		const title = titleZh.replace(/ \(.*\)$/, '');
		expect(title.endsWith(term) || title.includes(term)).toBe(true);
		expect(term).toMatch(/\p{Script=Han}{2}/u);
	});
});
