import { leftOut } from '../../scripts/inventory/payExampleValues.json';
import { fieldsOf, payExamples } from '../../scripts/inventory/payExamples';
import { MERCHANT, SERVICE } from './client';
import { openNotice } from './payClient';
import events from './payEvents.json';
import { payScene } from './payScene';
import examples from './push/pay/examples.json';

/** One example of every notification that WeChat Pay documents, and its delivery. */
const scene = payScene();
type Values = Record<string, any>;

const all = examples as unknown as Record<string, { original_type: string; resource: Values }>;
const names = Object.keys(all);
const documented = Object.entries(events as Record<string, { original_type?: string; fields: string[] }>);
const notify = async (more: Values) => await scene.client.control('/notify', { url: scene.receiver.url, ...more });

/** Every value inside with its path; `[]` stands for the elements of a list. */
function leaves(value: unknown, path = ''): Array<[path: string, value: unknown]> {
	if (Array.isArray(value)) return value.flatMap((one) => leaves(one, `${path}[]`));
	if (typeof value !== 'object' || value === null) return [[path, value]];
	return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path ? `${path}.${name}` : name));
}

/** The names that lead to a value. */
const ways = (value: unknown) =>
	leaves(value).flatMap(([path]) => path.split('.').map((_, n, parts) => parts.slice(0, n + 1).join('.')));

describe('the examples', () => {
	test('are of all 105 events, and of the variants that matter', () => {
		expect(documented).toHaveLength(105);
		expect(documented.map(([event]) => event).filter((event) => !names.includes(event))).toEqual([]);
		const variants = ['partner', 'combine', 'profitsharing', 'profitsharingPartner', 'parking'];
		for (const variant of variants) expect(names).toContain(`TRANSACTION.SUCCESS/${variant}`);
		expect(names).toEqual(expect.arrayContaining(['REFUND.SUCCESS/partner', 'MCHTRANSFER.BILL.FINISHED/failed']));
	});

	// The reference lists the fields of all variants of TRANSACTION.SUCCESS in one, wrongly nested.
	test.each(documented.filter(([event]) => event !== 'TRANSACTION.SUCCESS'))(
		'of %s have every documented field between them',
		(event, { fields }) => {
			const own = names.filter((name) => name.split('/')[0] === event).flatMap((name) => ways(all[name].resource));
			const notMeant = [...leftOut['*'], ...((leftOut as Record<string, string[]>)[event] ?? [])];
			const missing = fields
				.filter((field) => !notMeant.some((one) => field === one || field.startsWith(`${one}.`)))
				.filter((field) => !own.includes(field));
			expect(missing).toEqual([]);
		},
	);

	const places = names.flatMap((name) =>
		leaves(all[name].resource).map(([path, value]) => ({ name, path, key: path.split('.').at(-1) ?? path, value })),
	);
	const wrong = (keys: RegExp, isRight: (value: unknown) => boolean) =>
		places.filter(({ key, value }) => keys.test(key) && !isRight(value)).map(({ name, path, value }) => [name, path, value]);

	test('money is in whole fen, and counted things are whole', () => {
		const money = /^(amount|.*_amount|total|.*_total|.*_refund|refund|.*_price|price|.*_fee|.*_num|quantity|.*_duration)$/;
		expect(wrong(money, Number.isSafeInteger)).toEqual([]);
	});

	test('times are RFC 3339, or 14 digits where the service says so', () => {
		const is = (value: unknown) => /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00|\d{14})$/.test(String(value));
		expect(wrong(/_time$|^time_(end|start|expire)$/, is)).toEqual([]);
		const compact = places.filter(({ key, value }) => /time/.test(key) && /^\d{14}$/.test(String(value)));
		expect(new Set(compact.map(({ name }) => name.split('.')[0]))).toEqual(new Set(['PAYSCORE']));
	});

	test('ids and numbers of orders are text', () => {
		const names = /(^|_)(id|no|(?<!http_)code|mchid|appid|openid|unionid)$/;
		expect(wrong(names, (value) => typeof value === 'string')).toEqual([]);
	});

	test('are about one side of a partnership only', () => {
		const both = names.filter((name) => 'mchid' in all[name].resource && 'sp_mchid' in all[name].resource);
		expect(both).toEqual([]);
	});

	test('that a documented field has no value for are not made', () => {
		const record = { event_type: 'NEW.THING', titleZh: '', original_type: null, decryptedFields: ['nobody_knows*'] };
		expect(() => payExamples([record])).toThrow('NEW.THING nobody_knows has no value yet');
	});

	test('are read from the reference’s shorthand', () => {
		const decryptedFields = ['receiver*', 'receiver.type*{A|B}', 'list[].transaction_id', 'some_time', 'amount'];
		expect(fieldsOf(['a*{X|Y}', 'a*', 'b[].c'])).toEqual(['a', 'b[].c']);
		const made = payExamples([
			{ event_type: 'NEW.THING', titleZh: '', original_type: null, decryptedFields: ['list[]', ...decryptedFields] },
		]);
		expect(made['NEW.THING']).toEqual({
			original_type: 'new',
			resource: {
				list: [{ transaction_id: '4200000985202611201234567890' }],
				receiver: { type: 'A' },
				some_time: '2026-11-20T10:34:56+08:00',
				amount: 9900,
			},
		});
	});
});

