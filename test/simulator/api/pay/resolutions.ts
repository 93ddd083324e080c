import { finishRefund } from '../../push/pay/finishRefund';
import type { Refund } from '../../world/pay/refund';
import type { PayContext } from './context';
import { paramError, PayError } from './errors';
import { refundOf } from './refunds';
import { canonical, checkRules } from './rules';

/** Where a refund goes that is stuck. */
export interface Resolution {
	out_refund_no: string;
	type: string;
	bank_type?: string;
	bank_account?: string;
	real_name?: string;
	sub_mchid?: string;
}

const TYPES = ['USER_BANK_CARD', 'MERCHANT_BANK_CARD'];
/** Debit cards of these banks only. */
const BANKS = ['CMB', 'COMM', 'ABC', 'CCB', 'ICBC', 'BOC', 'PAB', 'SPDB', 'CITIC', 'CEB', 'CMBC', 'CIB', 'GDB', 'PSBC', 'NBCB'].map((bank) => `${bank}_DEBIT`);

/** It is on its way again, and this time it arrives; the same request again is the same. */
export function resolveRefund({ world, merchant, path, body, decrypted }: PayContext<Resolution>): Refund {
	checkRules({ ...body }, ['out_refund_no']);
	const known = refundOf(merchant, body.out_refund_no, body.sub_mchid);
	if (known.refund_id !== path.refund_id) throw new PayError('RESOURCE_NOT_EXISTS', { message: '退款单不存在' });
	check(body);
	// The same card is encrypted in another way each time.
	const { '/bank_account': bank_account = '', '/real_name': real_name } = decrypted;
	const request = canonical({ ...body, bank_account, real_name });
	if (known.resolution === request) return known;
	if (known.status !== 'ABNORMAL') {
		throw new PayError('INVALID_REQUEST', { message: '退款单状态不是退款异常，不能发起异常退款' });
	}
	known.resolution = request;
	known.status = 'PROCESSING';
	known.receivedBy = body.bank_type ? `${body.bank_type} ${bank_account.slice(-4)}` : '商户银行账户';
	finishRefund(world, merchant, known, 'SUCCESS');
	return known;
}

function check({ type, bank_type, bank_account, real_name }: Resolution): void {
	const missing = (name: string) => paramError('body', `/${name}`, '', '必填性规则校验失败，此字段为必填项');
	const oneOf = (name: string, value: string) => paramError('body', `/${name}`, value, '枚举值校验失败');
	if (!TYPES.includes(type)) throw oneOf('type', type);
	if (type === 'MERCHANT_BANK_CARD') return;
	if (!bank_type) throw missing('bank_type');
	if (!BANKS.includes(bank_type)) throw oneOf('bank_type', bank_type);
	if (!bank_account) throw missing('bank_account');
	if (!real_name) throw missing('real_name');
}
