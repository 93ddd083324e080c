import type { KeyObject } from 'node:crypto';
import { decryptSensitive, encryptSensitive } from './cipher';

type Values = Record<string, unknown>;

/**
 * The body with the texts at these paths encrypted for WeChat Pay (wechat-pay.md §1.6): `user_name`,
 * `transfer_detail_list.user_name` in every element of the list. What is missing stays missing.
 */
export function encryptAt(body: Values, paths: string[], key: KeyObject): Values {
	return paths.reduce((changed, path) => changedAt(changed, path.split('.'), (text) => encryptSensitive(text, key)) as Values, body);
}

function changedAt(value: unknown, [name, ...inner]: string[], change: (text: string) => string): unknown {
	if (Array.isArray(value)) return value.map((one) => changedAt(one, [name, ...inner], change));
	if (name === undefined) return typeof value === 'string' && value !== '' ? change(value) : value;
	if (typeof value !== 'object' || value === null || !(name in value)) return value;
	return { ...value, [name]: changedAt((value as Values)[name], inner, change) };
}

/** Such a text in an answer, with the merchant's own key; null where there is none, or it cannot be read. */
export function readSensitive(ciphertext: unknown, privateKey: KeyObject): string | null {
	if (typeof ciphertext !== 'string' || ciphertext === '') return null;
	try {
		return decryptSensitive(ciphertext, privateKey);
	} catch {
		return null;
	}
}
