import { MERCHANT } from '../../simulator/client';
import examples from '../../simulator/push/pay/examples.json';
import documented from '../../WechatPayTrigger/wechat-pay-events.json';
import { logged, Scene, TAKEN } from './scene';

const scene = Scene.forEachTest();

type Values = Record<string, any>;

const EXAMPLES = Object.entries(examples as unknown as Record<string, { original_type: string; resource: Values }>);

/** The columns that every item begins with. */
const COLUMNS = [
	...['openid', 'unionid', 'appid', 'event', 'original_type', 'variant', 'status', 'mchid', 'out_trade_no', 'transaction_id', 'out_refund_no'],
	...['amount_fen', 'amount_yuan', 'paid_yuan', 'refund_yuan', 'currency', 'attach', 'occurred_at', 'dedup_key', 'is_verified', 'api_version'],
];

it('there is an example of each of the 105 notifications, and of each variant of a payment', () => {
	const names = EXAMPLES.map(([name]) => name);
	expect([...new Set(names.map((name) => name.split('/')[0]))].sort()).toEqual(documented.map(({ event_type }) => event_type).sort());
	expect(names.filter((name) => name.startsWith('TRANSACTION.SUCCESS')).length).toBeGreaterThan(2);
});

describe.each(EXAMPLES)('%s', (name, { original_type, resource }) => {
	const [event_type] = name.split('/');
	const isShare = original_type === 'profitsharing';

	it('starts a flow that wants it, with every column and all that it says by itself', async () => {
		const n8n = await scene.n8n({ events: [isShare && event_type === 'TRANSACTION.SUCCESS' ? 'PROFITSHARING.SUCCESS' : event_type], simplify: false });
		const [tried] = await scene.notify(n8n, { example: name, resource: {}, event_type: undefined });
		expect(tried).toMatchObject({ status: 200, body: TAKEN.body });
		expect(n8n.executions).toHaveLength(1);
		const [item] = n8n.items;
		expect(Object.keys(item).slice(0, COLUMNS.length)).toEqual(COLUMNS);
		expect(item).toMatchObject({ event: event_type, original_type: expect.anything(), is_verified: true, api_version: 'v3' });
		expect(item.dedup_key).toMatch(/^[\w-]{10,}$/);
		expect(item.occurred_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+08:00$/);
		const raw = item.raw as Values;
		expect(raw.resource).toEqual(resource);
		for (const [key, value] of Object.entries(resource)) {
			const isFlat = typeof value !== 'object' || Array.isArray(value);
			if (!COLUMNS.includes(key)) expect(item[key]).toEqual(isFlat ? value : undefined);
		}
		for (const [key, value] of Object.entries(item)) {
			if (key !== 'raw') expect(value === null || typeof value !== 'object' || Array.isArray(value)).toBe(true);
		}
		expect(logged).toEqual([]);
	});

	it('is acknowledged without an execution where nobody wants it', async () => {
		const others = documented.map((one) => one.event_type).filter((one) => one !== event_type && !(isShare && one === 'PROFITSHARING.SUCCESS'));
		const n8n = await scene.n8n({ events: isShare ? [...others, 'TRANSACTION.SUCCESS'] : others });
		expect(await scene.notify(n8n, { example: name, resource: {}, event_type: undefined })).toMatchObject([{ status: 200, body: TAKEN.body }]);
		expect(n8n.executions).toEqual([]);
	});
});

describe('the variants of a payment', () => {
	const variantOf = async (name: string) => {
		const n8n = await scene.n8n({ events: ['*'] });
		await scene.notify(n8n, { example: name, resource: {}, event_type: undefined });
		return n8n.items[0];
	};

	it.each(EXAMPLES.map(([name]) => name).filter((name) => name.startsWith('TRANSACTION.SUCCESS')))('%s', async (name) => {
		const item = await variantOf(name);
		const { resource, original_type } = (examples as Values)[name];
		const variant =
			original_type === 'profitsharing' ? 'profitsharing' : resource.combine_out_trade_no ? 'combine' : resource.sp_mchid ? 'partner' : 'payment';
		expect(item.variant).toBe(variant);
		if (variant === 'combine') expect(item.sub_orders).toEqual(resource.sub_orders);
		if (variant !== 'profitsharing') expect(item.amount_fen).toBeGreaterThan(0);
		if (variant === 'payment') expect(item.mchid).toBe(MERCHANT.mchid);
	});
});