describe('an example is sent', () => {
	test.each(names)('%s', async (example) => {
		const { tries } = await notify({ example });
		expect(tries).toMatchObject([{ status: 204 }]);
		const { envelope, resource } = openNotice(scene.receiver.received[0].body);
		const { original_type } = all[example];
		expect(envelope).toMatchObject({ event_type: example.split('/')[0], resource: { original_type } });
		expect(resource).toEqual(all[example].resource);
		const event = (events as Record<string, { summary: string; original_type?: string }>)[envelope.event_type];
		expect(envelope.summary).toBe(event.summary);
		if (!example.includes('/')) expect(original_type).toBe(event.original_type ?? original_type);
	});

	test('with changes, deep ones too; null takes a field away', async () => {
		const resource = { attach: null, amount: { total: 1 }, payer: { openid: scene.openid }, more: { a: 1 } };
		await notify({ example: 'TRANSACTION.SUCCESS', resource });
		const told = openNotice(scene.receiver.received[0].body).resource;
		expect(told).not.toHaveProperty('attach');
		expect(told).toMatchObject({
			mchid: MERCHANT.mchid,
			amount: { total: 1, payer_total: 9000, currency: 'CNY' },
			payer: { openid: scene.openid },
			more: { a: 1 },
		});
	});

	test('of another merchant: it is theirs', async () => {
		await scene.client.control('/merchants', { mchid: '1900099999', appids: ['wx0000000000000001'] });
		await notify({ example: 'TRANSACTION.SUCCESS', mchid: '1900099999' });
		const [{ resource }] = await scene.client.control('/notifications?mchid=1900099999');
		expect(resource).toMatchObject({ mchid: '1900099999', appid: 'wx0000000000000001' });
		expect(all['TRANSACTION.SUCCESS'].resource).toMatchObject({ mchid: MERCHANT.mchid, appid: SERVICE.appid });
	});

	test('forged, as any other', async () => {
		await notify({ example: 'COMPLAINT.CREATE', tamper: 'otherMerchant' });
		const { resource } = openNotice(scene.receiver.received[0].body);
		expect(resource).toMatchObject({ complaint_id: '200201820200101080076610000', mchid: '1900099999' });
	});

	test('to the registered URL, where there is one', async () => {
		const example = 'COMPLAINT.CREATE';
		expect(await scene.client.control('/notify', { example })).toEqual({ error: 'url is missing' });
		await scene.pay.post('/v3/merchant-service/complaint-notifications', { url: scene.receiver.url });
		expect((await scene.client.control('/notify', { example })).tries).toMatchObject([{ status: 204 }]);
	});

	test('a mistaken order is told; the examples can be seen', async () => {
		expect((await notify({ example: 'NO.SUCH' })).error).toBe('No example NO.SUCH; GET /simulator/examples lists them');
		expect((await notify({ example: 'COMPLAINT.CREATE', resource: 1 })).error).toBe('resource must be an object');
		expect(Object.keys(await scene.client.control('/examples'))).toEqual(names);
	});
});
