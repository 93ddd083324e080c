import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { Aes, Formatter, Hash, Multipart, Rsa, Transformer, Wechatpay } from 'wechatpay-axios-plugin';
import type { Incoming } from '../../simulator/http/message';
import { startReceiver, type Receiver } from '../../simulator/receiver';
import { SUB_MCHID } from '../cases/pay/shared';
import { binary, type NodeInput } from '../engine';
import { files, MERCHANT, SERVICE, useWechat, wechatPay } from '../wechat';
import { startLine, type Line } from './line';
import { codeOrder, NOWHERE, orders, refundOf, sale } from './shop';
import { FORM, funded, REPORT, stored } from './transfers';

/**
 * An independent client of WeChat Pay, the SDK wechatpay-axios-plugin, as its documentation uses it: the simulator
 * takes what it signs, it believes what the simulator answers, and its requests are those of the node.
 */
const wechat = useWechat();
let line: Line;

beforeEach(async () => {
	line = await startLine(wechat.url);
	wechat.payCredential({ baseUrl: line.url, notifyUrl: NOWHERE });
});
afterEach(async () => {
	jest.restoreAllMocks();
	await line.close();
});

const { mchid, serialNo, privateKey, apiV2Key, apiV3Key, publicKeyId, publicKey, certificates } = MERCHANT;
const { appid } = SERVICE;
const SAME = 'LT-2026-1';

/** The SDK, which trusts these keys of WeChat Pay's; the first one is named in its requests. */
function sdk(certs: Record<string, string> = { [publicKeyId]: publicKey }): Wechatpay {
	const headers = { 'Wechatpay-Serial': Object.keys(certs)[0] };
	return new Wechatpay({ mchid, serial: serialNo, privateKey, certs, secret: apiV2Key, baseURL: `${line.url}/`, headers, proxy: false });
}

const order = (more: IDataObject = {}) => ({
	...{ description: '春茶 Lotus tea', out_trade_no: SAME, amount: { total: 9900, currency: 'CNY' } },
	...{ appid, mchid, notify_url: NOWHERE },
	...more,
});
const refund = (more: IDataObject = {}) => ({
	...{ out_trade_no: SAME, out_refund_no: 'R1', amount: { refund: 4000, total: 9900, currency: 'CNY' }, notify_url: NOWHERE },
	...more,
});

const transfer = (openid: string, more: IDataObject = {}) => ({
	...{ appid, out_bill_no: 'C1', transfer_scene_id: '1000', openid, transfer_amount: 50, transfer_remark: '谢谢' },
	...{ notify_url: NOWHERE, transfer_scene_report_infos: REPORT },
	...more,
});
/** Without these headers axios makes JSON of the form. */
const uploaded = async (wxpay: Wechatpay) => {
	const meta = { filename: 'tea.jpg', sha256: createHash('sha256').update(files.jpg).digest('hex') };
	const form = new Multipart().append('meta', JSON.stringify(meta)).append('file', files.jpg, 'tea.jpg');
	return await wxpay.v3.merchant.media.upload.post(form.getBuffer(), { meta, headers: form.getHeaders() });
};

