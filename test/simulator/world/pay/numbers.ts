import { randomBytes, randomInt } from 'node:crypto';
import { beijingTime } from '../time';

/** Numbers as WeChat Pay makes them: their form tells what they are and of which day. */
const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');
const stamp = (ms: number) => beijingTime(ms).replace(/\D/g, '').slice(0, 14);

export const newTransactionId = (ms: number) => `4200${digits(6)}${stamp(ms).slice(0, 8)}${digits(10)}`;
export const newRefundId = (ms: number) => `503${digits(8)}${stamp(ms).slice(0, 8)}${digits(10)}`;
export const newPrepayId = (ms: number) => `wx${stamp(ms)}${randomBytes(10).toString('hex')}`;
export const newCodeUrl = () => `weixin://wxpay/bizpayurl?pr=${randomBytes(6).toString('base64url')}zz`;
export const newH5Url = (prepayId: string) =>
	`https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=${prepayId}&package=${digits(10)}`;
/** 27 digits that begin with 200. */
export const newComplaintId = (ms: number) => `200${stamp(ms).slice(0, 8)}${digits(16)}`;
/** Of something that was done to a complaint. */
export const newLogId = (ms: number) => `3002${stamp(ms)}${digits(12)}`;
/** 28 digits. */
export const newRedPacketId = (ms: number) => `1000041701${stamp(ms).slice(0, 8)}${digits(10)}`;
/** The shop's own number, where the control API is not told one. */
export const newOutTradeNo = (ms: number) => `LT${stamp(ms)}${digits(6)}`;
/** 40 digits: of a transfer, a batch of them, one transfer of a batch. */
export const newTransferNo = (ms: number, kind: '103' | '104' | '133' = '133') => `${kind}${digits(13)}${stamp(ms).slice(0, 8)}${digits(16)}`;
export const newAuthorizationId = (ms: number) => `66${stamp(ms)}${digits(16)}`;
/** What the customer's phone opens a confirmation with. */
export const newPackageInfo = () => randomBytes(30).toString('base64');
