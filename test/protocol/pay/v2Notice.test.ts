import { payItem } from '../../../nodes/protocol/pay/payItem';
import { NotAuthentic } from '../../../nodes/protocol/pay/signature';
import { signV2 } from '../../../nodes/protocol/pay/v2';
import { isV2Notice, openV2Notice } from '../../../nodes/protocol/pay/v2Notice';
import { v3ObjectOf } from '../../../nodes/protocol/pay/v2Object';
import { encryptReqInfo } from '../../simulator/http/payV2';
import { thrown } from './material';

const KEY = 'TheApiV2KeyOfTheLotusTeaShop0000';
const MCHID = '1900071234';
const NOW = 1_794_000_000;

const PAID = {
	...{ return_code: 'SUCCESS', result_code: 'SUCCESS', appid: 'wx1', mch_id: MCHID, nonce_str: 'n', openid: 'oLotus1' },
	...{ total_fee: '9900', cash_fee: '9000', fee_type: 'CNY', transaction_id: '4200002345202611221234567890', out_trade_no: 'LT-1' },
	...{ attach: 'table <7> & more', time_end: '20261122201540', trade_type: 'JSAPI' },
};

const REFUNDED = {
	...{ transaction_id: '42', out_trade_no: 'LT-1', refund_id: '50', out_refund_no: 'R1', total_fee: '9900', refund_fee: '4005' },
	...{ refund_status: 'SUCCESS', success_time: '2026-11-23 09:00:01', refund_recv_accout: '支付用户零钱' },
};

type Fields = Record<string, string>;

const xml = (fields: Fields, root = 'xml') =>
	`<${root}>${Object.entries(fields).map(([name, text]) => `<${name}><![CDATA[${text}]]></${name}>`).join('\n')}</${root}>`;
const payment = (changed: Fields = {}) => {
	const fields = { ...PAID, ...changed };
	return xml({ ...fields, sign: signV2(fields, KEY, 'MD5') });
};
const refund = (changed: Fields = {}, outer: Fields = {}, write = (fields: Fields) => xml(fields, 'root')) =>
	xml({ return_code: 'SUCCESS', appid: 'wx1', mch_id: MCHID, nonce_str: 'n', ...outer, req_info: encryptReqInfo(KEY, write({ ...REFUNDED, ...changed })) });
const open = (text: string) => openV2Notice(Buffer.from(text), MCHID, KEY, NOW);
const itemOf = (text: string) => payItem(v3ObjectOf(open(text).resource));
const refusal = (text: string) => thrown(NotAuthentic, () => open(text)).message;

describe('the notice of a payment', () => {
	test('is verified, and told in the form of API v3', () => {
		const { nonce_str: _, ...said } = PAID;
		expect(open(payment())).toEqual({
			...{ event_type: 'TRANSACTION.SUCCESS', original_type: 'transaction', id: `${MCHID} ${PAID.transaction_id} SUCCESS` },
			...{ create_time: '2026-11-07T05:20:00+08:00', summary: '', resource: said, api_version: 'v2', is_verified: true },
		});
	});

	test('comes to the same item', () => {
		expect(itemOf(payment())).toEqual({
			...{ openid: 'oLotus1', unionid: null, appid: 'wx1', status: 'SUCCESS', mchid: MCHID },
			...{ out_trade_no: 'LT-1', transaction_id: PAID.transaction_id, out_refund_no: null },
			...{ amount_fen: 9900, amount_yuan: '99.00', paid_yuan: '90.00', refund_yuan: null, currency: 'CNY' },
			...{ attach: PAID.attach, occurred_at: '2026-11-22T20:15:40+08:00' },
		});
	});

	test('of a partner: the shop’s, where it has an openid', () => {
		const partner = payment({ sub_mch_id: '1900077777', sub_appid: 'wx2', sub_openid: 'oAtShop' });
		expect(itemOf(partner)).toMatchObject({ mchid: '1900077777', appid: 'wx2', openid: 'oAtShop' });
		expect(itemOf(payment({ sub_mch_id: '1900077777' }))).toMatchObject({ mchid: '1900077777', appid: 'wx1', openid: 'oLotus1' });
	});

	test('that failed', () => {
		expect(open(payment({ result_code: 'FAIL' }))).toMatchObject({ event_type: 'TRANSACTION.FAIL', id: `${MCHID} ${PAID.transaction_id} FAIL` });
		expect(itemOf(payment({ result_code: 'FAIL' })).status).toBe('PAYERROR');
	});

	test.each([['9007199254740993'], ['99.00'], ['-1'], ['0x10'], ['']])('an amount that is none (%j) is null', (total_fee) => {
		expect(itemOf(payment({ total_fee })).amount_fen).toBeNull();
	});

	test('another signed kind, such as a contract, is another event', () => {
		const { transaction_id: _, ...contract } = PAID;
		const sign = signV2(contract, KEY, 'MD5');
		expect(open(xml({ ...contract, sign }))).toMatchObject({ event_type: 'V2.OTHER', original_type: null, id: `${MCHID} ${sign}` });
	});

	test.each<[string, string, RegExp]>([
		['changed', payment().replace('9900', '9901'), /signature is wrong/],
		['of another merchant, rightly signed', payment({ mch_id: '1900099999' }), /another merchant/],
		['without a sign', xml(PAID), /signature is wrong/],
		['a name twice', payment().replace('</xml>', '<total_fee>1</total_fee></xml>'), /not the XML/],
		['a field with more in it', payment().replace('<attach>', '<attach><a>1</a>'), /not the XML/],
		['a document type', `<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]>${payment()}`, /not the XML/],
		['cut', payment().slice(0, -10), /not the XML/],
		['no XML', 'return_code=SUCCESS', /not the XML/],
		['that failed to be made', xml({ return_code: 'FAIL', return_msg: 'x' }), /not the notice of a payment/],
		['too large', payment({ attach: 'x'.repeat(300_000) }), /larger than any/],
	])('%s: refused', (_, text, reason) => {
		expect(refusal(text)).toMatch(reason);
		for (const secret of [KEY, PAID.transaction_id, PAID.openid]) expect(refusal(text)).not.toContain(secret);
	});
});

