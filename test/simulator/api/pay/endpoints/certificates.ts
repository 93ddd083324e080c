import { X509Certificate } from 'node:crypto';
import { encryptResource } from '../../../http/payCipher';
import { certificatesOf } from '../../../world/pay/wechatPayKeys';
import { beijingTime } from '../../../world/time';
import type { PayContext, PayEndpoints } from '../context';
import { paramError, PayError } from '../errors';

const ALGORITHMS = ['RSA', 'SM2', 'ALL'];
const NONE =
	'无可用的平台证书，请在商户平台-API安全申请使用微信支付公钥。可查看指引https://pay.weixin.qq.com/doc/v3/merchant/4012153196';

/** wechat-pay.md §1.5: who has WeChat Pay's public key has no certificates. */
export const certificates: PayEndpoints = {
	'GET /v3/certificates': ({ merchant, query: { algorithm_type = 'RSA' } }: PayContext) => {
		if (!ALGORITHMS.includes(algorithm_type)) {
			throw paramError('query', '/algorithm_type', algorithm_type, `枚举值校验失败，只支持${ALGORITHMS.join('、')}`);
		}
		const none = merchant.mode === 'publicKey' || algorithm_type === 'SM2';
		if (none) throw new PayError('RESOURCE_NOT_EXISTS', { message: NONE });
		const data = certificatesOf(merchant).map(({ serial, certificate }) => {
			const { validFrom, validTo } = new X509Certificate(certificate);
			return {
				serial_no: serial,
				effective_time: beijingTime(Date.parse(validFrom)),
				expire_time: beijingTime(Date.parse(validTo)),
				encrypt_certificate: encryptResource(merchant.apiV3Key, certificate, 'certificate'),
			};
		});
		return { data };
	},
};
