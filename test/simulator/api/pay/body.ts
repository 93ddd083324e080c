import { decryptField } from '../../http/payCipher';
import type { Form } from '../../http/multipart';
import type { Merchant } from '../../world/pay/merchant';
import { wechatPayKeys } from '../../world/pay/wechatPayKeys';
import { paramError, PayError } from './errors';
import type { PayEndpoint, PayField } from './inventory';

type Values = Record<string, unknown>;

/** The body of a request: a JSON object in UTF-8. */
export function parsePayBody(body: Buffer): Values {
	if (body.length === 0) return {};
	try {
		const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Values;
	} catch {
		// Refused below, like every other body that is no object.
	}
	throw new PayError('PARAM_ERROR', {
		message: 'HTTP请求的body不是合法的JSON',
		detail: { field: '', value: '', issue: '不是合法的JSON对象', location: 'body' },
	});
}

/** Uploads are forms, and nothing else is. */
export function checkForm({ params }: PayEndpoint, form: Form | undefined): void {
	if (params.some((param) => param.in === 'form') === Boolean(form)) return;
	throw new PayError('PARAM_ERROR', { message: 'HTTP请求的body与接口要求的格式不一致' });
}

/** The mchid that a call names, or a partner's sp_mchid, must be the one that signs. */
export function checkMchid({ mchid }: Merchant, { params }: PayEndpoint, given: Values): void {
	const param = params.find(({ name }) => name === 'mchid' || name === 'sp_mchid');
	if (!param || given[param.name] === mchid || (given[param.name] === undefined && !param.required)) return;
	const { name } = param;
	throw new PayError('PARAM_ERROR', {
		message: `http header中的mchid与post payload中的${name}不匹配`,
		detail: { field: `/${name}`, value: given[name], issue: `${name} not match`, location: param.in as 'query' | 'body' },
	});
}

/**
 * Sensitive fields in clear, by their place. They are for the key that Wechatpay-Serial names: without it, or for
 * another key, they are refused.
 */
export function decryptBody(
	merchant: Merchant,
	{ params }: PayEndpoint,
	body: Values,
	serial: unknown,
): Record<string, string> {
	const key = wechatPayKeys(merchant).find(({ id }) => id === serial);
	const plain = encryptedFields(params, body).map(([pointer, value]) => {
		if (!key) throw new PayError('PARAM_ERROR', { message: 'HTTP header缺少微信支付平台证书序列号(Wechatpay-Serial)' });
		try {
			return [pointer, decryptField(key.privateKey, value)];
		} catch {
			throw paramError('body', pointer, value, '平台私钥解密失败');
		}
	});
	return Object.fromEntries(plain) as Record<string, string>;
}

function encryptedFields(fields: PayField[], values: Values, path = ''): Array<[string, string]> {
	return fields.flatMap((field): Array<[string, string]> => {
		const value = values[field.name];
		const pointer = `${path}/${field.name}`;
		if (field.encrypted && typeof value === 'string') return [[pointer, value]];
		if (!field.fields || value === undefined) return [];
		const { fields: inner } = field;
		if (!Array.isArray(value)) return encryptedFields(inner, value as Values, pointer);
		return (value as Values[]).flatMap((one, n) => encryptedFields(inner, one, `${pointer}/${n}`));
	});
}
