import { MERCHANT } from './client';
import { signerOf } from './payClient';
import { payScene } from './payScene';

/** Where WeChat Pay tells what no order has a notify_url for (wechat-pay.md §2.4). */
const scene = payScene();
type Values = Record<string, any>;

const URL = 'https://shop.example.com/webhook/pay';
const OTHER = 'https://shop.example.com/webhook/other';
const call = async (method: string, path: string, body?: Values, query?: Values) => {
	const answer = await scene.pay.send(method, path, { body, query });
	expect(signerOf(answer)).toBe(answer.status < 300 ? MERCHANT.publicKeyId : undefined);
	return [answer.status, answer.data];
};
const registered = async () => (await scene.client.control('/state')).merchants[0].registered;
const notFound = (code: string) => [404, { code, message: '查询的通知回调不存在' }];

describe.each([
	{ kind: 'complaint', path: '/v3/merchant-service/complaint-notifications', name: 'url', missing: 'RESOURCE_NOT_EXISTS' },
	{ kind: 'violation', path: '/v3/merchant-risk-manage/violation-notifications', name: 'notify_url', missing: 'NOT_FOUND' },
])('the URL of each $kind', ({ kind, path, name, missing }) => {
	const told = (url: string) => [200, kind === 'violation' ? { [name]: url } : { mchid: MERCHANT.mchid, [name]: url }];

	test('is made, asked for, changed and taken away', async () => {
		expect(await call('POST', path, { [name]: URL })).toEqual(told(URL));
		expect(await call('GET', path)).toEqual(told(URL));
		expect(await registered()).toEqual({ [kind]: { url: URL } });
		expect(await call('PUT', path, { [name]: OTHER })).toEqual(told(OTHER));
		expect(await call('GET', path)).toEqual(told(OTHER));
		expect(await call('DELETE', path)).toEqual([204, undefined]);
		expect(await registered()).toEqual({});
		expect(await call('GET', path)).toEqual(notFound(missing));
	});

	test('is one: a second is refused, and the first stays', async () => {
		await call('POST', path, { [name]: URL });
		expect(await call('POST', path, { [name]: OTHER })).toMatchObject([400, { code: 'ALREADY_EXISTS' }]);
		expect(await call('GET', path)).toEqual(told(URL));
	});

	test('that is not there cannot be asked for, changed or taken away', async () => {
		expect(await call('GET', path)).toEqual(notFound(missing));
		expect(await call('PUT', path, { [name]: URL })).toEqual(notFound(missing));
		expect(await call('DELETE', path)).toEqual(notFound(missing));
		expect(await registered()).toEqual({});
	});

	test.each(['http://shop.example.com/x', 'shop', `${URL}?a=1`, `https://x.cn/${'y'.repeat(250)}`])('%s is none', async (url) => {
		expect(await call('POST', path, { [name]: url })).toMatchObject([400, { code: 'PARAM_ERROR' }]);
		expect(await registered()).toEqual({});
	});
});

test('violations are told to partners only, and only they may register', async () => {
	await scene.client.control('/merchants', { mchid: MERCHANT.mchid, partner: false });
	const path = '/v3/merchant-risk-manage/violation-notifications';
	expect(await call('GET', path)).toMatchObject([403, { code: 'NO_AUTH' }]);
	expect(await call('POST', path, { notify_url: URL })).toMatchObject([403, { code: 'NO_AUTH' }]);
	expect((await call('POST', '/v3/merchant-service/complaint-notifications', { url: URL }))[0]).toBe(200);
});

describe('the URL of coupons', () => {
	const mchid = MERCHANT.mchid;
	const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);

	test('代金券: set as often as wanted, and switched off', async () => {
		const path = '/v3/marketing/favor/callbacks';
		expect(await call('GET', path, undefined, { mchid })).toEqual(notFound('RESOURCE_NOT_EXISTS'));
		expect(await call('POST', path, { mchid, notify_url: URL })).toEqual([200, { update_time: TIME, notify_url: URL }]);
		const receiver = scene.receiver.url;
		expect((await call('POST', path, { mchid, notify_url: receiver, switch: true }))[0]).toBe(200);
		expect(await call('GET', path, undefined, { mchid })).toEqual([200, { mchid, notify_url: receiver }]);
		expect(await registered()).toEqual({ favor: { url: receiver, switch: true } });
		expect((await scene.client.control('/notify', { example: 'COUPON.USE' })).tries).toMatchObject([{ status: 204 }]);
		await call('POST', path, { mchid, notify_url: receiver, switch: false });
		expect(await scene.client.control('/notify', { example: 'COUPON.USE' })).toEqual({ error: 'url is missing' });
		expect(await call('POST', path, { mchid, notify_url: URL, switch: 'yes' })).toMatchObject([400, { code: 'PARAM_ERROR' }]);
	});

	test('商家券: with or without the mchid, which is the caller’s', async () => {
		const path = '/v3/marketing/busifavor/callbacks';
		const answer = [200, { update_time: TIME, notify_url: URL, mchid }];
		expect(await call('POST', path, { notify_url: URL })).toEqual(answer);
		expect(await call('POST', path, { mchid, notify_url: URL })).toEqual(answer);
		expect(await call('POST', path, { mchid: '1900000001', notify_url: URL })).toMatchObject([400, { code: 'PARAM_ERROR' }]);
		expect(await call('GET', path, undefined, { mchid })).toEqual([200, { mchid, notify_url: URL }]);
	});
});

test('the URL of member cards', async () => {
	const path = '/v3/marketing/membercard-open/callback';
	const told = [200, { mchid: MERCHANT.mchid, notify_url: URL }];
	expect(await call('GET', path)).toEqual(notFound('RESOURCE_NOT_EXISTS'));
	expect(await call('PATCH', path, { notify_url: URL })).toEqual(told);
	expect(await call('GET', path)).toEqual(told);
});

test('the URL of invoices is part of a configuration, which is changed in part', async () => {
	const path = '/v3/new-tax-control-fapiao/merchant/development-config';
	expect(await call('GET', path)).toEqual([200, { callback_url: '', show_fapiao_cell: false }]);
	expect(await call('PATCH', path, { show_fapiao_cell: true })).toEqual([200, { callback_url: '', show_fapiao_cell: true }]);
	expect(await call('PATCH', path, { callback_url: URL })).toEqual([200, { callback_url: URL, show_fapiao_cell: true }]);
	expect(await call('GET', path)).toEqual([200, { callback_url: URL, show_fapiao_cell: true }]);
	expect(await registered()).toEqual({ fapiao: { url: URL, show_fapiao_cell: true } });
});

test('every merchant has its own, and a reset takes them away', async () => {
	await scene.client.control('/merchants', { mchid: '1900099999' });
	await call('POST', '/v3/merchant-service/complaint-notifications', { url: URL });
	const merchants = (await scene.client.control('/state')).merchants as Values[];
	expect(merchants.map((one) => one.registered)).toEqual([{ complaint: { url: URL } }, {}]);
	await scene.client.control('/reset', {});
	expect(await registered()).toEqual({});
});
