import type { IDataObject } from 'n8n-workflow';
import { MINI, useWechat, wechatPay } from '../wechat';
import { codeOrder, orders, refundOf, refusedHere, sent } from './shop';

/** Money is at stake: what is wrong is said in one sentence that names the field, before anything is sent. */
const wechat = useWechat();

describe('an amount', () => {
	test.each<[string, string, number]>([
		['two decimals', '99.90', 9990],
		['one decimal', '99.9', 9990],
		['whole yuan', '99', 9900],
		['a fen', '0.01', 1],
		['a sign and spaces', ' ¥ 99.00 ', 9900],
		['a number of an expression', '={{ 99.9 }}', 9990],
		['a number that floats would miss', '={{ 1.15 }}', 115],
		['a large number', '9999999.99', 999999999],
		['a rounded sum', '={{ (0.1 + 0.2).toFixed(2) }}', 30],
	])('in yuan: %s', async (_, amount_total, total) => {
		const run = await wechat.run(codeOrder({ amount_total }));
		expect(run.json('WeChat')).toMatchObject([{ amount_fen: total }]);
		expect(await sent(wechat)).toMatchObject([{ body: { amount: { total, currency: 'CNY' } } }]);
	});

	test('in fen', async () => {
		expect((await wechat.run(codeOrder({ unit: 'fen', amount_total: '9990' }))).json('WeChat')).toMatchObject([
			{ amount_fen: 9990, amount_yuan: '99.90' },
		]);
	});

	const inYuan = 'an amount in yuan such as 99.00';
	const wrong: Array<[string, string, string, string]> = [
		['={{ 0.1 + 0.2 }}', 'yuan', 'an amount with at most two decimals', '0.30000000000000004'],
		['9.999', 'yuan', 'an amount with at most two decimals', '9.999'],
		['0', 'yuan', 'more than 0', '0'],
		['0.00', 'yuan', 'more than 0', '0.00'],
		['-1', 'yuan', inYuan, '-1'],
		['free', 'yuan', inYuan, 'free'],
		['1,000.00', 'yuan', inYuan, '1,000.00'],
		['1e3', 'yuan', inYuan, '1e3'],
		['99.', 'yuan', inYuan, '99.'],
		['99999999999999999', 'yuan', 'a smaller amount', '99999999999999999'],
		['99.00', 'fen', 'a whole number of fen', '99.00'],
		['0', 'fen', 'more than 0', '0'],
		['-9900', 'fen', 'a number of fen such as 9900', '-9900'],
	];

	test.each(wrong)('%s in %s', async (amount, unit, words, shown) => {
		const description = expect.stringContaining(unit === 'yuan' ? 'toFixed(2)' : 'Math.round');
		const said = (field: string) => ({ message: `“${field}” must be ${words}, but it is “${shown}”`, description });
		expect(await refusedHere(wechat, codeOrder({ unit, amount_total: amount }))).toEqual(said('Amount'));
		expect(await refusedHere(wechat, refundOf('LT-2026-1', { unit, amount_refund: amount }))).toEqual(said('Refund Amount'));
		const total = refundOf('LT-2026-1', { unit, amount_refund: '1', amount_total: amount });
		expect(await refusedHere(wechat, total)).toEqual(said('Order Total'));
	});

	test.each<[string, string]>([
		['={{ "" }}', '“Amount” is empty'],
		['={{ null }}', '“Amount” is empty'],
		['={{ [99] }}', '“Amount” must be a text, but it is a list'],
		['={{ { yuan: 99 } }}', '“Amount” must be a text, but it is an object'],
		['={{ NaN }}', '“Amount” must be a text, but it is “NaN”'],
	])('an expression that yields %s', async (amount_total, message) => {
		expect((await refusedHere(wechat, codeOrder({ amount_total }))).message).toBe(message);
	});
});

