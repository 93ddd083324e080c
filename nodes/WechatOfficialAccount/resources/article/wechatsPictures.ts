import { withProtocol } from '../../../protocol/article/address';

/** WeChat's picture servers. */
const PICTURE_HOST = /(^|\.)(qpic|qlogo)\.cn$/i;

/** Whether a picture was uploaded to WeChat; on a simulator or a relay pictures have its address. WeChat leaves out all others (wechat-api.md C.3). */
export function isWechats(source: string, baseUrl: string): boolean {
	const address = withProtocol(source);
	if (baseUrl !== '' && address.startsWith(`${baseUrl.replace(/\/+$/, '')}/mmbiz_`)) return true;
	return /^https?:/i.test(address) && URL.canParse(address) && PICTURE_HOST.test(new URL(address).hostname);
}
