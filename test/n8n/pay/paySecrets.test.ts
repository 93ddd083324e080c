import type { IDataObject } from 'n8n-workflow';
import { startServer } from '../../transport/server';
import { logged } from '../engine/log';
import type { NodeInput } from '../engine';
import { everythingOf, expectNone } from '../leftBehind';
import { items, MERCHANT, useWechat, wechatPay } from '../wechat';
import { codeOrder, earlier, orders, PATHS, refundOf, sale } from './shop';

/** With the private key and the APIv3 key anybody can pay out the merchant's money: they are in nothing that a workflow leaves behind. */
const wechat = useWechat();

const { privateKey, apiV3Key } = MERCHANT;

/** The key's lines, each of which would help a thief, and all of them in one. */
const linesOf = (pem: string) => pem.split('\n').filter((line) => line.length > 40 && !line.startsWith('-----'));
const secrets = [apiV3Key, ...linesOf(privateKey), linesOf(privateKey).join('')];

let left: string[];
beforeEach(() => {
	left = [];
	logged.length = 0;
});

async function run(node: NodeInput, ...input: IDataObject[]): Promise<void> {
	const done = await wechat.run(node, { items: items(...(input.length > 0 ? input : [{}])) });
	left.push(everythingOf(done.record), JSON.stringify(done.record.data.resultData), JSON.stringify(done.savedStaticData ?? null));
}

const expectNoSecrets = () => expectNone(secrets, [...left, ...logged]);

const everyWay: Array<Partial<NodeInput>> = [{}, { onError: 'continueErrorOutput' }];
const get = wechatPay('order', 'get', { out_trade_no: 'LT-NONE-1' });

test('the search finds what is there', async () => {
	for (const secret of [apiV3Key, privateKey, privateKey.replace(/\n/g, '')]) {
		left = [];
		await run(get, { mine: secret });
		expect(expectNoSecrets).toThrow();
		left = [everythingOf(new Error('outer', { cause: { deep: { deeper: secret } } }))];
		expect(expectNoSecrets).toThrow();
	}
	left = [];
	await run(get);
	expectNoSecrets();
});

test('everything goes well', async () => {
	const sold = await earlier(wechat, 2, async () => await sale(wechat));
	await run(codeOrder());
	await run(wechatPay('order', 'create', { description: 'Tea', out_trade_no: 'LT-2026-2', amount_total: '1', openid: sold.openid, simplify: false }));
	await run(wechatPay('order', 'get', { out_trade_no: sold.out_trade_no, simplify: false }));
	await run(wechatPay('order', 'close', { out_trade_no: 'LT-2026-1' }));
	await run(refundOf(sold.out_trade_no));
	for (const output of ['rows', 'totals', 'file']) {
		await run(wechatPay('bill', 'getTradeBill', { bill_date: sold.paid_at.slice(0, 10), output }));
	}
	await run(wechatPay('apiCall', 'call', { method: 'GET', path: '/v3/certificates' }));
	expect(await orders(wechat)).toHaveLength(3);
	expectNoSecrets();
});

describe.each(everyWay)('%o', (settings) => {
	test('WeChat refuses, or does not answer', async () => {
		const faults: IDataObject[] = [{ code: 'SIGN_ERROR' }, { code: 'NO_AUTH' }, { body: '<html>Log in</html>', status: 403 }];
		for (const fault of faults) {
			await wechat.fault({ path: PATHS.order, ...fault });
			await run({ ...get, ...settings });
		}
		await wechat.fault({ path: PATHS.native, drop: true, times: 3 });
		await run({ ...codeOrder(), ...settings });
		expect(left.join()).toContain('the connection was cut');
		expectNoSecrets();
	});

	test('the credential is wrong', async () => {
		const wrong: IDataObject[] = [
			{ privateKey: privateKey.replace('BEGIN PRIVATE', 'BEGIN ENCRYPTED') },
			{ privateKey: linesOf(privateKey).join('\n') },
			{ privateKey: privateKey.slice(0, 900) },
			{ privateKey: apiV3Key },
			{ apiV3Key: privateKey },
			{ apiV3Key: apiV3Key.slice(1) },
			{ serialNo: privateKey },
			{ publicKey: privateKey },
			{ publicKeyId: apiV3Key },
			{ mchid: apiV3Key },
			{ baseUrl: `http://${apiV3Key}.invalid` },
			{ serialNo: 'A'.repeat(40) },
		];
		for (const values of wrong) {
			wechat.payCredential(values);
			await run({ ...get, ...settings });
		}
		expectNone([...secrets, apiV3Key.slice(1)], [...left, ...logged]);
	});
});

test.each([200, 403])('something between n8n and WeChat repeats what it was sent (%d)', async (status) => {
	const server = await startServer();
	server.answers = ({ url, headers, body }) => (response) => {
		const said = `${url} ${JSON.stringify(headers)} ${body.toString()}`;
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code: 'PARAM_ERROR', message: said, detail: { said } }));
	};
	wechat.payCredential({ baseUrl: server.url });
	// Somebody's note holds the key, and has come from the sheet into the description.
	await run(codeOrder({ description: `=${apiV3Key}` }, { onError: 'continueRegularOutput' }));
	await server.close();
	expect(left.join()).toContain(status === 200 ? 'cannot be trusted' : 'wechatpay-serial');
	expectNoSecrets();
});
