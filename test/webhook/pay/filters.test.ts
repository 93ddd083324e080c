import type { INodeParameters } from 'n8n-workflow';
import { MERCHANT, SERVICE } from '../../simulator/client';
import { logged, PAYMENT, Scene, TAKEN } from './scene';

const scene = Scene.forEachTest();

const { mchid, appid, payer, ...rest } = PAYMENT;
const OF_PARTNER = { ...rest, sp_mchid: mchid, sub_mchid: '1900077777', sp_appid: 'wxpartner', sub_appid: 'wxshop', payer: { sub_openid: payer.openid } };
const part = (sub: string) => ({ mchid: sub, amount: { total_amount: 5000, payer_amount: 5000, currency: 'CNY' } });
const COMBINED = { combine_mchid: mchid, combine_appid: appid, combine_out_trade_no: 'C1', sub_orders: [part('1900077777'), part('1900088888')] };
const noted = (...more: object[]) => ({ ...COMBINED, sub_orders: more.map((one) => ({ ...part('1900077777'), ...one })) });
const REFUND = { mchid, out_refund_no: 'R1', refund_status: 'SUCCESS', amount: { total: 9900, refund: 100 } };
const COMPLAINT = { complaint_id: '200201820200101080076610000', action_type: 'CREATE_COMPLAINT' };

/** How many executions a notification starts; it is acknowledged in any case. */
async function started(filters: INodeParameters, resource: object, event_type = 'TRANSACTION.SUCCESS'): Promise<number> {
	const n8n = await scene.n8n({ events: ['*'], filters });
	expect(await scene.notify(n8n, { resource, event_type })).toMatchObject([{ status: 200, body: TAKEN.body }]);
	return n8n.executions.length;
}

const without = <T extends object>(object: T, ...names: string[]) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

describe('Merchants', () => {
	it.each<[string, string, object, number]>([
		['the merchant', MERCHANT.mchid, PAYMENT, 1],
		['another one', '1900099999', PAYMENT, 0],
		['one of several, by commas and lines', ` 1900099999，1900066666,\n${MERCHANT.mchid}`, PAYMENT, 1],
		['a part of the number', MERCHANT.mchid.slice(0, -1), PAYMENT, 0],
		['a partner’s shop', '1900077777', OF_PARTNER, 1],
		['another shop of the partner', '1900088888', OF_PARTNER, 0],
		['the partner itself, whose shops all are', MERCHANT.mchid, OF_PARTNER, 0],
		['one shop of a combined order', '1900088888', COMBINED, 1],
		['none of a combined order', '1900099999', COMBINED, 0],
	])('%s', async (_, merchants, resource, count) => {
		expect(await started({ merchants }, resource)).toBe(count);
	});

	it.each([
		[MERCHANT.mchid, 1],
		['1900088888', 1],
		['1900099999', 0],
	])('%s, of a share of somebody else’s payment', async (merchants, count) => {
		const n8n = await scene.n8n({ events: ['*'], filters: { merchants } });
		await scene.notify(n8n, { resource: { mchid: '1900088888', receiver: { type: 'MERCHANT_ID', account: mchid } }, original_type: 'profitsharing' });
		expect(n8n.executions).toHaveLength(count);
	});

	it('have no effect on what names none', async () => {
		expect(await started({ merchants: '1900099999' }, COMPLAINT, 'COMPLAINT.CREATE')).toBe(1);
	});
});

describe('App IDs', () => {
	it.each<[string, string, object, number]>([
		['the account', SERVICE.appid, PAYMENT, 1],
		['another one', 'wxother', PAYMENT, 0],
		['the shop’s', 'wxshop', OF_PARTNER, 1],
		['the partner’s', 'wxpartner', OF_PARTNER, 1],
		['that of a combined order', SERVICE.appid, COMBINED, 1],
		['that of a part of a combined order', 'wxshop', noted({ sub_appid: 'wxother' }, { sub_appid: 'wxshop' }), 1],
		['of no part of a combined order', 'wxshop', noted({ sub_appid: 'wxother' }), 0],
	])('%s', async (_, appIds, resource, count) => {
		expect(await started({ appIds }, resource)).toBe(count);
	});

	it('have no effect on what names none', async () => {
		expect(await started({ appIds: 'wxother' }, REFUND, 'REFUND.SUCCESS')).toBe(1);
	});
});

