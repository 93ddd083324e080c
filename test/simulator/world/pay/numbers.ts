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
/** The shop's own number, where the control API is not told one. */
export const newOutTradeNo = (ms: number) => `LT${stamp(ms)}${digits(6)}`;