describe('a number of the merchant', () => {
	const words = '6 to 32 letters, digits and _ - | *';

	test.each(['LT-20261122-0001', 'aA0_-|*9', '123456', 'x'.repeat(32)])('of an order may be %s', async (out_trade_no) => {
		expect((await wechat.run(codeOrder({ out_trade_no }))).error).toBeUndefined();
		expect(await orders(wechat)).toMatchObject([{ out_trade_no }]);
	});

	test.each(['LT 0001', 'LT#0001', 'LT/../0001', 'LT@0001', '订单000001', 'LT-01', 'x'.repeat(33), 'LT-0001\n'])(
		'of an order may not be %j, in any operation',
		async (number) => {
			const entered = `={{ ${JSON.stringify(number)} }}`;
			const message = `“Order Number” must be ${words}, but it is “${number}”`;
			const byNumber = [
				codeOrder({ out_trade_no: entered }),
				wechatPay('order', 'get', { out_trade_no: entered }),
				wechatPay('order', 'close', { out_trade_no: entered }),
				refundOf(entered, { out_refund_no: 'R1' }),
			];
			for (const node of byNumber) expect((await refusedHere(wechat, node)).message).toBe(message);
		},
	);

	test.each(['undefined', 'LT-undefined', 'null-0001', 'NaN|0001', 'ORDER-', '------', '-order'])('of a new order may not be %s: something was empty', async (out_trade_no) => {
		const { message } = await refusedHere(wechat, codeOrder({ out_trade_no }));
		expect(message).toBe(`“Order Number” looks like what an empty expression leaves: “${out_trade_no}”`);
	});

	test.each(['V1StGXR8_Z5jdHi6B-myT', '-V1StGXR8_Z5jdHi6B-', 'nullable1', 'trueblue-1'])('of a new order may be %s', async (out_trade_no) => {
		expect((await wechat.run(codeOrder({ out_trade_no }))).error).toBeUndefined();
	});

	test('that somebody else has made may be any that WeChat Pay takes', async () => {
		const run = await wechat.run(wechatPay('order', 'get', { out_trade_no: '_12345' }));
		expect(run.error?.message).toContain('ORDER_NOT_EXIST');
	});

	test.each(['undefined-R1', '-R1', 'null', 'R-', 'R1@'])('of a new refund may not be %s: something was empty', async (out_refund_no) => {
		const { message } = await refusedHere(wechat, refundOf('LT-2026-1', { out_refund_no }));
		expect(message).toBe(`“Refund Number” looks like what an empty expression leaves: “${out_refund_no}”`);
	});

	test('that came as a number has lost its last digits', async () => {
		const number = '={{ 12345678901234567890 }}';
		const message = '“Order Number” came as a number that is too long, and has lost its last digits';
		expect((await refusedHere(wechat, codeOrder({ out_trade_no: number }))).message).toBe(message);
	});

	test('of a refund may not have spaces, or 65 characters', async () => {
		const refund = (out_refund_no: string) => refundOf('LT-2026-1', { out_refund_no });
		const message = (number: string) => `“Refund Number” must be 1 to 64 letters, digits and _ - | * @, but it is “${number}”`;
		expect((await refusedHere(wechat, refund('R 1'))).message).toBe(message('R 1'));
		expect((await refusedHere(wechat, refund('R'.repeat(65)))).message).toBe(message(`${'R'.repeat(40)}…`));
		const get = wechatPay('refund', 'get', { out_refund_no: 'R/1' });
		expect((await refusedHere(wechat, get)).message).toBe(message('R/1'));
	});

	test('of a payment has letters and digits only', async () => {
		const get = wechatPay('order', 'get', { orderBy: 'transaction_id', transaction_id: '4200/1' });
		expect((await refusedHere(wechat, get)).message).toBe('“Transaction ID” must be letters and digits only, but it is “4200/1”');
	});
});

describe('a text that is too long', () => {
	test('the description: 127 characters, of whatever kind', async () => {
		expect((await wechat.run(codeOrder({ description: '茶'.repeat(127) }))).error).toBeUndefined();
		expect(await refusedHere(wechat, codeOrder({ description: '茶'.repeat(128) }))).toEqual({
			message: '“Description” is too long: 128 characters',
			description: 'WeChat takes 127 characters',
		});
	});

	test.each([
		['attach', 'Attach', '128 characters', 'x'.repeat(129), '129 characters'],
		['goods_tag', 'Goods Tag', '32 characters', 'x'.repeat(33), '33 characters'],
		['notify_url', 'Notify URL', '255 bytes', `https://${'x'.repeat(248)}`, '256 bytes'],
	])('%s', async (name, field, limit, value, size) => {
		const said = await refusedHere(wechat, codeOrder({ additionalFields: { [name]: value } }));
		expect(said).toEqual({ message: `“${field}” is too long: ${size}`, description: expect.stringContaining(limit) });
	});
});

