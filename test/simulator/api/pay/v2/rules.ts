import type { XmlFields } from '../../../http/payXml';
import { V2Refused } from './context';

/** What a text must look like; `most` characters. */
interface Rule {
	pattern?: RegExp;
	most?: number;
}

const RULES: Record<string, Rule> = {
	act_name: { most: 32 },
	attach: { most: 127 },
	body: { most: 128 },
	client_ip: { pattern: /^\d{1,3}(\.\d{1,3}){3}$/ },
	mch_billno: { pattern: /^[0-9A-Za-z]{1,28}$/ },
	out_refund_no: { pattern: /^[\w\-|*@]{1,64}$/ },
	out_trade_no: { pattern: /^[\w\-|*@]{1,32}$/ },
	remark: { most: 256 },
	scene_id: { pattern: /^PRODUCT_[1-8]$/ },
	send_name: { most: 32 },
	total_amount: { pattern: /^[1-9]\d{0,9}$/ },
	total_fee: { pattern: /^[1-9]\d{0,9}$/ },
	refund_fee: { pattern: /^[1-9]\d{0,9}$/ },
	total_num: { pattern: /^1$/ },
	wishing: { most: 128 },
};

/** Checks every field that has a rule: PARAM_ERROR. */
export function checkV2Rules(fields: XmlFields): void {
	for (const [name, value] of Object.entries(fields)) {
		const { pattern, most = Infinity } = RULES[name] ?? {};
		if ((pattern && !pattern.test(value)) || [...value].length > most) throw new V2Refused('PARAM_ERROR', `${name}参数错误`);
	}
}
