import { answerId, answerKey, isProof, mayAnswer, newQuestion, placeIn, proofOf } from '../../nodes/protocol/question';

const key = answerKey({ appSecret: 'the secret of the shop' })!;
const OPENID = 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M';
const place = { execution: '1234567890', node: 'd2b0c6e4-4f0e-4b3c-9a61-0d3f6f1c2b77', signature: 'a1'.repeat(32), question: newQuestion(), choice: 9 };

test('an id brings back what went into it, and says who may answer', () => {
	const id = answerId(place, OPENID, key);
	expect(placeIn(id)).toEqual(place);
	expect(mayAnswer(id, OPENID, key)).toBe(true);
	expect(mayAnswer(id, 'oSomebodyElse', key)).toBe(false);
	expect(mayAnswer(id, OPENID, answerKey({ appSecret: 'another' })!)).toBe(false);
});

test('it is short, with the ids that n8n makes and those of imported workflows', () => {
	expect(Buffer.byteLength(answerId({ ...place, execution: '123456789' }, OPENID, key))).toBeLessThanOrEqual(128);
	const strange = { ...place, node: 'Ask: the boss / 100 %' };
	expect(placeIn(answerId(strange, OPENID, key))).toEqual(strange);
});

test.each([0, 1, 2, 3, 4, 5, 6])('part %i cannot be changed', (index) => {
	const parts = answerId(place, OPENID, key).split(':');
	const last = parts[index].at(-1) === '1' ? '2' : '1';
	parts[index] = parts[index].slice(0, -1) + last;
	expect(mayAnswer(parts.join(':'), OPENID, key)).toBe(false);
});

test.each(['101', '', undefined, 'n8n', 'n8n:1:node', 'article:oX:yes:1?signature=2', 'n8n:1:node:sig:question:x:mac', 'n8n:1/2:node:sig:question:1:mac', 'n8n:1:node:sig:question:1:mac:more'])('%j is none of ours', (id) => {
	expect(placeIn(id)).toBeUndefined();
});

test('a node id that cannot be decoded is one that nobody has', () => {
	expect(placeIn('n8n:1:%E0%A4:sig:question:1:mac')?.node).toBe('');
});

test('a proof is good for the very values that it was made for', () => {
	const proof = proofOf(['tap', 'a', 1], key);
	expect(isProof(proof, ['tap', 'a', 1], key)).toBe(true);
	for (const values of [['tap', 'a', '1'], ['tap', 'a'], ['tapa', 1], ['page', 'a', 1]]) expect(isProof(proof, values, key)).toBe(false);
	for (const other of [undefined, '', `${proof}x`, proof.slice(1)]) expect(isProof(other, ['tap', 'a', 1], key)).toBe(false);
});

test('the key comes of the App Secret, else of the Token, else there is none', () => {
	const [secret, token] = [{ appSecret: 'one' }, { callbackToken: 'two' }];
	expect(answerKey({ ...secret, ...token })).toEqual(answerKey(secret));
	expect(answerKey({ appSecret: '', ...token })).toEqual(answerKey(token));
	expect(answerKey(token)).toBeDefined();
	expect(answerKey(secret)).not.toEqual(answerKey(token));
	expect(answerKey({})).toBeUndefined();
	expect(key.toString('utf8')).not.toContain('secret of the shop');
});

test('no two questions have one name', () => {
	const names = Array.from({ length: 100 }, newQuestion);
	expect(new Set(names).size).toBe(100);
	for (const name of names) expect(name).toMatch(/^[\w-]{8}$/);
});