describe('a required field', () => {
	test.each([
		['Description', codeOrder({ description: '={{ "" }}' })],
		['Order Number', codeOrder({ out_trade_no: '={{ undefined }}' })],
		['OpenID', codeOrder({ trade_type: 'jsapi', openid: '={{ "" }}' })],
		['Refund Number', refundOf('LT-2026-1', { out_refund_no: '={{ "" }}' })],
		['Refund Amount', refundOf('LT-2026-1', { amount_refund: '={{ "" }}' })],
		['Order Number', refundOf('={{ "" }}', { out_refund_no: 'R1' })],
		['Transaction ID', refundOf('', { orderBy: 'transaction_id', transaction_id: '={{ "" }}', out_refund_no: 'R1' })],
		['Refund Number', wechatPay('refund', 'get', { out_refund_no: '={{ "" }}' })],
		['Date', wechatPay('bill', 'getTradeBill', { bill_date: '={{ "" }}' })],
	])('“%s” is empty', async (field, node) => {
		expect((await refusedHere(wechat, node)).message).toBe(`“${field}” is empty`);
	});

	test('that is fixed stops the workflow before it starts, by n8n', async () => {
		await expect(wechat.run(codeOrder({ amount_total: '' }))).rejects.toThrow('Parameter "Amount" is required');
	});
});

describe('App ID and Notify URL', () => {
	const openid = 'o1';
	const nodes: Array<[string, (more?: IDataObject) => ReturnType<typeof codeOrder>]> = [
		['native', (additionalFields = {}) => codeOrder({ additionalFields })],
		['jsapi', (additionalFields = {}) => codeOrder({ trade_type: 'jsapi', openid, additionalFields })],
	];

	describe.each(nodes)('%s', (_, node) => {
		test('no App ID anywhere', async () => {
			wechat.payCredential({ appId: '' });
			expect(await refusedHere(wechat, node())).toEqual({
				message: '“App ID” is empty',
				description: 'Enter it in the credential, or under Additional Fields: the account in which the customer pays or is paid',
			});
		});

		test('no Notify URL anywhere: the payment would be missed', async () => {
			wechat.payCredential({ notifyUrl: '' });
			const said = await refusedHere(wechat, node());
			expect(said.message).toBe('“Notify URL” is empty');
			expect(said.description).toContain('WeChat Pay Trigger');
		});

		test.each(['https://n8n.example.com/webhook/pay?shop=3', 'n8n.example.com/webhook', 'https://n8n.example.com/a b', 'ftp://n8n.example.com/a', 'http://n8n.example.com/a', 'https://n8n.example.com/#a'])(
			'the Notify URL %s is refused, in the credential as in the node',
			async (url) => {
				const said = { message: '“Notify URL” cannot be used', description: expect.stringContaining('no question mark') };
				expect(await refusedHere(wechat, node({ notify_url: url }))).toEqual(said);
				wechat.payCredential({ notifyUrl: url });
				expect(await refusedHere(wechat, node())).toEqual(said);
			},
		);
	});

	test('the Test URL of the trigger answers only while somebody looks at it', async () => {
		wechat.payCredential({ notifyUrl: 'https://n8n.example.com/webhook-test/7f/webhook' });
		const { message, description } = await refusedHere(wechat, codeOrder());
		expect(message).toBe('“Notify URL” is a Test URL, which answers only while you look at it');
		expect(description).toContain('Production URL');
	});

	test('in the node they make up for an empty credential', async () => {
		wechat.payCredential({ appId: '', notifyUrl: '' });
		const additionalFields = { appid: MINI.appid, notify_url: 'https://shop.example/pay' };
		expect((await wechat.run(codeOrder({ additionalFields }))).error).toBeUndefined();
		expect(await sent(wechat)).toMatchObject([{ body: { appid: MINI.appid, notify_url: 'https://shop.example/pay' } }]);
	});

	test.each([
		['the credential', { appId: ` ${MINI.appid} `, notifyUrl: ' https://shop.example/pay\n' }, {}],
		['the node', {}, { appid: ` ${MINI.appid} `, notify_url: ' https://shop.example/pay\n' }],
	])('copied with spaces around them into %s they are right all the same', async (_, credential, additionalFields) => {
		wechat.payCredential(credential);
		expect((await wechat.run(codeOrder({ additionalFields }))).error).toBeUndefined();
		expect(await sent(wechat)).toMatchObject([{ body: { appid: MINI.appid, notify_url: 'https://shop.example/pay' } }]);
	});
});
