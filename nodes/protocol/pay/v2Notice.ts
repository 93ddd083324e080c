import { translating, translatingOnly } from '../translating';
import { beijingTime } from '../time';
import { parseXml } from '../xml';
import { Undecipherable } from './cipher';
import type { Notification } from './notification';
import { NotAuthentic } from './signature';
import { checkV2Sign, decryptReqInfo, type V2Fields } from './v2';

/** Notices have a few kilobytes. */
const MOST_BYTES = 256 * 1024;

/** What `refund_status` is called by API v3. */
const REFUND_EVENTS: Record<string, string> = { SUCCESS: 'REFUND.SUCCESS', REFUNDCLOSE: 'REFUND.CLOSED', CHANGE: 'REFUND.ABNORMAL' };

const WHOSE = ['return_code', 'appid', 'mch_id', 'sub_appid', 'sub_mch_id'];

/** Whether this is a notice of the old XML interface (API v2): XML, and without the headers of API v3. */
export function isV2Notice({ headers, body }: { headers: Record<string, unknown>; body: Buffer }): boolean {
	return headers['wechatpay-signature'] === undefined && /^(?:\xef\xbb\xbf)?\s*</.test(body.toString('latin1', 0, 64));
}

/**
 * Opens a notice of the old XML interface, in the form of one of API v3 (wechat-pay.md §2.8). A refund's is not
 * signed: `is_verified` is false.
 * @param mchid the merchant that it must be for
 * @param now seconds since 1970
 * @throws NotAuthentic
 */
export function openV2Notice(body: Buffer, mchid: string, apiV2Key: string, now: number): Notification {
	if (body.length > MOST_BYTES) throw new NotAuthentic('It is larger than any notification.');
	const envelope = fieldsIn(body.toString('utf8'));
	if (envelope.return_code !== 'SUCCESS') throw new NotAuthentic('It is not the notice of a payment or a refund.');
	const isRefund = envelope.req_info !== undefined;
	if (!isRefund) checkV2Sign(envelope, apiV2Key);
	const hidden = isRefund ? hiddenIn(envelope.req_info, apiV2Key) : {};
	if (envelope.mch_id !== mchid) throw new NotAuthentic('It is for another merchant.');
	const { sign = '', nonce_str: _, ...said } = envelope;
	const resource = isRefund ? { ...whoseIn(envelope), ...hidden } : said;
	return {
		...(isRefund ? refund(resource) : payment(resource, sign)),
		create_time: beijingTime(Math.floor(now)),
		summary: '',
		resource,
		api_version: 'v2',
		is_verified: !isRefund,
	};
}

type Kind = Pick<Notification, 'event_type' | 'id' | 'original_type'>;

function payment({ mch_id, transaction_id, result_code }: V2Fields, sign: string): Kind {
	// Contracts and the like: nothing but a flow for everything takes them.
	if (!transaction_id) return { event_type: 'V2.OTHER', original_type: null, id: `${mch_id} ${sign}` };
	const event_type = result_code === 'SUCCESS' ? 'TRANSACTION.SUCCESS' : 'TRANSACTION.FAIL';
	return { event_type, original_type: 'transaction', id: `${mch_id} ${transaction_id} ${result_code}` };
}

function refund({ mch_id, refund_id, refund_status }: V2Fields): Kind {
	const event_type = Object.hasOwn(REFUND_EVENTS, refund_status) ? REFUND_EVENTS[refund_status] : 'REFUND.OTHER';
	return { event_type, original_type: 'refund', id: `${mch_id} ${refund_id} ${refund_status}` };
}

/** Around a refund nothing is signed: only whose it is is read there. */
function whoseIn(envelope: V2Fields): V2Fields {
	return Object.fromEntries(Object.entries(envelope).filter(([name]) => WHOSE.includes(name)));
}

function hiddenIn(reqInfo: string, apiV2Key: string): V2Fields {
	const xml = translatingOnly(
		Undecipherable,
		() => decryptReqInfo(reqInfo, apiV2Key),
		({ message }) => new NotAuthentic(message),
	);
	const fields = fieldsIn(xml.trim().replace(/^(<\?xml[^>]*\?>)?\s*<root>/, '<xml>').replace(/<\/root>$/, '</xml>'));
	if (fields.refund_id && fields.out_refund_no && fields.refund_status) return fields;
	throw new NotAuthentic('It does not say which refund it is about.');
}

/** A name that comes twice, or has more in it than text, is none of WeChat's. */
function fieldsIn(xml: string): V2Fields {
	const content = translating(
		() => parseXml(xml),
		() => new NotAuthentic('It is not the XML that WeChat sends.'),
	);
	const fields = Object.entries(content);
	if (fields.every((field): field is [string, string] => typeof field[1] === 'string')) return Object.fromEntries(fields);
	throw new NotAuthentic('It is not the XML that WeChat sends.');
}