describe('Minimum Amount', () => {
	it.each<[number | string, object, number]>([
		[99, PAYMENT, 1],
		[99.01, PAYMENT, 0],
		[98.99, PAYMENT, 1],
		['99.00', PAYMENT, 1],
		['99.01', PAYMENT, 0],
		[0, PAYMENT, 1],
		['', PAYMENT, 1],
		[1.1, { ...PAYMENT, amount: { total: 110 } }, 1],
		[0.29, { ...PAYMENT, amount: { total: 29 } }, 1],
		[0.3, { ...PAYMENT, amount: { total: 29 } }, 0],
		[100, COMBINED, 1],
		[100.01, COMBINED, 0],
		[99, REFUND, 1],
		[99.01, REFUND, 0],
		[1, COMPLAINT, 1],
	])('%s yuan', async (minimumAmount, resource, count) => {
		expect(await started({ minimumAmount }, resource)).toBe(count);
		expect(logged).toEqual([]);
	});

	it.each(['a lot', 1.005, -1])('that is none (%s) has no effect: rather one execution too many, and a line in the log', async (minimumAmount) => {
		expect(await started({ minimumAmount }, PAYMENT)).toBe(1);
		expect(logged).toEqual([expect.stringMatching(/^error .*the filter “Minimum Amount” has no effect\. It must be (an amount|more than 0)/)]);
	});
});

describe('Note', () => {
	it.each<[string, object, number]>([
		['table 7', PAYMENT, 1],
		['table *', PAYMENT, 1],
		['*7', PAYMENT, 1],
		['*', PAYMENT, 1],
		['table', PAYMENT, 0],
		['table ?', PAYMENT, 0],
		['t.ble 7', PAYMENT, 0],
		['', PAYMENT, 1],
		['table *', without(PAYMENT, 'attach'), 0],
		['table *', { ...PAYMENT, attach: '' }, 0],
		['*', without(PAYMENT, 'attach'), 1],
		['table *', noted({ attach: 'table 7' }, { attach: 'table 7' }), 1],
		['table *', noted({}, { attach: 'other' }, { attach: 'table 8' }), 1],
		['table *', noted({ attach: 'other' }, {}), 0],
		['table *', COMBINED, 0],
	])('%j', async (attach, resource, count) => {
		expect(await started({ attach }, resource)).toBe(count);
	});

	it('has no effect on what can have none', async () => {
		expect(await started({ attach: 'table *' }, REFUND, 'REFUND.SUCCESS')).toBe(1);
	});

	it('a long pattern on a long note takes no time', async () => {
		const began = Date.now();
		expect(await started({ attach: `${'*a'.repeat(60)}b` }, { ...PAYMENT, attach: 'a'.repeat(127) })).toBe(0);
		expect(Date.now() - began).toBeLessThan(2000);
	});
});

it('all filters must let it pass', async () => {
	const filters = { merchants: MERCHANT.mchid, appIds: SERVICE.appid, minimumAmount: 99, attach: 'table *' };
	expect(await started(filters, PAYMENT)).toBe(1);
	for (const [name, value] of Object.entries({ merchants: '1', appIds: '1', minimumAmount: 100, attach: 'x' })) {
		expect(await started({ ...filters, [name]: value }, PAYMENT)).toBe(0);
	}
});

it('what is told by the old XML interface is filtered too', async () => {
	const n8n = await scene.n8n({ filters: { attach: 'table *', minimumAmount: 99 } });
	for (const fields of [{ attach: 'table 8' }, { attach: 'other' }, { total_fee: 9899 }]) {
		await scene.client.control('/notify', { url: n8n.url, v2: 'payment', times: 1, fields });
	}
	expect(n8n.items).toMatchObject([{ attach: 'table 8' }]);
});