describe('the notice of a refund', () => {
	test.each([
		['SUCCESS', 'REFUND.SUCCESS', 'SUCCESS'],
		['REFUNDCLOSE', 'REFUND.CLOSED', 'CLOSED'],
		['CHANGE', 'REFUND.ABNORMAL', 'ABNORMAL'],
		['constructor', 'REFUND.OTHER', 'constructor'],
	])('%s is %s; nothing has proved it', (refund_status, event_type, status) => {
		expect(open(refund({ refund_status }))).toMatchObject({ event_type, original_type: 'refund', id: `${MCHID} 50 ${refund_status}`, is_verified: false, api_version: 'v2' });
		expect(itemOf(refund({ refund_status })).status).toBe(status);
	});

	test('comes to the same item, and what was encrypted is among its fields', () => {
		expect(itemOf(refund())).toMatchObject({
			...{ out_trade_no: 'LT-1', transaction_id: '42', out_refund_no: 'R1', amount_yuan: '99.00', refund_yuan: '40.05', paid_yuan: null },
			...{ mchid: MCHID, openid: null, occurred_at: '2026-11-23T09:00:01+08:00' },
		});
		expect(open(refund()).resource).toEqual({ return_code: 'SUCCESS', appid: 'wx1', mch_id: MCHID, ...REFUNDED });
	});

	test('of the unsigned envelope around it nothing is kept but whose it is', () => {
		const whose = { sub_appid: 'wx2', sub_mch_id: '1900077777' };
		const { resource } = open(refund({}, { ...whose, openid: 'oForged', attach: 'forged', cash_fee: '1', fee_type: 'USD', result_code: 'FAIL', sign: 'x' }));
		expect(resource).toEqual({ return_code: 'SUCCESS', appid: 'wx1', mch_id: MCHID, ...whose, ...REFUNDED });
	});

	test('with an XML declaration and line breaks inside', () => {
		expect(open(refund({}, {}, (fields) => `<?xml version="1.0"?>\n${xml(fields, 'root')}\n`)).event_type).toBe('REFUND.SUCCESS');
	});

	test.each<[string, string, RegExp]>([
		['of another merchant', refund({}, { mch_id: '1900099999' }), /another merchant/],
		['that cannot be decrypted', refund().replace(/(<req_info><!\[CDATA\[)..../, '$1AAAA'), /cannot be decrypted|not the XML/],
		['empty inside', refund({}, {}, () => '<root></root>'), /which refund/],
		['with a document type inside', refund({}, {}, (fields) => `<!DOCTYPE root []>${xml(fields, 'root')}`), /not the XML/],
	])('%s: refused', (_, text, reason) => {
		expect(refusal(text)).toMatch(reason);
	});
});

describe('which interface a request is of', () => {
	const is = (body: string, headers = {}) => isV2Notice({ headers, body: Buffer.from(body) });

	test('XML without the headers of API v3', () => {
		for (const text of ['<xml></xml>', '\n  <xml>', '\ufeff<xml>', '<?xml version="1.0"?>']) expect(is(text)).toBe(true);
		for (const text of ['', '{}', 'x<xml>', '  ']) expect(is(text)).toBe(false);
		expect(is('<xml>', { 'wechatpay-signature': 'x' })).toBe(false);
	});
});