describe('the simulator takes what the SDK signs, and the SDK believes its answer', () => {
	test.each<[string, IDataObject, Record<string, string>]>([
		['by public key', {}, { [publicKeyId]: publicKey }],
		['by platform certificate', { mode: 'platformCertificate' }, Object.fromEntries(certificates.map(({ serial, certificate }) => [serial, certificate]))],
	])('%s: an order is made, looked up, closed', async (_, settings, certs) => {
		await wechat.client.control('/merchants', { mchid, ...settings });
		const wxpay = sdk(certs);
		const made = await wxpay.v3.pay.transactions.native.post(order());
		expect(made).toMatchObject({ status: 200, data: { code_url: expect.stringMatching(/^weixin:\/\//) } });
		const asked = { params: { mchid }, out_trade_no: SAME };
		const found = await wxpay.v3.pay.transactions.outTradeNo.$out_trade_no$.get(asked);
		expect(found.data).toMatchObject({ out_trade_no: SAME, trade_state: 'NOTPAY' });
		const closed = await wxpay.v3.pay.transactions.outTradeNo.$out_trade_no$.close.post({ mchid }, { out_trade_no: SAME });
		expect(closed.status).toBe(204);
		expect(await orders(wechat)).toMatchObject([{ description: '春茶 Lotus tea', trade_state: 'CLOSED' }]);
	});

	test('a refund is made and looked up', async () => {
		await sale(wechat, { out_trade_no: SAME });
		const wxpay = sdk();
		const made = await wxpay.v3.refund.domestic.refunds.post(refund({ reason: '茶凉了' }));
		expect(made.data).toMatchObject({ out_refund_no: 'R1', amount: { refund: 4000 } });
		const found = await wxpay.v3.refund.domestic.refunds.$out_refund_no$.get({ out_refund_no: 'R1' });
		expect(found.data).toMatchObject({ refund_id: (made.data as IDataObject).refund_id });
	});

	test('what is for WeChat’s eyes only is read there, and comes back for the merchant’s', async () => {
		const encrypted_echo_message = Rsa.encrypt('张三 13800000000', Rsa.from(publicKey, Rsa.KEY_TYPE_PUBLIC));
		const { data } = await sdk().v3.security.echo.post({ echo_message: 'tea', encrypted_echo_message });
		const echoed = data as { echo_message: string; encrypted_echo_message: string };
		expect(echoed.echo_message).toBe('tea');
		expect(Rsa.decrypt(echoed.encrypted_echo_message, Rsa.from(privateKey, Rsa.KEY_TYPE_PRIVATE))).toBe('张三 13800000000');
	});

	test('a picture is uploaded', async () => {
		const { data } = await uploaded(sdk());
		expect(data).toEqual({ media_id: expect.stringMatching(/./) });
	});

	test('a transfer to somebody whose name only WeChat may read', async () => {
		const { openid } = await funded(wechat);
		const user_name = Rsa.encrypt('王小明', Rsa.from(publicKey, Rsa.KEY_TYPE_PUBLIC));
		await sdk().v3.fundApp.mchTransfer.transferBills.post(transfer(openid, { user_name }));
		expect(await stored(wechat)).toMatchObject({ transfers: [{ out_bill_no: 'C1', user_name: '王小明' }] });
	});

	test.each([
		[true, 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
		['signtest', 'EV3_RES_HEADER_SIGNATURE_DIGEST'],
		['missing', 'EV3_RES_HEADERS_INCOMPLATE'],
		['serial', 'EV3_RES_HEADER_PLATFORM_SERIAL'],
		['timestamp', 'EV3_RES_HEADER_TIMESTAMP_OFFSET'],
	])('it does look: an answer with a bad signature (%s) is refused', async (badSignature, code) => {
		await wechat.fault({ path: '/v3/pay/transactions/native', badSignature });
		await expect(sdk().v3.pay.transactions.native.post(order())).rejects.toMatchObject({ code });
	});

	test('the simulator does look too: what was signed with another key is refused', async () => {
		jest.spyOn(Rsa, 'sign').mockImplementation(() => Buffer.alloc(256, 1).toString('base64'));
		const refused = sdk().v3.pay.transactions.native.post(order());
		await expect(refused).rejects.toMatchObject({ response: { status: 401, data: { code: 'SIGN_ERROR' } } });
		expect(await orders(wechat)).toEqual([]);
	});
});

describe('a notification that the simulator sends', () => {
	let receiver: Receiver;
	beforeEach(async () => (receiver = await startReceiver()));
	afterEach(async () => await receiver.close());

	const arrived = async (more: IDataObject) => {
		const resource = { out_trade_no: SAME, attach: '桌 3' };
		await wechat.client.control('/notify', { url: receiver.url, event_type: 'TRANSACTION.SUCCESS', resource, times: 1, ...more });
		const [{ headers, body }] = receiver.received;
		const [timestamp, nonce, signature, serial] = ['timestamp', 'nonce', 'signature', 'serial'].map((name) => String(headers[`wechatpay-${name}`]));
		const isGenuine = Rsa.verify(Formatter.response(timestamp, nonce, body), signature, Rsa.from(publicKey, Rsa.KEY_TYPE_PUBLIC));
		return { serial, isGenuine, body };
	};

	test('is genuine, and opens', async () => {
		const { serial, isGenuine, body } = await arrived({});
		expect({ serial, isGenuine }).toEqual({ serial: publicKeyId, isGenuine: true });
		const { event_type, resource } = JSON.parse(body) as { event_type: string; resource: Record<string, string> };
		expect(event_type).toBe('TRANSACTION.SUCCESS');
		const opened = Aes.AesGcm.decrypt(resource.ciphertext, apiV3Key, resource.nonce, resource.associated_data);
		expect(JSON.parse(opened)).toMatchObject({ out_trade_no: SAME, attach: '桌 3' });
	});

	test.each(['signature', 'body', 'signtest'])('is not, when it is forged (%s)', async (tamper) => {
		expect((await arrived({ tamper })).isGenuine).toBe(false);
	});
});

type Arranged = (body: IDataObject) => IDataObject;

/** One call, by the node and by the SDK. */
interface Twice {
	before?(): Promise<unknown>;
	node(openid: string): NodeInput;
	sdk(wxpay: Wechatpay, arranged: Arranged, openid: string): Promise<unknown>;
}

const TWICE: Record<string, Twice> = {
	'an order to be scanned': {
		node: () => codeOrder({ description: '春茶 Lotus tea' }),
		sdk: async (wxpay, arranged) => await wxpay.v3.pay.transactions.native.post(arranged(order())),
	},
	'an order in an account, with everything': {
		node: (openid) =>
			wechatPay('order', 'create', {
				...{ description: '茶 “Lotus” </\\>', out_trade_no: SAME, amount_total: '0.01', openid },
				additionalFields: { attach: 'table=3&x', goods_tag: 'SPRING', support_fapiao: true },
			}),
		sdk: async (wxpay, arranged, openid) => {
			const more = { attach: 'table=3&x', goods_tag: 'SPRING', support_fapiao: true, payer: { openid } };
			const body = order({ ...more, description: '茶 “Lotus” </\\>', amount: { total: 1, currency: 'CNY' } });
			return await wxpay.v3.pay.transactions.jsapi.post(arranged(body));
		},
	},
	'a partner’s order': {
		node: () => codeOrder({ merchantType: 'partner', sub_mchid: SUB_MCHID }),
		sdk: async (wxpay, arranged) => {
			const { appid: sp_appid, mchid: sp_mchid, ...rest } = order({ description: 'Lotus tea' });
			return await wxpay.v3.pay.partner.transactions.native.post(arranged({ ...rest, sp_appid, sp_mchid, sub_mchid: SUB_MCHID }));
		},
	},
	'a transfer': {
		before: async () => await funded(wechat),
		node: (openid) => wechatPay('transfer', 'create', { openid, out_bill_no: 'C1', transfer_amount: '0.50', transfer_remark: '谢谢', ...FORM }),
		sdk: async (wxpay, arranged, openid) => await wxpay.v3.fundApp.mchTransfer.transferBills.post(arranged(transfer(openid))),
	},
	'the look at an order': {
		before: async () => await sale(wechat, { out_trade_no: SAME }),
		node: () => wechatPay('order', 'get', { out_trade_no: SAME }),
		sdk: async (wxpay) => await wxpay.v3.pay.transactions.outTradeNo.$out_trade_no$.get({ params: { mchid }, out_trade_no: SAME }),
	},
	'the closing of an order': {
		before: async () => await sdk().v3.pay.transactions.native.post(order()),
		node: () => wechatPay('order', 'close', { out_trade_no: SAME }),
		sdk: async (wxpay) => await wxpay.v3.pay.transactions.outTradeNo.$out_trade_no$.close.post({ mchid }, { out_trade_no: SAME }),
	},
	'a refund': {
		before: async () => await sale(wechat, { out_trade_no: SAME }),
		node: () => refundOf(SAME, { out_refund_no: 'R1', amount_refund: '40', amount_total: '99', additionalFields: { reason: '茶凉了' } }),
		sdk: async (wxpay, arranged) => await wxpay.v3.refund.domestic.refunds.post(arranged(refund({ reason: '茶凉了' }))),
	},
	'the look at a refund': {
		before: async () => {
			await sale(wechat, { out_trade_no: SAME });
			await sdk().v3.refund.domestic.refunds.post(refund());
		},
		node: () => wechatPay('refund', 'get', { out_refund_no: 'R1' }),
		sdk: async (wxpay) => await wxpay.v3.refund.domestic.refunds.$out_refund_no$.get({ out_refund_no: 'R1' }),
	},
};

/** The same with its names in the order of the other: which one comes first is its caller's to say. */
function arrangedLike(other: unknown, value: unknown): unknown {
	const object = (one: unknown) => (typeof one === 'object' && one !== null ? (one as Record<string, unknown>) : undefined);
	const [given, model] = [object(value), object(other)];
	if (Array.isArray(value)) return value.map((each, index) => arrangedLike(model?.[index], each));
	if (!given) return value;
	const names = new Set([...Object.keys(model ?? {}).filter((name) => name in given), ...Object.keys(given)]);
	return Object.fromEntries([...names].map((name) => [name, arrangedLike(model?.[name], given[name])]));
}

/** The scheme and the pairs of the header Authorization: their order is free (wechat-pay.md §1.2). */
function authorization({ headers }: Incoming): Record<string, string> {
	const [scheme, given] = String(headers.authorization).split(/ (.*)/);
	return { scheme, ...Object.fromEntries([...given.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value])) };
}

/** What WeChat goes by: method, path with query, the body's bytes, and who signed it with what. */
function essence(request: Incoming) {
	const { method, url, body, headers } = request;
	const contentType = body.length > 0 ? headers['content-type'] : undefined;
	return { method, url, body: body.toString('latin1'), contentType, serial: headers['wechatpay-serial'], ...authorization(request) };
}

describe('node and SDK send the same request, to the byte and to the signature', () => {
	test.each(Object.entries(TWICE))('%s', async (_, twice) => {
		const openid = await wechat.client.follower();
		await twice.before?.();
		line.requests.length = 0;
		expect((await wechat.run(twice.node(openid))).error).toBeUndefined();
		const [ofNode] = line.requests.splice(0);
		// All that differs between two calls of anybody.
		const { nonce_str, timestamp } = authorization(ofNode);
		jest.spyOn(Formatter, 'nonce').mockReturnValue(nonce_str);
		jest.spyOn(Formatter, 'timestamp').mockReturnValue(Number(timestamp));
		const model: unknown = ofNode.body.length > 0 ? JSON.parse(ofNode.body.toString('utf8')) : undefined;
		await twice.sdk(sdk(), (body) => arrangedLike(model, body) as IDataObject, openid);
		expect(line.requests.map(essence)).toEqual([essence(ofNode)]);
	});
});

test('an upload has the same signature: it is over the description of the file', async () => {
	const given = { json: {}, binary: { data: await binary(files.jpg, 'tea.jpg', 'image/jpeg') } };
	expect((await wechat.run(wechatPay('media', 'upload', { usedFor: 'document' }), { items: [given] })).error).toBeUndefined();
	const [ofNode] = line.requests.splice(0);
	const { nonce_str, timestamp } = authorization(ofNode);
	jest.spyOn(Formatter, 'nonce').mockReturnValue(nonce_str);
	jest.spyOn(Formatter, 'timestamp').mockReturnValue(Number(timestamp));
	await uploaded(sdk());
	expect(line.requests.map(authorization)).toEqual([authorization(ofNode)]);
});

describe('the old XML interface (API v2)', () => {
	const atCounter = async () => {
		const { auth_code } = await wechat.client.control('/authCode', { openid: await wechat.client.follower() });
		const node = wechatPay('order', 'create', { trade_type: 'codepay', api: 'v2', description: '春茶 <Lotus>', out_trade_no: SAME, amount_total: '99', auth_code });
		expect((await wechat.run(node)).error).toBeUndefined();
		return line.requests.splice(0)[0];
	};

	test('the SDK reads the node’s call, and signs the same fields with the same signature', async () => {
		const ofNode = await atCounter();
		const { sign, ...fields } = Transformer.toObject.call({}, ofNode.body.toString('utf8')) as Record<string, string>;
		expect(fields).toMatchObject({ mch_id: mchid, appid, body: '春茶 <Lotus>', out_trade_no: SAME, total_fee: '9900' });
		expect(Hash.sign((fields.sign_type as 'MD5' | undefined) ?? 'MD5', fields, apiV2Key)).toBe(sign);
		await sdk().v2.pay.micropay.post(fields).catch(() => undefined);
		const [ofSdk] = line.requests;
		expect([ofSdk.method, ofSdk.url]).toEqual([ofNode.method, ofNode.url]);
		expect(Transformer.toObject.call({}, ofSdk.body.toString('utf8'))).toEqual({ ...fields, sign });
	});

	test.each(['MD5', 'HMAC-SHA256'])('the simulator takes what the SDK signs with %s, and the SDK believes its answer', async (sign_type) => {
		await atCounter();
		const { data } = await sdk().v2.pay.orderquery.post({ mch_id: mchid, appid, out_trade_no: SAME, sign_type });
		expect(data).toMatchObject({ out_trade_no: SAME, trade_state: 'SUCCESS', total_fee: '9900' });
	});

	test('it does look: an answer with a bad signature is refused', async () => {
		await atCounter();
		await wechat.fault({ path: '/pay/orderquery', badSignature: true });
		const asked = sdk().v2.pay.orderquery.post({ mch_id: mchid, appid, out_trade_no: SAME });
		await expect(asked).rejects.toMatchObject({ code: 'EV2_RES_SIGNATURE_NOT_EQUAL' });
	});
});
