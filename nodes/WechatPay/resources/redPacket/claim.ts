import type { IDataObject } from 'n8n-workflow';
import { newNonce } from '../../../protocol/pay/request';
import { apiV2KeyIn, signV2 } from '../../../protocol/pay/v2';
import type { Credentials } from '../../../transport/product';

/**
 * What a Mini Program hands to wx.sendBizRedPacket, so that the customer can open the red packet; null when it has
 * reached the customer by itself. The signature is over `package` as it is handed over, percent-encoded.
 */
export function claimParameters(packed: unknown, appId: string, credentials: Credentials): IDataObject | null {
	if (typeof packed !== 'string' || packed === '') return null;
	const signed = { timeStamp: String(Math.floor(Date.now() / 1000)), nonceStr: newNonce(), package: encodeURIComponent(packed) };
	return { ...signed, signType: 'MD5', paySign: signV2({ appId, ...signed }, apiV2KeyIn(credentials), 'MD5') };
}
