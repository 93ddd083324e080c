import { generateKeyPairSync } from 'node:crypto';
import { decryptSensitive, encryptSensitive } from '../../../nodes/protocol/pay/cipher';
import { encryptAt, readSensitive } from '../../../nodes/protocol/pay/sensitive';

/** Names and numbers for WeChat Pay's eyes only, wherever they stand in a body. */
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const opened = (text: unknown) => decryptSensitive(String(text), privateKey);

test('a text of the body itself, and nothing else', () => {
	const body = { user_name: '李 茶', amount: 1 };
	const { user_name, ...rest } = encryptAt(body, ['user_name'], publicKey);
	expect(opened(user_name)).toBe('李 茶');
	expect(rest).toEqual({ amount: 1 });
	expect(body.user_name).toBe('李 茶');
});

test('in an object, and in every element of a list', () => {
	const body = { payee: { name: 'Li' }, transfer_detail_list: [{ user_name: 'Wang', n: 1 }, { n: 2 }, { user_name: 'Zhao' }] };
	const changed = encryptAt(body, ['payee.name', 'transfer_detail_list.user_name'], publicKey) as typeof body;
	expect(opened(changed.payee.name)).toBe('Li');
	expect(changed.transfer_detail_list.map(({ user_name, n }) => [user_name && opened(user_name), n])).toEqual([['Wang', 1], [undefined, 2], ['Zhao', undefined]]);
});

test('a list of texts', () => {
	const { phones } = encryptAt({ phones: ['1', '2'] }, ['phones'], publicKey) as { phones: string[] };
	expect(phones.map(opened)).toEqual(['1', '2']);
});

test.each([{}, { user_name: '' }, { user_name: null }, { user_name: undefined }, { other: 1 }])('what is missing or empty stays so: %j', (body) => {
	expect(encryptAt(body, ['user_name', 'a.b'], publicKey)).toEqual(body);
});

test('in an answer: read with the merchant’s key; what is for another one, or is none, is null', () => {
	expect(readSensitive(encryptSensitive('13800138000', publicKey), privateKey)).toBe('13800138000');
	expect(['bm90IGZvciB1cw==', '', undefined, null, 7].map((value) => readSensitive(value, privateKey))).toEqual([null, null, null, null, null]);
});
