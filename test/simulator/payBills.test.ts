import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { MERCHANT } from './client';
import { PayClient } from './payClient';
import { payScene } from './payScene';

const scene = payScene();
type Values = Record<string, any>;

const DAY = 86400;
let ahead: number;
let pay: PayClient;

beforeEach(() => {
	ahead = 0;
	pay = new PayClient(scene.url, undefined, () => Date.now() + ahead * 1000);
});

async function wait(seconds: number): Promise<void> {
	ahead += seconds;
	await scene.client.control('/clock', { advance: seconds });
}

/** The day in China, so many days from now on. */
const day = (days = 0) => new Date(Date.now() + (ahead + days * DAY) * 1000 + 8 * 3600_000).toISOString().slice(0, 10);
const ask = async (query: Values) => await pay.get('/v3/bill/tradebill', query);

async function fetchFile(download_url: string) {
	const { pathname, searchParams } = new URL(download_url);
	return await pay.get(pathname, Object.fromEntries(searchParams));
}

async function bill(query: Values): Promise<string[][]> {
	const { data } = await ask({ bill_date: day(-1), ...query });
	const { raw } = await fetchFile(data.download_url);
	return raw
		.toString('utf8')
		.split('\r\n')
		.map((line) => line.replace('\uFEFF', '').split(','));
}

/** Two payments and a refund; it is tomorrow. */
async function yesterday(): Promise<{ number: string; transaction_id: string; refunded: Values }> {
	const number = await scene.paid({ description: '春茶', attach: 'table 7' });
	const wanted = scene.refund(number, { notify_url: undefined });
	const refunded = (await pay.post('/v3/refund/domestic/refunds', wanted)).data;
	await scene.paid({ amount: 1, out_trade_no: 'LT-one-fen', description: '=2+3' });
	await scene.client.control('/orders', { amount: 5, notify_url: scene.receiver.url });
	await new Promise((resolve) => setTimeout(resolve, 20));
	await wait(DAY);
	return { number, transaction_id: refunded.transaction_id, refunded };
}

const HEADER =
	'交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const SUMMARY = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

