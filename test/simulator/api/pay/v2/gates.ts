import type { Incoming } from '../../../http/message';
import { SIGN_TYPES, signV2, type SignType } from '../../../http/payV2';
import { readXml, type XmlFields } from '../../../http/payXml';
import type { Merchant } from '../../../world/pay/merchant';
import type { World } from '../../../world/world';
import { asCalled, findPayEndpoint } from '../inventory';
import { V2Refused, V2Unread } from './context';

/** Money goes out here: the connection itself must show the merchant's certificate. */
const WITH_CERTIFICATE = /^\/(secapi|mmpaymkttransfers)\//;

/** Whether WeChat's web server turns the call away: over plain HTTP, as most tests speak, nobody can show anything. */
export function lacksCertificate({ path, certificate }: Incoming): boolean {
	return certificate === '' && WITH_CERTIFICATE.test(path);
}

/** The fields of a call. */
export function readCall({ method, body }: Incoming): XmlFields {
	if (method !== 'POST') throw new V2Unread('请使用post方法');
	if (body.length === 0) throw new V2Unread('post数据不能为空');
	const fields = readXml(body.toString('utf8'));
	if (!fields) throw new V2Unread('XML格式错误');
	return fields;
}

/** Whose call it is, and that it is theirs. */
export function authorizeV2(world: World, { path, certificate }: Incoming, fields: XmlFields): Merchant {
	const merchant = world.merchants.get(fields.mch_id);
	if (!merchant) throw new V2Unread('mch_id参数错误');
	const type = signTypeOf(fields);
	if (!SIGN_TYPES.includes(type)) throw new V2Unread('sign_type参数错误');
	if (fields.sign !== signV2(fields, merchant.apiV2Key, type)) throw new V2Unread('签名错误');
	if (certificate && WITH_CERTIFICATE.test(path) && certificate !== merchant.serialNo) throw new V2Refused('CA_ERROR', '请求所使用的证书有误');
	return merchant;
}

export function signTypeOf({ sign_type }: XmlFields): SignType {
	return (sign_type || 'MD5') as SignType;
}

/** Refuses what the documents do not know. An empty field counts as none. */
export function checkV2Parameters(path: string, { method }: Incoming, merchant: Merchant, fields: XmlFields): void {
	const found = findPayEndpoint(method, path);
	if (!found) throw new V2Unread(`${path}不存在`);
	const { params, mode, oneOf = [] } = asCalled(found.endpoint, fields);
	if (mode === 'partner' && !merchant.partner) throw new V2Refused('NOAUTH', '商户无此接口权限');
	const missing = params.find(({ name, required }) => required && !fields[name]);
	if (missing) throw new V2Unread(`缺少参数${missing.name}`);
	const unknown = Object.keys(fields).find((name) => !params.some((param) => param.name === name));
	if (unknown) throw new V2Unread(`参数格式校验错误：${unknown}`);
	const none = oneOf.find((names) => !names.some((name) => fields[name]));
	if (none) throw new V2Unread(`缺少参数${none.join('、')}`);
	const appid = fields.appid ?? fields.wxappid;
	if (appid !== undefined && !merchant.appids.includes(appid)) throw new V2Refused('APPID_MCHID_NOT_MATCH', 'appid和mch_id不匹配');
}