describe('the trade bill of yesterday', () => {
	test('is worded and laid out as WeChat Pay’s', async () => {
		const { number, transaction_id, refunded } = await yesterday();
		const [header, payment, fen, refund, summary, totals, end] = await bill({});
		expect([header.length, header.join(), summary.join(), end]).toEqual([27, HEADER, SUMMARY, ['']]);
		const cells = (row: string[]) =>
			row.map((cell) => {
				expect(cell[0]).toBe('`');
				return cell.slice(1);
			});
		const time = expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
		const about = [time, payment[1].slice(1), MERCHANT.mchid, '0', '', transaction_id, number, scene.openid, 'JSAPI'];
		expect(cells(payment)).toEqual([
			...about,
			'SUCCESS',
			'OTHERS',
			'CNY',
			'99.00',
			'0.00',
			'0',
			'0',
			'0.00',
			'0.00',
			'',
			'',
			'春茶',
			'table 7',
			'0.59000',
			'0.60%',
			'99.00',
			'0.00',
			'',
		]);
		expect(cells(refund)).toEqual([
			...about,
			'REFUND',
			'OTHERS',
			'CNY',
			'0.00',
			'0.00',
			refunded.refund_id,
			refunded.out_refund_no,
			'40.00',
			'0.00',
			'ORIGINAL',
			'SUCCESS',
			'春茶',
			'table 7',
			'-0.24000',
			'0.60%',
			'0.00',
			'40.00',
			'',
		]);
		expect(cells(fen).slice(20, 25)).toEqual(['=2+3', '', '0.00000', '0.60%', '0.01']);
		expect(cells(totals)).toEqual(['3', '99.01', '40.00', '0.00', '0.35000', '99.01', '40.00']);
	});

	test('of payments only, of refunds only', async () => {
		await yesterday();
		const [success, payment, fen, ...rest] = await bill({ bill_type: 'SUCCESS' });
		expect([success.length, payment.length, fen.length]).toEqual([20, 20, 20]);
		expect([success.slice(12, 15), rest[1][0]]).toEqual([['应结订单金额', '代金券金额', '商品名称'], '`2']);
		const [refunds, refund, summary] = await bill({ bill_type: 'REFUND' });
		expect([refunds.length, refund.length, summary.join()]).toEqual([29, 29, SUMMARY]);
		expect(refunds.slice(13, 17)).toEqual(['代金券金额', '退款申请时间', '退款成功时间', '微信退款单号']);
	});

	test('comes with the hash of the file, which begins with a byte order mark', async () => {
		await yesterday();
		const { data } = await ask({ bill_date: day(-1) });
		expect(data).toEqual({
			hash_type: 'SHA1',
			hash_value: expect.stringMatching(/^[0-9a-f]{40}$/),
			download_url: expect.stringContaining(scene.url),
		});
		const { raw, headers } = await fetchFile(data.download_url);
		expect(createHash('sha1').update(raw).digest('hex')).toBe(data.hash_value);
		expect([...raw.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
		expect(headers['request-id']).toMatch(/-0$/);
		expect(Object.keys(headers).filter((name) => name.startsWith('wechatpay-'))).toEqual([]);
	});

	test('packed: the hash is that of the file unpacked', async () => {
		await yesterday();
		const { data } = await ask({ bill_date: day(-1), tar_type: 'GZIP' });
		const { raw } = await fetchFile(data.download_url);
		const unpacked = gunzipSync(raw);
		expect(createHash('sha1').update(unpacked).digest('hex')).toBe(data.hash_value);
		expect(unpacked.toString('utf8')).toContain('春茶');
	});
});

describe('is refused', () => {
	test('a day on which nothing happened, or too long ago', async () => {
		await scene.paid();
		expect(await ask({ bill_date: day(-1) })).toMatchObject({ status: 400, data: { code: 'NO_STATEMENT_EXIST' } });
		await wait(100 * DAY);
		expect(await ask({ bill_date: day(-100) })).toMatchObject({ status: 400, data: { code: 'NO_STATEMENT_EXIST' } });
	});

	test('refunds, when there were none', async () => {
		await scene.paid();
		await wait(DAY);
		expect((await ask({ bill_date: day(-1), bill_type: 'REFUND' })).data.code).toBe('NO_STATEMENT_EXIST');
		expect((await ask({ bill_date: day(-1), bill_type: 'SUCCESS' })).status).toBe(200);
	});

	test.each<[string, () => Values, string]>([
		['today', () => ({ bill_date: day() }), '/bill_date'],
		['tomorrow', () => ({ bill_date: day(1) }), '/bill_date'],
		['a date without hyphens', () => ({ bill_date: '20261121' }), '/bill_date'],
		['a date that is none', () => ({ bill_date: '2026-13-01' }), '/bill_date'],
		['another type', () => ({ bill_date: day(-1), bill_type: 'SOME' }), '/bill_type'],
		['another packing', () => ({ bill_date: day(-1), tar_type: 'ZIP' }), '/tar_type'],
	])('%s', async (_, query, field) => {
		await scene.paid();
		expect(await ask(query())).toMatchObject({
			status: 400,
			data: { code: 'PARAM_ERROR', detail: { field, location: 'query' } },
		});
	});

	test('a bill that is still being made, if that was ordered', async () => {
		await yesterday();
		await scene.client.control('/faults', { path: '/v3/bill/tradebill', code: 'STATEMENT_CREATING' });
		expect(await ask({ bill_date: day(-1) })).toMatchObject({ status: 400, data: { code: 'STATEMENT_CREATING' } });
		expect((await ask({ bill_date: day(-1) })).status).toBe(200);
	});

	test('a token that is none', async () => {
		expect(await pay.get('/v3/billdownload/file', { token: 'x' })).toMatchObject({
			status: 404,
			data: { code: 'RESOURCE_NOT_EXISTS' },
		});
	});

	test('a download that is not signed', async () => {
		await yesterday();
		const { data } = await ask({ bill_date: day(-1) });
		const { pathname, searchParams } = new URL(data.download_url);
		const answer = await pay.send('GET', pathname, {
			query: Object.fromEntries(searchParams),
			headers: { Authorization: undefined },
		});
		expect([answer.status, answer.data.code]).toEqual([401, 'SIGN_ERROR']);
	});
});

test('the day ends at midnight in China', async () => {
	const shanghai = (Date.now() + 8 * 3600_000) % (DAY * 1000);
	// To half a minute before midnight there.
	await wait(DAY - Math.floor(shanghai / 1000) - 30);
	const date = day();
	await scene.paid({ out_trade_no: 'LT-before' });
	await wait(60);
	await scene.paid({ out_trade_no: 'LT-after' });
	await wait(DAY);
	const numbers = async (bill_date: string) =>
		(await bill({ bill_date })).map((row) => row[6]).filter((cell) => cell?.startsWith('`LT'));
	expect([await numbers(date), await numbers(day(-1))]).toEqual([['`LT-before'], ['`LT-after']]);
});

describe('the address of a file', () => {
	test('is good for five minutes', async () => {
		await yesterday();
		const { data } = await ask({ bill_date: day(-1) });
		await wait(290);
		expect((await fetchFile(data.download_url)).status).toBe(200);
		await wait(20);
		expect(await fetchFile(data.download_url)).toMatchObject({ status: 404, data: { code: 'RESOURCE_NOT_EXISTS' } });
	});

	test('is good for the merchant who asked', async () => {
		await yesterday();
		const { data } = await ask({ bill_date: day(-1) });
		const { pathname, searchParams } = new URL(data.download_url);
		const mchid = '1900071299';
		const { serialNo, privateKey, publicKeyId } = MERCHANT;
		await scene.client.control('/merchants', { mchid, serialNo, privateKey, publicKeyId });
		const query = Object.fromEntries(searchParams);
		const timestamp = String(Math.floor((Date.now() + ahead * 1000) / 1000));
		expect(await pay.send('GET', pathname, { query, credentials: { mchid, timestamp } })).toMatchObject({ status: 404 });
	});
});

describe('a partner’s trade bill', () => {
	const SUB = '1900009231';

	test('names whose sale it was; of one merchant, or of all', async () => {
		await scene.paid({ out_trade_no: 'LT-own-1' });
		await scene.paid({ out_trade_no: 'LT-sub-1', sub_mchid: SUB });
		await wait(DAY);
		const merchants = async (query: Values) => (await bill(query)).filter((row) => row[6]?.startsWith('`LT')).map((row) => row[3]);
		expect(await merchants({})).toEqual(['`0', `\`${SUB}`]);
		expect(await merchants({ sub_mchid: SUB })).toEqual([`\`${SUB}`]);
		expect(await ask({ bill_date: day(-1), sub_mchid: '1900009777' })).toMatchObject({ data: { code: 'NO_STATEMENT_EXIST' } });
	});
});
